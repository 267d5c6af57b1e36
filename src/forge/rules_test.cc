#include "forge/rules.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include "coding/matcher.h"
#include "forge/codebook_data.h"
#include "forge/examples.h"
#include "forge/tsv.h"

namespace casus::forge {
namespace {

using coding::format::Filler;
using coding::format::SlotRole;

RuleAst one(const std::string& line, Diagnostics& d, const std::string& block = "CONSULT") {
  auto f = parse_rules(block + "\n  " + line + "\n", "x.rules", d);
  return f.rules.empty() ? RuleAst{} : f.rules.front();
}

std::string first_code(const Diagnostics& d) { return d.all().empty() ? "" : d.all().front().code; }

TEST_CASE("a plain rule: predicate, object, preposition, options") {
  Diagnostics d;
  const RuleAst r = one("S hold|have {talks} with T   cameo 046  id consult.hold-talks", d);
  REQUIRE(d.ok());
  CHECK(r.event == coding::Event::kConsult);
  CHECK(r.id == "consult.hold-talks");
  CHECK(r.cameo == "046");
  CHECK(r.line == 2);
  REQUIRE(r.predicate.size() == 2);
  CHECK(r.predicate[1].lemma == "have");
  REQUIRE(r.slots.size() == 3);
  CHECK(r.slots[0].role == SlotRole::kSubject);
  CHECK(r.slots[1].role == SlotRole::kObject);
  CHECK(r.slots[1].sets == std::vector<std::string>{"talks"});
  CHECK(r.slots[2].role == SlotRole::kPrep);
  CHECK(r.slots[2].filler == Filler::kTarget);
  CHECK(r.slots[2].preps == std::vector<std::string>{"with"});
}

TEST_CASE("particles, kinds, optional parts, modifiers") {
  Diagnostics d;
  const RuleAst r = one("S cut_off|halt/v [military|arms] {aid} (to|for T)   id x", d, "SANCTION mode discontinue");
  REQUIRE(d.ok());
  CHECK(r.mode == "discontinue");
  CHECK(r.predicate[0].lemma == "cut off");
  CHECK(r.predicate[1].kinds == 1);
  CHECK(r.slots[1].modifiers == std::vector<std::string>{"military", "arms"});
  CHECK(r.slots[2].optional);
  CHECK(r.slots[2].preps.size() == 2);
}

TEST_CASE("operators compose unless they carry their own code") {
  Diagnostics d;
  const RuleAst r = one("S urge T to EVENT:AID|RETREAT   id a", d, "REQUEST");
  CHECK((r.flags & coding::format::kCompose));
  CHECK(r.slots[2].events == ((1u << 6) | (1u << 7)));
  CHECK_FALSE((one("S urge T to EVENT   cameo 024  id b", d, "REQUEST").flags & coding::format::kCompose));
  const RuleAst both = one("S and T meet   id c", d);
  CHECK((both.flags & coding::format::kSymmetric));
  CHECK(both.slots[0].filler == Filler::kBoth);
  const RuleAst subject = one("{talks} collapse   id d", d, "REJECT");
  CHECK(subject.slots[0].filler == Filler::kSet);
  CHECK(subject.predicate[0].lemma == "collapse");
  const RuleAst set_predicate = one("S {withhold} {aid}   id e", d, "SANCTION");
  CHECK(set_predicate.predicate_sets == std::vector<std::string>{"withhold"});
  CHECK(d.ok());
}

TEST_CASE("mistakes are located and named") {
  const auto code = [](const std::string& line, const std::string& block = "CONSULT") {
    Diagnostics d;
    one(line, d, block);
    return first_code(d);
  };
  CHECK(code("S meet T") == "no-id");
  CHECK(code("S meet T   id") == "option");
  CHECK(code("S meet T   colour red  id x") == "option");
  CHECK(code("S meet X   id x") == "unknown-slot");
  CHECK(code("S meet (with T   id x") == "unbalanced");
  CHECK(code("S meet T)   id x") == "unbalanced");
  CHECK(code("S meet with   id x") == "dangling-preposition");
  CHECK(code("S meet politely T   id x") == "unknown-word");
  CHECK(code("S meet EVENT:DANCE   id x") == "unknown-event");
  CHECK(code("S meet T   weight many  id x") == "weight");
  CHECK(code("S T   id x") == "no-predicate");
  CHECK(code("S meet T   id x", "DANCE") == "unknown-block");
  CHECK(code("S meet T   id x", "PASS") == "pass-without-event");
}

TEST_CASE("examples carry codes and expectations") {
  Diagnostics d;
  const auto f = parse_rules(
      "REQUEST\n  S urge T to EVENT   id a\n    + Oslo urged Lima to talk.   NORGOV > PERGOV, OPP  meet 026  # note\n"
      "    - Oslo urged nobody.\n",
      "x.rules", d);
  REQUIRE(d.ok());
  REQUIRE(f.examples.size() == 2);
  CHECK(f.examples[0].text == "Oslo urged Lima to talk.");
  CHECK(f.examples[0].actors == std::vector<std::string>{"NORGOV"});
  CHECK(f.examples[0].recipients == std::vector<std::string>{"PERGOV", "OPP"});
  CHECK(f.examples[0].cameo == "026");
  CHECK_FALSE(f.examples[1].positive);
}

TEST_CASE("any bytes parse without a crash") {
  std::mt19937 rng(7);
  const std::string alphabet = "S T{}[]()|:_-+>\n  ab EVENT#id/v\t";
  for (int i = 0; i < 2000; ++i) {
    std::string s = "AID\n  ";
    for (auto n = rng() % 60; n > 0; --n) s += alphabet[rng() % alphabet.size()];
    Diagnostics d;
    parse_rules(s, "x", d);
    parse_sets(s, "x", d);
  }
}

TEST_CASE("a set is extended by name") {
  Diagnostics d;
  const auto s = parse_sets("set a: talk\nextend a: parley/n\n", "x.sets", d);
  REQUIRE(s.size() == 2);
  CHECK((!s[0].extends && s[1].extends && s[1].name == "a" && s[1].words.size() == 1));
  CHECK(d.all().empty());
}

TEST_CASE("rules: blank lines of any kind, and alternatives that are none") {
  Diagnostics d;
  CHECK(parse_rules("\v\f\n \v\n\r\n", "x.rules", d).rules.empty());
  CHECK(d.all().empty());
  for (const char* pattern : {"S meet| T", "S |meet T", "S {} T", "S {a|} T", "S meet {a|}"}) {
    Diagnostics complaints;
    parse_rules("CONSULT\n  " + std::string(pattern) + "  id x\n", "x.rules", complaints);
    CHECK(first_code(complaints) == "empty-word");
  }
}

TEST_CASE("sets: words, continuation, other sets, events") {
  Diagnostics d;
  const auto s =
      parse_sets("set a: talk/n, call_off, {b},\n  peace process, CONSULT  # why\nset b: visit\n", "x.sets", d);
  REQUIRE(d.ok());
  REQUIRE(s.size() == 2);
  CHECK(s[0].words.size() == 3);
  CHECK(s[0].words[1].lemma == "call off");
  CHECK(s[0].includes == std::vector<std::string>{"b"});
  CHECK(s[0].events == (1u << 2));
  parse_sets("talks: a\n", "x.sets", d);
  CHECK(first_code(d) == "set-syntax");
  for (const char* unnamed : {"set : a\n", "set two words: a\n", "set {a}: a\n", "set a: b\nset : c\n  d\n"}) {
    Diagnostics complaints;
    for (const auto& set : parse_sets(unnamed, "x.sets", complaints)) CHECK(set.words.size() == 1);
    CHECK(first_code(complaints) == "set-syntax");
  }
}

TEST_CASE("the repository's codebook compiles and opens") {
  Diagnostics d;
  SymbolCollector symbols;
  pack::Writer writer;
  std::vector<RuleAst> rules;
  std::vector<Example> examples;
  compile_codebook(std::string(CASUS_SOURCE_DIR) + "/data/codebook", symbols, writer, rules, examples, d);
  for (const auto& x : d.all()) MESSAGE(to_string(x));
  REQUIRE(d.ok());
  CHECK(rules.size() >= 250);
  pack::add_symbols(writer, symbols.take());
  auto pack = pack::Pack::from_bytes(writer.bytes());
  REQUIRE(pack.has_value());
  const auto tables = coding::Tables::open(*pack);
  REQUIRE(tables.has_value());
  CHECK(tables->rules.size() == rules.size());
  CHECK_FALSE(tables->postings(tables->symbols.find("meet")).empty());
}

TEST_CASE("unknown sets and codes are named, with a hint") {
  namespace fs = std::filesystem;
  const fs::path dir = fs::temp_directory_path() / "casus_rules_test";
  fs::remove_all(dir);
  fs::copy(std::string(CASUS_SOURCE_DIR) + "/data/codebook", dir, fs::copy_options::recursive);
  std::ofstream(dir / "rules" / "zz.rules")
      << "AID\n  S {giv} {aid} to T   cameo 999  mode loud  id zz.one\n    + A.   * > *\n"
      << "  S give {aid}   id zz.one\n";
  Diagnostics d;
  SymbolCollector symbols;
  pack::Writer writer;
  std::vector<RuleAst> rules;
  std::vector<Example> examples;
  compile_codebook(dir.string(), symbols, writer, rules, examples, d);
  fs::remove_all(dir);
  const auto has = [&](const std::string& code) {
    return std::any_of(d.all().begin(), d.all().end(), [&](const Diagnostic& x) { return x.code == code; });
  };
  CHECK(has("unknown-set"));
  CHECK(has("unknown-cameo"));
  CHECK(has("unknown-mode"));
  CHECK(has("duplicate-id"));
  CHECK(std::any_of(d.all().begin(), d.all().end(),
                    [](const Diagnostic& x) { return x.hint.find("{give}") != std::string::npos; }));
}

TEST_CASE("examples fail with what was coded instead") {
  RuleAst r;
  r.id = "aid.give";
  r.event = coding::Event::kAid;
  Example plus{"aid.give", "x", 3, true, "text", {"NOR"}, {"MWI"}, "", "", "", ""};
  Example minus = plus;
  minus.positive = false;
  const Coded good{"AID", "", "070", "actual", "x.rules:2 aid.give", {"NOR"}, {"MWI"}};
  const auto run = [&](const Example& e, std::vector<Coded> coded) {
    return run_examples({e}, {r}, [&](const std::string&) { return coded; }).size();
  };
  CHECK(run(plus, {good}) == 0);
  CHECK(run(plus, {}) == 1);
  Coded other = good;
  other.recipients = {"KEN"};
  CHECK(run(plus, {other}) == 1);
  Coded rebels = good;
  rebels.actors = {"TCDREB"};
  Example sector = plus;
  sector.actors = {"REB"};
  CHECK(run(sector, {rebels}) == 0);
  CHECK(run(sector, {good}) == 1);
  CHECK(run(minus, {}) == 0);
  CHECK(run(minus, {good}) == 1);
  Coded by_other = good;
  by_other.rule = "x.rules:9 aid.other + x.rules:2 aid.give";
  CHECK(run(minus, {by_other}) == 0);
}

TEST_CASE("tables: cells by name, lists, located errors") {
  Diagnostics d;
  const auto t = Tsv::parse("# c\nname\twords\nx\ta| b |\ny\t1\t2\n", "t.tsv", d);
  REQUIRE(t.rows.size() == 2);
  CHECK(t.rows[0].cell("name") == "x");
  CHECK(t.rows[0].list("words") == std::vector<std::string>{"a", "b"});
  CHECK(t.rows[0].cell("none").empty());
  CHECK(first_code(d) == "too-many-cells");
  CHECK(d.all().front().line == 4);
}

}  // namespace
}  // namespace casus::forge
