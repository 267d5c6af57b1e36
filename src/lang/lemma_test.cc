#include "lang/lemma.h"

#include <doctest/doctest.h>

using namespace casus::lang;

TEST_CASE("rules rewrite the end of a word") {
  std::string out;
  apply_lemma_rule("lD", "Cities", "cities", out);  // cut three
  CHECK(out == "cit");
  apply_lemma_rule("lDy", "Cities", "cities", out);
  CHECK(out == "city");
  apply_lemma_rule("kA", "Paris", "paris", out);
  CHECK(out == "Paris");
  apply_lemma_rule("lEgo", "Went", "went", out);
  CHECK(out == "go");
  apply_lemma_rule("lZ", "ab", "ab", out);  // cuts all: the word itself stays
  CHECK(out == "ab");
  apply_lemma_rule("lB", "caf\xC3\xA9", "caf\xC3\xA9", out);  // never half a letter
  CHECK(out == "caf");
}
