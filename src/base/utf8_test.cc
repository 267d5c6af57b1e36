#include "base/utf8.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace casus;

namespace {

// The slow twin of decode(): all sequences that the standard calls well-formed, by encoding each code point.
bool valid_slowly(std::string_view s) {
  for (size_t i = 0; i < s.size();) {
    bool found = false;
    const auto b = static_cast<unsigned char>(s[i]);
    const size_t n = b < 0x80 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
    if (i + n <= s.size()) {
      char32_t c = n == 1 ? b : n == 2 ? b & 0x1Fu : n == 3 ? b & 0x0Fu : b & 0x07u;
      for (size_t k = 1; k < n; ++k) c = c << 6 | (static_cast<unsigned char>(s[i + k]) & 0x3Fu);
      if (c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF)) {
        std::string again;
        utf8::append(again, c);
        found = again == s.substr(i, n);
      }
    }
    if (!found) return false;
    i += n;
  }
  return true;
}

}  // namespace

TEST_CASE("utf8: every code point survives") {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string s;
    utf8::append(s, c);
    const auto d = utf8::decode(s, 0);
    if (!(d.valid && d.code_point == c && d.length == s.size())) FAIL("code point " << static_cast<uint32_t>(c));
  }
}

TEST_CASE("utf8: all strings of up to three awkward bytes agree with the slow twin") {
  constexpr unsigned char kBytes[] = {0x00, 'a',  0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1,
                                      0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF};
  constexpr size_t kN = std::size(kBytes);
  for (size_t length = 0; length <= 4; ++length) {
    size_t count = 1;
    for (size_t i = 0; i < length; ++i) count *= kN;
    for (size_t code = 0; code < count; ++code) {
      std::string s;
      for (size_t i = 0, rest = code; i < length; ++i, rest /= kN) s += static_cast<char>(kBytes[rest % kN]);
      const bool valid = utf8::is_valid(s);
      if (utf8::is_valid("sixteen letters " + s + "and so") != valid) FAIL("disagreement inside at " << code);
      if (valid != valid_slowly(s)) FAIL("disagreement at " << code << " of length " << length);
      const auto repaired = utf8::repair(s);
      if (!utf8::is_valid(repaired) || (valid && repaired != s))
        FAIL("bad repair at " << code << " of length " << length);
    }
  }
}

TEST_CASE("utf8: repair replaces maximal subparts") {
  CHECK(utf8::repair("a\xE2\x80z") == "a\xEF\xBF\xBDz");
  CHECK(utf8::repair("\xC0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(utf8::repair("\xED\xA0\x80").size() == 9);
  CHECK(utf8::repair("\xF4\x90\x80\x80").size() == 12);
  CHECK(utf8::repair("") == "");
}

TEST_CASE("utf8: lower, fold, classes") {
  CHECK(utf8::lower("\xC3\x89lan VITAL") == "\xC3\xA9lan vital");
  CHECK(utf8::fold("\xC3\x89lan") == "elan");
  CHECK(utf8::fold("\xC5\x81\xC3\xB3\xC4\x91\xC5\xBA") == "lodz");
  CHECK(utf8::fold("Stra\xC3\x9F"
                   "e") == "strasse");
  CHECK(utf8::fold("\xE2\x80\x9CO\xE2\x80\x99Neill\xE2\x80\x9D\xE2\x80\x94") == "\"o'neill\"-");
  CHECK(utf8::fold("\xEF\xAC\x81") == "fi");
  CHECK(utf8::is_upper(0xC9));
  CHECK_FALSE(utf8::is_upper('a'));
  CHECK(utf8::is_lower(0xE9));
  CHECK(utf8::is_letter(0x4E2D));
  CHECK(utf8::is_digit(0x0663));
  CHECK_FALSE(utf8::is_digit(0xB2));
  for (const char32_t c : {0x20, 0x09, 0x0A, 0x0D, 0x85, 0xA0, 0x2009, 0x2028, 0x3000}) CHECK(utf8::is_space(c));
  for (const char32_t c : {0x200B, 0x41, 0xFEFF}) CHECK_FALSE(utf8::is_space(c));
  for (const char32_t c : {0x21, 0x24, 0x2014, 0x20AC}) CHECK(utf8::is_punct(c));
  CHECK(utf8::count("a\xC3\xA9\xF0\x9F\x98\x80") == 3);
}

TEST_CASE("utf8: offset maps agree with counting") {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (auto n = random() % 300; n > 0; --n) utf8::append(text, std::u32string_view(U"aé€😀 \n")[random() % 6]);
    const utf8::OffsetMap map(text);
    uint32_t points = 0, units = 0;
    for (uint32_t i = 0; i < text.size();) {
      REQUIRE(map.code_points(i) == points);
      REQUIRE(map.utf16(i) == units);
      REQUIRE(map.byte_of_code_point(points) == i);
      const auto d = utf8::decode(text, i);
      i += d.length, ++points, units += d.code_point > 0xFFFF ? 2u : 1u;
    }
    const auto size = static_cast<uint32_t>(text.size());
    REQUIRE(map.code_points(size) == points);
    REQUIRE(map.utf16(size) == units);
    REQUIRE(map.byte_of_code_point(points) == size);
    REQUIRE(map.byte_of_code_point(points + 5) == size);
  }
  CHECK(utf8::OffsetMap("").code_points(0) == 0);
  CHECK(utf8::OffsetMap().byte_of_code_point(3) == 0);
}
