// Trees turned so that the predicate is the head, and attachments that parsers often miss. Each repair asks for two
// signs (a relation and a word, a comma and a neighbour) and keeps the tree a tree.
#include "clauses/builder.h"

namespace casus::clauses {

using lang::Deprel;
using lang::Upos;

void Builder::repair() {
  for (uint32_t i = 0; i < w_.size; ++i) {
    if (upos(i) == Upos::VERB || upos(i) == Upos::AUX || upos(i) == Upos::ADJ || word(i) == Word::kAbout) {
      if (repair_auxiliary(i) || repair_existential(i) || repair_quote(i)) continue;
    }
    if (rel(i) == Deprel::nmod && !is_root(i)) repair_agent(i);
    if (rel(i) == Deprel::nsubj || rel(i) == Deprel::nsubj_pass) repair_list_subject(i);
  }
  if (w_.headline) repair_headline();
}

void Builder::merge(uint32_t h, uint32_t t) {
  const bool root = is_root(h);
  for (const uint32_t c : children(h))
    if (w_.head[c] == h && c != t) w_.head[c] = t;
  w_.head[t] = root ? t : w_.head[h];
  w_.rel[t] = w_.rel[h];
  w_.head[h] = t;
  w_.rel[h] = Deprel::aux;
  w_.merged[h] = 1;
}

void Builder::lift(uint32_t s, uint32_t q) {
  const bool root = is_root(q);
  w_.head[s] = root ? s : w_.head[q];
  w_.rel[s] = w_.rel[q];
  w_.head[q] = s;
}

// "is going to V", "is about to V", "have to V", "used to V": V is the predicate.
bool Builder::repair_auxiliary(uint32_t h) {
  const bool going = word(h) == Word::kGoing, about = word(h) == Word::kAbout, used = word(h) == Word::kUsed;
  const bool have = upos(h) == Upos::VERB && lemma(h) == "have";
  if (!going && !about && !used && !have) return false;
  bool be = false;
  uint32_t inner = kNoToken;
  for (const uint32_t c : children(h)) {
    if (w_.head[c] != h) continue;
    const Deprel d = rel(c);
    if (d == Deprel::obj) return false;
    if (c < h && (d == Deprel::aux || d == Deprel::cop || d == Deprel::aux_pass) && is_be(c)) be = true;
    if (inner == kNoToken && c > h && (d == Deprel::xcomp || d == Deprel::ccomp || (about && d == Deprel::advcl)) &&
        upos(c) != Upos::PUNCT && has_to(c))
      inner = c;
  }
  if (inner == kNoToken || subject_child(inner) != kNoToken) return false;
  if (about && !be) return false;
  if (going && !be && rel(h) != Deprel::acl) return false;
  if (used && (be || upos(h) != Upos::VERB)) return false;
  merge(h, inner);
  return true;
}

// "There were clashes": the noun is the predicate, "were" its copula.
bool Builder::repair_existential(uint32_t h) {
  if (!is_be(h) || is_root(h) != (rel(h) == Deprel::root)) return false;
  if (rel(h) == Deprel::cop || rel(h) == Deprel::aux || rel(h) == Deprel::aux_pass) return false;
  bool there = false;
  uint32_t noun = kNoToken;
  for (const uint32_t c : children(h)) {
    if (w_.head[c] != h) continue;
    if (word(c) == Word::kThere && (rel(c) == Deprel::expl || rel(c) == Deprel::nsubj || rel(c) == Deprel::advmod))
      there = true;
    else if (noun == kNoToken && (rel(c) == Deprel::nsubj || rel(c) == Deprel::obj) && may_be_event(c))
      noun = c;
  }
  if (!there || noun == kNoToken) return false;
  merge(h, noun);
  w_.rel[h] = Deprel::cop;
  w_.existential[noun] = 1;
  return true;
}

// Quotations: whether the parser made the quote or "said" the head, "said" becomes the head and the quote its ccomp.
bool Builder::repair_quote(uint32_t s) {
  if (!lex(s, kLexSay) || upos(s) != Upos::VERB) return false;
  bool content = false, subject = false;
  uint32_t loose = kNoToken;
  for (const uint32_t c : children(s)) {
    if (w_.head[c] != s) continue;
    const Deprel d = lang::base(rel(c));
    subject |= d == Deprel::nsubj && rel(c) != Deprel::nsubj_outer;
    content |= d == Deprel::ccomp || d == Deprel::xcomp || d == Deprel::mark ||
               (d == Deprel::obj && !lex(s, kLexReport)) || rel(c) == Deprel::aux_pass;
    if (loose != kNoToken || upos(c) == Upos::PUNCT) continue;
    if (d == Deprel::parataxis) loose = c;
    // "Rebels seized the town, the army said" with the first clause as an adverbial: it has a subject and no marker.
    if (d == Deprel::advcl && c < s && !is_ing(c) && subject_child(c) != kNoToken && !has_live_child(c, Deprel::mark) &&
        !has_live_child(c, Deprel::advmod))
      loose = c;
  }
  if (!subject || content) return false;
  const uint32_t q = w_.head[s];
  if (q != s && rel(s) == Deprel::parataxis) {
    const uint32_t first = leftmost(s);
    const bool before = first > 0 && (upos(first - 1) == Upos::PUNCT || upos(first) == Upos::PUNCT);
    if (!before && s > q) return false;
    lift(s, q);
    w_.rel[q] = Deprel::ccomp;
    return true;
  }
  if (loose != kNoToken && (upos(loose) == Upos::VERB || upos(loose) == Upos::ADJ ||
                            has_live_child(loose, Deprel::cop) || subject_child(loose) != kNoToken)) {
    w_.rel[loose] = Deprel::ccomp;
    return true;
  }
  return false;
}

// The first token under `i`, by its first children (extents are not known yet).
uint32_t Builder::leftmost(uint32_t i) const {
  for (uint32_t steps = 0; steps < w_.size; ++steps) {
    uint32_t first = i;
    for (const uint32_t c : children(i))
      if (w_.head[c] == i && c < first) first = c;
    if (first == i) break;
    i = first;
  }
  return i;
}

// "Minister to visit Lima", "Two killed in border clash": the verb is the predicate.
void Builder::repair_headline() {
  for (uint32_t r = 0; r < w_.size; ++r) {
    if (!is_root(r) || !nominal(r) || has_live_child(r, Deprel::cop) || subject_child(r) != kNoToken) continue;
    uint32_t v = kNoToken;
    for (const uint32_t c : children(r)) {
      if (w_.head[c] != r || c < r || upos(c) != Upos::VERB) continue;
      if (rel(c) == Deprel::acl || rel(c) == Deprel::parataxis || rel(c) == Deprel::appos || rel(c) == Deprel::dep ||
          rel(c) == Deprel::list || rel(c) == Deprel::xcomp || rel(c) == Deprel::conj || rel(c) == Deprel::acl_relcl)
        if (v == kNoToken && subject_child(c) == kNoToken) v = c;
    }
    if (v == kNoToken) continue;
    const bool to = has_to(v), participle = !to && !is_ing(v);
    if (!to && !participle && rel(v) != Deprel::parataxis) continue;
    // Complements of nouns of speech and will stay: "Plan to cut aid".
    if (to && may_be_event(r) && !eventive_.empty()) continue;
    const bool passive = rel(v) == Deprel::acl && participle;
    lift(v, r);
    w_.rel[r] = passive ? Deprel::nsubj_pass : Deprel::nsubj;
  }
}

// "Seoul, Tokyo hold talks": the comma stands for "and". A comma before the verb would close an apposition instead.
bool Builder::repair_list_subject(uint32_t b) {
  const uint32_t v = w_.head[b];
  if (v == b || v < b || !name_like(b) || lex(b, kLexTime)) return false;
  uint32_t comma = kNoToken;
  for (uint32_t i = b + 1; i < v; ++i)
    if (is_comma(i)) comma = i;
  return comma == kNoToken ? repair_list_before(b, v) : repair_list_after(b, comma);
}

// B is the subject; the name before its comma hangs somewhere on the verb, or is the root itself.
bool Builder::repair_list_before(uint32_t b, uint32_t v) {
  uint32_t start = b;
  while (start > 0 && w_.head[start - 1] == b && upos(start - 1) != Upos::PUNCT) --start;
  if (start < 2 || !is_comma(start - 1)) return false;
  uint32_t a = start - 2;
  if (w_.head[a] < a && (rel(a) == Deprel::flat || rel(a) == Deprel::conj)) a = w_.head[a];
  if (!name_like(a) || lex(a, kLexTime) || case_of(a) != kNoToken) return false;
  if (w_.head[a] == v && !is_root(a)) {
    switch (rel(a)) {
      case Deprel::nsubj:
      case Deprel::nsubj_pass:
      case Deprel::nsubj_outer:
      case Deprel::dislocated:
      case Deprel::vocative:
      case Deprel::obl_unmarked:
      case Deprel::nmod_unmarked:
      case Deprel::obl:
      case Deprel::dep:
      case Deprel::parataxis:
      case Deprel::list:
        w_.rel[a] = rel(b);
        w_.head[b] = a, w_.rel[b] = Deprel::conj, w_.listed[b] = 1;
        return true;
      default:
        return false;
    }
  }
  if (!is_root(a) || w_.head[v] != a || v < a || !w_.headline) return false;
  lift(v, a);
  w_.rel[a] = rel(b);
  w_.head[b] = a, w_.rel[b] = Deprel::conj, w_.listed[b] = 1;
  return true;
}

// The first name is the subject, the others hang on it; the last one stands directly before the verb.
bool Builder::repair_list_after(uint32_t b, uint32_t comma) {
  bool last = false;
  for (int pass = 0; pass < 2; ++pass) {
    for (const uint32_t c : children(b)) {
      if (w_.head[c] != b || c < b || !name_like(c) || (upos(b) != upos(c) && !w_.headline)) continue;
      if (case_of(c) != kNoToken || lex(c, kLexTime)) continue;
      if (rel(c) != Deprel::appos && rel(c) != Deprel::list && rel(c) != Deprel::dep &&
          rel(c) != Deprel::nmod_unmarked && rel(c) != Deprel::parataxis)
        continue;
      if (pass == 0)
        last |= c > comma && !has_live_child(c, Deprel::det) && c - comma <= 3;
      else
        w_.rel[c] = Deprel::conj, w_.listed[c] = 1;
    }
    if (!last) return false;
  }
  return true;
}

bool Builder::passive_shape(uint32_t v) const {
  if (upos(v) != Upos::VERB || is_ing(v)) return false;
  for (const uint32_t c : children(v))
    if (w_.head[c] == v && (rel(c) == Deprel::aux_pass || rel(c) == Deprel::nsubj_pass)) return true;
  return (rel(v) == Deprel::acl && is_participle(v) && !has_to(v));
}

// "was arrested at the port of Lima by soldiers" with "by soldiers" hung on "Lima": only an event or the passive has an
// agent.
bool Builder::repair_agent(uint32_t a) {
  const uint32_t by = case_of(a);
  if (by == kNoToken || word(by) != Word::kBy || lex(a, kLexTime)) return false;
  uint32_t g = w_.head[a];
  if (upos(g) != Upos::PROPN && upos(g) != Upos::NUM && (eventive_.empty() || may_be_event(g)) && !lex(g, kLexTime))
    return false;
  for (int step = 0; step < 4; ++step) {
    const uint32_t up = w_.head[g];
    if (up == g) return false;
    if (upos(up) == Upos::VERB) {
      if (rel(g) != Deprel::obl && rel(g) != Deprel::obl_unmarked && rel(g) != Deprel::nsubj_pass) return false;
      if (a < up || !passive_shape(up)) return false;
      for (const uint32_t c : children(up)) {
        if (w_.head[c] != up) continue;
        const uint32_t p = case_of(c);
        if (rel(c) == Deprel::obl_agent || (p != kNoToken && word(p) == Word::kBy)) return false;
      }
      w_.head[a] = up, w_.rel[a] = Deprel::obl_agent;
      return true;
    }
    if (rel(g) != Deprel::nmod && rel(g) != Deprel::conj && rel(g) != Deprel::appos) return false;
    if (!eventive_.empty() && may_be_event(up)) return false;
    g = up;
  }
  return false;
}

}  // namespace casus::clauses
