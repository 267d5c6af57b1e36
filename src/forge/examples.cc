#include "forge/examples.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace casus::forge {

namespace {

// The rule that decided the event is the first named; ids are the second word of each part.
bool decided_by(const Coded& c, const std::string& id) {
  const size_t space = c.rule.find(' ');
  if (space == std::string::npos) return false;
  const size_t end = c.rule.find(' ', space + 1);
  return c.rule.substr(space + 1, end == std::string::npos ? end : end - space - 1) == id;
}

// A sector alone ("REB") fits whatever the country: that is the article's context, not the rule's.
bool code_fits(std::string_view wanted, std::string_view got) {
  if (wanted == got || (wanted == "---" && got.empty())) return true;
  for (size_t i = 3; wanted.size() == 3 && i + 3 <= got.size(); i += 3)
    if (got.substr(i, 3) == wanted) return true;
  return false;
}

bool codes_match(const std::vector<std::string>& wanted, const std::vector<std::string>& got) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& w) {
    if (w == "*") return true;
    return std::any_of(got.begin(), got.end(), [&](const std::string& g) { return code_fits(w, g); });
  });
}

std::string join(const std::vector<std::string>& v) {
  std::string out;
  for (const auto& s : v) out += (out.empty() ? "" : ", ") + (s.empty() ? std::string("---") : s);
  return out;
}

std::string told(const std::vector<Coded>& events) {
  if (events.empty()) return "no event";
  std::string out;
  for (const auto& e : events)
    out += (out.empty() ? "" : "; ") + e.event + (e.mode.empty() ? "" : "/" + e.mode) + " " + e.cameo + " " + e.status +
           " " + join(e.actors) + " > " + join(e.recipients) + " by " + e.rule;
  return out;
}

}  // namespace

std::vector<Failure> run_examples(const std::vector<Example>& examples, const std::vector<RuleAst>& rules,
                                  const std::function<std::vector<Coded>(const std::string& text)>& code) {
  std::map<std::string, const RuleAst*> by_id;
  for (const auto& r : rules) by_id.emplace(r.id, &r);
  std::vector<Failure> failures;
  for (const auto& e : examples) {
    const auto events = code(e.text);
    if (!e.positive) {
      const bool fired =
          std::any_of(events.begin(), events.end(), [&](const Coded& c) { return decided_by(c, e.rule); });
      if (fired) failures.push_back({e, "coded by the rule it must not match: " + told(events)});
      continue;
    }
    const auto it = by_id.find(e.rule);
    if (it == by_id.end()) continue;
    const RuleAst& rule = *it->second;
    // What the example says counts; else what the rule says. PASS rules take the event from inside, so theirs must be
    // said or is free.
    std::string event = e.event;
    if (event.empty() && !(rule.flags & (coding::format::kPass | coding::format::kNoEvent)))
      event = coding::to_string(rule.event);
    const bool ok = std::any_of(events.begin(), events.end(), [&](const Coded& c) {
      return (event.empty() || c.event == event) && (e.mode.empty() || c.mode == e.mode) &&
             (e.cameo.empty() || c.cameo == e.cameo) && (e.status.empty() || c.status == e.status) &&
             codes_match(e.actors, c.actors) && codes_match(e.recipients, c.recipients);
    });
    if (!ok) failures.push_back({e, "got " + told(events)});
  }
  return failures;
}

}  // namespace casus::forge
