#include "article/layout.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "article/dateline.h"
#include "base/golden.h"
#include "base/utf8.h"

using namespace casus;
using namespace casus::article;

namespace {

std::string_view name(BlockKind k) {
  constexpr std::string_view kNames[] = {"paragraph", "headline", "dateline", "byline",
                                         "agency",    "bullet",   "table",    "quote"};
  return kNames[static_cast<size_t>(k)];
}

std::string dump(const std::string& text) {
  std::vector<Block> blocks;
  find_blocks(text, blocks);
  std::string out;
  for (const auto& b : blocks) {
    std::string words(slice(text, b.span));
    for (auto& c : words)
      if (c == '\n') c = '~';
    out += std::string(name(b.kind)) + "\t" + words;
    if (b.kind == BlockKind::kDateline) {
      const auto d = read_dateline(text, b.span, true);
      out += d ? "\n  place=" + std::string(slice(text, d->place)) + " date=" + std::string(slice(text, d->date)) +
                     " agency=" + std::string(slice(text, d->agency))
               : "\n  not read again";
    }
    out += '\n';
  }
  return out;
}

// In order, apart, trimmed, and nothing but white space is left over.
void check_promises(const std::string& text) {
  std::vector<Block> blocks;
  find_blocks(text, blocks);
  uint32_t at = 0;
  const auto only_space = [&](uint32_t from, uint32_t to) {
    while (from < to) {
      const auto d = utf8::decode(text, from);
      if (!utf8::is_space(d.code_point)) return false;
      from += d.length;
    }
    return true;
  };
  for (const auto& b : blocks) {
    REQUIRE(b.span.begin >= at);
    REQUIRE(b.span.end > b.span.begin);
    REQUIRE(b.span.end <= text.size());
    REQUIRE(only_space(at, b.span.begin));
    REQUIRE_FALSE(only_space(b.span.begin, b.span.begin + utf8::decode(text, b.span.begin).length));
    at = b.span.end;
  }
  REQUIRE(only_space(at, static_cast<uint32_t>(text.size())));
}

}  // namespace

TEST_CASE("layout: golden files") {
  for (const auto& f :
       golden::run(CASUS_SOURCE_DIR "/tests/golden/article", [](const golden::Case& c) { return dump(c.input); }))
    FAIL_CHECK(f);
}

TEST_CASE("layout: blocks cover every text") {
  constexpr std::string_view kPieces[] = {
      "\n",    "\n\n", " ",    "    ", "\t",  "\r\n",
      "SEOUL", " - ",  "(AP)", "—",    "By ", "Jane",
      "the",   "end.", "• ",   "- ",   "> ",  "March",
      " 3",    ",",    "|",    "1.",   "©",   "Doe",
      "é",     "\"",   "...",  ":",    "KAB", "a very long line of words that goes on and on"};
  std::mt19937 random(7);
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (auto n = random() % 24; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    CAPTURE(text);
    check_promises(text);
  }
  check_promises("");
  check_promises(" \n\t\n ");
}

TEST_CASE("layout: random bytes after repair") {
  std::mt19937 random(11);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 64, '\0');
    for (auto& c : bytes)
      c = static_cast<char>(random() % 3 == 0 ? "\n -.(A"[random() % 6] : static_cast<int>(random() % 256));
    check_promises(utf8::repair(bytes));
  }
}

TEST_CASE("layout: long inputs take linear time") {
  check_promises(std::string(300000, '\n'));
  check_promises(std::string(300000, 'A'));
  std::string lines;
  for (int i = 0; i < 30000; ++i) lines += "word and\n";
  check_promises(lines);
}

TEST_CASE("dateline: what is none") {
  const auto none = [](std::string_view s) { return !read_dateline(s, {0, static_cast<uint32_t>(s.size())}, true); };
  CHECK(none("NATO - the alliance of thirty states - met on Monday."));
  CHECK(none("UPDATE: The talks have ended without a result, officials say."));
  CHECK(none("The minister said - and nobody believed him - that all was well."));
  CHECK(none("OIL PRICES FALL - TRADERS SEE NO RELIEF THIS YEAR"));
  CHECK(none("Seoul - a city of ten million - slept."));
  CHECK(none("AL-QAEDA fighters took the town."));
  CHECK(none("-"));
  CHECK(none("(see below) - the rest"));
}
