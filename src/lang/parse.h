// Tags, lemmas, features and dependency trees (Universal Dependencies), as columns beside the tokens of a
// text::Document.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "text/text.h"

namespace casus::lang {

// The 17 universal tags, in alphabetical order as in the UD guidelines.
enum class Upos : uint8_t {
  ADJ,
  ADP,
  ADV,
  AUX,
  CCONJ,
  DET,
  INTJ,
  NOUN,
  NUM,
  PART,
  PRON,
  PROPN,
  PUNCT,
  SCONJ,
  SYM,
  VERB,
  X
};
inline constexpr int kUposCount = 17;
std::string_view to_string(Upos u);
bool upos_from_string(std::string_view s, Upos& out);  // false if unknown

// Dependency relations of UD English with the subtypes that the treebanks use. Order is fixed: models store the
// numbers.
enum class Deprel : uint8_t {
  acl,
  acl_relcl,
  advcl,
  advcl_relcl,
  advmod,
  advmod_emph,
  amod,
  appos,
  aux,
  aux_pass,
  case_,
  cc,
  cc_preconj,
  ccomp,
  clf,
  compound,
  compound_prt,
  conj,
  cop,
  csubj,
  csubj_outer,
  csubj_pass,
  dep,
  det,
  det_predet,
  discourse,
  dislocated,
  expl,
  fixed,
  flat,
  flat_foreign,
  flat_name,
  goeswith,
  iobj,
  list,
  mark,
  nmod,
  nmod_desc,
  nmod_poss,
  nmod_unmarked,
  nsubj,
  nsubj_outer,
  nsubj_pass,
  nummod,
  obj,
  obl,
  obl_agent,
  obl_unmarked,
  orphan,
  parataxis,
  punct,
  reparandum,
  root,
  vocative,
  xcomp,
};
inline constexpr int kDeprelCount = static_cast<int>(Deprel::xcomp) + 1;
std::string_view to_string(Deprel d);  // "nsubj:pass", "case", …
bool deprel_from_string(std::string_view s,
                        Deprel& out);  // unknown subtypes fall back to the base relation; false if that is unknown too
Deprel base(Deprel d);                 // nsubj_pass → nsubj

// Morphological features that rules need, one bit each (UD names in the comment).
enum Feat : uint16_t {
  kPlur = 1,         // Number=Plur
  kPast = 2,         // Tense=Past
  kPres = 4,         // Tense=Pres
  kFin = 8,          // VerbForm=Fin
  kInf = 16,         // VerbForm=Inf
  kGer = 32,         // VerbForm=Ger, or a present participle (Part + Pres)
  kPart = 64,        // VerbForm=Part
  kPassVoice = 128,  // Voice=Pass
  kImp = 256,        // Mood=Imp
  kCmp = 512,        // Degree=Cmp
  kSup = 1024,       // Degree=Sup
  kFem = 2048,       // Gender=Fem
  kMasc = 4096,      // Gender=Masc
  kPoss = 8192,      // Poss=Yes
  kSing = 16384,     // Number=Sing
};

enum class NameKind : uint8_t { kNone, kPer, kOrg, kLoc, kMisc };
struct NameSpan {
  TokenRange tokens;
  NameKind kind = NameKind::kNone;
};

// Columns parallel to the tokens of one text::Document. `head` is the document-wide token index of the head; the root
// of a sentence has itself as head. Trees never cross sentences, are acyclic and have one root each.
struct Parse {
  std::vector<Upos> upos;
  std::vector<uint16_t> feats;  // Feat bits
  std::vector<uint32_t> head;
  std::vector<Deprel> deprel;
  std::vector<uint32_t> lemma_at;  // n+1 offsets into lemma_bytes
  std::string lemma_bytes;
  std::vector<SymbolId> lemma_symbol;  // in the pack's frozen table; none if the data never mention it
  std::vector<SymbolId> form_symbol;   // of the folded form (utf8::fold)
  std::vector<uint32_t> starts;        // tokens inside a sentence at which another one seems to begin, ascending
  std::vector<NameSpan> names;         // in text order, not overlapping; empty while the model has no name head

  std::string_view lemma(TokenId t) const {
    return std::string_view(lemma_bytes).substr(lemma_at[t.v], lemma_at[t.v + 1] - lemma_at[t.v]);
  }
  TokenId head_of(TokenId t) const { return TokenId(head[t.v]); }
  bool is_root(TokenId t) const { return head[t.v] == t.v; }
  bool has(TokenId t, Feat f) const { return (feats[t.v] & f) != 0; }
  void clear() {
    upos.clear(), feats.clear(), head.clear(), deprel.clear(), lemma_at.clear(), lemma_bytes.clear();
    lemma_symbol.clear(), form_symbol.clear(), starts.clear(), names.clear();
  }
};

}  // namespace casus::lang
