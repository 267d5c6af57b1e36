#include "places/places.h"

#include <doctest/doctest.h>

#include <functional>
#include <random>

#include "places/format.h"
#include "places/tables.h"

using namespace casus;
using namespace casus::places;

namespace {

// A gazetteer of three names, section by section, so that each can be broken by itself.
struct Sections {
  std::vector<std::string> symbols{"sana", "quiet", "falls", "ohio"};
  std::vector<std::string> text{"", "Sana", "Quiet Falls", "Ohio"};
  std::vector<std::string> country{"", "YEM", "USA"};
  std::vector<Row> rows{{71, 15.35f, 44.2f, 1900000, 1, 0, 1, static_cast<uint8_t>(Precision::kCity), kCapital},
                        {72, 40.0f, -82.0f, 60000, 2, 3, 2, static_cast<uint8_t>(Precision::kCity), 0},
                        {0, 40.3f, -82.8f, 0, 3, 3, 2, static_cast<uint8_t>(Precision::kAdmin1), 0}};
  std::vector<uint32_t> candidates{0, 1, 2};
  std::vector<uint32_t> sequence{0, 1, 2, 3};
  std::vector<Name> names{{0, 1, 0, 0, 1}, {1, 2, 0, 1, 2}, {3, 1, 0, 2, 3}};
  std::vector<Slot> slots;

  Sections() {
    slots.assign(8, Slot{kNoSymbol, 0, 0});
    const std::pair<uint32_t, uint32_t> firsts[] = {{0, 0}, {1, 1}, {3, 2}};  // symbol, name
    for (const auto& [symbol, name] : firsts) {
      uint32_t s = first_slot(symbol, 8);
      while (slots[s].symbol != kNoSymbol) s = (s + 1) & 7;
      slots[s] = {symbol, name, name + 1};
    }
  }

  pack::Pack pack() const {
    pack::Writer w;
    w.add("places.rows", rows), w.add("places.candidates", candidates), w.add("places.symbols", sequence);
    w.add("places.names", names), w.add("places.slots", slots);
    pack::add_strings(w, "places.text", text);
    pack::add_strings(w, "places.country", country);
    pack::add_symbols(w, symbols);
    auto made = pack::Pack::from_bytes(w.bytes());
    REQUIRE(made);
    return std::move(*made);
  }
};

text::Document document(const std::string& words) {
  text::Document doc;
  doc.text = words;
  for (size_t at = 0; at < words.size();) {
    const size_t stop = std::min(words.find(' ', at), words.size());
    doc.begin.push_back(static_cast<uint32_t>(at)), doc.end.push_back(static_cast<uint32_t>(stop));
    doc.flags.push_back(text::kSpaceAfter);
    at = stop + 1;
  }
  text::Sentence s;
  s.tokens = {0, static_cast<uint32_t>(doc.begin.size())};
  s.span = {0, static_cast<uint32_t>(words.size())};
  doc.sentences.push_back(s);
  return doc;
}

}  // namespace

TEST_CASE("a pack opens, and names are found by their symbols") {
  const pack::Pack pack = Sections().pack();
  auto gazetteer = Gazetteer::open(pack);
  REQUIRE(gazetteer);
  PlaceSet set;
  gazetteer->run(document("Troops left Sana on foot"), {}, {}, set);
  REQUIRE(set.places.size() == 1);
  CHECK(set.places[0].name == "Sana");
  CHECK(set.places[0].country == "YEM");
  CHECK(set.places[0].geonames == 71);
  CHECK_FALSE(set.places[0].locative);
  gazetteer->run(document("a fire in Quiet Falls , Ohio"), {}, {}, set);
  REQUIRE(set.places.size() == 2);
  CHECK(set.places[0].tokens == TokenRange{3, 5});
  CHECK(set.places[0].locative);
  CHECK(set.places[1].precision == Precision::kAdmin1);
  gazetteer->run(document("all is quiet in the falls"), {}, {}, set);
  CHECK(set.places.empty());
}

TEST_CASE("every broken index is refused when the pack opens") {
  const std::pair<const char*, std::function<void(Sections&)>> breaks[] = {
      {"row name", [](Sections& s) { s.rows[0].name = 99; }},
      {"row admin1", [](Sections& s) { s.rows[0].admin1 = 99; }},
      {"row country", [](Sections& s) { s.rows[1].country = 9; }},
      {"row precision", [](Sections& s) { s.rows[1].precision = 9; }},
      {"row point", [](Sections& s) { s.rows[1].lat = 91.0f; }},
      {"candidate", [](Sections& s) { s.candidates[2] = 3; }},
      {"symbol", [](Sections& s) { s.sequence[3] = 4; }},
      {"name symbols", [](Sections& s) { s.names[2].length = 2; }},
      {"empty name", [](Sections& s) { s.names[2].length = 0; }},
      {"name candidates", [](Sections& s) { s.names[2].last_candidate = 4; }},
      {"name without candidates", [](Sections& s) { s.names[2].last_candidate = 2; }},
      {"order", [](Sections& s) { std::swap(s.names[0], s.names[1]); }},
      {"slots", [](Sections& s) { s.slots.pop_back(); }},
      {"no slots", [](Sections& s) { s.slots.clear(); }},
      {"slot range",
       [](Sections& s) {
         for (auto& x : s.slots)
           if (x.symbol == 3) x.last = 4;
       }},
      {"slot symbol",
       [](Sections& s) {
         for (auto& x : s.slots)
           if (x.symbol == 3) x.first = x.first - 1;
       }},
      {"uncovered",
       [](Sections& s) {
         for (auto& x : s.slots)
           if (x.symbol == 3) x = {kNoSymbol, 0, 0};
       }},
      {"no countries",
       [](Sections& s) {
         s.country.clear();
         s.rows.clear();
       }},
  };
  for (const auto& [what, change] : breaks) {
    Sections s;
    change(s);
    const pack::Pack pack = s.pack();
    const auto opened = Gazetteer::open(pack);
    CHECK_MESSAGE(!opened, what);
    if (!opened) CHECK(opened.error().code == ErrorCode::kPackInvalid);
  }
}

TEST_CASE("any words and trees give places in order, inside their sentence") {
  const pack::Pack pack = Sections().pack();
  auto gazetteer = Gazetteer::open(pack);
  REQUIRE(gazetteer);
  static constexpr const char* kWords[] = {"Sana", "Quiet", "Falls", "Ohio", ",",    "in",     "the",
                                           "town", "of",    "-",     "Mr.",  "fled", "County", "South"};
  std::mt19937 engine(5);
  const auto rng = [&] { return static_cast<uint32_t>(engine()); };
  PlaceSet set;
  for (int round = 0; round < 3000; ++round) {
    std::string words;
    const uint32_t n = 1 + rng() % 14;
    for (uint32_t i = 0; i < n; ++i) words += (i ? " " : "") + std::string(kWords[rng() % std::size(kWords)]);
    const text::Document doc = document(words);
    lang::Parse parse;
    if (rng() % 3) {
      for (uint32_t i = 0; i < n; ++i) {
        parse.upos.push_back(static_cast<lang::Upos>(rng() % lang::kUposCount));
        parse.feats.push_back(static_cast<uint16_t>(rng()));
        parse.head.push_back(i == 0 ? 0 : rng() % i);
        parse.deprel.push_back(static_cast<lang::Deprel>(rng() % lang::kDeprelCount));
      }
    }
    clauses::ClauseSet clauses;
    clauses.at.resize(n);
    clauses::Clause c;
    c.head = TokenId(rng() % n), c.sentence = SentenceId(0u), c.tense = clauses::Tense::kPast;
    clauses.at[c.head.v] = ClauseId(0u);
    clauses.clauses.push_back(c);
    gazetteer->run(doc, parse, clauses, set);
    uint32_t last = 0;
    for (const Place& p : set.places) {
      REQUIRE(p.tokens.first >= last);
      REQUIRE(p.tokens.first < p.tokens.last);
      REQUIRE(p.tokens.last <= n);
      REQUIRE(p.has_point);
      last = p.tokens.last;
    }
    (void)place_of(set, clauses, clauses.clauses[0], doc, parse);
  }
}
