// Attachments that parsers often miss, mended before anything else looks at the tree. Each needs two signs that agree,
// and moves a token only to an ancestor or to a sibling's subtree, or makes a child of the root the root, so the tree
// stays a tree.
#include <algorithm>
#include <iterator>

#include "clauses/builder.h"

namespace casus::clauses {

using lang::Deprel;
using lang::Upos;

void Builder::mend() {
  if (w_.headline) mend_headline();
  for (uint32_t i = 0; i < w_.size; ++i) {
    if (upos(i) == Upos::VERB || upos(i) == Upos::ADJ) {
      mend_raised_subject(i);
      mend_two_subjects(i);
      mend_object(i);
      mend_is_to(i);
      mend_said_object(i);
    }
    if (upos(i) == Upos::VERB) {
      mend_verb_in_noun(i);
      mend_false_passive(i);
      mend_particle(i);
      mend_bare_oblique(i);
      if (rel(i) == Deprel::conj) mend_verb_conjunct(i);
      if (rel(i) == Deprel::amod) mend_gerund(i);
      if (rel(i) == Deprel::acl) mend_gerund_beside(i), mend_report(i), mend_reduced_relative(i);
      if (rel(i) == Deprel::ccomp) mend_garden_path(i);
    } else if (upos(i) == Upos::NOUN) {
      mend_noun_as_verb(i);
    }
    if (rel(i) == Deprel::acl_relcl) mend_who(i);
    if (rel(i) == Deprel::obl || rel(i) == Deprel::nmod) mend_case(i);
    if (rel(i) == Deprel::conj && (upos(i) == Upos::NOUN || upos(i) == Upos::NUM || upos(i) == Upos::PROPN))
      mend_noun_conjunct(i);
  }
}

// "Seoul, Tokyo hold talks" with no verb in it: the first word after a name that may be a verb is taken for one. Names
// before it, parted by commas, are its subjects; what follows it is its object or hangs on it as it hung elsewhere.
void Builder::mend_headline() {
  constexpr uint64_t kVerbs = kLexLight | kLexSupport | kLexVictim | kLexSay | kLexObjectControl | kLexPrepControl |
                              kLexMove | kLexGive | kLexIntransitive;
  uint32_t x = kNoToken;
  for (uint32_t i = 0; i < w_.size; ++i) {
    if (upos(i) == Upos::VERB || upos(i) == Upos::AUX) return;
    if (x != kNoToken || i == 0 || upos(i) != Upos::NOUN || upper(i) || i + 1 == w_.size) continue;
    if (upos(i - 1) != Upos::PROPN && upos(i - 1) != Upos::NOUN && upos(i - 1) != Upos::NUM) continue;
    std::string_view stem = form(i);
    const bool singular = stem.ends_with('s');
    if (singular) stem.remove_suffix(1);
    if (!(lex_of(stem) & kVerbs) && !lex(i, kVerbs)) continue;
    // A plural noun before another noun is rare, a verb in -s is not; a bare form needs a name or a plural before it.
    if (!singular && upos(i - 1) == Upos::NOUN && !feat(i - 1, lang::kPlur)) continue;
    x = i;
  }
  if (x == kNoToken) return;
  for (uint32_t i = 0; i < x; ++i)
    if (upos(i) == Upos::ADP || upos(i) == Upos::SCONJ) return;
  w_.upos[x] = Upos::VERB;
  w_.lex[x] |= lex_of(form(x).ends_with('s') ? form(x).substr(0, form(x).size() - 1) : form(x));
  mend_headline_subjects(x);
  bool object = false;
  for (uint32_t t = x + 1; t < w_.size; ++t) {
    if (w_.head[t] > x && w_.head[t] != t) continue;
    w_.head[t] = x;
    const bool plain = nominal(t) && case_of(t) == kNoToken;
    if (upos(t) == Upos::PUNCT)
      w_.rel[t] = Deprel::punct;
    else
      w_.rel[t] = plain && !object ? Deprel::obj : plain ? Deprel::dep : nominal(t) ? Deprel::obl : Deprel::dep;
    object |= rel(t) == Deprel::obj;
  }
  w_.head[x] = x, w_.rel[x] = Deprel::root;
}

// Each stretch between commas before x becomes one phrase; the first is the subject, the others are coordinated with
// it.
void Builder::mend_headline_subjects(uint32_t x) {
  uint32_t subject = kNoToken;
  for (uint32_t begin = 0; begin < x;) {
    uint32_t end = begin;
    while (end < x && upos(end) != Upos::PUNCT && upos(end) != Upos::CCONJ) ++end;
    const uint32_t h = end - 1;  // the last word of the stretch
    for (uint32_t t = begin; t < end; ++t)
      if (t != h && (w_.head[t] < begin || w_.head[t] >= end || w_.head[t] == t))
        w_.head[t] = h, w_.rel[t] = Deprel::compound;
    if (end > begin) {
      const bool topic = end < x && word(end) == Word::kColon;  // "Nigeria: …"
      w_.head[h] = x;
      w_.rel[h] = topic ? Deprel::dislocated : Deprel::nsubj;
      if (!topic && subject != kNoToken) w_.head[h] = subject, w_.rel[h] = Deprel::conj;
      if (!topic && subject == kNoToken) subject = h;
    }
    if (end < x) {
      w_.rel[end] = upos(end) == Upos::CCONJ ? Deprel::cc : Deprel::punct;
      w_.head[end] = x;
    }
    begin = end + 1;
  }
}

// "killing two civilians and wounding five" with "wounding" hung on "civilians": verbs are coordinated with verbs.
void Builder::mend_verb_conjunct(uint32_t v) {
  uint32_t u = w_.head[v];
  if (u == v || upos(u) == Upos::VERB || upos(u) == Upos::ADJ || upos(u) == Upos::AUX) return;
  if (has_live_child(u, Deprel::cop) || subject_child(u) != kNoToken) return;
  const bool gerund = is_ing(v);
  bool right = false;
  for (const uint32_t c : children(v)) right |= c > v && rel(c) != Deprel::punct && rel(c) != Deprel::conj;
  if (!right) return;
  constexpr int kMaxClimb = 6;
  for (int step = 0; step < kMaxClimb; ++step) {
    if (upos(u) == Upos::VERB && u < v && is_ing(u) == gerund && rel(u) != Deprel::amod) {
      w_.head[v] = u;
      return;
    }
    if (is_root(u)) return;
    u = w_.head[u];
  }
}

// "Ten were killed and dozens injured" with "dozens" as a conjunct of "killed": it is the subject of the next verb.
void Builder::mend_noun_conjunct(uint32_t s) {
  const uint32_t h = w_.head[s];
  if (h == s || upos(h) != Upos::VERB || h > s) return;
  uint32_t v = s + 1;
  while (v < w_.size && upos(v) == Upos::ADV && w_.head[v] != s) ++v;
  if (v >= w_.size || upos(v) != Upos::VERB || rel(v) != Deprel::conj || subject_child(v) != kNoToken) return;
  if (w_.head[v] != h && w_.head[v] != s) return;
  w_.head[v] = h;
  w_.head[s] = v, w_.rel[s] = Deprel::nsubj;
}

// "if the attacks continued, Ethiopia would close …" with both subjects on "close".
void Builder::mend_two_subjects(uint32_t v) {
  uint32_t first = kNoToken, inner = kNoToken;
  for (const uint32_t c : children(v)) {
    if (w_.head[c] != v) continue;
    if (c > v) break;
    const bool subject = rel(c) == Deprel::nsubj || rel(c) == Deprel::nsubj_pass;
    if (subject && first == kNoToken) {
      first = c;
    } else if (subject && inner != kNoToken) {
      w_.head[first] = inner;
      return;
    } else if (first != kNoToken && inner == kNoToken && upos(c) == Upos::VERB && !is_ing(c) && !has_to(c) &&
               (rel(c) == Deprel::advcl || rel(c) == Deprel::parataxis || rel(c) == Deprel::ccomp) &&
               subject_child(c) == kNoToken) {
      inner = c;
    }
  }
}

// "Officials are due to meet" with subject and copula on "meet".
void Builder::mend_raised_subject(uint32_t h) {
  uint32_t t = kNoToken;
  for (const uint32_t c : children(h)) {
    if (w_.head[c] != h) continue;
    if (lang::base(rel(c)) == Deprel::nsubj) return;
    if (c > h && rel(c) == Deprel::xcomp && t == kNoToken) t = c;
  }
  if (t == kNoToken) return;
  bool moved = false;
  for (const uint32_t c : children(t)) {
    if (w_.head[c] != t) continue;
    if (c > h) break;
    if (lang::base(rel(c)) == Deprel::nsubj && !moved) {
      w_.head[c] = h, w_.rel[c] = Deprel::nsubj;
      moved = true;
    } else if (moved && (lang::base(rel(c)) == Deprel::aux || rel(c) == Deprel::cop)) {
      w_.head[c] = h;
    }
  }
}

// "stop enriching uranium" with the object on "stop"; "left six officers dead" with "dead" as a modifier.
void Builder::mend_object(uint32_t h) {
  uint32_t gerund = kNoToken;
  for (const uint32_t c : children(h)) {
    if (w_.head[c] != h || c < h) continue;
    if (rel(c) == Deprel::xcomp && upos(c) == Upos::VERB && is_ing(c) && !has_live_child(c, Deprel::obj)) gerund = c;
    if (rel(c) != Deprel::obj) continue;
    if (gerund != kNoToken && c > gerund) {
      bool beside = true;
      for (uint32_t t = gerund + 1; t < c; ++t)
        beside &= w_.head[t] == c || w_.head[t] == gerund || (w_.head[t] < c && w_.head[w_.head[t]] == c);
      if (beside) w_.head[c] = gerund;
      return;
    }
    if (lemma(h) != "leave") continue;
    for (const uint32_t a : children(c))
      if (a > c && w_.head[a] == c && upos(a) == Upos::ADJ && rel(a) == Deprel::amod) {
        w_.head[a] = h, w_.rel[a] = Deprel::xcomp;
        return;
      }
  }
}

// "accused of financing militias" with "financing" as a modifier: after such verbs the preposition takes a gerund.
void Builder::mend_gerund(uint32_t g) {
  const uint32_t noun = w_.head[g];
  if (g == 0 || noun <= g || !is_ing(g) || is_root(noun)) return;
  const uint32_t p = g - 1, v = w_.head[noun];
  if (w_.head[p] != noun || rel(p) != Deprel::case_ || v > p || !lex(v, kLexGerundAfter)) return;
  if (rel(noun) != Deprel::obl && rel(noun) != Deprel::nmod) return;
  w_.head[g] = v, w_.rel[g] = Deprel::advcl;
  w_.head[noun] = g, w_.rel[noun] = Deprel::obj;
  w_.head[p] = g, w_.rel[p] = Deprel::mark;
}

// "accused the party of rigging the vote" with "rigging" hung on "party".
void Builder::mend_gerund_beside(uint32_t g) {
  const uint32_t noun = w_.head[g];
  if (noun == g || is_root(noun) || !is_ing(g)) return;
  const uint32_t v = w_.head[noun];
  if ((rel(noun) != Deprel::obj && rel(noun) != Deprel::nsubj_pass) || !lex(v, kLexGerundAfter)) return;
  for (const uint32_t c : children(g)) {
    const Word m = word(c);
    if (c > g || (rel(c) != Deprel::mark && rel(c) != Deprel::case_)) continue;
    if (m != Word::kOf && m != Word::kFrom && m != Word::kWith) continue;
    w_.head[g] = v, w_.rel[g] = Deprel::advcl;
    return;
  }
}

// "said the trial was unfair" with "trial" as the object of "said": a finite clause without subject follows it.
void Builder::mend_said_object(uint32_t v) {
  if (!lex(v, kLexSay) || lex(v, kLexReport)) return;
  uint32_t object = kNoToken;
  for (const uint32_t c : children(v)) {
    if (w_.head[c] != v || c < v) continue;
    if (rel(c) == Deprel::obj && object == kNoToken) object = c;
    if (rel(c) != Deprel::ccomp || object == kNoToken) continue;
    if (subject_child(c) != kNoToken || is_ing(c)) return;
    bool finite = feat(c, lang::kFin);
    for (const uint32_t t : children(c)) {
      if (rel(t) == Deprel::mark) return;
      finite |= t < c && (lang::base(rel(t)) == Deprel::aux || rel(t) == Deprel::cop);
    }
    if (!finite) return;
    w_.head[object] = c, w_.rel[object] = Deprel::nsubj;
    return;
  }
}

// "the trial of the seven, who were arrested": nobody says "who" of an event.
void Builder::mend_who(uint32_t r) {
  const uint32_t noun = w_.head[r];
  if (noun == r || eventive_.empty() || upos(noun) != Upos::NOUN || !may_be_event(noun)) return;
  uint32_t who = kNoToken, person = kNoToken;
  for (const uint32_t c : children(r))
    if (c < r && w_.head[c] == r && (word(c) == Word::kWho || word(c) == Word::kWhom)) who = c;
  if (who == kNoToken) return;
  for (const uint32_t c : children(noun))
    if (c > noun && c < who && w_.head[c] == noun && rel(c) == Deprel::nmod) person = c;
  if (person != kNoToken) w_.head[r] = person;
}

// "told a press conference that …" with the clause hung on "conference".
void Builder::mend_report(uint32_t v) {
  const uint32_t noun = w_.head[v];
  if (noun == v || is_root(noun) || rel(v) != Deprel::acl || noun > v) return;
  const uint32_t u = w_.head[noun];
  if ((rel(noun) != Deprel::obj && rel(noun) != Deprel::iobj) || u > noun || !lex(u, kLexReport)) return;
  if (has_live_child(u, Deprel::ccomp) || has_live_child(u, Deprel::xcomp)) return;
  for (const uint32_t c : children(v))
    if (w_.head[c] == v && c < v && rel(c) == Deprel::mark && word(c) == Word::kThat) {
      w_.head[v] = u, w_.rel[v] = Deprel::ccomp;
      return;
    }
}

// "after rebels backed by Iran fired missiles" read as "after rebels": the noun is the subject of the second verb.
void Builder::mend_garden_path(uint32_t v) {
  const uint32_t u = w_.head[v];
  if (u == v || upos(u) != Upos::VERB || rel(u) != Deprel::acl || u > v || is_ing(u) || is_ing(v) || has_to(v)) return;
  if (subject_child(v) != kNoToken || subject_child(u) != kNoToken || form(v) == lemma(v)) return;
  for (const uint32_t c : children(v))
    if (rel(c) == Deprel::mark || rel(c) == Deprel::aux || rel(c) == Deprel::aux_pass) return;
  const uint32_t s = w_.head[u];
  if (s > u || is_root(s)) return;
  const uint32_t p = case_of(s);
  Deprel d = Deprel::ccomp;
  if (p != kNoToken) {
    if (word(p) != Word::kAfter && word(p) != Word::kBefore && word(p) != Word::kAs && word(p) != Word::kSince &&
        word(p) != Word::kUntil)
      return;
    w_.head[p] = v, w_.rel[p] = Deprel::mark;
    d = Deprel::advcl;
  } else if (rel(s) != Deprel::obj || !lex(w_.head[s], kLexSay)) {
    return;
  }
  w_.head[v] = w_.head[s], w_.rel[v] = d;
  w_.head[s] = v, w_.rel[s] = Deprel::nsubj;
}

// "met with the chief in Cairo" with both prepositions on "Cairo" and none on "chief".
void Builder::mend_case(uint32_t c) {
  uint32_t first = kNoToken, second = kNoToken;
  for (const uint32_t t : children(c)) {
    if (w_.head[t] != c || rel(t) != Deprel::case_ || t > c) continue;
    if (first == kNoToken)
      first = t;
    else if (second == kNoToken)
      second = t;
  }
  if (second == kNoToken || second < first + 2) return;
  for (uint32_t s = first + 1; s < second; ++s) {
    if (w_.head[s] != w_.head[c] || is_root(s) || case_of(s) != kNoToken || !nominal(s)) continue;
    if (rel(s) != Deprel::obl && rel(s) != Deprel::nmod && rel(s) != Deprel::obl_unmarked) continue;
    w_.head[first] = s;
    return;
  }
}

// "called off the talks", "brushed aside criticism": a particle right after its verb that was read as a preposition or
// an adverb of the noun, where the data know verb and particle together. What it stood before is the object.
void Builder::mend_particle(uint32_t v) {
  const uint32_t p = v + 1;
  if (p + 1 >= w_.size || upos(p) == Upos::PUNCT) return;
  const bool word_of_verb = word(p) == Word::kParticle || form(p) == "over" || form(p) == "aside";
  const uint32_t n = w_.head[p];
  if (!word_of_verb || n <= p || w_.head[n] != v || form(p + 1) == "of") return;
  if (rel(p) != Deprel::case_ && rel(p) != Deprel::advmod && rel(p) != Deprel::amod) return;
  const Deprel role = lang::base(rel(n));
  if (!nominal(n) || (role != Deprel::obl && role != Deprel::obj)) return;
  for (const uint32_t c : children(n))
    if (c != p && w_.head[c] == n && rel(c) == Deprel::case_ && c < n) return;
  std::string& text = w_.folded;
  text.assign(lemma(v));
  (text += ' ') += form(p);
  if (!symbols_.find(text).valid()) return;
  for (const uint32_t c : children(v))
    if (c != n && w_.head[c] == v && rel(c) == Deprel::obj) return;
  w_.head[p] = v;
  w_.rel[p] = Deprel::compound_prt;
  w_.rel[n] = Deprel::obj;
}

// "Truckers blocked the road to Lyon": a sentence whose head is a bare noun with a past participle on it that has an
// object of its own is a clause with a finite verb; a passive participle would have no object, but for verbs of giving.
void Builder::mend_reduced_relative(uint32_t v) {
  const uint32_t n = w_.head[v];
  if (n >= v || !is_root(n) || !nominal(n) || is_ing(v) || has_to(v) || lex(v, kLexGive)) return;
  if (has_live_child(n, Deprel::cop) || has_live_child(n, Deprel::case_) || has_live_child(n, Deprel::nsubj)) return;
  bool object = false;
  for (const uint32_t c : children(v)) {
    if (w_.head[c] != v) continue;
    if (lang::base(rel(c)) == Deprel::aux || rel(c) == Deprel::mark || lang::base(rel(c)) == Deprel::nsubj) return;
    if (rel(c) == Deprel::obl_agent || form(leftmost(c)) == "by") return;
    object |= c > v && rel(c) == Deprel::obj;
  }
  if (!object) return;
  for (const uint32_t c : children(n)) {
    if (w_.head[c] != n || c <= v) continue;
    w_.head[c] = v;
    if (rel(c) == Deprel::nmod) w_.rel[c] = Deprel::obl;
  }
  w_.head[v] = v;
  w_.rel[v] = Deprel::root;
  w_.head[n] = v;
  w_.rel[n] = Deprel::nsubj;
}

// "France airlifted aid to Gaza." read as one noun phrase, "airlifted" as an adjective of "aid": where the whole
// sentence has no other verb, a past form between a name or plural and a noun is its predicate.
void Builder::mend_verb_in_noun(uint32_t v) {
  const uint32_t n = w_.head[v];
  if (v == 0 || n <= v || !is_root(n) || upos(n) != Upos::NOUN || is_ing(v) || !form(v).ends_with("ed")) return;
  if (rel(v) != Deprel::amod && rel(v) != Deprel::compound && lang::base(rel(v)) != Deprel::acl) return;
  uint32_t p = v - 1;
  while (w_.head[p] != n && w_.head[p] != v && w_.head[p] != p && w_.head[p] < v) p = w_.head[p];
  if (w_.head[p] != n && w_.head[p] != v) return;
  if (upos(p) != Upos::PROPN && !(upos(p) == Upos::NOUN && feat(p, lang::kPlur))) return;
  for (uint32_t i = 0; i < w_.size; ++i)
    if (i != v && (upos(i) == Upos::VERB || upos(i) == Upos::AUX)) return;
  for (uint32_t i = 0; i < v; ++i)
    if (i != p && (w_.head[i] == n || w_.head[i] == v)) w_.head[i] = p;
  for (uint32_t i = n + 1; i < w_.size; ++i)
    if (w_.head[i] == n && upos(i) == Upos::PUNCT) w_.head[i] = v;
  w_.head[v] = v;
  w_.rel[v] = Deprel::root;
  w_.head[p] = v;
  w_.rel[p] = Deprel::nsubj;
  w_.head[n] = v;
  w_.rel[n] = Deprel::obj;
}

// "Jordan called for talks." with a passive subject: a finite verb without an auxiliary is active.
void Builder::mend_false_passive(uint32_t v) {
  if (!is_root(v) || is_participle(v) || w_.headline || upos(w_.size - 1) != Upos::PUNCT) return;
  for (const uint32_t c : children(v))
    if (w_.head[c] == v &&
        (lang::base(rel(c)) == Deprel::aux || rel(c) == Deprel::obl_agent || form(leftmost(c)) == "by"))
      return;
  for (const uint32_t c : children(v))
    if (w_.head[c] == v && c < v && rel(c) == Deprel::nsubj_pass) w_.rel[c] = Deprel::nsubj;
}

// "freeing 7,000 prisoners", "broke off its attacks": what stands right after a verb without a preposition and is no
// time or measure is its object, though it was read as an oblique.
void Builder::mend_bare_oblique(uint32_t v) {
  static constexpr std::string_view kMeasures[] = {
      "day",      "week",    "month",     "year",      "hour",   "minute",    "second",    "time",    "night",
      "morning",  "evening", "noon",      "afternoon", "today",  "tomorrow",  "tonight",   "weekend", "yesterday",
      "monday",   "tuesday", "wednesday", "thursday",  "friday", "saturday",  "sunday",    "january", "february",
      "march",    "april",   "may",       "june",      "july",   "august",    "september", "october", "november",
      "december", "percent", "per cent",  "%",         "mile",   "kilometer", "kilometre", "km",      "meter",
      "metre",    "foot",    "home",      "way",       "times",  "decade",    "spring",    "summer",  "winter",
      "autumn",   "fall",    "degree",    "round",     "moment", "once",      "north",     "south",   "east",
      "west",     "part",    "place",     "bit",       "lot"};
  for (const uint32_t c : children(v)) {
    if (w_.head[c] != v) continue;
    const Deprel d = lang::base(rel(c));
    if (d == Deprel::obj || d == Deprel::ccomp || d == Deprel::xcomp || rel(c) == Deprel::aux_pass) return;
  }
  for (const uint32_t n : children(v)) {
    if (w_.head[n] != v || n < v || lang::base(rel(n)) != Deprel::obl) continue;
    if (upos(n) != Upos::NOUN || has_live_child(n, Deprel::case_)) continue;
    const uint32_t first = leftmost(n);
    const bool beside = first == v + 1 || (first == v + 2 && rel(v + 1) == Deprel::compound_prt);
    const std::string_view l = lemma(n);
    if (!beside || std::find(std::begin(kMeasures), std::end(kMeasures), l) != std::end(kMeasures)) continue;
    w_.rel[n] = Deprel::obj;
    return;
  }
}

// "The envoy is to meet …" with the copula analysis that "The aim is to meet …" has.
void Builder::mend_is_to(uint32_t v) {
  uint32_t subject = kNoToken, be = kNoToken;
  for (const uint32_t c : children(v)) {
    if (w_.head[c] != v) continue;
    if (c > v) break;
    if (lang::base(rel(c)) == Deprel::nsubj) subject = c;
    if (rel(c) == Deprel::cop) be = c;
  }
  if (subject == kNoToken || be == kNoToken || upos(v) != Upos::VERB || !has_to(v)) return;
  if (lex(subject, kLexAim) || upos(subject) == Upos::PRON) return;
  if (rel(subject) == Deprel::nsubj_outer) w_.rel[subject] = Deprel::nsubj;
  w_.rel[be] = Deprel::aux;
}

// "Britain plans to send …" with "plans" as a noun and "Britain" as its modifier.
void Builder::mend_noun_as_verb(uint32_t n) {
  if (rel(n) != Deprel::root && rel(n) != Deprel::ccomp && rel(n) != Deprel::parataxis) return;
  if (n == 0 || w_.head[n - 1] != n || upos(n - 1) != Upos::PROPN || rel(n - 1) != Deprel::compound) return;
  if (!form(n).ends_with('s') || has_live_child(n, Deprel::cop) || has_live_child(n, Deprel::det)) return;
  uint32_t inner = kNoToken;
  for (const uint32_t c : children(n))
    if (w_.head[c] == n && c > n && upos(c) == Upos::VERB && has_to(c) && c <= n + 3) inner = c;
  if (inner == kNoToken) return;
  w_.upos[n] = Upos::VERB;
  w_.rel[n - 1] = Deprel::nsubj, w_.rel[inner] = Deprel::xcomp;
}

}  // namespace casus::clauses
