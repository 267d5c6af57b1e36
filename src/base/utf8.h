// UTF-8: decode, validate, repair, fold. Code points only; no locale. Built on utf8proc for what needs Unicode tables.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace casus::utf8 {

inline constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
  char32_t code_point;  // kReplacement if the bytes are not valid UTF-8
  uint32_t length;      // bytes consumed, >= 1
  bool valid;
};

// Decodes the code point at text[pos]. Requires pos < text.size().
Decoded decode(std::string_view text, size_t pos);
void append(std::string& out, char32_t code_point);
bool is_valid(std::string_view text);

// Replaces each maximal invalid sequence (as Unicode 15, 3.9 "substitution of maximal subparts") by U+FFFD.
std::string repair(std::string_view bytes);

// Number of code points in valid UTF-8.
size_t count(std::string_view text);

// Lower-cases (simple case folding, code point by code point; length in bytes may change).
std::string lower(std::string_view text);
// lower + diacritics removed (é → e, ø → o, ł → l, ß → ss) + curly quotes and dashes made ASCII: the form in which
// names are matched.
std::string fold(std::string_view text);

bool is_upper(char32_t c);
bool is_lower(char32_t c);
bool is_letter(char32_t c);
bool is_digit(char32_t c);  // category Nd
bool is_space(char32_t c);  // Zs, Zl, Zp, tab, newline, NBSP …
bool is_punct(char32_t c);  // categories P* and S*

// Converts byte offsets of one text to code-point or UTF-16 offsets; offsets must be asked for on code-point boundaries
// (others are moved down to one). Built in one pass, answers in O(1) amortised over blocks of 64 bytes.
class OffsetMap {
 public:
  OffsetMap() = default;
  explicit OffsetMap(std::string_view text);  // keeps a view: `text` must outlive the map
  uint32_t code_points(uint32_t byte) const;
  uint32_t utf16(uint32_t byte) const;
  uint32_t byte_of_code_point(uint32_t code_point) const;  // text.size() if past the end

 private:
  std::string_view text_;
  std::vector<uint32_t> cp_;   // code points before byte 64*i
  std::vector<uint32_t> u16_;  // UTF-16 units before byte 64*i
};

}  // namespace casus::utf8
