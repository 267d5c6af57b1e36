#include "lang/conllu.h"

#include <doctest/doctest.h>

#include <random>

using namespace casus;
using namespace casus::lang;

namespace {
const char* const kBlock =
    "# sent_id = a-1\n"
    "# text = They didn't leave.\n"
    "1\tThey\tthey\tPRON\tPRP\tNumber=Plur\t4\tnsubj\t4:nsubj\t_\n"
    "2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tdid\tdo\tAUX\tVBD\tTense=Past|VerbForm=Fin\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_\n"
    "3.1\tempty\tempty\tX\t_\t_\t_\t_\t_\t_\n"
    "4\tleave\tleave\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
    "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n\n";
}

TEST_CASE("a block is read, with ranges, empty nodes and spaces") {
  auto r = read_conllu(kBlock, true, {});
  REQUIRE(r.has_value());
  const text::Document& d = r->document;
  CHECK(d.text == "They didn't leave.");
  REQUIRE(d.token_count() == 5);
  CHECK(d.form(TokenId(2u)) == "n't");
  CHECK(d.flags[1] == text::kMwtFirst);
  CHECK(d.flags[2] == (text::kMwtInside | text::kSpaceAfter));
  CHECK(r->sent_ids == std::vector<std::string>{"a-1"});
  const Parse& p = r->parse;
  CHECK(p.head == std::vector<uint32_t>{3, 3, 3, 3, 3});
  CHECK(p.is_root(TokenId(3u)));
  CHECK(p.lemma(TokenId(1u)) == "do");
  CHECK(p.has(TokenId(1u), kPast));
  CHECK(p.deprel[0] == Deprel::nsubj);
}

TEST_CASE("what is written reads back the same") {
  auto a = read_conllu(std::string(kBlock) + "# newpar\n" + kBlock, true, {});
  REQUIRE(a.has_value());
  std::string out;
  write_conllu(a->document, a->parse, a->sent_ids, out);
  CHECK(out.find("# text = They didn't leave.\n") != std::string::npos);
  CHECK(out.find("2-3\tdidn't\t_") != std::string::npos);
  auto b = read_conllu(out, true, {});
  REQUIRE(b.has_value());
  CHECK(b->parse.head == a->parse.head);
  CHECK(b->parse.lemma_bytes == a->parse.lemma_bytes);
  CHECK(b->parse.feats == a->parse.feats);
  CHECK(b->document.flags[6] == a->document.flags[6]);
  CHECK(a->document.sentences[1].paragraph == 1);
}

TEST_CASE("names stand in MISC") {
  auto a = read_conllu(kBlock, true, {});
  REQUIRE(a.has_value());
  a->parse.names = {{{0, 1}, NameKind::kPer}, {{3, 5}, NameKind::kOrg}};
  std::string out;
  write_conllu(a->document, a->parse, a->sent_ids, out);
  CHECK(out.find("\t_\tNER=B-PER\n") != std::string::npos);
  CHECK(out.find("\t_\tNER=B-ORG|SpaceAfter=No\n") != std::string::npos);
  CHECK(out.find("\t_\tNER=I-ORG\n") != std::string::npos);
}

TEST_CASE("malformed blocks are errors that name the line") {
  const auto bad = [](const std::string& text, bool trees = true) {
    auto r = read_conllu(text, trees, {});
    REQUIRE_FALSE(r.has_value());
    CHECK(r.error().code == ErrorCode::kInputConllu);
    return r.error().message;
  };
  CHECK(bad("1\ta\n").starts_with("line 1:"));
  CHECK(bad("\n2\ta\ta\tX\t_\t_\t0\troot\t_\t_\n").starts_with("line 2:"));
  bad("1\ta\ta\tX\t_\t_\t2\tdep\t_\t_\n");                                             // head outside
  bad("1\ta\ta\tX\t_\t_\t2\tdep\t_\t_\n2\tb\tb\tX\t_\t_\t1\tdep\t_\t_\n");             // cycle
  bad("1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n2\tb\tb\tX\t_\t_\t0\troot\t_\t_\n");           // two roots
  bad("1\ta\ta\tQ\t_\t_\t0\troot\t_\t_\n");                                            // unknown tag
  bad("1\ta\ta\tX\t_\t_\t0\tfoo:bar\t_\t_\n");                                         // unknown relation
  bad("1-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n\n", false);  // range past its sentence
  bad("1\t\ta\tX\t_\t_\t0\troot\t_\t_\n", false);                                      // no form
  CHECK(read_conllu("", true, {}).has_value());
  CHECK(read_conllu("1\ta\t_\t_\t_\t_\t_\t_\t_\t_", false, {}).has_value());
}

TEST_CASE("any bytes are safe") {
  std::mt19937 random(3);
  const std::string seed = kBlock;
  for (int round = 0; round < 2000; ++round) {
    std::string text = seed + seed;
    for (int k = 0; k < 3; ++k) text[random() % text.size()] = static_cast<char>(random() % 256);
    text.resize(random() % text.size());
    auto r = read_conllu(text, round % 2 == 0, {});
    if (!r || round % 2 != 0) continue;
    std::string out;
    write_conllu(r->document, r->parse, r->sent_ids, out);
  }
}

TEST_CASE("names of tags, relations and features") {
  for (int i = 0; i < kDeprelCount; ++i) {
    Deprel d = Deprel::dep;
    CHECK(deprel_from_string(to_string(static_cast<Deprel>(i)), d));
    CHECK(d == static_cast<Deprel>(i));
  }
  Deprel d = Deprel::dep;
  CHECK(deprel_from_string("obl:tmod", d));
  CHECK(d == Deprel::obl);
  CHECK(base(Deprel::nsubj_pass) == Deprel::nsubj);
  CHECK(base(Deprel::case_) == Deprel::case_);
  CHECK_FALSE(deprel_from_string("", d));
  Upos u = Upos::X;
  CHECK(upos_from_string("SCONJ", u));
  CHECK(to_string(u) == "SCONJ");
  CHECK_FALSE(upos_from_string("noun", u));
  const uint16_t going = feats_from_string("Tense=Pres|VerbForm=Part");
  CHECK(going == (kPart | kPres | kGer));
  CHECK(feats_to_string(going) == "Tense=Pres|VerbForm=Part");
  CHECK(feats_to_string(0) == "_");
}
