#include "coding/relation.h"

#include <algorithm>

namespace casus::coding {

namespace {

using clauses::Argument;
using clauses::Clause;
using clauses::Kind;
using clauses::Role;

bool inside(const std::vector<TokenRange>& ranges, TokenId t) {
  return std::any_of(ranges.begin(), ranges.end(), [&](TokenRange r) { return r.contains(t); });
}
bool touches(const std::vector<TokenRange>& ranges, TokenRange x) {
  return std::any_of(ranges.begin(), ranges.end(), [&](TokenRange r) { return r.overlaps(x); });
}

constexpr const char* kSourceId = "given:source";
constexpr const char* kTargetId = "given:target";

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const auto p : parts) out += p;
  return out;
}

}  // namespace

std::vector<TokenRange> ranges(const text::Document& doc, const std::vector<Span>& spans) {
  std::vector<TokenRange> out;
  for (const Span s : spans) {
    const auto first = std::upper_bound(doc.end.begin(), doc.end.end(), s.begin) - doc.end.begin();
    const auto last = std::lower_bound(doc.begin.begin(), doc.begin.end(), s.end) - doc.begin.begin();
    if (first < last) out.push_back({static_cast<uint32_t>(first), static_cast<uint32_t>(last)});
  }
  return out;
}

Relation::Relation(const Tables& tables, const Analysis& analysis, std::vector<TokenRange> source,
                   std::vector<TokenRange> target)
    : t_(tables),
      a_(analysis),
      source_(std::move(source)),
      target_(std::move(target)),
      actors_(with_given()),
      matcher_(tables, a_.doc, a_.parse, a_.clauses, actors_, nullptr) {}

const std::vector<Relation::Option>& Relation::options() {
  if (evaluated_) return options_;
  evaluated_ = true;
  const size_t n = a_.clauses.clauses.size();
  taken_by_.assign(n, ClauseId());
  for (size_t i = 0; i < n; ++i)
    for (const ClauseId c : matcher_.act(ClauseId(i)).consumed)
      if (c.valid() && c.v != i && !taken_by_[c.v].valid()) taken_by_[c.v] = ClauseId(i);
  for (size_t i = 0; i < n; ++i) {
    const Act& act = matcher_.act(ClauseId(i));
    if (act.found()) options_.push_back({ClauseId(i), fitness(ClauseId(i), act)});
  }
  std::stable_sort(options_.begin(), options_.end(),
                   [](const Option& x, const Option& y) { return x.fitness > y.fitness; });
  return options_;
}

Event Relation::event_of(ClauseId c, Status& status) {
  const Act& act = matcher_.act(c);
  return apply_form(t_, act, form_of(a_.clauses, c, act), status);
}

// The mentions of the article, with the two given parties put over them wherever they stand.
actors::ActorSet Relation::with_given() const {
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

bool Relation::is(const Party& p, const std::vector<TokenRange>& group) const {
  if (inside(group, p.head) || touches(group, actors_[p.mention].tokens)) return true;
  return actors_[p.mention].pronoun && actors_.entity(p.mention).id == (&group == &source_ ? kSourceId : kTargetId);
}
// 0 = not among them, 1 = deep inside one, 2 = inside one, 3 = one itself.
int Relation::among(const Parties& parties, const std::vector<TokenRange>& group) const {
  int best = 0;
  for (const auto& p : parties)
    if (is(p, group)) best = std::max(best, 3 - static_cast<int>(std::min<uint8_t>(p.distance, 2)));
  return best;
}

double Relation::fitness(ClauseId id, const Act& act) {
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
  // Part of what another act tells; of less weight still if that act is the source's own.
  if (const ClauseId outer = taken_by_[id.v]; outer.valid()) {
    const bool own = among(matcher_.act(outer).actors, source_) > 0;
    r -= own || source < 2 || target < 2 ? 4.0 : 0.0;
  }
  if (c.kind == Kind::kNoun && !c.light.valid()) r -= 1;
  // "the kidnapped engineers"
  const bool before_noun = a_.parse.deprel[c.head.v] == lang::Deprel::amod;
  if (c.kind == Kind::kVerb && before_noun && c.relation == clauses::Relation::kRelative) r -= 2;
  uint32_t depth = 0;
  for (ClauseId p = c.parent; p.valid() && depth < 20; p = a_.clauses[p].parent) ++depth;
  return r - 0.25 * depth;
}

TokenId Relation::head_of(const std::vector<TokenRange>& group) const {
  for (const TokenRange r : group)
    for (uint32_t t = r.first; t < r.last; ++t)
      if (a_.parse.is_root(TokenId(t)) || !r.contains(a_.parse.head_of(TokenId(t)))) return TokenId(t);
  return {};
}

// The word sets of a word, each as a feature.
void Relation::sets(TokenId t, std::string_view prefix, Features& out) const {
  const SymbolId s = a_.parse.lemma_symbol[t.v];
  for (const uint16_t set : t_.sets_of(s)) out.add(joined({prefix, t_.text[t_.set_names[set]]}));
}

void Relation::features(Features& out) {
  out.add("bias");
  act_features(out);
  clause_features(out);
  path_features(out);
  word_features(out);
  out.finish();
}

// What the rules say.
void Relation::act_features(Features& out) {
  const auto& all = options();
  if (all.empty()) out.add("act none");
  std::string before;
  for (size_t i = 0; i < all.size() && i < 3; ++i) {
    const Act& act = matcher_.act(all[i].clause);
    Status status = Status::kActual;
    const std::string event(to_string(event_of(all[i].clause, status)));
    const std::string at = "act" + std::to_string(i);
    const int bucket = static_cast<int>(std::clamp(all[i].fitness, -4.0, 13.0));
    out.add(at + " " + event);
    out.add(at + " " + event + " " + std::to_string(bucket));
    out.add(at + " fit " + std::to_string(bucket));
    if (i == 0) {
      out.add(joined({"rule ", t_.text[t_.rules[act.rule].id]}));
      out.add(joined({"form ", event, " ", to_string(status), " ", to_string(act.event)}));
      out.add(joined({"own ", to_string(act.event)}));
      const bool s = among(act.actors, source_) > 0, t = among(act.recipients, target_) > 0;
      const bool rs = among(act.recipients, source_) > 0, rt = among(act.actors, target_) > 0;
      out.add(joined({"sides ", event, s ? " s" : " -", t ? " t" : " -", rs ? " S" : " -", rt ? " T" : " -"}));
      if (act.inner.valid()) out.add(joined({"inner ", event, " ", to_string(matcher_.act(act.inner).event)}));
    } else {
      out.add("acts " + std::to_string(i) + before + " " + event);
      const int gap = static_cast<int>(std::min(all[i - 1].fitness - all[i].fitness, 5.0));
      out.add("gap" + std::to_string(i) + before + " " + event + " " + std::to_string(gap));
    }
    before = " " + event;
  }
}

// The predicates that the parties govern or stand under, and what these are done to.
void Relation::clause_features(Features& out) {
  for (size_t i = 0; i < a_.clauses.clauses.size(); ++i) {
    const Clause& c = a_.clauses.clauses[i];
    const auto args = a_.clauses.args(c);
    bool source = false, target = false;
    for (const Argument& a : args) {
      const bool own = inside(source_, a.head), theirs = inside(target_, a.head);
      if (own) {
        source |= a.role == Role::kSubject;
        out.add(joined({"s ", std::to_string(static_cast<int>(a.role)), " ", lemma(c.head)}));
        sets(c.head, "s" + std::to_string(static_cast<int>(a.role)) + "set ", out);
      }
      if (theirs) {
        target = true;
        const std::string role =
            joined({std::to_string(static_cast<int>(a.role)), ".", clauses::prepositions()[a.prep]});
        out.add(joined({"t ", role, " ", lemma(c.head)}));
        sets(c.head, "t" + role + "set ", out);
      }
    }
    if (!source && !target) continue;
    std::string form = c.negations % 2 ? " neg" : "";
    if (c.tense == clauses::Tense::kFuture) form += " fut";
    if (c.modal != clauses::Modal::kNone) form += " m" + std::to_string(static_cast<int>(c.modal));
    if (source) {
      if (!form.empty()) out.add(joined({"sform", form})), out.add(joined({"sform", form, " ", lemma(c.head)}));
      if (c.particle.valid()) out.add(joined({"spart ", lemma(c.head), " ", lemma(c.particle)}));
      if (c.light.valid()) out.add(joined({"slight ", lemma(c.light), " ", lemma(c.head)}));
      for (const Argument& a : args) {
        if (a.role == Role::kSubject || inside(target_, a.head) || !a.head.valid()) continue;
        const std::string role = std::to_string(static_cast<int>(a.role));
        out.add(joined({"o", role, " ", lemma(a.head)}));
        out.add(joined({"so", role, " ", lemma(c.head), " ", lemma(a.head)}));
        sets(a.head, "o" + role + "set ", out);
        for (const uint16_t x : t_.sets_of(a_.parse.lemma_symbol[c.head.v]))
          sets(a.head, joined({"so ", t_.text[t_.set_names[x]], " "}), out);
        if (a.clause.valid()) {
          const auto inner = a_.clauses.args(a.clause);
          for (const Argument& b : inner)
            if (b.role == Role::kObject && b.head.valid()) {
              out.add(joined({"io ", lemma(a.head), " ", lemma(b.head)}));
              sets(b.head, "ioset ", out);
            }
        }
      }
    }
    if (source && target) out.add("same clause"), out.add(joined({"same ", lemma(c.head), form}));
  }
}

// From the source's head up and down to the target's.
void Relation::path_features(Features& out) {
  const TokenId s = head_of(source_), t = head_of(target_);
  if (!s.valid() || !t.valid()) return;
  out.add(joined({"shead ", lemma(s)}));
  out.add(joined({"thead ", lemma(t)}));
  const auto up = [&](TokenId from) {
    std::vector<TokenId> chain{from};
    while (!a_.parse.is_root(chain.back()) && chain.size() < 24) chain.push_back(a_.parse.head_of(chain.back()));
    return chain;
  };
  auto a = up(s), b = up(t);
  if (a.back() != b.back()) return out.add("path none");  // in two sentences, or too deep
  while (a.size() > 1 && b.size() > 1 && a[a.size() - 2] == b[b.size() - 2]) a.pop_back(), b.pop_back();
  std::string path;
  for (size_t i = 0; i + 1 < a.size(); ++i) path += joined({"<", lang::to_string(lang::base(a_.parse.deprel[a[i].v]))});
  const size_t bend = path.size();
  for (size_t i = b.size() - 1; i-- > 0;) path += joined({">", lang::to_string(lang::base(a_.parse.deprel[b[i].v]))});
  out.add("path " + path);
  out.add("pathlen " + std::to_string(std::min<size_t>(a.size() + b.size(), 9)));
  out.add(joined({"top ", lemma(a.back())}));
  out.add(joined({"top ", path.substr(0, bend), " ", lemma(a.back())}));
  for (size_t i = 1; i < a.size(); ++i) {
    out.add(joined({"up ", lemma(a[i])}));
    if (i + 1 < a.size()) out.add(joined({"up2 ", lemma(a[i]), " ", lemma(a[i + 1])}));
    sets(a[i], "upset ", out);
  }
  for (size_t i = 1; i + 1 < b.size(); ++i) {
    out.add(joined({"down ", lemma(b[i])}));
    if (i + 2 < b.size()) out.add(joined({"down2 ", lemma(b[i]), " ", lemma(b[i + 1])}));
    sets(b[i], "downset ", out);
  }
  if (b.size() > 1) out.add(joined({"tunder ", lang::to_string(a_.parse.deprel[t.v]), " ", lemma(b[1])}));
}

// Words of the text and of the stretch between the parties.
void Relation::word_features(Features& out) {
  if (source_.empty() || target_.empty()) return;
  const uint32_t from = std::min(source_[0].last, target_[0].last), to = std::max(source_[0].first, target_[0].first);
  const bool forward = source_[0].first < target_[0].first;
  out.add(forward ? "forward" : "backward");
  const auto content = [&](uint32_t t) {
    const auto u = a_.parse.upos[t];
    return u == lang::Upos::NOUN || u == lang::Upos::VERB || u == lang::Upos::ADJ || u == lang::Upos::ADV;
  };
  std::string_view last = "^";
  for (uint32_t t = from; t < to; ++t) {
    if (a_.parse.upos[t] == lang::Upos::PUNCT) continue;
    const std::string_view l = lemma(TokenId(t));
    out.add(joined({"mid2 ", last, " ", l}));
    last = l;
    if (!content(t)) continue;
    out.add(joined({"mid ", l}));
    sets(TokenId(t), "midset ", out);
  }
  for (uint32_t t = 0; t < a_.parse.upos.size(); ++t) {
    if (!content(t) || inside(source_, TokenId(t)) || inside(target_, TokenId(t))) continue;
    out.add(joined({"bag ", lemma(TokenId(t))}));
    sets(TokenId(t), "bagset ", out);
  }
}

}  // namespace casus::coding
