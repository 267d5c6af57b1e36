#include "lang/parse.h"

#include <algorithm>
#include <array>

namespace casus::lang {

namespace {
constexpr std::array<std::string_view, kUposCount> kUposNames = {"ADJ",   "ADP",   "ADV", "AUX",  "CCONJ", "DET",
                                                                 "INTJ",  "NOUN",  "NUM", "PART", "PRON",  "PROPN",
                                                                 "PUNCT", "SCONJ", "SYM", "VERB", "X"};
constexpr std::array<std::string_view, kDeprelCount> kDeprelNames = {
    "acl",          "acl:relcl", "advcl",       "advcl:relcl",   "advmod",       "advmod:emph",
    "amod",         "appos",     "aux",         "aux:pass",      "case",         "cc",
    "cc:preconj",   "ccomp",     "clf",         "compound",      "compound:prt", "conj",
    "cop",          "csubj",     "csubj:outer", "csubj:pass",    "dep",          "det",
    "det:predet",   "discourse", "dislocated",  "expl",          "fixed",        "flat",
    "flat:foreign", "flat:name", "goeswith",    "iobj",          "list",         "mark",
    "nmod",         "nmod:desc", "nmod:poss",   "nmod:unmarked", "nsubj",        "nsubj:outer",
    "nsubj:pass",   "nummod",    "obj",         "obl",           "obl:agent",    "obl:unmarked",
    "orphan",       "parataxis", "punct",       "reparandum",    "root",         "vocative",
    "xcomp"};

bool find_deprel(std::string_view s, Deprel& out) {
  const auto it = std::lower_bound(kDeprelNames.begin(), kDeprelNames.end(), s);
  if (it == kDeprelNames.end() || *it != s) return false;
  out = static_cast<Deprel>(it - kDeprelNames.begin());
  return true;
}
}  // namespace

static_assert(std::is_sorted(kUposNames.begin(), kUposNames.end()));
static_assert(std::is_sorted(kDeprelNames.begin(), kDeprelNames.end()));

std::string_view to_string(Upos u) { return kUposNames[static_cast<size_t>(u)]; }

bool upos_from_string(std::string_view s, Upos& out) {
  const auto it = std::lower_bound(kUposNames.begin(), kUposNames.end(), s);
  if (it == kUposNames.end() || *it != s) return false;
  out = static_cast<Upos>(it - kUposNames.begin());
  return true;
}

std::string_view to_string(Deprel d) { return kDeprelNames[static_cast<size_t>(d)]; }

bool deprel_from_string(std::string_view s, Deprel& out) {
  return find_deprel(s, out) || find_deprel(s.substr(0, s.find(':')), out);
}

Deprel base(Deprel d) {
  const std::string_view name = to_string(d);
  const size_t colon = name.find(':');
  if (colon == std::string_view::npos) return d;
  Deprel out = d;
  find_deprel(name.substr(0, colon), out);
  return out;
}

}  // namespace casus::lang
