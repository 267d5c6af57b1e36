#include "forge/actors_data.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "actors/actors.h"
#include "base/files.h"

using namespace casus;

namespace {

// A folder with small tables, gone at the end.
class Folder {
 public:
  Folder() : path_(std::string(CASUS_BINARY_DIR) + "/actors_data_test") {
    std::filesystem::create_directories(path_);
    put("countries.tsv",
        "code\tname\taliases\tadjectives\tpeople\tcapital\tmetonyms\tfrom\tto\tflags\n"
        "JPN\tJapan\tNippon\tJapanese\tJapanese\tTokyo\tDiet:LEG\t\t\tambiguous:Diet\n"
        "GEOPRE\tAbkhazia\t\tAbkhaz\tAbkhazians|Abkhazian\tSukhumi\t\t\t\tdisputed\n");
    put("roles.tsv",
        "noun\tplural\tsectors\tkind\tgender\toffice\tnote\nforeign minister\tforeign "
        "ministers\tGOV\tperson\t\tforeign minister\t\n");
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  void put(const std::string& name, const std::string& text) const {
    REQUIRE(write_file(path_ + "/" + name, text).has_value());
  }
  Diagnostics compile(std::vector<std::byte>* bytes = nullptr) const {
    Diagnostics d;
    forge::SymbolCollector symbols;
    pack::Writer writer;
    forge::compile_actors(path_, symbols, writer, d);
    pack::add_symbols(writer, symbols.take());
    if (bytes) *bytes = writer.bytes();
    return d;
  }

 private:
  std::string path_;
};

bool reports(const Diagnostics& d, const std::string& code, uint32_t line) {
  return std::ranges::any_of(d.all(), [&](const Diagnostic& x) { return x.code == code && x.line == line; });
}

}  // namespace

TEST_CASE("small tables compile to a pack that opens") {
  const Folder folder;
  std::vector<std::byte> bytes;
  const Diagnostics d = folder.compile(&bytes);
  CHECK(d.all().empty());
  auto pack = pack::Pack::from_bytes(std::move(bytes));
  REQUIRE(pack.has_value());
  auto coder = actors::Coder::open(*pack);
  REQUIRE(coder.has_value());
  auto workspace = actors::Coder::make_workspace();
  CHECK(coder->answer("Japanese Foreign Minister", "", *workspace).code == "JPNGOV");
  CHECK(coder->answer("Abkhazia", "", *workspace).code == "GEOPRE");
}

TEST_CASE("mistakes in tables are located") {
  const Folder folder;
  folder.put("leaders.tsv",
             "name\tsurname\taliases\tcountry\toffice\tsectors\tfrom\tto\tgender\n"
             "Ann Example\tExample\t\tJPM\tforeign minister\tGOV\t2001\t2003\tf\n"
             "Bo Example\tExample\t\tJPN\tforeign minister\tGOW\t2003\t2005\tm\n"
             "Cy Example\tExample\t\tJPN\tforeign minister\tGOV\t2005-13\t2007\tm\n"
             "Di Example\tExample\t\tJPN\tforeign minister\tGOV\t2009\t2007\tx\n"
             "Ed Example\tExample\t\tJPN\tforeign minister\tGOV\t2010\t2012\tm\n"
             "Ed Example\tExample\t\tJPN\tforeign minister\tGOV\t2011\t2013\tm\n");
  const Diagnostics d = folder.compile();
  CHECK(reports(d, "unknown-country", 2));
  CHECK(reports(d, "unknown-sector", 3));
  CHECK(reports(d, "bad-date", 4));
  CHECK(reports(d, "bad-date", 5));
  CHECK(reports(d, "bad-gender", 5));
  CHECK(reports(d, "duplicate-name", 7));
  CHECK(std::ranges::any_of(d.all(), [](const Diagnostic& x) { return x.hint.find("'JPN'") != std::string::npos; }));
  CHECK(std::ranges::any_of(d.all(), [](const Diagnostic& x) { return x.hint.find("'GOV'") != std::string::npos; }));
}

TEST_CASE("a missing column or table is said") {
  const Folder folder;
  folder.put("roles.tsv", "noun\tsector\nspokesman\t=\n");
  CHECK(reports(folder.compile(), "missing-column", 0));
}

TEST_CASE("the actor tables of the data folder compile") {
  Diagnostics d;
  forge::SymbolCollector symbols;
  pack::Writer writer;
  forge::compile_actors(CASUS_SOURCE_DIR "/data/actors", symbols, writer, d);
  for (const auto& x : d.all())
    if (x.severity == Severity::kError) MESSAGE(to_string(x));
  CHECK(d.ok());
}
