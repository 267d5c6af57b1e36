// What kind of character stands at a place: the alphabet on which segmentation and layout work. ASCII by table, the
// rest through utf8proc. Internal to `text`.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "base/utf8.h"

namespace casus::text {

enum class Char : uint8_t {
  kSpace,
  kLower,  // also letters without case, combining marks, joiners and U+FFFD: whatever a word may hold
  kUpper,
  kDigit,
  kDot,         // .
  kMark,        // ! ?
  kEllipsis,    // …
  kApostrophe,  // ' ’ ` ´ ʼ
  kOpenSingle,  // ‘ ‚ ‹
  kQuote,       // "
  kOpenQuote,   // “ „ «
  kCloseQuote,  // ” »
  kOpen,        // ( [ {
  kClose,       // ) ] }
  kHyphen,      // - ‐ ‑
  kDash,        // – — ―
  kComma,       // , ; :
  kEmoji,       // pictures and symbols that take modifiers
  kSymbol,      // everything else
};

struct At {
  char32_t c;
  uint32_t length;  // bytes
  Char kind;
};

inline constexpr std::array<Char, 128> kAscii = [] {
  std::array<Char, 128> t{};
  for (auto& k : t) k = Char::kSymbol;
  for (size_t c = 9; c <= 13; ++c) t[c] = Char::kSpace;
  t[' '] = Char::kSpace;
  for (size_t c = 'a'; c <= 'z'; ++c) t[c] = Char::kLower;
  for (size_t c = 'A'; c <= 'Z'; ++c) t[c] = Char::kUpper;
  for (size_t c = '0'; c <= '9'; ++c) t[c] = Char::kDigit;
  t['.'] = Char::kDot;
  t['!'] = t['?'] = Char::kMark;
  t['\''] = t['`'] = Char::kApostrophe;
  t['"'] = Char::kQuote;
  t['('] = t['['] = t['{'] = Char::kOpen;
  t[')'] = t[']'] = t['}'] = Char::kClose;
  t['-'] = Char::kHyphen;
  t[','] = t[';'] = t[':'] = Char::kComma;
  return t;
}();

At wide_char_at(std::string_view text, size_t pos);  // for bytes >= 0x80

inline At char_at(std::string_view text, size_t pos) {
  const auto b = static_cast<unsigned char>(text[pos]);
  if (b < 0x80) return {b, 1, kAscii[b]};
  return wide_char_at(text, pos);
}

inline bool is_alpha(Char k) { return k == Char::kLower || k == Char::kUpper; }
inline bool is_word(Char k) { return k == Char::kLower || k == Char::kUpper || k == Char::kDigit; }

}  // namespace casus::text
