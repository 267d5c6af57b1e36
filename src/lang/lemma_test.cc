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

TEST_CASE("new words are led back to what the data know") {
  using namespace casus;
  pack::Writer writer;
  pack::add_symbols(writer, {"veto", "free", "expel", "ally", "deny", "tie", "hijack", "seize"});
  const auto pack = pack::Pack::from_bytes(writer.bytes());
  REQUIRE(pack);
  const auto symbols = *pack::Symbols::open(*pack);
  const auto base = [&](std::string_view word, lang::Upos upos) {
    std::string out = "?";
    lang::known_base(word, upos, symbols, out);
    return out;
  };
  CHECK(base("vetoed", lang::Upos::VERB) == "veto");
  CHECK(base("vetoes", lang::Upos::VERB) == "veto");
  CHECK(base("freed", lang::Upos::VERB) == "free");
  std::string past;
  CHECK((lang::irregular_base("shot", past) && past == "shoot"));
  CHECK_FALSE(lang::irregular_base("shoot", past));
  CHECK(base("freeing", lang::Upos::VERB) == "free");
  CHECK(base("expelled", lang::Upos::VERB) == "expel");
  CHECK(base("expelling", lang::Upos::VERB) == "expel");
  CHECK(base("denied", lang::Upos::VERB) == "deny");
  CHECK(base("ties", lang::Upos::NOUN) == "tie");
  CHECK(base("seizing", lang::Upos::VERB) == "seize");
  CHECK(base("allies", lang::Upos::NOUN) == "ally");
  CHECK(base("smiled", lang::Upos::VERB) == "?");
  CHECK(base("ed", lang::Upos::VERB) == "?");
}
