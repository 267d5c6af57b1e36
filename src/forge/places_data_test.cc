#include "forge/places_data.h"

#include <doctest/doctest.h>

#include <cstdio>

#include "article/layout.h"
#include "base/files.h"
#include "base/golden.h"
#include "clauses/mini_tree.h"
#include "places/places.h"
#include "text/text.h"

using namespace casus;

namespace {

struct World {
  pack::Pack pack;
  pack::Symbols symbols;
  places::Gazetteer gazetteer;
};

const World& world() {
  static const World w = [] {
    Diagnostics diagnostics;
    forge::SymbolCollector symbols;
    pack::Writer writer;
    forge::compile_places(CASUS_SOURCE_DIR "/data/places", CASUS_SOURCE_DIR "/data/actors", symbols, writer,
                          diagnostics);
    for (const auto& d : diagnostics.all()) FAIL_CHECK(to_string(d));
    pack::add_symbols(writer, symbols.take());
    World made;
    made.pack = *pack::Pack::from_bytes(writer.bytes());
    made.symbols = *pack::Symbols::open(made.pack);
    auto gazetteer = places::Gazetteer::open(made.pack);
    REQUIRE_MESSAGE(gazetteer, (gazetteer ? "" : to_string(gazetteer.error())));
    made.gazetteer = std::move(*gazetteer);
    return made;
  }();
  return w;
}

std::string describe(const places::Place& p, const text::Document& doc) {
  char point[48];
  std::snprintf(point, sizeof point, "%.2f %.2f", p.lat, p.lon);
  std::string out = std::string(doc.words(p.tokens)) + " | " + p.name + " " + (p.country.empty() ? "-" : p.country);
  if (!p.admin1.empty()) out += " (" + p.admin1 + ")";
  out += std::string(" ") + places::to_string(p.precision) + " " + point;
  if (p.dateline) out += " dateline";
  if (p.locative) out += p.motion ? " way" : " site";
  return out + "\n";
}

std::string in_text(const std::string& input) {
  article::Article a;
  a.text = input;
  article::find_blocks(a);
  text::Document doc;
  text::segment(a, doc);
  places::PlaceSet set;
  world().gazetteer.run(doc, {}, {}, set);
  std::string out;
  for (const auto& p : set.places) out += describe(p, doc);
  return out;
}

// A first line "dateline" makes the first sentence one.
std::string in_trees(const std::string& input) {
  const bool dateline = input.starts_with("dateline\n");
  auto doc = clauses::mini_document(dateline ? std::string_view(input).substr(9) : input, world().symbols);
  if (!doc) return to_string(doc.error());
  if (dateline) doc->document.sentences[0].kind = text::SentenceKind::kDateline;
  clauses::ClauseSet clauses;
  clauses::Extractor().run(doc->document, doc->parse, *clauses::Extractor::make_workspace(), clauses);
  places::PlaceSet set;
  world().gazetteer.run(doc->document, doc->parse, clauses, set);
  std::string out;
  for (const auto& p : set.places) out += describe(p, doc->document);
  for (const auto& c : clauses.clauses) {
    const places::Place* p = places::place_of(set, clauses, c, doc->document, doc->parse);
    out += std::string(doc->document.form(c.head)) + ": " + (p ? p->name : "-") + "\n";
  }
  return out;
}

std::string complaints(std::string_view cities, std::string_view regions) {
  const std::string folder = CASUS_BINARY_DIR "/places_data_test";
  std::filesystem::create_directories(folder);
  REQUIRE(write_file(folder + "/cities.tsv",
                     "geonames\tname\tascii\taliases\tcountry\tadmin1\tlat\tlon\tpopulation\n" + std::string(cities)));
  REQUIRE(write_file(folder + "/regions.tsv", "name\taliases\tcountry\tlat\tlon\tprecision\n" + std::string(regions)));
  Diagnostics diagnostics;
  forge::SymbolCollector symbols;
  pack::Writer writer;
  forge::compile_places(folder, CASUS_SOURCE_DIR "/data/actors", symbols, writer, diagnostics);
  std::string out;
  for (const auto& d : diagnostics.all()) out += d.file + ":" + std::to_string(d.line) + " " + d.code + "; ";
  return out;
}

}  // namespace

TEST_CASE("golden places in plain text") {
  for (const auto& f : golden::run(CASUS_SOURCE_DIR "/tests/golden/places/text.txt",
                                   [](const golden::Case& c) { return in_text(c.input); }))
    FAIL_CHECK(f);
}

TEST_CASE("golden places of clauses") {
  for (const auto& f : golden::run(CASUS_SOURCE_DIR "/tests/golden/places/trees.txt",
                                   [](const golden::Case& c) { return in_trees(c.input); }))
    FAIL_CHECK(f);
}

TEST_CASE("mistakes in the tables are told with file and line") {
  CHECK(complaints("1\tA\t\t\tUSA\t\t1\t1\t5\n", "Sea\t\t\t1\t1\tregion\n").empty());
  CHECK(complaints("x\tA\t\t\tUSA\t\t1\t1\t5\n", "") == "places/cities.tsv:2 geonames-order; ");
  CHECK(complaints("2\tA\t\t\tUSA\t\t1\t1\t5\n1\tB\t\t\tUSA\t\t1\t1\t5\n", "") ==
        "places/cities.tsv:3 geonames-order; ");
  CHECK(complaints("1\tA\t\t\tusa\t\t1\t1\t5\n", "") == "places/cities.tsv:2 bad-country; ");
  CHECK(complaints("1\tA\t\t\tUSA\t\t91\t1\t5\n", "") == "places/cities.tsv:2 bad-point; ");
  CHECK(complaints("1\tA\t\t\tUSA\t\t1\t1\tmany\n", "") == "places/cities.tsv:2 bad-population; ");
  CHECK(complaints("1\t\t\t\tUSA\t\t1\t1\t5\n", "") == "places/cities.tsv:2 no-name; ");
  CHECK(complaints("", "Sea\t\t\t1\t1\tocean\n") == "places/regions.tsv:2 unknown-precision; ");
  CHECK(complaints("", "USA\t\tUSA\t1\t1\tcountry\nUSA\t\tUSA\t1\t1\tcountry\n") ==
        "places/regions.tsv:3 double-country; ");
  CHECK(complaints("", "Usa\t\tUSA\t1\t1\tcountry\n") == "places/regions.tsv:2 country-name; ");
}
