#include "forge/rules.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/utf8.h"
#include "clauses/clauses.h"

namespace casus::forge {

namespace {

using clauses::Comp;
using clauses::Kind;
using coding::format::Filler;
using coding::format::SlotRole;

constexpr uint8_t bit(Kind k) { return static_cast<uint8_t>(1u << static_cast<unsigned>(k)); }
constexpr uint8_t bit(Comp c) { return static_cast<uint8_t>(1u << static_cast<unsigned>(c)); }

std::string_view trim(std::string_view s) {
  while (!s.empty() && std::isspace(static_cast<unsigned char>(s.front()))) s.remove_prefix(1);
  while (!s.empty() && std::isspace(static_cast<unsigned char>(s.back()))) s.remove_suffix(1);
  return s;
}

std::vector<std::string_view> split(std::string_view s, char separator) {
  std::vector<std::string_view> out;
  for (size_t from = 0;;) {
    const size_t to = s.find(separator, from);
    out.push_back(trim(s.substr(from, to == std::string_view::npos ? to : to - from)));
    if (to == std::string_view::npos) return out;
    from = to + 1;
  }
}

std::vector<std::string_view> words_of(std::string_view s) {
  std::vector<std::string_view> out;
  for (size_t i = 0; i < s.size();) {
    while (i < s.size() && s[i] == ' ') ++i;
    size_t j = i;
    while (j < s.size() && s[j] != ' ') ++j;
    if (j > i) out.push_back(s.substr(i, j - i));
    i = j;
  }
  return out;
}

// "call_off/v" → lemma "call off", kinds verb.
Word word_of(std::string_view s) {
  Word w;
  if (s.size() > 2 && s[s.size() - 2] == '/') {
    switch (s.back()) {
      case 'v':
        w.kinds = bit(Kind::kVerb);
        break;
      case 'n':
        w.kinds = static_cast<uint8_t>(bit(Kind::kNoun) | bit(Kind::kCopula));
        break;
      case 'a':
        w.kinds = static_cast<uint8_t>(bit(Kind::kAdjective) | bit(Kind::kCopula));
        break;
      default:
        break;
    }
    if (w.kinds != 0xff) s.remove_suffix(2);
  }
  w.lemma = utf8::fold(s);
  std::replace(w.lemma.begin(), w.lemma.end(), '_', ' ');
  return w;
}

bool all_upper(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

template <typename F>
void each_line(std::string_view bytes, F&& f) {
  uint32_t number = 0;
  for (size_t i = 0; i < bytes.size();) {
    size_t j = bytes.find('\n', i);
    if (j == std::string_view::npos) j = bytes.size();
    std::string_view line = bytes.substr(i, j - i);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    f(++number, line);
    i = j + 1;
  }
}

// ---------------------------------------------------------------- patterns

class PatternParser {
 public:
  PatternParser(RuleAst& rule, Diagnostics& diagnostics) : rule_(rule), diagnostics_(diagnostics) {}

  bool run() {
    const auto atoms = words_of(rule_.pattern);
    bool optional = false;
    for (size_t i = 0; i < atoms.size(); ++i) {
      std::string_view a = atoms[i];
      if (a.front() == '(') {
        if (optional) return complain("nested-optional", "an optional part inside another");
        optional = true;
        a.remove_prefix(1);
      }
      bool closes = false;
      if (!a.empty() && a.back() == ')') {
        if (!optional) return complain("unbalanced", "')' without '('");
        closes = true;
        a.remove_suffix(1);
      }
      if (a.empty()) return complain("empty-atom", "nothing inside the brackets");
      if (!atom(a, atoms, i, optional)) return false;
      if (closes) optional = false;
    }
    if (optional) return complain("unbalanced", "'(' is never closed");
    if (rule_.predicate.empty() && rule_.predicate_sets.empty())
      return complain("no-predicate", "the pattern names no verb, noun or adjective");
    if (!preps_.empty()) return complain("dangling-preposition", "a preposition with nothing after it");
    if (!modifiers_.empty()) return complain("dangling-modifier", "[…] with nothing after it");
    return true;
  }

 private:
  bool complain(std::string code, std::string message, std::string hint = {}) {
    diagnostics_.error(rule_.file, rule_.line, 3, std::move(code), std::move(message) + " in '" + rule_.pattern + "'",
                       std::move(hint));
    return false;
  }
  bool has_predicate() const { return !rule_.predicate.empty() || !rule_.predicate_sets.empty(); }

  bool atom(std::string_view a, const std::vector<std::string_view>& atoms, size_t& i, bool optional) {
    if (a.front() == '[') return modifiers(a, atoms, i);
    if (a == "S" && i + 2 < atoms.size() && atoms[i + 1] == "and" && atoms[i + 2].substr(0, 1) == "T" &&
        !has_predicate()) {
      i += 2;
      rule_.flags |= coding::format::kSymmetric;
      return slot(Filler::kBoth, {}, 0, optional);
    }
    if (a == "S") return slot(Filler::kSource, {}, 0, optional);
    if (a == "T") return slot(Filler::kTarget, {}, 0, optional);
    if (a == "NP") return slot(Filler::kAnything, {}, 0, optional);
    if (a == "EVENT") return slot(Filler::kEvent, {}, 0, optional);
    if (a.substr(0, 6) == "EVENT:") return events(a.substr(6), optional);
    if (a.front() == '{') return set(a, atoms, i, optional);
    if (all_upper(a))
      return complain("unknown-slot", "'" + std::string(a) + "' is no slot",
                      "slots are S, T, NP, EVENT, EVENT:AID|…, {set}");
    return literal(a);
  }

  bool modifiers(std::string_view a, const std::vector<std::string_view>& atoms, size_t& i) {
    std::string inside(a.substr(1));
    while (inside.find(']') == std::string::npos && i + 1 < atoms.size()) inside += " " + std::string(atoms[++i]);
    if (inside.empty() || inside.back() != ']') return complain("unbalanced", "'[' is never closed");
    inside.pop_back();
    for (const auto m : split(inside, '|')) modifiers_.push_back(utf8::fold(m));
    return true;
  }

  bool events(std::string_view names, bool optional) {
    uint32_t mask = 0;
    for (const auto n : split(names, '|')) {
      coding::Event e{};
      if (!coding::event_from_string(n, e))
        return complain("unknown-event", "'" + std::string(n) + "' is no PLOVER event");
      mask |= 1u << static_cast<unsigned>(e);
    }
    return slot(Filler::kEvent, {}, mask, optional);
  }

  bool set(std::string_view a, const std::vector<std::string_view>& atoms, size_t& i, bool optional) {
    if (a.back() != '}') return complain("unbalanced", "'{' is never closed");
    std::vector<std::string> names;
    for (const auto n : split(a.substr(1, a.size() - 2), '|')) {
      if (n.empty()) return complain("empty-word", "a set without a name");
      names.emplace_back(n);
    }
    // The first set is the predicate, unless a later atom is one: "{talks} collapse", "S {withhold} {aid}".
    const bool first_is_subject = !has_predicate() && rule_.slots.empty() && !subject_seen_ && i + 1 < atoms.size() &&
                                  is_predicate_after(atoms, i + 1);
    if (has_predicate() || first_is_subject || !preps_.empty())
      return slot(Filler::kSet, std::move(names), 0, optional);
    rule_.predicate_sets = std::move(names);
    return true;
  }

  // A pattern may begin with a set as its subject; then a lower-case word follows at once as predicate.
  static bool is_predicate_after(const std::vector<std::string_view>& atoms, size_t i) {
    const std::string_view a = atoms[i];
    return a.front() >= 'a' && a.front() <= 'z' && clauses::find_preposition(split(a, '|').front()) == 0;
  }

  bool literal(std::string_view a) {
    if (!has_predicate()) {
      if (a == "be") return true;  // "S be ready to": the predicate is the adjective
      for (const auto w : split(a, '|')) {
        if (w.empty()) return complain("empty-word", "nothing between '|'");
        rule_.predicate.push_back(word_of(w));
      }
      return true;
    }
    if (a == "that") {
      that_ = true;
      return true;
    }
    for (const auto w : split(a, '|')) {
      std::string p = utf8::fold(w);
      std::replace(p.begin(), p.end(), '_', ' ');
      if (clauses::find_preposition(p) == 0)
        return complain("unknown-word", "'" + p + "' after the predicate is no preposition",
                        "join particles to the verb with '_', put nouns into a set, modifiers into […]");
      preps_.push_back(std::move(p));
    }
    return true;
  }

  bool slot(Filler filler, std::vector<std::string> sets, uint32_t events, bool optional) {
    SlotAst s;
    s.filler = filler;
    s.sets = std::move(sets);
    s.events = events;
    s.optional = optional;
    s.modifiers = std::move(modifiers_);
    modifiers_.clear();
    s.preps = std::move(preps_);
    preps_.clear();
    const bool to_only = s.preps.size() == 1 && s.preps[0] == "to";
    if (!has_predicate()) {
      s.role = SlotRole::kSubject;
      subject_seen_ = true;
    } else if (that_) {
      s.role = SlotRole::kComplement;
      s.comps = static_cast<uint8_t>(bit(Comp::kThat) | bit(Comp::kQuote) | bit(Comp::kNone) | bit(Comp::kWh));
      that_ = false;
    } else if (!s.preps.empty()) {
      s.role = SlotRole::kPrep;
      s.comps = to_only ? static_cast<uint8_t>(bit(Comp::kTo) | bit(Comp::kGerund) | bit(Comp::kNoun))
                        : static_cast<uint8_t>(bit(Comp::kGerund) | bit(Comp::kNoun) | bit(Comp::kWh));
    } else {
      s.role = SlotRole::kObject;
      // What is said in a clause of its own is no object of the word that a set asks for.
      s.comps = static_cast<uint8_t>(bit(Comp::kGerund) | bit(Comp::kNoun));
      if (filler != Filler::kSet)
        s.comps |= static_cast<uint8_t>(bit(Comp::kThat) | bit(Comp::kQuote) | bit(Comp::kNone));
    }
    rule_.slots.push_back(std::move(s));
    return true;
  }

  RuleAst& rule_;
  Diagnostics& diagnostics_;
  std::vector<std::string> preps_, modifiers_;
  bool that_ = false, subject_seen_ = false;
};

// ---------------------------------------------------------------- rule files

struct Block {
  coding::Event event = coding::Event::kNone;
  uint8_t flags = 0;
  std::string mode, cameo;
  bool open = false;
};

class RuleFileParser {
 public:
  RuleFileParser(const std::string& file, Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

  void line(uint32_t number, std::string_view text) {
    number_ = number;
    const size_t indent = text.find_first_not_of(' ');
    if (indent == std::string_view::npos || text[indent] == '#') return;
    if (text.find('\t') != std::string_view::npos) return error("tab", "a tab", "indent with spaces");
    const std::string_view body = trim(text);
    if (body.empty()) return;  // vertical tabs and form feeds alone
    if (indent == 0) return block(body);
    if (body.size() > 1 && (body[0] == '+' || body[0] == '-') && body[1] == ' ') return example(body);
    rule(body);
  }
  RuleFile take() { return std::move(out_); }

 private:
  void error(std::string code, std::string message, std::string hint = {}) {
    diagnostics_.error(file_, number_, 0, std::move(code), std::move(message), std::move(hint));
  }

  void block(std::string_view body) {
    block_ = {};
    const auto w = words_of(body);
    if (w[0] == "PASS") {
      block_.flags = coding::format::kPass;
    } else if (w[0] == "NONE") {
      block_.flags = coding::format::kNoEvent;
    } else if (!coding::event_from_string(w[0], block_.event)) {
      return error("unknown-block", "'" + std::string(w[0]) + "' is no PLOVER event",
                   "a block starts with an event, PASS or NONE");
    }
    block_.open = true;
    for (size_t i = 1; i < w.size() && w[i][0] != '#'; i += 2) {
      if (i + 1 >= w.size()) return error("option", "option without value");
      if (w[i] == "mode")
        block_.mode = w[i + 1];
      else if (w[i] == "cameo")
        block_.cameo = w[i + 1];
      else
        return error("option", "a block knows 'mode' and 'cameo', not '" + std::string(w[i]) + "'");
    }
  }

  // Two or more spaces part the pattern from its options.
  void rule(std::string_view body) {
    current_.clear();
    if (!block_.open) return error("no-block", "a rule before any block");
    RuleAst r;
    r.file = file_;
    r.line = number_;
    r.event = block_.event;
    r.flags = block_.flags;
    r.mode = block_.mode;
    r.cameo = block_.cameo;
    const size_t gap = body.find("  ");
    r.pattern = std::string(trim(body.substr(0, gap)));
    const auto options = gap == std::string_view::npos ? std::vector<std::string_view>{} : words_of(body.substr(gap));
    bool own_code = !r.mode.empty() || !r.cameo.empty();
    for (size_t i = 0; i < options.size(); ++i) {
      const std::string_view o = options[i];
      if (o[0] == '#') break;
      if (o == "asserts") {
        r.flags |= coding::format::kAsserts;
        continue;
      }
      if (o == "swap") {
        r.flags |= coding::format::kSwap;
        continue;
      }
      if (i + 1 >= options.size()) return error("option", "option '" + std::string(o) + "' without value");
      if (!value_option(r, o, options[++i], own_code)) return;
    }
    if (r.id.empty()) return error("no-id", "the rule '" + r.pattern + "' has no id", "write two spaces and 'id name'");
    if (!PatternParser(r, diagnostics_).run()) return;
    const bool has_event =
        std::any_of(r.slots.begin(), r.slots.end(), [](const SlotAst& s) { return s.filler == Filler::kEvent; });
    if (has_event && !own_code && !(r.flags & (coding::format::kPass | coding::format::kNoEvent)))
      r.flags |= coding::format::kCompose;
    if ((r.flags & coding::format::kPass) && !has_event) {
      const bool has_set =
          std::any_of(r.slots.begin(), r.slots.end(), [](const SlotAst& s) { return s.filler == Filler::kSet; });
      if (!has_set) return error("pass-without-event", "a PASS rule needs an EVENT or a {set} with events");
    }
    current_ = r.id;
    out_.rules.push_back(std::move(r));
  }

  bool value_option(RuleAst& r, std::string_view o, std::string_view v, bool& own_code) {
    if (o == "id") {
      r.id = v;
    } else if (o == "cameo") {
      r.cameo = v;
      own_code = true;
    } else if (o == "mode") {
      r.mode = v == "none" ? "" : v;
      own_code = true;
    } else if (o == "status") {
      r.status = v;
    } else if (o == "weight") {
      int sign = 1;
      if (v[0] == '+')
        v.remove_prefix(1);
      else if (v[0] == '-')
        sign = -1, v.remove_prefix(1);
      if (v.empty() || v.size() > 2 || !std::all_of(v.begin(), v.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        error("weight", "weight must be a number from -99 to +99");
        return false;
      }
      r.weight = sign * std::stoi(std::string(v));
    } else if (o == "event") {
      if (!coding::event_from_string(v, r.event)) {
        error("unknown-event", "'" + std::string(v) + "' is no PLOVER event");
        return false;
      }
      r.mode.clear(), r.cameo.clear();
    } else {
      error("option", "unknown option '" + std::string(o) + "'",
            "options: id cameo mode event status weight asserts swap");
      return false;
    }
    return true;
  }

  void example(std::string_view body) {
    if (current_.empty()) return;  // its rule did not parse; that has been said
    Example e;
    e.rule = current_;
    e.file = file_;
    e.line = number_;
    e.positive = body[0] == '+';
    body = trim(body.substr(1));
    const size_t gap = body.find("  ");
    e.text = std::string(trim(body.substr(0, gap)));
    if (e.positive) {
      if (gap == std::string_view::npos) return error("example", "a '+' example needs two spaces and 'CODES > CODES'");
      std::string_view codes = trim(body.substr(gap));
      codes = trim(codes.substr(0, codes.find('#')));
      const size_t arrow = codes.find('>');
      if (arrow == std::string_view::npos) return error("example", "no '>' between actor and recipient codes");
      for (const auto a : split(codes.substr(0, arrow), ','))
        if (!a.empty()) e.actors.emplace_back(a);
      std::string_view right = trim(codes.substr(arrow + 1));
      // No recipients: the expectations follow the arrow at once.
      coding::Event only{};
      const bool bare = coding::event_from_string(right.substr(0, right.find(' ')), only);
      const size_t options = bare ? 0 : right.find("  ");
      for (const auto a : split(right.substr(0, options), ','))
        if (!a.empty() && !bare) e.recipients.emplace_back(a);
      if (options != std::string_view::npos && !expectations(e, words_of(right.substr(options)))) return;
    }
    out_.examples.push_back(std::move(e));
  }

  bool expectations(Example& e, const std::vector<std::string_view>& words) {
    for (size_t i = 0; i < words.size(); ++i) {
      coding::Event event{};
      if (coding::event_from_string(words[i], event)) {
        e.event = words[i];
      } else if (i + 1 < words.size() && words[i] == "mode") {
        e.mode = words[++i];
      } else if (i + 1 < words.size() && words[i] == "cameo") {
        e.cameo = words[++i];
      } else if (std::isdigit(static_cast<unsigned char>(words[i][0]))) {
        e.cameo = words[i];
      } else {
        e.status = words[i];
      }
    }
    return true;
  }

  std::string file_;
  Diagnostics& diagnostics_;
  uint32_t number_ = 0;
  Block block_;
  std::string current_;
  RuleFile out_;
};

}  // namespace

std::vector<WordSet> parse_sets(std::string_view bytes, const std::string& file, Diagnostics& diagnostics) {
  std::vector<WordSet> out;
  bool in_set = false;
  each_line(bytes, [&](uint32_t number, std::string_view line) {
    const std::string_view body = trim(line.substr(0, line.find('#')));
    if (body.empty()) return;
    std::string_view members = body;
    if (line.front() != ' ' && line.front() != '\t') {
      const size_t colon = body.find(':');
      const bool extends = body.substr(0, 7) == "extend ";
      const size_t word = extends ? 7 : 4;
      const bool header = (extends || body.substr(0, 4) == "set ") && colon != std::string_view::npos;
      const std::string_view name = header ? trim(body.substr(word, colon - word)) : std::string_view{};
      in_set = !name.empty() && name.find_first_of(" \t{}(),|") == std::string_view::npos;
      if (!in_set) {
        diagnostics.error(file, number, 1, "set-syntax",
                          "a set starts with 'set NAME:' or 'extend NAME:', the name one word",
                          "indent lines that continue a set");
        return;
      }
      WordSet s;
      s.name = std::string(name);
      s.extends = extends;
      s.file = file;
      s.line = number;
      out.push_back(std::move(s));
      members = body.substr(colon + 1);
    } else if (!in_set) {
      diagnostics.error(file, number, 1, "set-syntax", "a continuation of no set");
      return;
    }
    for (const auto m : split(members, ',')) {
      if (m.empty()) continue;
      coding::Event e{};
      if (m.front() == '{' && m.back() == '}')
        out.back().includes.emplace_back(m.substr(1, m.size() - 2));
      else if (coding::event_from_string(m, e))
        out.back().events |= 1u << static_cast<unsigned>(e);
      else if (all_upper(m) && m.size() > 4)
        diagnostics.error(file, number, 0, "unknown-event", "'" + std::string(m) + "' is no PLOVER event");
      else
        out.back().words.push_back(word_of(m));
    }
  });
  return out;
}

RuleFile parse_rules(std::string_view bytes, const std::string& file, Diagnostics& diagnostics) {
  RuleFileParser parser(file, diagnostics);
  each_line(bytes, [&](uint32_t number, std::string_view line) { parser.line(number, line); });
  return parser.take();
}

}  // namespace casus::forge
