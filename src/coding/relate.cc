// The class of the relation between two given parties: the act, of all that the text tells, that the source governs and
// that reaches the target. Always answers; the further the answer is from such an act, the lower its score.
#include <algorithm>

#include "coding/coder.h"

namespace casus::coding {

namespace {

using clauses::Clause;
using clauses::Kind;
using clauses::Role;

// The tokens of the document that lie in one of the byte spans.
std::vector<TokenRange> ranges(const text::Document& doc, const std::vector<Span>& spans) {
  std::vector<TokenRange> out;
  for (const Span s : spans) {
    const auto first = std::upper_bound(doc.end.begin(), doc.end.end(), s.begin) - doc.end.begin();
    const auto last = std::lower_bound(doc.begin.begin(), doc.begin.end(), s.end) - doc.begin.begin();
    if (first < last) out.push_back({static_cast<uint32_t>(first), static_cast<uint32_t>(last)});
  }
  return out;
}

bool inside(const std::vector<TokenRange>& ranges, TokenId t) {
  return std::any_of(ranges.begin(), ranges.end(), [&](TokenRange r) { return r.contains(t); });
}
bool touches(const std::vector<TokenRange>& ranges, TokenRange x) {
  return std::any_of(ranges.begin(), ranges.end(), [&](TokenRange r) { return r.overlaps(x); });
}

constexpr const char* kSourceId = "given:source";
constexpr const char* kTargetId = "given:target";

class Relation {
 public:
  Relation(const Tables& tables, const Analysis& a, const std::vector<Span>& source, const std::vector<Span>& target)
      : t_(tables),
        a_(a),
        source_(ranges(a.doc, source)),
        target_(ranges(a.doc, target)),
        actors_(with_given()),
        matcher_(tables, a.doc, a.parse, a.clauses, actors_, nullptr) {}

  RelateAnswer answer() {
    const size_t n = a_.clauses.clauses.size();
    taken_.assign(n, false);
    for (size_t i = 0; i < n; ++i)
      for (const ClauseId c : matcher_.act(ClauseId(i)).consumed)
        if (c.valid() && c.v != i) taken_[c.v] = true;
    double best = -1e9;
    ClauseId chosen;
    for (size_t i = 0; i < n; ++i) {
      const Act& act = matcher_.act(ClauseId(i));
      if (!act.found()) continue;
      const double r = rank(ClauseId(i), act);
      if (r > best) best = r, chosen = ClauseId(i);
    }
    RelateAnswer out;
    if (!chosen.valid()) {
      out.event = Event::kAccuse;  // the most frequent class of verbal conflict stands in when no rule fits at all
      out.rule = "none";
      out.score = 0.1;
      return out;
    }
    const Act& act = matcher_.act(chosen);
    out.event = apply_form(t_, act, form_of(a_.clauses, chosen, act), out.status);
    // The classes of this task follow the CAMEO roots (ZSP, PLV): whoever expresses the intent to yield, agrees (03).
    if (out.event == Event::kConcede && (out.event != act.event || is_intent(act))) out.event = Event::kAgree;
    if (out.event == act.event && act.mode != format::kNone16) out.mode = t_.text[t_.modes[act.mode].name];
    out.rule = rule_text(t_, act.rule);
    for (ClauseId inner = act.inner; inner.valid() && matcher_.act(inner).rule != kNoRule;
         inner = matcher_.act(inner).inner)
      out.rule += " + " + rule_text(t_, matcher_.act(inner).rule);
    out.score = std::clamp(0.2 + best / 20, 0.1, 0.95);
    return out;
  }

 private:
  bool is_intent(const Act& act) const {
    return act.cameo != format::kNone16 && std::string_view(t_.cameo[act.cameo].code).starts_with("03");
  }

  // The mentions of the article, with the two given parties put over them wherever they stand.
  actors::ActorSet with_given() const {
    actors::ActorSet set = a_.actors;
    std::vector<std::pair<EntityId, EntityId>> same;  // whom the text's own mention stands for → the given party
    for (const auto* group : {&source_, &target_}) {
      actors::Entity entity;
      entity.id = group == &source_ ? kSourceId : kTargetId;
      set.entities.push_back(entity);
      for (const TokenRange r : *group) {
        actors::Mention m;
        m.tokens = r;
        m.entity = EntityId(set.entities.size() - 1);
        m.head = TokenId(r.first);
        for (uint32_t t = r.first; t < r.last; ++t)
          if (!r.contains(a_.parse.head_of(TokenId(t))) || a_.parse.is_root(TokenId(t))) m.head = TokenId(t);
        const MentionId known = a_.actors.at[m.head.v];
        if (known.valid()) same.emplace_back(a_.actors[known].entity, m.entity);
        set.mentions.push_back(m);
        for (uint32_t t = r.first; t < r.last; ++t) set.at[t] = MentionId(set.mentions.size() - 1);
      }
    }
    // Pronouns that stand for a given party are that party.
    for (size_t i = 0; i < a_.actors.mentions.size(); ++i) {
      if (!set.mentions[i].pronoun) continue;
      for (const auto& [from, to] : same)
        if (set.mentions[i].entity == from) set.mentions[i].entity = to;
    }
    return set;
  }

  bool is(const Party& p, const std::vector<TokenRange>& group) const {
    if (inside(group, p.head) || touches(group, actors_[p.mention].tokens)) return true;
    return actors_[p.mention].pronoun && actors_.entity(p.mention).id == (&group == &source_ ? kSourceId : kTargetId);
  }
  // 0 = not among them, 1 = deep inside one, 2 = inside one, 3 = one itself.
  int among(const Parties& parties, const std::vector<TokenRange>& group) const {
    int best = 0;
    for (const auto& p : parties)
      if (is(p, group)) best = std::max(best, 3 - static_cast<int>(std::min<uint8_t>(p.distance, 2)));
    return best;
  }

  double rank(ClauseId id, const Act& act) {
    const Clause& c = a_.clauses[id];
    double r = 0.15 * act.score;
    const int source = among(act.actors, source_), target = among(act.recipients, target_);
    r += 2.2 * source + 1.5 * target;
    if (!source && among(act.recipients, source_)) r += 1.0;
    if (!target && among(act.actors, target_)) r += 0.8;
    if (!source && touches(source_, c.tokens)) r += 0.6;
    if (!target && touches(target_, c.tokens)) r += 1.2;
    for (const auto& a : a_.clauses.args(c)) {
      if (!source && a.role == Role::kSubject && touches(source_, a.phrase)) r += 2.5;
      if (!target && a.role != Role::kSubject && touches(target_, a.phrase)) r += 0.8;
    }
    if (taken_[id.v]) r -= 4;
    if (c.kind == Kind::kNoun && !c.light.valid()) r -= 1;
    uint32_t depth = 0;
    for (ClauseId p = c.parent; p.valid() && depth < 20; p = a_.clauses[p].parent) ++depth;
    return r - 0.25 * depth;
  }

  const Tables& t_;
  const Analysis& a_;
  std::vector<TokenRange> source_, target_;
  actors::ActorSet actors_;
  Matcher matcher_;
  std::vector<bool> taken_;
};

}  // namespace

RelateAnswer relate_parties(const Tables& tables, const Analysis& analysis, const std::vector<Span>& source,
                            const std::vector<Span>& target) {
  return Relation(tables, analysis, source, target).answer();
}

}  // namespace casus::coding
