// Attributions are found at their cues: a verb of saying takes its clause, quotation, infinitive or object as content
// and its subject as source; a noun ("the claim that") its clause and possessor; "according to X" the clause around it.
// Then quotations that run over sentences are given to the speaker of the last cue.
#include "voices/scan.h"

#include <algorithm>

namespace casus::voices {

namespace {

using clauses::Clause;
using clauses::Role;
using lang::Deprel;
using lang::Upos;

bool one_of(std::string_view s, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), s) != list.end();
}

// Whether `word` is in the blank-separated list.
bool listed(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const size_t stop = std::min(list.find(' '), list.size());
    if (list.substr(0, stop) == word) return true;
    list.remove_prefix(std::min(stop + 1, list.size()));
  }
  return false;
}

bool subject_relation(Deprel d) { return lang::base(d) == Deprel::nsubj; }

enum class Mark { kNone, kOpen, kClose, kEither };
Mark quote_mark(std::string_view f) {
  if (f == "\"" || f == "''") return Mark::kEither;
  if (f == "“" || f == "``" || f == "«" || f == "„") return Mark::kOpen;
  if (f == "”" || f == "»") return Mark::kClose;
  return Mark::kNone;
}

}  // namespace

void Scan::mark_quotes() {
  s_.quote.assign(doc_.token_count(), Quote::kOutside);
  bool open = false;
  uint32_t paragraph = 0;
  for (const text::Sentence& s : doc_.sentences) {
    if (s.paragraph != paragraph) {
      // A quotation that runs on opens each paragraph anew; without a new mark it has ended.
      paragraph = s.paragraph;
      open = false;
    }
    for (uint32_t t = s.tokens.first; t < s.tokens.last; ++t) {
      const Mark m = quote_mark(doc_.form(TokenId(t)));
      if (m == Mark::kNone) {
        s_.quote[t] = open ? Quote::kInside : Quote::kOutside;
        continue;
      }
      s_.quote[t] = Quote::kMark;
      open = m == Mark::kOpen || (m == Mark::kEither && !open);
    }
  }
}

// Subtrees as ranges, from the leaves up: each token widens all its ancestors. Depth is bounded by the sentence's
// length.
void Scan::reach(TokenRange r) {
  for (uint32_t t = r.first; t < r.last; ++t) s_.left[t] = t, s_.right[t] = t + 1;
  for (uint32_t t = r.first; t < r.last; ++t) {
    uint32_t a = t;
    while (!parse_.is_root(TokenId(a))) {
      a = parse_.head[a];
      if (s_.left[a] <= t && t < s_.right[a] && a != t) {
        // already wide enough; its ancestors are too
        break;
      }
      s_.left[a] = std::min(s_.left[a], t), s_.right[a] = std::max(s_.right[a], t + 1);
    }
  }
}

// Without quotation marks, commas and "that" at its edges.
TokenRange Scan::trimmed(TokenRange r) const {
  const auto skip = [&](uint32_t t) { return punctuation(t) && !one_of(doc_.form(TokenId(t)), {"(", ")"}); };
  while (!r.empty() && skip(r.first)) ++r.first;
  while (!r.empty() && skip(r.last - 1)) --r.last;
  if (!r.empty() && parse_.upos[r.first] == Upos::SCONJ && doc_.form(TokenId(r.first)) == "that") ++r.first;
  return r;
}

void Scan::emit(TokenRange source, TokenId head, TokenRange cue, TokenRange content, uint32_t clause_token,
                Stance stance, bool attitude) {
  content = trimmed(content);
  if (content.empty() || cue.empty()) return;
  Voice v;
  v.source = source, v.source_head = head, v.cue = cue, v.content = content, v.stance = stance, v.attitude = attitude;
  if (clause_token < clauses_.at.size()) v.cue_clause = clauses_.at[clause_token];
  out_.voices.push_back(v);
}

// "X, said Y": the cue hangs on what was said. What the sister governs, without the cue's own words if these are at an
// edge.
TokenRange Scan::governed_by_sister(uint32_t v) const {
  const uint32_t h = parse_.head[v];
  if (h == v) return {};
  TokenRange all = subtree(h);
  const TokenRange own = subtree(v);
  if (own.first <= all.first + 1) return {own.last, all.last};
  if (own.last + 2 >= all.last) return {all.first, own.first};
  return all;
}

// From the first to the last quoted word of the sentence, if the cue stands outside of them.
TokenRange Scan::quoted_in(TokenRange sentence, uint32_t v) const {
  if (s_.quote[v] != Quote::kOutside) return {};
  TokenRange r{sentence.last, sentence.first};
  uint32_t words = 0;
  for (uint32_t t = sentence.first; t < sentence.last; ++t) {
    if (s_.quote[t] != Quote::kInside) continue;
    r.first = std::min(r.first, t), r.last = t + 1;
    ++words;
  }
  return words >= 2 ? r : TokenRange{};
}

Scan::Content Scan::content_of(uint32_t v, const Cue& cue) const {
  Content best;
  TokenRange object, infinitive, prepositional, small;
  uint32_t preposition = 0;
  for (uint32_t k = here_.first; k < here_.last; ++k) {
    if (parse_.head[k] != v || k == v) continue;
    switch (parse_.deprel[k]) {
      case Deprel::ccomp:
        if (cue.frames & kClause || cue.frames & kTo) best.range = best.range.empty() ? subtree(k) : best.range;
        break;
      case Deprel::parataxis:
        if ((cue.frames & kClause) && (k > v || best.range.empty())) {
          if (best.range.empty() && find_verb(parse_.lemma(TokenId(k))) == nullptr) best.range = subtree(k);
        }
        break;
      case Deprel::xcomp:
        if (parse_.has(TokenId(k), lang::kInf) || parse_.upos[k] == Upos::VERB) {
          infinitive = subtree(k);
        } else {
          small = subtree(k);
        }
        break;
      case Deprel::obj:
        object = subtree(k);
        break;
      case Deprel::obl:
      case Deprel::advcl:
        for (uint32_t c = s_.left[k]; c < k; ++c)
          if (parse_.head[c] == k && (parse_.deprel[c] == Deprel::case_ || parse_.deprel[c] == Deprel::mark) &&
              listed(cue.prepositions, doc_.form(TokenId(c))) && prepositional.empty()) {
            prepositional = {c + 1, s_.right[k]};
            preposition = c;
          }
        break;
      default:
        break;
    }
  }
  best.clause = !best.range.empty() && !(cue.frames & kWish);
  if (best.range.empty() && (cue.frames & kClause)) {
    const Deprel d = parse_.deprel[v];
    if (d == Deprel::parataxis ||
        (d == Deprel::advcl && s_.left[v] > here_.first && doc_.form(TokenId(s_.left[v] - 1)) == ",") ||
        (d == Deprel::discourse))
      best.range = governed_by_sister(v), best.clause = true;
    if (best.range.empty()) best.range = quoted_in(here_, v), best.clause = !best.range.empty();
  }
  if (best.range.empty() && !infinitive.empty() && (cue.frames & (kTo | kClause))) best.range = infinitive;
  if (best.range.empty() && !small.empty())
    best.range = {std::min(object.empty() ? small.first : object.first, small.first), small.last};
  if (best.range.empty() && !prepositional.empty())
    best.range = prepositional, best.cue_tail = {preposition, preposition + 1};
  if (best.range.empty() && !object.empty() && (cue.frames & kObject)) best.range = object;
  return best;
}

TokenRange Scan::subject_in_tree(uint32_t v, TokenId& head) const {
  for (uint32_t k = here_.first; k < here_.last; ++k)
    if (parse_.head[k] == v && k != v && subject_relation(parse_.deprel[k]) && parse_.deprel[k] != Deprel::nsubj_pass) {
      head = TokenId(k);
      return subtree(k);
    }
  return {};
}

// The subject of the cue's clause, or of the clause that lends it one. `agentless`: a passive without "by".
TokenRange Scan::source_of(uint32_t v, TokenId& head, bool& agentless) const {
  agentless = false;
  uint32_t t = v;
  for (int step = 0; step < 4; ++step) {
    if (clauses_.at[t].valid()) {
      const Clause& c = clauses_[clauses_.at[t]];
      TokenRange r;
      for (const clauses::Argument& a : clauses_.args(c)) {
        if (a.role != Role::kSubject || a.phrase.empty()) continue;
        if (r.empty()) {
          r = a.phrase, head = a.head;
        } else if (a.phrase.first <= r.last + 2 && a.phrase.first >= r.first) {
          r.last = std::max(r.last, a.phrase.last);
        }
      }
      if (!r.empty() && !r.contains(TokenId(v))) return r;
      if (c.passive) return agentless = true, TokenRange{};
    }
    const TokenRange r = subject_in_tree(t, head);
    if (!r.empty() && !r.contains(TokenId(v))) return r;
    const Deprel d = lang::base(parse_.deprel[t]);
    if (d == Deprel::acl) {  // "a statement saying that"
      const uint32_t h = parse_.head[t];
      head = TokenId(h);
      return {s_.left[h], std::min(s_.left[t], s_.right[h])};
    }
    if (d != Deprel::xcomp && d != Deprel::advcl && d != Deprel::conj) return {};
    t = parse_.head[t];
  }
  return {};
}

// Cues that attribute nothing worth telling: what a quoted speaker thinks or wants, "I think", "you know".
bool Scan::idle(uint32_t v, const Cue& cue, TokenRange source, bool attitude, TokenRange content) const {
  bool person = false;  // first or second
  if (source.size() == 1)
    person =
        one_of(doc_.form(TokenId(source.first)), {"I", "you", "You", "we", "We", "it", "It", "there", "There", "one"});
  const bool quoted = s_.quote[v] == Quote::kInside;
  if (quoted && (attitude || person || (cue.frames & kMind))) return true;
  if (person && (attitude || (cue.frames & kMind))) return true;
  if (cue.frames & kSpeech) {
    bool marks = false;
    for (uint32_t t = content.first; t < content.last && !marks; ++t) marks = s_.quote[t] == Quote::kInside;
    return !marks;
  }
  return false;
}

// "…, said the envoy." and "…, the envoy said.": word order and commas where the tree is no help.
bool Scan::by_commas(uint32_t v, TokenRange& source, TokenId& head, TokenRange& content) const {
  const auto nominal = [&](uint32_t t) {
    const Upos u = parse_.upos[t];
    return u == Upos::NOUN || u == Upos::PROPN || u == Upos::PRON;
  };
  const auto stop = [&](uint32_t t) {
    return punctuation(t) && one_of(doc_.form(TokenId(t)), {",", ".", "\"", "”", "''", "“", "?", "!", ";", ":"});
  };
  if (v == here_.first) return false;
  uint32_t left = v, right = v + 1;
  while (left > here_.first && !stop(left - 1)) --left;
  while (right < here_.last && !stop(right)) ++right;
  if (left == here_.first) return false;  // no comma before
  TokenRange before{here_.first, left};
  const TokenRange after{std::min(right + 1, here_.last), here_.last};
  if (left == v) {  // said the envoy
    source = {v + 1, right};
    for (uint32_t k = v + 1; k < right; ++k)
      if (parse_.head[k] == v && parse_.deprel[k] == Deprel::nsubj)
        source.last = std::min(right, std::max(k + 1, s_.right[k]));
  } else {  // the envoy said; then only a stop or a few words of time and place may follow
    source = {left, v};
    while (!source.empty() && (parse_.upos[source.last - 1] == Upos::ADV || parse_.upos[source.last - 1] == Upos::AUX))
      --source.last;
    for (uint32_t t = source.first; t < source.last; ++t)
      if (parse_.upos[t] == Upos::VERB || parse_.upos[t] == Upos::AUX || parse_.upos[t] == Upos::SCONJ) return false;
    if (right > v + 6) return false;
  }
  head = TokenId();
  for (uint32_t t = source.first; t < source.last; ++t) {
    const uint32_t h = parse_.head[t];
    if (nominal(t) && (!source.contains(TokenId(h)) || h == t)) {
      head = TokenId(t);
      break;
    }
  }
  if (!head.valid() || parse_.upos[source.first] == Upos::ADP || parse_.upos[source.first] == Upos::CCONJ) return false;
  // What stands before is what was said; after a second comma it may go on, or begin ("But, the envoy said, …").
  uint32_t words = 0, later = 0;
  for (uint32_t t = before.first; t < before.last; ++t) words += !punctuation(t);
  for (uint32_t t = after.first; t < after.last; ++t) later += !punctuation(t);
  const bool marked = after.first + 1 < after.last && s_.quote[after.last - 1] != Quote::kOutside;
  const bool resumes = later > 2 && (left != v || marked);
  if (resumes && words < 4) {
    content = after;
  } else {
    content = resumes ? here_ : before;
  }
  return words + later >= 2;
}

// "…, said the envoy": a comma or a mark right before the verb and a subject right after it.
bool Scan::inverted_subject(uint32_t v) const {
  if (v == here_.first || !punctuation(v - 1)) return false;
  for (uint32_t k = v + 1; k < here_.last; ++k)
    if (parse_.head[k] == v && parse_.deprel[k] == Deprel::nsubj) return s_.left[k] == v + 1;
  return false;
}

// "quoted X as saying": the outlet's voice is over what X says; X's own follows at "saying".
bool Scan::quoted_as_saying(uint32_t v) {
  for (uint32_t k = v + 1; k < here_.last; ++k) {
    if (!one_of(parse_.lemma(TokenId(k)), {"say", "tell"})) continue;
    const uint32_t h = parse_.head[k];
    if (h != v && (parse_.head[h] != v || lang::base(parse_.deprel[k]) != Deprel::acl)) continue;
    const Content inner = content_of(k, *find_verb("say"));
    if (inner.range.empty()) continue;
    TokenId head;
    bool agentless = false;
    const TokenRange outlet = source_of(v, head, agentless);
    if (!outlet.empty()) emit(outlet, head, {v, v + 1}, inner.range, v, Stance::kQuote, false);
    return true;
  }
  return false;
}

// Who is quoted: the object of the verb of quoting above, or its subject if that is passive.
TokenRange Scan::quoted_person(uint32_t v, TokenId& head) const {
  const uint32_t h = parse_.head[v];
  if (h == v || !one_of(parse_.lemma(TokenId(h)), {"quote", "cite"})) return {};
  for (uint32_t k = here_.first; k < here_.last; ++k)
    if (parse_.head[k] == h && (parse_.deprel[k] == Deprel::obj || parse_.deprel[k] == Deprel::nsubj_pass)) {
      head = TokenId(k);
      return {s_.left[k], std::min(s_.right[k], std::max(k + 1, v))};
    }
  return {};
}

void Scan::verb(uint32_t v, const Cue& cue) {
  if (clauses_.at[v].valid() && clauses_[clauses_.at[v]].mood == clauses::Mood::kImperative) return;
  if ((cue.lemma == "quote" || cue.lemma == "cite") && quoted_as_saying(v)) return;
  Content content = content_of(v, cue);
  TokenId head;
  bool agentless = false;
  TokenRange source;
  const bool saying = (cue.frames & kClause) != 0 && (cue.frames & (kWish | kMind)) == 0;
  const bool inverted = saying && inverted_subject(v);
  if (saying && (inverted || content.range.empty()) && by_commas(v, source, head, content.range)) {
    content.clause = true;
  } else {
    if (content.range.empty()) return;
    source = quoted_person(v, head);
    if (source.empty()) source = source_of(v, head, agentless);
    // The tree found what was said, but not who said it.
    if (source.empty() && saying && content.clause) {
      TokenRange ignored;
      if (!by_commas(v, source, head, ignored)) source = {}, head = {};
    }
  }
  source = widened(source, v);
  if (content.range.first < source.first && source.first < content.range.last && content.range.last <= v)
    content.range.last = source.first;
  const bool attitude = !content.clause;
  if (source.empty() && (attitude || !agentless)) return;
  if (idle(v, cue, source, attitude, content.range)) return;
  TokenRange cue_range{v, v + 1};
  if (content.cue_tail.first == v + 1) cue_range.last = v + 2;
  if (clauses_.at[v].valid()) {
    const TokenId particle = clauses_[clauses_.at[v]].particle;
    if (particle.valid() && !listed(cue.prepositions, doc_.form(particle)) && (cue.frames & kMind))
      return;  // show up, back down
    if (particle.valid() && particle.v == v + 1) cue_range.last = std::max(cue_range.last, v + 2);
  }
  emit(source, head, cue_range, content.range, v, cue.stance, attitude);
}

TokenRange Scan::noun_source(uint32_t n, TokenId& head) const {
  for (uint32_t k = here_.first; k < here_.last; ++k) {
    if (parse_.head[k] != n || k == n) continue;
    if (parse_.deprel[k] == Deprel::nmod_poss) return head = TokenId(k), TokenRange{s_.left[k], k + 1};
    if (parse_.deprel[k] == Deprel::nmod)
      for (uint32_t c = s_.left[k]; c < k; ++c)
        if (parse_.head[c] == k && parse_.deprel[c] == Deprel::case_ && one_of(doc_.form(TokenId(c)), {"by", "from"})) {
          head = TokenId(k);
          return {c + 1, s_.right[k]};
        }
  }
  // "made the claim that", "issued a warning that": the subject of the verb.
  const Deprel d = parse_.deprel[n];
  if (d == Deprel::obj || d == Deprel::obl) {
    bool agentless = false;
    const TokenRange r = source_of(parse_.head[n], head, agentless);
    if (!r.empty() && !r.contains(TokenId(n))) return r;
    head = TokenId();
  }
  return {};
}

bool Scan::last_word_says(uint32_t t) {
  TokenRange source, content;
  TokenId head;
  if (!by_commas(t, source, head, content)) return false;
  emit(source, head, {t, t + 1}, content, t, Stance::kReport, false);
  return true;
}

// "…, news agency Example reported": what stands between the comma and the found subject belongs to the source.
TokenRange Scan::widened(TokenRange source, uint32_t v) const {
  while (!source.empty() && source.last < v && parse_.upos[source.last] == Upos::PROPN) ++source.last;
  if (source.empty() || source.last > v || parse_.deprel[v] != Deprel::parataxis) return source;
  uint32_t first = source.first;
  while (first > here_.first && (parse_.upos[first - 1] == Upos::NOUN || parse_.upos[first - 1] == Upos::PROPN ||
                                 parse_.upos[first - 1] == Upos::ADJ || parse_.upos[first - 1] == Upos::DET))
    --first;
  const bool comma = first > here_.first && punctuation(first - 1);
  return comma ? TokenRange{first, source.last} : source;
}

void Scan::noun(uint32_t n, const Cue& cue) {
  TokenRange content;
  bool clause = false;
  for (uint32_t k = n + 1; k < here_.last; ++k) {
    if (parse_.head[k] != n) continue;
    const Deprel d = parse_.deprel[k];
    if (d == Deprel::acl || d == Deprel::ccomp) {
      bool that = false;
      for (uint32_t c = s_.left[k]; c < k; ++c)
        that |= parse_.head[c] == k && parse_.deprel[c] == Deprel::mark && doc_.form(TokenId(c)) != "to";
      const bool infinitive = parse_.has(TokenId(k), lang::kInf);
      if ((that && (cue.frames & kClause)) || (infinitive && (cue.frames & kTo))) {
        content = subtree(k);
        clause = that && !(cue.frames & kWish);
        break;
      }
    }
    if (d == Deprel::nmod && content.empty())
      for (uint32_t c = s_.left[k]; c < k; ++c)
        if (parse_.head[c] == k && parse_.deprel[c] == Deprel::case_ && listed(cue.prepositions, doc_.form(TokenId(c))))
          content = {c + 1, s_.right[k]};
  }
  if (content.empty()) return;
  TokenId head;
  const TokenRange source = noun_source(n, head);
  if (source.empty() && !clause) return;
  emit(source, head, {n, n + 1}, content, n, cue.stance, !clause);
}

void Scan::according_to(uint32_t at) {
  uint32_t x = parse_.deprel[at] == Deprel::case_ || parse_.deprel[at] == Deprel::mark ? parse_.head[at] : at;
  if (x == at) {
    for (uint32_t k = at + 2; k < here_.last; ++k)
      if (parse_.head[k] == at && (lang::base(parse_.deprel[k]) == Deprel::obl || parse_.deprel[k] == Deprel::obj)) {
        x = k;
        break;
      }
  }
  if (x <= at + 1) {  // the tree is no help: the next noun phrase
    for (x = at + 2; x < here_.last && parse_.upos[x] != Upos::NOUN && parse_.upos[x] != Upos::PROPN &&
                     parse_.upos[x] != Upos::PRON;)
      ++x;
    if (x >= here_.last) return;
  }
  const TokenRange source{at + 2, std::max(s_.right[x], x + 1)};
  TokenRange content;
  bool front = true;
  for (uint32_t t = here_.first; t < at; ++t)
    front &= punctuation(t) || parse_.upos[t] == Upos::CCONJ || parse_.upos[t] == Upos::ADV;
  if (front) {
    content = {source.last, here_.last};
  } else {
    const uint32_t top = x != at && parse_.deprel[at] != Deprel::case_ ? at : x;
    const uint32_t h = parse_.head[top];
    content = h == top || h >= at ? TokenRange{here_.first, at} : TokenRange{s_.left[h], at};
    if (content.first >= at) content = {here_.first, at};
    if (clauses_.at[h].valid() && clauses_[clauses_.at[h]].kind == clauses::Kind::kNoun) content.first = here_.first;
  }
  emit(source, TokenId(x), {at, at + 2}, content, kNoClause, Stance::kReport, false);
}

// A transcript's line: a few capitalised words and a colon at the start of a paragraph.
bool Scan::label(uint32_t number) {
  const text::Sentence& s = doc_.sentences[number];
  if (number > 0 && doc_.sentences[number - 1].paragraph == s.paragraph) return false;
  uint32_t t = s.tokens.first;
  while (t < s.tokens.last && s_.quote[t] == Quote::kMark) ++t;
  const uint32_t first = t;
  while (t < s.tokens.last && t < first + 5 && parse_.upos[t] == Upos::PROPN) ++t;
  if (t == first || t + 1 >= s.tokens.last || doc_.form(TokenId(t)) != ":") return false;
  uint32_t last = s.tokens.last;
  for (uint32_t n = number + 1; n < doc_.sentences.size() && doc_.sentences[n].paragraph == s.paragraph; ++n)
    last = doc_.sentences[n].tokens.last;
  emit({first, t}, TokenId(t - 1), {t, t + 1}, {t + 1, last}, kNoClause, Stance::kQuote, false);
  return true;
}

// "― A. Colonel (@colonel)" after what was said.
void Scan::signature(uint32_t number) {
  const text::Sentence& s = doc_.sentences[number];
  for (uint32_t t = s.tokens.first; t + 1 < s.tokens.last && t < s.tokens.first + 60; ++t) {
    if (!one_of(doc_.form(TokenId(t)), {"―", "—"}) || parse_.upos[t + 1] != Upos::PROPN) continue;
    if (t == s.tokens.first ? number == 0 : s.tokens.last - t > 16) continue;
    uint32_t last = t + 1;
    while (last < s.tokens.last && parse_.upos[last] == Upos::PROPN) ++last;
    const bool whole = t == s.tokens.first;
    if (!whole && doc_.form(TokenId(t)) != "―") continue;
    uint32_t begin = s.tokens.first;
    if (whole) begin = doc_.sentences[number - 1].tokens.first;
    emit({t + 1, last}, TokenId(last - 1), {t, t + 1}, {begin, t}, kNoClause, Stance::kQuote, false);
    return;
  }
}

void Scan::sentence(uint32_t number) {
  const text::Sentence& s = doc_.sentences[number];
  here_ = s.tokens;
  reach(here_);
  const bool labelled = label(number);
  signature(number);
  for (uint32_t t = here_.first; t < here_.last; ++t) {
    const std::string_view form = doc_.form(TokenId(t));
    if ((form == "according" || form == "According") && t + 2 < here_.last && doc_.form(TokenId(t + 1)) == "to") {
      according_to(t);
      continue;
    }
    if (labelled && s_.quote[t] == Quote::kInside) continue;
    if (parse_.upos[t] == Upos::VERB) {
      if (const Cue* cue = find_verb(parse_.lemma(TokenId(t)))) verb(t, *cue);
    } else if (parse_.upos[t] == Upos::NOUN) {
      // "…, the Post reports.": taggers take the last word for a noun.
      const bool final = (form == "reports" || form == "says") && t > here_.first && t + 2 >= here_.last;
      if (final && last_word_says(t)) continue;
      if (const Cue* cue = find_noun(parse_.lemma(TokenId(t)))) noun(t, *cue);
    }
  }
}

// Quoted sentences without a cue of their own go to the last speaker, or to the next one if none has spoken yet.
void Scan::run_on() {
  constexpr uint32_t kNear = 2;  // sentences between a quotation and its speaker
  size_t next = 0;               // first voice whose cue is at or after the sentence
  size_t last = kNoVoice;        // last voice that may go on speaking
  for (uint32_t n = 0; n < doc_.sentences.size(); ++n) {
    const TokenRange r = doc_.sentences[n].tokens;
    bool told = false;  // the sentence has a cue outside its quotation
    const size_t begin = next;
    for (; next < out_.voices.size() && out_.voices[next].cue.first < r.last; ++next)
      told |= s_.quote[out_.voices[next].cue.first] != Quote::kInside && !out_.voices[next].attitude;
    uint32_t inside = 0, words = 0;
    for (uint32_t t = r.first; t < r.last; ++t) {
      if (punctuation(t)) continue;
      ++words, inside += s_.quote[t] == Quote::kInside;
    }
    if (!told && words >= 2 && inside * 10 >= words * 8 && last != kNoVoice) {
      Voice& v = out_.voices[last];
      uint32_t end = 0;  // sentences since its content or cue
      for (uint32_t k = n; k > 0 && end <= kNear; --k, ++end)
        if (std::max(v.content.last, v.cue.last) > doc_.sentences[k - 1].tokens.first) break;
      if (end <= kNear && v.content.first < r.first) {
        v.content.last = std::max(v.content.last, trimmed(r).last);
        continue;
      }
    }
    for (size_t i = begin; i < next; ++i)
      if (s_.quote[out_.voices[i].cue.first] == Quote::kOutside && !out_.voices[i].attitude &&
          !out_.voices[i].source.empty())
        last = i;
  }
}

void Scan::run() {
  s_.left.resize(doc_.token_count()), s_.right.resize(doc_.token_count());
  mark_quotes();
  for (uint32_t n = 0; n < doc_.sentences.size(); ++n) {
    const size_t begin = out_.voices.size();
    sentence(n);
    std::stable_sort(out_.voices.begin() + static_cast<std::ptrdiff_t>(begin), out_.voices.end(),
                     [](const Voice& a, const Voice& b) { return a.cue.first < b.cue.first; });
  }
  run_on();
}

}  // namespace casus::voices
