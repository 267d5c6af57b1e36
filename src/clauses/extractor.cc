// One sentence from tree to clauses: the order of the passes, and what is known only when all clauses are filled.
#include <algorithm>

#include "clauses/builder.h"

namespace casus::clauses {

using lang::Deprel;
using lang::Upos;

void Builder::fill(int32_t k) {
  Work& work = w_.works[static_cast<size_t>(k)];
  const uint32_t i = work.token;
  verb_form(k);
  if (work.clause.kind == Kind::kNoun) {
    fill_noun(k);
    return;
  }
  if (rel(i) == Deprel::conj && !is_root(i))
    if (const int32_t p = clause_at(w_.head[i]); p >= 0) share_auxiliaries(work, w_.works[static_cast<size_t>(p)]);
  fill_verb(k);
  future(k);
}

// "is set to vote", "is expected to resign": what is set or expected has yet to happen.
void Builder::future(int32_t k) {
  Work& work = w_.works[static_cast<size_t>(k)];
  const uint32_t i = work.token;
  const bool infinitive = work.to || (rel(i) == Deprel::xcomp && work.clause.kind == Kind::kVerb && !work.gerund);
  if (!infinitive || (work.clause.passive && !work.to) || work.clause.tense != Tense::kNone ||
      work.clause.relation != Relation::kComplement)
    return;
  const int32_t p = work.parent;
  if (p >= 0 && w_.works[static_cast<size_t>(p)].token == w_.head[i] && lex(w_.head[i], kLexFuture))
    work.clause.tense = Tense::kFuture;
}

// Conditions reach into what they govern; the question mark belongs to the outermost clause on its side of the
// quotation marks.
void Builder::finish() {
  for (const uint32_t i : w_.order) {
    if (clause_at(i) < 0) continue;
    Work& work = w_.works[static_cast<size_t>(clause_at(i))];
    Work* parent = work.parent < 0 ? nullptr : &w_.works[static_cast<size_t>(work.parent)];
    work.in_condition = work.clause.relation == Relation::kCondition || (parent && parent->in_condition);
    work.clause.conditional |= work.in_condition;
    if (parent && work.clause.relation == Relation::kCondition &&
        (parent->clause.modal == Modal::kWould || parent->clause.modal == Modal::kCould ||
         parent->clause.modal == Modal::kMight))
      parent->clause.conditional = true;
  }
  for (const uint32_t i : w_.order) {
    if (clause_at(i) < 0) continue;
    Work& work = w_.works[static_cast<size_t>(clause_at(i))];
    if (work.parent >= 0 && work.clause.relation == Relation::kComplement)
      work.clause.conditional |= w_.works[static_cast<size_t>(work.parent)].clause.conditional;
  }
  uint32_t last = w_.size;
  while (last > 0 && is_quote(last - 1)) --last;
  if (last == 0 || word(last - 1) != Word::kQuestion) return;
  const bool inside = last < w_.size;
  for (Work& work : w_.works) {
    const Relation r = work.clause.relation;
    if (inside ? r == Relation::kQuote : r == Relation::kRoot) work.clause.mood = Mood::kQuestion;
  }
}

// Over the predicate and what it governs, without what is coordinated with it, and without punctuation at the edges.
void Builder::extent(const Work& work, uint32_t& begin, uint32_t& end) const {
  const uint32_t i = work.token;
  begin = i, end = i + 1;
  for (const uint32_t c : children(i)) {
    switch (rel(c)) {
      case Deprel::conj:
      case Deprel::cc:
      case Deprel::punct:
      case Deprel::parataxis:
      case Deprel::list:
      case Deprel::discourse:
      case Deprel::vocative:
        continue;
      case Deprel::case_:
        if (work.clause.kind == Kind::kNoun) continue;
        break;
      default:
        break;
    }
    begin = std::min(begin, w_.lo[c]), end = std::max(end, w_.hi[c]);
  }
  while (begin < i && upos(begin) == Upos::PUNCT) ++begin;
  while (end > i + 1 && upos(end - 1) == Upos::PUNCT) --end;
}

void Builder::emit(ClauseSet& out) {
  for (Work& work : w_.works) {
    Clause& c = work.clause;
    uint32_t begin = 0, end = 0;
    extent(work, begin, end);
    c.tokens = {w_.base + begin, w_.base + end};
    c.parent = id_of(work.parent);
    c.quoted = between_quotes(work.token) &&
               (c.relation == Relation::kQuote || 2u * (w_.quoted[end] - w_.quoted[begin]) > end - begin);
    c.first_argument = static_cast<uint32_t>(out.arguments.size());
    for (int role = 0; role <= static_cast<int>(Role::kModifier); ++role)
      for (int32_t at = work.first; at >= 0; at = w_.nodes[static_cast<size_t>(at)].next) {
        const Node& node = w_.nodes[static_cast<size_t>(at)];
        if (static_cast<int>(node.argument.role) == role && !node.hidden) out.arguments.push_back(node.argument);
      }
    c.last_argument = static_cast<uint32_t>(out.arguments.size());
    out.at[c.head.v] = ClauseId(out.clauses.size());
    out.clauses.push_back(c);
  }
}

void Builder::sentence(SentenceId id, ClauseSet& out) {
  const text::Sentence& s = doc_.sentences[id.v];
  w_.sentence = id;
  load(s);
  index();
  mend();
  index();
  repair();
  index();
  measure();
  find_particles();
  first_clause_ = static_cast<uint32_t>(out.clauses.size());
  find_heads();
  relate();
  for (const uint32_t i : w_.order)
    if (clause_at(i) >= 0) fill(clause_at(i));
  finish();
  emit(out);
}

Result<Extractor> Extractor::open(const pack::Pack& pack) {
  Extractor e;
  auto symbols = pack::Symbols::open(pack);
  if (!symbols) return tl::unexpected<Error>(symbols.error());
  e.symbols_ = std::move(*symbols);
  if (!pack.has("clauses.eventive")) return e;
  auto eventive = pack.section<uint8_t>("clauses.eventive");
  if (!eventive) return tl::unexpected<Error>(eventive.error());
  if (eventive->size() != e.symbols_.size())
    return fail(ErrorCode::kPackInvalid, "section clauses.eventive does not have one byte for each symbol",
                "compile the data again");
  e.eventive_ = *eventive;
  return e;
}

void Extractor::WorkspaceDeleter::operator()(Workspace* w) const { delete w; }
Extractor::WorkspacePtr Extractor::make_workspace() { return WorkspacePtr(new Workspace); }

void Extractor::run(const text::Document& doc, const lang::Parse& parse, Workspace& workspace, ClauseSet& out) const {
  out.clear();
  out.at.resize(doc.token_count());
  workspace.in_quote = false;
  Builder builder(doc, parse, symbols_, eventive_, workspace);
  for (uint32_t s = 0; s < doc.sentences.size(); ++s) builder.sentence(SentenceId(s), out);
}

}  // namespace casus::clauses
