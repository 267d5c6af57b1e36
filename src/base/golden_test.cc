#include "base/golden.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

using namespace casus;

TEST_CASE("golden files are parsed into cases") {
  const auto f = golden::parse("about\n\n=== one\na\nb\n\n---\nx\n---\ny\n\n=== two\n\\---\n---\n\\=== z\n\\\\q\n");
  CHECK(f.preamble == "about\n\n");
  REQUIRE(f.cases.size() == 2);
  CHECK(f.cases[0].title == "one");
  CHECK(f.cases[0].line == 3);
  CHECK(f.cases[0].input == "a\nb");
  CHECK(f.cases[0].expected == "x\n---\ny");
  CHECK(f.cases[1].input == "---");
  CHECK(f.cases[1].expected == "=== z\n\\q");
}

TEST_CASE("printing a golden file and parsing it again gives the same cases") {
  golden::File f;
  f.preamble = "some words\n";
  f.cases = {{"t", "=== not a title\n---\n\\x", "---\n\nend", 0}, {"empty", "", "", 0}};
  const auto again = golden::parse(golden::print(f));
  REQUIRE(again.cases.size() == 2);
  CHECK(again.cases[0].input == f.cases[0].input);
  CHECK(again.cases[0].expected == f.cases[0].expected);
  CHECK(again.cases[1].expected.empty());
  CHECK(golden::print(again) == golden::print(f));
}

TEST_CASE("a run reports differences, and rewrites the file when asked to") {
  const std::string path = CASUS_BINARY_DIR "/golden_test_scratch.txt";
  REQUIRE(write_file(path, "=== one\nabc\n---\nabc\n\n=== two\nabc\n---\nwrong\n"));
  const auto same = [](const golden::Case& c) { return c.input; };
  const char* old = std::getenv("CASUS_UPDATE");
  const std::string saved = old ? old : "";
  ::unsetenv("CASUS_UPDATE");
  const auto failures = golden::run(path, same);
  REQUIRE(failures.size() == 1);
  CHECK(failures[0].find(":6: two") != std::string::npos);
  ::setenv("CASUS_UPDATE", "1", 1);
  CHECK(golden::run(path, same).empty());
  ::unsetenv("CASUS_UPDATE");
  CHECK(golden::run(path, same).empty());
  CHECK(golden::run(CASUS_BINARY_DIR "/no_such_golden.txt", same).size() == 2);
  if (old) ::setenv("CASUS_UPDATE", saved.c_str(), 1);
}
