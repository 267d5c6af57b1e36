#include "clauses/clauses.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "base/golden.h"
#include "clauses/mini_tree.h"

using namespace casus;
using namespace casus::clauses;

namespace {

// A pack as the data compiler makes it, with the words that the golden files need.
pack::Pack test_pack() {
  const std::string_view eventive =
      "talk attack strike visit statement threat agreement protest sanction arrest rejection raid clash meeting summit "
      "decision claim call demand offer aid support ban embargo death return resignation arrival withdrawal bombing "
      "killing release plan pressure negotiation exercise war ceasefire deal invasion condemnation siege violence "
      "report election vote accusation warning promise proposal request";
  std::vector<std::string> words;
  for (const std::string_view w : split(eventive, ' ')) words.emplace_back(w);
  const size_t events = words.size();
  for (const std::string_view w : {"drive out", "carry out", "call off", "drive", "hold", "launch"})
    words.emplace_back(w);
  pack::Writer writer;
  pack::add_symbols(writer, words);
  std::vector<uint8_t> flags(words.size());
  std::fill(flags.begin(), flags.begin() + static_cast<std::ptrdiff_t>(events), uint8_t{1});
  writer.add("clauses.eventive", flags);
  auto made = pack::Pack::from_bytes(writer.bytes());
  REQUIRE(made);
  return std::move(*made);
}

std::string clauses_of(const std::string& input, const pack::Pack& pack) {
  const bool bare = input.find("pack: none") != std::string::npos;
  pack::Symbols symbols;
  Extractor extractor;
  if (!bare) {
    extractor = *Extractor::open(pack);
    symbols = *pack::Symbols::open(pack);
  }
  const auto doc = mini_document(input, symbols);
  if (!doc) return to_string(doc.error());
  ClauseSet set;
  extractor.run(doc->document, doc->parse, *Extractor::make_workspace(), set);
  std::string out;
  for (uint32_t c = 0; c < set.clauses.size(); ++c)
    out += "c" + std::to_string(c) + ": " + describe(set, ClauseId(c), doc->document, doc->parse) + "\n";
  return out;
}

}  // namespace

TEST_CASE("golden clauses") {
  const auto pack = test_pack();
  for (const auto& f : golden::run(CASUS_SOURCE_DIR "/tests/golden/clauses",
                                   [&](const golden::Case& c) { return clauses_of(c.input, pack); }))
    FAIL_CHECK(f);
}
