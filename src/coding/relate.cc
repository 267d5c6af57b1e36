// The class of the relation between two given parties: the act, of all that the text tells, that the source governs and
// that reaches the target, weighed together with what the ranker says. Always answers.
#include <algorithm>
#include <cmath>

#include "coding/relation.h"

namespace casus::coding {

namespace {

// What a rule's answer adds to the ranker's log-odds, times its own score; and the temperature that makes the sum's
// probabilities honest. Both were chosen by the figures on the dev set of relations, from a handful of values.
constexpr double kRuleWeight = 4.0, kTemperature = 1.6;

// What the rules say alone.
RelateAnswer by_rules(const Tables& t, Relation& relation) {
  RelateAnswer out;
  if (relation.options().empty()) {
    out.event = Event::kAccuse;  // the most frequent class of verbal conflict stands in when no rule fits at all
    out.rule = "none";
    out.score = 0.1;
    return out;
  }
  const auto& best = relation.options().front();
  const Act& act = relation.act(best.clause);
  out.event = relation.event_of(best.clause, out.status);
  const bool told = out.event == act.event;
  // Whoever will yield, expresses the intent to (CAMEO 03).
  if (!told && out.event == Event::kConcede) out.event = Event::kAgree;
  if (told && act.cameo != format::kNone16) out.event = root_class(t.cameo[act.cameo].code, out.event);
  if (out.event == act.event && act.mode != format::kNone16) out.mode = t.text[t.modes[act.mode].name];
  out.rule = rule_text(t, act.rule);
  for (ClauseId inner = act.inner; inner.valid() && relation.act(inner).rule != kNoRule;
       inner = relation.act(inner).inner)
    out.rule += " + " + rule_text(t, relation.act(inner).rule);
  out.score = std::clamp(0.2 + best.fitness / 20, 0.1, 0.95);
  return out;
}

// Classes whose difference the caller cannot see share a probability.
bool alike(Event x, Event y) {
  const auto yields = [](Event e) { return e == Event::kConcede || e == Event::kRetreat; };
  return x == y || (yields(x) && yields(y));
}

}  // namespace

RelateAnswer relate_parties(const Tables& t, const Ranker& ranker, const Analysis& analysis,
                            const std::vector<Span>& source, const std::vector<Span>& target) {
  Relation relation(t, analysis, ranges(analysis.doc, source), ranges(analysis.doc, target));
  RelateAnswer out = by_rules(t, relation);
  if (!ranker.ready()) return out;
  Features features;
  relation.features(features);
  Ranker::Scores scores;
  ranker.scores(features.rows(), scores);
  const bool ruled = out.rule != "none";
  if (ruled) scores[static_cast<size_t>(out.event)] += static_cast<float>(kRuleWeight * out.score);
  size_t best = 1;
  for (size_t e = 2; e < kEventCount; ++e) best = scores[e] > scores[best] ? e : best;
  double total = 0, share = 0;
  for (size_t e = 1; e < kEventCount; ++e) {
    const double p = std::exp((scores[e] - scores[best]) / kTemperature);
    total += p;
    if (alike(static_cast<Event>(e), static_cast<Event>(best))) share += p;
  }
  const auto event = static_cast<Event>(best);
  if (!ruled || event != out.event) {
    out.rule = ruled ? "ranker, not " + out.rule : "ranker";
    out.mode = {};
    out.status = Status::kActual;
    out.event = event;
  }
  out.score = share / total;
  return out;
}

}  // namespace casus::coding
