#include <doctest/doctest.h>

#include <cstdlib>
#include <random>
#include <set>
#include <string>
#include <string_view>

#include "article/article.h"
#include "article/layout.h"
#include "base/files.h"
#include "base/golden.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "text/text.h"

using namespace casus;
using namespace casus::text;

namespace {

Document segmented(std::string body, std::string title = {}) {
  article::Article a;
  a.text = std::move(body);
  a.title = std::move(title);
  article::find_blocks(a);
  Document d;
  segment(a, d);
  return d;
}

// One line a sentence: kind (if not body) and tokens; "+" before a token that belongs to the same multiword token as
// the one before it, "~" after a token that no white space follows.
std::string dump(const Document& d) {
  constexpr std::string_view kKinds[] = {"", "title: ", "headline: ", "dateline: ", "byline: ", "bullet: ", "table: "};
  std::string out;
  for (const auto& s : d.sentences) {
    out += kKinds[static_cast<size_t>(s.kind)];
    for (uint32_t t = s.tokens.first; t < s.tokens.last; ++t) {
      if (t > s.tokens.first) out += ' ';
      if (d.flags[t] & kMwtInside) out += '+';
      out += d.form(TokenId(t));
    }
    out += '\n';
  }
  return out;
}

bool blank(std::string_view text, uint32_t begin, uint32_t end) {
  while (begin < end) {
    const auto c = utf8::decode(text, begin);
    if (!utf8::is_space(c.code_point)) return false;
    begin += c.length;
  }
  return true;
}

// What text.h promises of every document.
void check_promises(const Document& d) {
  REQUIRE(d.begin.size() == d.end.size());
  REQUIRE(d.begin.size() == d.flags.size());
  uint32_t at = 0, sentence_at = 0;
  for (size_t t = 0; t < d.token_count(); ++t) {
    REQUIRE(d.begin[t] >= at);
    REQUIRE(d.end[t] > d.begin[t]);
    REQUIRE(d.end[t] <= d.text.size());
    REQUIRE(d.end[t] - d.begin[t] <= limits::kMaxTokenBytes);
    REQUIRE(blank(d.text, at, d.begin[t]));
    REQUIRE((static_cast<unsigned char>(d.text[d.begin[t]]) & 0xC0) != 0x80);
    const bool spaced =
        d.end[t] == d.text.size() || blank(d.text, d.end[t], d.end[t] + utf8::decode(d.text, d.end[t]).length);
    REQUIRE(d.space_after(TokenId(t)) == spaced);
    if (d.flags[t] & kMwtInside) {
      REQUIRE(t > 0);
      REQUIRE((d.flags[t - 1] & (kMwtFirst | kMwtInside)) != 0);
    }
    at = d.end[t];
  }
  REQUIRE(blank(d.text, at, static_cast<uint32_t>(d.text.size())));
  for (const auto& s : d.sentences) {
    REQUIRE(s.tokens.first == sentence_at);
    REQUIRE(s.tokens.last > s.tokens.first);
    REQUIRE(s.tokens.size() <= limits::kMaxSentenceTokens);
    REQUIRE(s.span == d.span(s.tokens));
    REQUIRE_FALSE((d.flags[s.tokens.first] & kMwtInside));
    sentence_at = s.tokens.last;
  }
  REQUIRE(sentence_at == d.token_count());
}

bool same(const Document& a, const Document& b) {
  return a.text == b.text && a.begin == b.begin && a.end == b.end && a.flags == b.flags && dump(a) == dump(b);
}

struct Score {
  double precision, recall;
  double f1() const { return 2 * precision * recall / (precision + recall); }
};
using Spans = std::set<std::pair<uint32_t, uint32_t>>;
Score score(const Spans& gold, const Spans& system) {
  size_t both = 0;
  for (const auto& s : system) both += gold.count(s);
  return {static_cast<double>(both) / static_cast<double>(system.size()),
          static_cast<double>(both) / static_cast<double>(gold.size())};
}

// The treebank's text, five sentences a paragraph, segmented and compared with the treebank.
void measure(const std::string& path, double words_floor, double sentences_floor) {
  const auto bytes = read_file(path);
  REQUIRE(bytes);
  std::string text, sentence;
  Spans words, sentences;
  size_t number = 0, within = 0;
  uint32_t base = 0, first = 0, last = 0;
  for (size_t at = 0; at < bytes->size();) {
    const size_t stop = bytes->find('\n', at);
    const auto line = std::string_view(*bytes).substr(at, stop - at);
    at = stop + 1;
    if (line.starts_with("# text = ")) {
      if (number > 0) text += number % 5 ? " " : "\n\n";
      ++number;
      sentence = line.substr(9);
      base = static_cast<uint32_t>(text.size()), within = 0, first = ~0u;
      text += sentence;
    } else if (line.empty() && first != ~0u) {
      sentences.insert({first, last});
    } else if (!line.empty() && line[0] != '#') {
      const auto id = line.substr(0, line.find('\t'));
      if (id.find_first_of(".-") != std::string_view::npos) continue;
      const auto form = line.substr(id.size() + 1, line.find('\t', id.size() + 1) - id.size() - 1);
      const size_t found = sentence.find(form, within);
      if (found == std::string::npos) continue;
      within = found + form.size();
      last = base + static_cast<uint32_t>(within);
      words.insert({base + static_cast<uint32_t>(found), last});
      if (first == ~0u) first = base + static_cast<uint32_t>(found);
    }
  }
  const auto d = segmented(text + "\n");
  Spans system_words, system_sentences;
  for (size_t t = 0; t < d.token_count(); ++t) system_words.insert({d.begin[t], d.end[t]});
  for (const auto& s : d.sentences) system_sentences.insert({s.span.begin, s.span.end});
  const auto w = score(words, system_words), s = score(sentences, system_sentences);
  MESSAGE(path << ": words F1 " << w.f1() << " (P " << w.precision << " R " << w.recall << "), sentences F1 " << s.f1()
               << " (P " << s.precision << " R " << s.recall << ")");
  CHECK(w.f1() >= words_floor);
  CHECK(s.f1() >= sentences_floor);
}

}  // namespace

TEST_CASE("segment: golden files") {
  const auto answer = [](const golden::Case& c) {
    const auto d = segmented(c.input);
    check_promises(d);
    return dump(d);
  };
  for (const auto& f : golden::run(CASUS_SOURCE_DIR "/tests/golden/text", answer)) FAIL_CHECK(f);
}

TEST_CASE("segment: the title comes last and is not part of the body") {
  const auto d = segmented("The army left.\n", "Army leaves. Rebels cheer");
  check_promises(d);
  REQUIRE(d.sentences.size() == 3);
  CHECK(d.body_size == 15);
  CHECK(d.text == "The army left.\n\n\nArmy leaves. Rebels cheer");
  CHECK(d.sentences[0].kind == SentenceKind::kBody);
  CHECK(d.sentences[1].kind == SentenceKind::kTitle);
  CHECK(slice(d.text, d.sentences[1].span) == "Army leaves.");
  CHECK(slice(d.text, d.sentences[2].span) == "Rebels cheer");
  check_promises(segmented("", "Only a title"));
  CHECK(segmented("").token_count() == 0);
  CHECK(segmented(" \n ").sentences.empty());
}

TEST_CASE("segment: blocks that the article brings are taken, whatever they are") {
  article::Article a;
  a.text = "One two. Three four five.";
  a.blocks = {{{0, 3}, article::BlockKind::kDateline},
              {{2, 9}, article::BlockKind::kTable},
              {{30, 50}, article::BlockKind::kBullet}};
  Document d;
  segment(a, d);
  check_promises(d);
  CHECK(d.sentences.front().kind == SentenceKind::kDateline);
}

TEST_CASE("segment: a document may be used again") {
  article::Article a;
  a.text = "The U.S. envoy didn't come. \"Why?\" he asked.";
  Document d, fresh;
  segment(a, fresh);
  a.text = std::string(5000, 'x') + " y. Z";
  segment(a, d);
  check_promises(d);
  a.text = "The U.S. envoy didn't come. \"Why?\" he asked.";
  segment(a, d);
  CHECK(same(d, fresh));
}

TEST_CASE("segment: all short strings over the marks that matter") {
  // Every string up to this length over an alphabet in which each sign takes a different path.
  constexpr std::string_view kAlphabet[] = {"s", "A", "1", ".", "'", "-", " ", "\""};
  for (uint32_t length = 0; length <= 5; ++length) {
    uint32_t count = 1;
    for (uint32_t i = 0; i < length; ++i) count *= 8;
    for (uint32_t code = 0; code < count; ++code) {
      std::string text;
      for (uint32_t i = 0, rest = code; i < length; ++i, rest /= 8) text += kAlphabet[rest % 8];
      CAPTURE(text);
      check_promises(segmented(text));
    }
  }
}

TEST_CASE("segment: random strings of awkward pieces, and random bytes") {
  constexpr std::string_view kPieces[] = {" ",
                                          "\n",
                                          "\n\n",
                                          ".",
                                          "...",
                                          "\xE2\x80\xA6",
                                          "'",
                                          "\xE2\x80\x99",
                                          "\xE2\x80\x98",
                                          "\"",
                                          "\xE2\x80\x9C",
                                          "\xE2\x80\x9D",
                                          "-",
                                          "--",
                                          "\xE2\x80\x94",
                                          "n't",
                                          "can",
                                          "U.S",
                                          "Gen",
                                          "No",
                                          "5",
                                          "1,000",
                                          "p.m",
                                          "http://a.b/c?d",
                                          "@",
                                          "#",
                                          "x@y.org",
                                          "$",
                                          "%",
                                          "/",
                                          ":",
                                          ":)",
                                          "(",
                                          ")",
                                          "[1]",
                                          "don't've",
                                          "cannot",
                                          "gonna",
                                          "students'",
                                          "\xC3\xA9",
                                          "\xC2\xA0",
                                          "\xF0\x9F\x98\x80",
                                          "\xEF\xB8\x8F",
                                          "_",
                                          "&",
                                          "+",
                                          "The",
                                          "lower",
                                          "e-mail",
                                          "anti-war",
                                          "713-555-0199",
                                          "''",
                                          "``",
                                          "<<",
                                          "\xEF\xBF\xBD"};
  std::mt19937 random(17);
  for (int round = 0; round < 6000; ++round) {
    std::string text;
    for (auto n = random() % 16; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    CAPTURE(text);
    const auto d = segmented(text, round % 7 == 0 ? text : "");
    check_promises(d);
    if (round % 10 == 0) REQUIRE(same(d, segmented(text, round % 7 == 0 ? text : "")));
  }
  for (int round = 0; round < 4000; ++round) {
    std::string bytes(random() % 80, '\0');
    for (auto& c : bytes) c = static_cast<char>(random() % 256);
    check_promises(segmented(utf8::repair(bytes)));
  }
}

TEST_CASE("segment: budgets hold, in linear time") {
  check_promises(segmented(std::string(400000, 'a')));
  check_promises(segmented(std::string(400000, '.')));
  check_promises(segmented(std::string(400000, '\'')));
  check_promises(segmented(std::string(400000, '-')));
  check_promises(segmented(std::string(400000, '1')));
  check_promises(segmented(std::string(400000, ' ')));
  for (const std::string_view piece :
       {"a ", "a-", "a'", "a.", "1,", "1-", "@a", "don't ", "\xC3\xA9", "a@", "(", ". ", "http://a", "'s", "A.B."}) {
    std::string text;
    for (int i = 0; i < 100000; ++i) text += piece;
    CAPTURE(piece);
    check_promises(segmented(text));
  }
  std::string clitics;
  for (int i = 0; i < 398; ++i) clitics += "x ";
  check_promises(segmented(clitics + "couldn't've gone"));
  check_promises(segmented(std::string(limits::kMaxTokenBytes + 5, 'x') + "'s"));
}

TEST_CASE("sentences are split where asked, in running text and between words") {
  article::Article a;
  a.text = "He left He didn't say why.";
  a.blocks.push_back({{0, static_cast<uint32_t>(a.text.size())}, article::BlockKind::kParagraph});
  Document d;
  segment(a, d);
  REQUIRE(d.sentences.size() == 1);
  CHECK_FALSE(split_sentences(d, {}));
  CHECK_FALSE(split_sentences(d, {0, 4}));  // the start itself, and inside "didn't"
  REQUIRE(split_sentences(d, {2}));
  REQUIRE(d.sentences.size() == 2);
  CHECK(slice(d.text, d.sentences[0].span) == "He left");
  CHECK(slice(d.text, d.sentences[1].span) == "He didn't say why.");
  CHECK(d.sentences[0].tokens.last == d.sentences[1].tokens.first);
  CHECK_FALSE(split_sentences(d, {2}));
  a.blocks[0].kind = article::BlockKind::kDateline;
  segment(a, d);
  CHECK_FALSE(split_sentences(d, {2}));
}

TEST_CASE("segment: treebanks" * doctest::skip(std::getenv("CASUS_TREEBANKS") == nullptr)) {
  // Needs the UD treebanks, which are no part of the source: CASUS_TREEBANKS=folder.
  const char* const given = std::getenv("CASUS_TREEBANKS");
  if (given == nullptr) return;
  const std::string folder = given;
  measure(folder + "/en_ewt-ud-dev.conllu", 0.985, 0.74);
  measure(folder + "/en_gum-free-dev.conllu", 0.995, 0.90);
}
