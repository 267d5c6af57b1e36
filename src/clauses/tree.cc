// The sentence as columns with local numbers: loading, children, extents, and small questions about a token.
#include <algorithm>
#include <cassert>

#include "clauses/builder.h"

namespace casus::clauses {

using lang::Deprel;
using lang::Upos;

static_assert(lang::kDeprelCount <= 64);

namespace {
void lower_ascii(std::string_view text, std::string& out) {
  out.assign(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
}

bool open_class(Upos u) {
  return u == Upos::VERB || u == Upos::NOUN || u == Upos::ADJ || u == Upos::PROPN || u == Upos::AUX || u == Upos::ADV ||
         u == Upos::SYM;
}
}  // namespace

void Builder::load(const text::Sentence& s) {
  w_.base = s.tokens.first;
  w_.size = s.tokens.size();
  w_.headline = s.kind == text::SentenceKind::kTitle || s.kind == text::SentenceKind::kHeadline;
  const uint32_t n = w_.size;
  w_.head.resize(n), w_.rel.resize(n), w_.upos.resize(n), w_.word.resize(n), w_.lex.resize(n);
  w_.particle.assign(n, kNoToken), w_.merged.assign(n, 0), w_.existential.assign(n, 0), w_.listed.assign(n, 0);
  w_.clause.assign(n, kNoClause), w_.above.assign(n, kNoClause);
  w_.phrase_begin.assign(n, kNoToken), w_.phrase_end.assign(n, 0);
  w_.works.clear(), w_.nodes.clear();
  for (uint32_t i = 0; i < n; ++i) {
    const uint32_t head = parse_.head[w_.base + i];
    w_.head[i] = head >= w_.base && head < w_.base + n ? head - w_.base : i;
    w_.rel[i] = parse_.deprel[w_.base + i];
    w_.upos[i] = parse_.upos[w_.base + i];
    lower_ascii(form(i), w_.folded);
    w_.word[i] = word_of(w_.folded);
    w_.lex[i] = 0;
    if (!open_class(upos(i))) continue;
    lower_ascii(lemma(i), w_.folded);
    w_.lex[i] = lex_of(w_.folded);
  }
  mark_quotes(s);
}

// Quotation marks run on over sentences of one paragraph. A straight mark toggles.
void Builder::mark_quotes(const text::Sentence& s) {
  if (s.paragraph != w_.paragraph || s.tokens.first == 0 || w_.headline) w_.in_quote = false;
  w_.paragraph = s.paragraph;
  w_.quoted.resize(w_.size + 1);
  w_.quoted[0] = 0;
  for (uint32_t i = 0; i < w_.size; ++i) {
    const Word q = word(i);
    if (q == Word::kOpenQuote) w_.in_quote = true;
    if (q == Word::kCloseQuote) w_.in_quote = false;
    if (q == Word::kQuote) w_.in_quote = !w_.in_quote;
    w_.quoted[i + 1] = static_cast<uint16_t>(w_.quoted[i] + (w_.in_quote && !is_quote(i)));
  }
}

// Children by counting sort, so they come in the order of the text.
void Builder::index() {
  const uint32_t n = w_.size;
  w_.child_at.assign(n + 2, 0);
  w_.child.resize(n);
  for (uint32_t i = 0; i < n; ++i)
    if (!is_root(i)) ++w_.child_at[w_.head[i] + 2];
  for (uint32_t i = 2; i < n + 2; ++i) w_.child_at[i] += w_.child_at[i - 1];
  w_.child_rels.assign(n, 0);
  for (uint32_t i = 0; i < n; ++i)
    if (!is_root(i)) {
      w_.child[w_.child_at[w_.head[i] + 1]++] = i;
      w_.child_rels[w_.head[i]] |= uint64_t{1} << static_cast<int>(rel(i));
    }
}

// Order of depth, extents of subtrees, nearest relative clause, barriers, particles.
void Builder::measure() {
  const uint32_t n = w_.size;
  w_.order.clear();
  for (uint32_t i = 0; i < n; ++i)
    if (is_root(i)) w_.order.push_back(i);
  for (size_t at = 0; at < w_.order.size(); ++at)
    for (const uint32_t c : children(w_.order[at])) w_.order.push_back(c);
  assert(w_.order.size() == n);  // repairs keep the tree a tree
  w_.lo.resize(n), w_.hi.resize(n), w_.relative.assign(n, kNoToken);
  for (uint32_t i = 0; i < n; ++i) w_.lo[i] = i, w_.hi[i] = i + 1;
  for (size_t at = w_.order.size(); at-- > 0;) {
    const uint32_t i = w_.order[at], h = w_.head[i];
    w_.lo[h] = std::min(w_.lo[h], w_.lo[i]), w_.hi[h] = std::max(w_.hi[h], w_.hi[i]);
  }
  for (const uint32_t i : w_.order) {
    const bool starts = rel(i) == Deprel::acl_relcl || rel(i) == Deprel::advcl_relcl;
    w_.relative[i] = starts ? i : is_root(i) ? kNoToken : w_.relative[w_.head[i]];
  }
  w_.barriers.resize(n + 1);
  w_.barriers[0] = 0;
  for (uint32_t i = 0; i < n; ++i) {
    bool bar = upos(i) == Upos::VERB && rel(i) != Deprel::amod && rel(i) != Deprel::compound && rel(i) != Deprel::case_;
    if (upos(i) == Upos::PUNCT) bar = word(i) != Word::kHyphen && !form(i).ends_with('.');
    w_.barriers[i + 1] = static_cast<uint16_t>(w_.barriers[i] + bar);
  }
}

uint32_t Builder::child_with(uint32_t i, Deprel d) const {
  for (const uint32_t c : children(i))
    if (rel(c) == d && w_.head[c] == i) return c;
  return kNoToken;
}

uint32_t Builder::subject_child(uint32_t i) const {
  for (const uint32_t c : children(i))
    if (w_.head[c] == i && (rel(c) == Deprel::nsubj || rel(c) == Deprel::nsubj_pass)) return c;
  return kNoToken;
}

bool Builder::has_to(uint32_t i) const {
  for (const uint32_t c : children(i))
    if (w_.head[c] == i && word(c) == Word::kTo && c < i &&
        (rel(c) == Deprel::mark || (upos(c) == Upos::PART && rel(c) != Deprel::case_)))
      return true;
  return false;
}

bool Builder::is_ing(uint32_t i) const {
  if (feat(i, lang::kGer)) return true;
  return upos(i) == Upos::VERB && form(i).size() > 4 && form(i).ends_with("ing") && form(i) != lemma(i);
}

bool Builder::is_participle(uint32_t i) const {
  if (feat(i, lang::kGer) || is_ing(i)) return false;
  if (feat(i, lang::kPart)) return true;
  if (parse_.feats[w_.base + i] != 0) return false;
  return form(i) != lemma(i) && (form(i).ends_with("ed") || form(i).ends_with("en") || !form(i).ends_with('s'));
}

bool Builder::upper(uint32_t i) const {
  const auto d = utf8::decode(form(i), 0);
  return utf8::is_upper(d.code_point);
}

bool Builder::name_like(uint32_t i) const {
  return upos(i) == Upos::PROPN || (w_.headline && (upos(i) == Upos::NOUN || upos(i) == Upos::NUM));
}

bool Builder::nominal(uint32_t i) const {
  switch (upos(i)) {
    case Upos::NOUN:
    case Upos::PROPN:
    case Upos::PRON:
    case Upos::NUM:
    case Upos::SYM:
    case Upos::X:
    case Upos::DET:
    case Upos::ADJ:
      return true;
    default:
      return false;
  }
}

bool Builder::may_be_event(uint32_t i) const {
  const Upos u = upos(i);
  if (u != Upos::NOUN && !(u == Upos::PROPN && w_.headline && !eventive_.empty())) return false;
  if (eventive_.empty()) return !lex(i, kLexTime);
  const SymbolId s = parse_.lemma_symbol[w_.base + i];
  return s.valid() && s.v < eventive_.size() && eventive_[s.v] != 0;
}

uint32_t Builder::case_of(uint32_t i) const {
  for (const uint32_t c : children(i))
    if (rel(c) == Deprel::case_ && w_.head[c] == i && c < i) return c;
  return kNoToken;
}

// Joins the case tokens before i with what is fixed to them; the longest text in the list wins.
uint8_t Builder::preposition_of(uint32_t i) {
  constexpr size_t kMaxJoined = 40;
  std::string& text = w_.folded;
  text.clear();
  uint8_t best = 0;
  const auto append = [&](uint32_t c) {
    if (text.size() + form(c).size() > kMaxJoined) return;
    if (!text.empty()) text += ' ';
    for (const char ch : form(c)) text += ch >= 'A' && ch <= 'Z' ? static_cast<char>(ch - 'A' + 'a') : ch;
    if (const uint8_t p = find_preposition(text)) best = p;
  };
  for (const uint32_t c : children(i)) {
    if (rel(c) != Deprel::case_ || c > i) continue;
    append(c);
    for (const uint32_t f : children(c))
      if (rel(f) == Deprel::fixed) append(f);
  }
  return best;
}

}  // namespace casus::clauses
