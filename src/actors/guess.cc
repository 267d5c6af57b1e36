// A tree for a phrase without a parser. The phrase is cut at prepositions, commas, "and" and possessives; the head of
// each piece is its last noun; pieces hang on the one before them, possessors on the one after. Tags come from closed
// lists, capitals and the tables. Clauses after "who", "that" or a participle are left hanging as they are.
#include <algorithm>
#include <vector>

#include "actors/scratch.h"
#include "base/utf8.h"
#include "lang/conllu.h"

namespace casus::actors {

using lang::Deprel;
using lang::Upos;
using Words = std::initializer_list<std::string_view>;

namespace {

Upos guess_tag(std::string_view f, bool first) {
  if (one_of(f, Words{"the", "a", "an", "this", "that", "these", "those", "some", "any", "no", "all", "both", "each",
                      "every"}))
    return Upos::DET;
  if (one_of(f, Words{"of",      "in",    "at",      "from",   "for",        "with",   "by",     "to",     "on",
                      "against", "under", "between", "among",  "near",       "across", "within", "inside", "outside",
                      "over",    "into",  "about",   "around", "throughout", "behind", "during", "per",    "as"}))
    return Upos::ADP;
  if (one_of(f, Words{"and", "or", "&", "nor"})) return Upos::CCONJ;
  if (pronoun_of(f) != Pronoun::kNo && !same_word(f, "us")) return Upos::PRON;
  if (f == "us") return Upos::PRON;
  if (one_of(f, Words{"'s", "’s", "'", "’"})) return Upos::PART;
  if (one_of(f, Words{"who", "which", "whose", "where", "when"})) return Upos::SCONJ;
  if (one_of(f, Words{"is", "was", "are", "were", "has", "have", "had", "will"})) return Upos::AUX;
  const auto d = utf8::decode(f, 0);
  if (utf8::is_digit(d.code_point)) return Upos::NUM;
  if (one_of(f, Words{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozen"}))
    return Upos::NUM;
  if (one_of(f, Words{"several", "many", "other", "largest", "former", "current", "senior", "top", "new", "old",
                      "young", "few", "most"}))
    return Upos::ADJ;
  if (utf8::is_punct(d.code_point)) return Upos::PUNCT;
  (void)first;
  return utf8::is_upper(d.code_point) ? Upos::PROPN : Upos::NOUN;
}

struct Piece {
  uint32_t first, last, head;
};

bool nominal(Upos u) {
  return u == Upos::NOUN || u == Upos::PROPN || u == Upos::PRON || u == Upos::NUM || u == Upos::X;
}

bool cuts(const text::Document& doc, const lang::Parse& out, uint32_t t) {
  const Upos u = out.upos[t];
  if (u == Upos::PUNCT) {
    const std::string_view f = doc.form(TokenId(t));
    return f == "," || f == "(" || f == ")" || f == ";" || f == ":" || f == "–" || f == "—";
  }
  return u == Upos::ADP || u == Upos::CCONJ || u == Upos::SCONJ || u == Upos::AUX || u == Upos::PART;
}

void hang(const text::Document& doc, const std::vector<Piece>& pieces, lang::Parse& out) {
  uint32_t root = kNone;
  uint32_t possessor = kNone;  // head of a piece before "'s"
  uint32_t before = kNone;     // head of the last piece that is no possessor
  for (const Piece& p : pieces) {
    for (uint32_t t = p.first; t < p.last; ++t) {
      if (t == p.head) continue;
      out.head[t] = p.head;
      out.deprel[t] = out.upos[t] == Upos::DET     ? Deprel::det
                      : out.upos[t] == Upos::NUM   ? Deprel::nummod
                      : out.upos[t] == Upos::ADJ   ? Deprel::amod
                      : out.upos[t] == Upos::PUNCT ? Deprel::punct
                                                   : Deprel::compound;
    }
    const bool is_possessor = p.last < out.upos.size() && out.upos[p.last] == Upos::PART;
    // What stands before the piece, up to the piece before.
    uint32_t mark = p.first;
    while (mark > 0 && cuts(doc, out, mark - 1)) --mark;
    if (possessor != kNone) out.head[possessor] = p.head, out.deprel[possessor] = Deprel::nmod_poss;
    if (is_possessor) {
      if (possessor == kNone && before != kNone) {  // "spokesman of Japan's …": the preposition belongs to what follows
      }
      possessor = p.head;
      out.head[p.last] = p.head, out.deprel[p.last] = Deprel::case_;
      continue;
    }
    possessor = kNone;
    if (root == kNone) {
      root = before = p.head;
      out.head[p.head] = p.head, out.deprel[p.head] = Deprel::root;
      continue;
    }
    // The mark before the piece or before its possessor tells how it hangs.
    uint32_t m = kNone;
    for (uint32_t t = p.first; t-- > 0;)
      if (cuts(doc, out, t) && out.upos[t] != Upos::PART) {
        m = t;
        break;
      }
    const Upos u = m == kNone ? Upos::X : out.upos[m];
    const std::string_view f = m == kNone ? std::string_view() : doc.form(TokenId(m));
    out.head[p.head] = before;
    if (u == Upos::ADP) {
      out.deprel[p.head] = Deprel::nmod;
      out.head[m] = p.head, out.deprel[m] = Deprel::case_;
      before = p.head;
    } else if (u == Upos::CCONJ) {
      out.deprel[p.head] = Deprel::conj;
      out.head[m] = p.head, out.deprel[m] = Deprel::cc;
    } else if (f == "," || f == "(") {
      out.deprel[p.head] = Deprel::appos;
      out.head[p.head] = root;
    } else {
      out.deprel[p.head] = Deprel::dep;
    }
  }
  if (root == kNone) root = pieces.empty() ? 0 : pieces.back().head;
  out.head[root] = root, out.deprel[root] = Deprel::root;
  for (uint32_t t = 0; t < out.head.size(); ++t)
    if (out.head[t] == kNone)
      out.head[t] = root, out.deprel[t] = out.upos[t] == Upos::PUNCT ? Deprel::punct : Deprel::dep;
}

}  // namespace

void guess_parse(const TableSet& tables, const text::Document& doc, lang::Parse& out) {
  const auto n = static_cast<uint32_t>(doc.token_count());
  out.clear();
  for (uint32_t t = 0; t < n; ++t) {
    const std::string_view f = doc.form(TokenId(t));
    out.upos.push_back(guess_tag(f, t == 0));
    out.feats.push_back(f.ends_with('s') ? lang::kPlur : 0);
    out.head.push_back(kNone);
    out.deprel.push_back(Deprel::dep);
    lang::append_lemma(out, utf8::fold(f), f, tables.symbols);
  }
  std::vector<Piece> pieces;
  for (uint32_t t = 0; t < n;) {
    if (cuts(doc, out, t)) {
      ++t;
      continue;
    }
    Piece p{t, t, kNone};
    while (p.last < n && !cuts(doc, out, p.last)) {
      if (nominal(out.upos[p.last])) p.head = p.last;
      ++p.last;
    }
    if (p.head == kNone) p.head = p.last - 1;
    pieces.push_back(p);
    t = p.last;
  }
  hang(doc, pieces, out);
}

}  // namespace casus::actors
