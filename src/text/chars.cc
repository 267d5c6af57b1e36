#include "text/chars.h"

namespace casus::text {

At wide_char_at(std::string_view text, size_t pos) {
  const auto d = utf8::decode(text, pos);
  const char32_t c = d.code_point;
  const auto is = [&](Char k) { return At{c, d.length, k}; };
  switch (c) {
    case utf8::kReplacement:
      return is(Char::kLower);  // a broken letter of a word, as far as anyone can tell
    case 0x2018:
    case 0x201A:
    case 0x2039:
      return is(Char::kOpenSingle);
    case 0x2019:
    case 0x02BC:
    case 0x00B4:
    case 0x203A:
      return is(Char::kApostrophe);
    case 0x201C:
    case 0x201E:
    case 0x00AB:
      return is(Char::kOpenQuote);
    case 0x201D:
    case 0x00BB:
      return is(Char::kCloseQuote);
    case 0x2010:
    case 0x2011:
      return is(Char::kHyphen);
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
      return is(Char::kDash);
    case 0x2026:
      return is(Char::kEllipsis);
    case 0x00AD:
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x2060:
    case 0xFEFF:
      return is(Char::kLower);
    case 0x00B0:
      return is(Char::kSymbol);
    default:
      break;
  }
  if (utf8::is_upper(c)) return is(Char::kUpper);
  if (utf8::is_letter(c)) return is(Char::kLower);
  if (utf8::is_digit(c)) return is(Char::kDigit);
  if (utf8::is_space(c)) return is(Char::kSpace);
  if (c >= 0x1F000 || (c >= 0x2600 && c <= 0x27BF)) return is(Char::kEmoji);
  if (utf8::is_punct(c)) return is(Char::kSymbol);
  if (c >= 0xB2 && c <= 0xBE) return is(Char::kDigit);  // ² ³ ¹ ½ …
  return is(Char::kLower);
}

}  // namespace casus::text
