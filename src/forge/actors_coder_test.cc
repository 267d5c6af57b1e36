// The coder over compiled tables: golden phrases and trees, and invariants over random trees. (It stands here because
// `actors` itself knows nothing of the compiler.)
#include <doctest/doctest.h>

#include <chrono>
#include <random>
#include <sstream>

#include "actors/actors.h"
#include "base/golden.h"
#include "base/utf8.h"
#include "forge/actors_data.h"
#include "lang/conllu.h"

using namespace casus;

namespace {

// The tables of the data folder, compiled once.
struct Compiled {
  pack::Pack pack;
  pack::Symbols symbols;
  actors::Coder coder;
  clauses::Extractor extractor;

  static const Compiled& get() {
    static const Compiled c = [] {
      Diagnostics d;
      forge::SymbolCollector collector;
      pack::Writer writer;
      forge::compile_actors(CASUS_SOURCE_DIR "/data/actors", collector, writer, d);
      pack::add_symbols(writer, collector.take());
      auto pack = pack::Pack::from_bytes(writer.bytes());
      REQUIRE(pack.has_value());
      Compiled out;
      out.pack = std::move(*pack);
      out.symbols = *pack::Symbols::open(out.pack);
      auto coder = actors::Coder::open(out.pack);
      REQUIRE(coder.has_value());
      out.coder = std::move(*coder);
      auto extractor = clauses::Extractor::open(out.pack);
      REQUIRE(extractor.has_value());
      out.extractor = *extractor;
      return out;
    }();
    return c;
  }
};

std::string dump(const actors::ActorSet& set, const text::Document& doc) {
  std::string out;
  for (const auto& m : set.mentions) {
    const auto& e = set.entities[m.entity.v];
    out +=
        std::string(doc.words(m.tokens)) + " = " + (e.code().empty() ? "?" : e.code()) + " " + actors::to_string(m.via);
    if (m.pronoun) out += " pronoun";
    if (m.locative) out += " locative";
    if (m.modifier) out += " modifier";
    if (m.non_actor) out += " non-actor";
    if (e.name != doc.words(m.tokens)) out += " <" + e.name + ">";
    if (!e.office.empty()) out += " (" + e.office + ")";
    for (const auto id : e.members) out += " +" + set.entities[id.v].name;
    out += "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("golden: phrases that stand alone") {
  const auto& c = Compiled::get();
  auto workspace = actors::Coder::make_workspace();
  const auto answer = [&](const golden::Case& g) {
    std::istringstream in(g.input);
    std::string line, out;
    while (std::getline(in, line)) {
      const size_t at = line.find(" @");
      const std::string date = at == std::string::npos ? "" : line.substr(at + 2);
      const auto a = c.coder.answer(line.substr(0, at), date, *workspace);
      out += a.code.empty() ? "?" : a.code;
      out += " | " + a.name + (a.office.empty() ? "" : " | " + a.office) + "\n";
    }
    return out;
  };
  for (const auto& f : golden::run(CASUS_SOURCE_DIR "/tests/golden/actors/phrases", answer)) FAIL_CHECK(f);
}

TEST_CASE("golden: sentences with their trees") {
  const auto& c = Compiled::get();
  auto workspace = actors::Coder::make_workspace();
  auto clause_workspace = clauses::Extractor::make_workspace();
  const auto answer = [&](const golden::Case& g) -> std::string {
    const size_t end = g.input.find('\n');
    const std::string date = g.input.starts_with("# date = ") ? g.input.substr(9, end - 9) : "";
    auto r = lang::read_conllu(g.input + "\n\n", true, c.symbols);
    if (!r) return to_string(r.error());
    clauses::ClauseSet set;
    c.extractor.run(r->document, r->parse, *clause_workspace, set);
    actors::ActorSet out;
    c.coder.run(r->document, r->parse, set, date, *workspace, out);
    return dump(out, r->document);
  };
  for (const auto& f : golden::run(CASUS_SOURCE_DIR "/tests/golden/actors/sentences", answer)) FAIL_CHECK(f);
}

TEST_CASE("random trees over names never break an invariant") {
  const auto& c = Compiled::get();
  auto workspace = actors::Coder::make_workspace();
  auto clause_workspace = clauses::Extractor::make_workspace();
  const std::vector<std::string> words = {
      "Japan",  "'s",     "foreign", "minister", "of",  "the",       "Seoul",   "and",    "Kono", "Taro",
      "said",   "they",   "both",    "sides",    ",",   "(",         ")",       "UN",     "-",    "led",
      "former", "a",      "group",   "he",       "we",  "Kremlin",   "backed",  "rebels", "in",   "to",
      "dozens", "Moscow", "who",     "two",      "May", "president", "wounded", "its",    "US",   "Mao"};
  std::mt19937 random(7);
  const auto pick = [&](size_t n) { return static_cast<uint32_t>(random() % n); };
  for (int round = 0; round < 3000; ++round) {
    text::Document doc;
    lang::Parse parse;
    const uint32_t sentences = 1 + pick(3);
    for (uint32_t s = 0; s < sentences; ++s) {
      const auto first = static_cast<uint32_t>(doc.token_count());
      const uint32_t n = 1 + pick(14);
      for (uint32_t t = 0; t < n; ++t) {
        const std::string& w = words[pick(words.size())];
        doc.begin.push_back(static_cast<uint32_t>(doc.text.size()));
        doc.text += w;
        doc.end.push_back(static_cast<uint32_t>(doc.text.size()));
        doc.text += ' ';
        doc.flags.push_back(pick(2) ? uint8_t{text::kSpaceAfter} : uint8_t{0});
        parse.upos.push_back(static_cast<lang::Upos>(pick(lang::kUposCount)));
        parse.feats.push_back(static_cast<uint16_t>(random()));
        // A head before it, or itself for the first: a tree without cycles, with any relations.
        parse.head.push_back(t == 0 ? first : first + pick(t));
        parse.deprel.push_back(t == 0 ? lang::Deprel::root : static_cast<lang::Deprel>(pick(lang::kDeprelCount)));
        lang::append_lemma(parse, w, w, c.symbols);
      }
      doc.sentences.push_back({{doc.begin[first], doc.end.back()}, {first, first + n}, s, text::SentenceKind::kBody});
    }
    clauses::ClauseSet set;
    c.extractor.run(doc, parse, *clause_workspace, set);
    actors::ActorSet out;
    c.coder.run(doc, parse, set, "2014-04-17", *workspace, out);
    REQUIRE(out.at.size() == doc.token_count());
    uint32_t before = 0;
    for (uint32_t i = 0; i < out.mentions.size(); ++i) {
      const auto& m = out.mentions[i];
      REQUIRE(m.tokens.first < m.tokens.last);
      REQUIRE(m.tokens.last <= doc.token_count());
      REQUIRE(m.tokens.first >= before);
      before = m.tokens.first;
      REQUIRE(m.entity.v < out.entities.size());
      REQUIRE(m.head.v < doc.token_count());
    }
    for (const auto& id : out.at)
      if (id.valid()) REQUIRE(id.v < out.mentions.size());
    for (const auto& e : out.entities)
      for (const auto id : e.members) REQUIRE(id.v < out.entities.size());
  }
}

TEST_CASE("the same input gives the same output, whatever the workspace saw before") {
  const auto& c = Compiled::get();
  auto used = actors::Coder::make_workspace(), fresh = actors::Coder::make_workspace();
  for (const char* phrase : {"Japanese Foreign Minister Taro Kono", "dozens of protesters", "the Kremlin", ""})
    (void)c.coder.answer(phrase, "", *used);
  const auto a = c.coder.answer("the spokesman of the Iranian foreign ministry", "", *used);
  const auto b = c.coder.answer("the spokesman of the Iranian foreign ministry", "", *fresh);
  CHECK(a.code == b.code);
  CHECK(a.name == b.name);
  CHECK(a.code == "IRNGOV");
}

TEST_CASE("any bytes may be asked for") {
  const auto& c = Compiled::get();
  auto workspace = actors::Coder::make_workspace();
  std::mt19937 random(11);
  for (int i = 0; i < 300; ++i) {
    std::string s;
    for (auto n = random() % 40; n > 0; --n) s += static_cast<char>(random() % 3 ? ' ' + random() % 90 : random());
    (void)c.coder.answer(utf8::repair(s), s, *workspace);
  }
  CHECK(c.coder.answer("", "", *workspace).code.empty());
}

TEST_CASE("a pack with a damaged index does not open") {
  Diagnostics d;
  forge::SymbolCollector collector;
  pack::Writer good, bad;
  forge::compile_actors(CASUS_SOURCE_DIR "/data/actors", collector, good, d);
  pack::add_symbols(good, collector.take());
  auto bytes = good.bytes();
  auto pack = pack::Pack::from_bytes(bytes);
  REQUIRE(pack.has_value());
  // The same sections, but with a root that points past the nodes.
  const auto copy = [&]<typename T>(const char* name, T) { bad.add<T>(name, *pack->section<T>(name)); };
  copy("symbols.at", uint32_t{}), copy("symbols.bytes", char{}), copy("symbols.slots", uint32_t{});
  copy("actors.text.at", uint32_t{}), copy("actors.text.bytes", char{});
  bad.add<uint32_t>("actors.root", std::vector<uint32_t>{0x7fffffff});
  CHECK(!actors::Coder::open(*pack::Pack::from_bytes(bad.bytes())).has_value());
  CHECK(actors::Coder::open(*pack).has_value());
}

TEST_CASE("tables open fast") {
  const auto& c = Compiled::get();
  const auto begin = std::chrono::steady_clock::now();
  CHECK(actors::Coder::open(c.pack).has_value());
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(200));  // sanitizers and all
}
