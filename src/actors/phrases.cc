// Noun phrases from trees: what stands close around a head, and how phrases hang on one another.
#include <algorithm>
#include <array>

#include "actors/scratch.h"

namespace casus::actors {

using lang::Deprel;
using lang::Upos;

namespace {

using Words = std::initializer_list<std::string_view>;

bool inner_relation(Deprel d) {
  switch (d) {
    case Deprel::det:
    case Deprel::det_predet:
    case Deprel::amod:
    case Deprel::compound:
    case Deprel::flat:
    case Deprel::flat_name:
    case Deprel::flat_foreign:
    case Deprel::nummod:
    case Deprel::goeswith:
    case Deprel::fixed:
    case Deprel::nmod_desc:
      return true;
    default:
      return false;
  }
}

bool can_head(Upos u) {
  switch (u) {
    case Upos::NOUN:
    case Upos::PROPN:
    case Upos::PRON:
    case Upos::NUM:
    case Upos::DET:
    case Upos::ADJ:
    case Upos::X:
    case Upos::SYM:
      return true;
    default:
      return false;
  }
}

// Whether `t` is a part of the phrase of its head.
bool inner(const Input& in, uint32_t t) {
  const Deprel d = in.rel(t);
  const uint32_t h = in.head(t);
  if (h == t) return false;
  const Upos up = in.upos(h);
  if (inner_relation(d)) return (up != Upos::VERB && up != Upos::AUX) || inner_relation(in.rel(h));
  // "Turkish *and Greek* ministers": by way of the first adjective.
  uint32_t first = h;
  for (int i = 0; i < 8 && in.rel(first) == Deprel::conj && (d == Deprel::conj || d == Deprel::cc); ++i)
    first = in.head(first);
  if (d == Deprel::conj || d == Deprel::cc)
    return inner_relation(in.rel(first)) && in.head(first) != first && t < in.head(first);
  const bool head_inner = inner_relation(in.rel(h));
  if (d == Deprel::advmod || d == Deprel::punct || d == Deprel::obl || d == Deprel::obl_unmarked)
    return head_inner && in.head(h) != h && t < in.head(h);
  return false;
}

// np of every token: climb inner relations to the head of the phrase.
void find_heads(const Input& in, TokenRange r, Scratch& s) {
  for (uint32_t t = r.first; t < r.last; ++t) {
    uint32_t at = t, steps = 0;
    while (inner(in, at) && steps++ < r.size()) at = in.head(at);
    s.np[t] = can_head(in.upos(at)) && r.contains(TokenId(at)) ? at : kNone;
    // A participle or verb on the way up is no phrase; what hangs in it stands for itself.
    if (s.np[t] == kNone && (in.upos(t) == Upos::NOUN || in.upos(t) == Upos::PROPN)) s.np[t] = t;
    uint32_t up = t, d = 0;
    while (in.head(up) != up && d < r.size()) up = in.head(up), ++d;
    s.depth[t] = d;
  }
}

// "Lee Sang-deok": what hangs on a name by a hyphen belongs to it, whatever the tree says.
void join_hyphens(const Input& in, TokenRange r, Scratch& s) {
  for (uint32_t t = r.first + 1; t + 1 < r.last; ++t) {
    if (in.form(t) != "-" || in.doc.space_after(TokenId(t)) || in.doc.space_after(TokenId(t - 1))) continue;
    if (in.upos(t - 1) != Upos::PROPN || !in.nominal(t + 1) || s.item_at[t + 1] != kNone || s.np[t - 1] == kNone)
      continue;
    s.np[t] = s.np[t + 1] = s.np[t - 1];
  }
}

// An item that reaches over several phrases belongs to the one of its head; the others are no phrases of their own.
void join_items(const Input& in, TokenRange r, Scratch& s) {
  for (uint32_t t = r.first; t < r.last; ++t) {
    const uint32_t i = s.item_at[t];
    if (i == kNone || s.items[i].first != t) continue;
    const Item& item = s.items[i];
    if (item.last - item.first < 2) continue;
    if (item.role != kNone && !role_of(in, item) && item.party == kNone && item.person == kNone && item.place == kNone)
      continue;
    const uint32_t h = s.np[item.head];
    if (h == kNone) continue;
    for (uint32_t k = item.first; k < item.last; ++k) s.np[k] = h;
  }
}

bool bridges(const Input& in, uint32_t t) {
  const std::string_view f = in.form(t);
  return f == "-" || f == "\"" || f == "“" || f == "”" || f == "'" || f == "‘" || f == "’" || f == "``" || f == "''";
}

// The stretch around the head that belongs to it; possessors before it were measured already.
void measure(const Input& in, TokenRange r, Scratch& s, Phrase& p) {
  uint32_t first = p.head, last = p.head + 1;
  while (first > r.first) {
    const uint32_t t = first - 1;
    if (s.np[t] == p.head || (bridges(in, t) && t > r.first && s.np[t - 1] == p.head)) {
      --first;
      continue;
    }
    uint32_t owner = t;
    if (in.rel(t) == Deprel::case_ && in.head(t) < t && in.upos(t) != Upos::ADP) owner = in.head(t);
    const uint32_t o = s.np[owner] == kNone ? kNone : s.phrase_at[s.np[owner]];
    if (o == kNone) break;
    const Phrase& poss = s.phrases[o];
    if (in.rel(poss.head) != Deprel::nmod_poss || s.np[in.head(poss.head)] != p.head || poss.first >= first ||
        poss.last > first)
      break;
    first = poss.first;
  }
  while (last < r.last &&
         (s.np[last] == p.head || (bridges(in, last) && last + 1 < r.last && s.np[last + 1] == p.head)))
    ++last;
  p.first = first;
  p.last = last;
}

Link link_of(const Input& in, uint32_t head, Deprel d) {
  if (d == Deprel::nmod_poss) return Link::kPossessor;
  if (d == Deprel::appos) return Link::kApposition;
  if (d == Deprel::conj) return Link::kConjunct;
  if (lang::base(d) != Deprel::nmod && lang::base(d) != Deprel::obl) return Link::kApart;
  // The preposition stands before the phrase.
  for (uint32_t t = head; t-- > 0 && head - t < 16;) {
    if (in.head(t) != head || in.rel(t) != Deprel::case_) continue;
    const std::string_view f = in.form(t);
    if (same_word(f, "of")) return Link::kOf;
    if (one_of(f, Words{"at", "from"})) return Link::kAt;
    if (same_word(f, "for")) return Link::kFor;
    if (one_of(f, Words{"in", "across", "throughout", "inside", "near", "around"})) return Link::kIn;
    if (same_word(f, "with")) return Link::kWith;
    return Link::kOther;
  }
  return Link::kOther;
}

void connect(const Input& in, TokenRange r, Scratch& s, size_t first_phrase) {
  // Children are put in front, so phrases are visited from the last to keep them in text order.
  for (size_t i = s.phrases.size(); i-- > first_phrase;) {
    Phrase& p = s.phrases[i];
    const uint32_t h = in.head(p.head);
    if (h == p.head || !r.contains(TokenId(h)) || s.np[h] == kNone) continue;
    const uint32_t up = s.phrase_at[s.np[h]];
    if (up == kNone || up == i) continue;
    p.link = link_of(in, p.head, in.rel(p.head));
    if (p.link == Link::kApart) continue;
    p.parent = up;
    p.next = s.phrases[up].child;
    s.phrases[up].child = static_cast<uint32_t>(i);
  }
}

void articles(const Input& in, Phrase& p, const Scratch& s) {
  for (uint32_t t = p.first; t < p.last; ++t) {
    if (s.np[t] != p.head) continue;
    if (in.upos(t) == Upos::DET || in.upos(t) == Upos::PRON) {
      if (one_of(in.form(t), Words{"the", "this", "that", "these", "those", "both"})) p.definite = true;
      if (one_of(in.form(t), Words{"a", "an", "some", "any", "another", "no"})) p.indefinite = true;
    }
    if (one_of(in.form(t), Words{"foreign", "western", "international", "other", "european", "overseas", "neighboring",
                                 "neighbouring"}))
      p.foreign = true;
    if (t == p.head) break;
  }
}

}  // namespace

void find_phrases(const Input& in, TokenRange r, Scratch& s) {
  const size_t n = in.doc.token_count();
  if (s.np.size() != n) {
    s.np.assign(n, kNone), s.phrase_at.assign(n, kNone), s.depth.assign(n, 0);
    s.phrases.clear();
  }
  find_heads(in, r, s);
  join_hyphens(in, r, s);
  join_items(in, r, s);
  const size_t first_phrase = s.phrases.size();
  for (uint32_t t = r.first; t < r.last; ++t) {
    if (s.np[t] != t) continue;
    Phrase p;
    p.head = t, p.first = t, p.last = t + 1;
    p.depth = s.depth[t];
    p.pronoun = in.upos(t) == Upos::PRON;
    s.phrase_at[t] = static_cast<uint32_t>(s.phrases.size());
    s.phrases.push_back(p);
  }
  s.order.clear();
  for (size_t i = first_phrase; i < s.phrases.size(); ++i) s.order.push_back(static_cast<uint32_t>(i));
  std::stable_sort(s.order.begin(), s.order.end(),
                   [&](uint32_t a, uint32_t b) { return s.phrases[a].depth > s.phrases[b].depth; });
  for (const uint32_t i : s.order) measure(in, r, s, s.phrases[i]);
  for (const uint32_t i : s.order) articles(in, s.phrases[i], s);
  connect(in, r, s, first_phrase);
}

}  // namespace casus::actors
