#include "base/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstring>

namespace casus::utf8 {

namespace {
constexpr uint32_t kBlock = 64;
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
utf8proc_category_t category(char32_t c) { return utf8proc_category(static_cast<utf8proc_int32_t>(c)); }
}  // namespace

Decoded decode(std::string_view text, size_t pos) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char b0 = byte(pos);
  if (b0 < 0x80) return {b0, 1, true};
  // Table 3-7 of the Unicode standard: well-formed byte sequences.
  uint32_t need = 0;
  unsigned char lo = 0x80, hi = 0xBF;
  char32_t cp = 0;
  if (b0 >= 0xC2 && b0 <= 0xDF) {
    need = 1, cp = b0 & 0x1Fu;
  } else if (b0 >= 0xE0 && b0 <= 0xEF) {
    need = 2, cp = b0 & 0x0Fu;
    if (b0 == 0xE0) lo = 0xA0;
    if (b0 == 0xED) hi = 0x9F;
  } else if (b0 >= 0xF0 && b0 <= 0xF4) {
    need = 3, cp = b0 & 0x07u;
    if (b0 == 0xF0) lo = 0x90;
    if (b0 == 0xF4) hi = 0x8F;
  } else {
    return {kReplacement, 1, false};
  }
  uint32_t used = 1;
  for (; used <= need; ++used) {
    if (pos + used >= text.size()) return {kReplacement, used, false};
    const unsigned char b = byte(pos + used);
    if (b < lo || b > hi) return {kReplacement, used, false};
    lo = 0x80, hi = 0xBF;
    cp = (cp << 6) | (b & 0x3Fu);
  }
  return {cp, need + 1, true};
}

void append(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

bool is_valid(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    // Eight bytes of ASCII at a time: most text is nothing else.
    uint64_t eight;
    if (text.size() - i >= sizeof eight) {
      std::memcpy(&eight, text.data() + i, sizeof eight);
      if ((eight & 0x8080808080808080ull) == 0) {
        i += sizeof eight;
        continue;
      }
    }
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    const Decoded d = decode(text, i);
    if (!d.valid) return false;
    i += d.length;
  }
  return true;
}

std::string repair(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (size_t i = 0; i < bytes.size();) {
    const Decoded d = decode(bytes, i);
    if (d.valid)
      out.append(bytes.substr(i, d.length));
    else
      append(out, kReplacement);
    i += d.length;
  }
  return out;
}

size_t count(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

std::string lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      const char c = text[i++];
      out += (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
      continue;
    }
    const Decoded d = decode(text, i);
    append(out, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(d.code_point))));
    i += d.length;
  }
  return out;
}

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      const char c = text[i++];
      out += (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
      continue;
    }
    const Decoded d = decode(text, i);
    i += d.length;
    const auto c = static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(d.code_point)));
    switch (c) {
      case 0xDF:
        out += "ss";
        continue;
      case 0xE6:
        out += "ae";
        continue;
      case 0x153:
        out += "oe";
        continue;
      case 0xF8:
        out += 'o';
        continue;
      case 0x142:
        out += 'l';
        continue;
      case 0x111:
      case 0xF0:
        out += 'd';
        continue;
      case 0xFE:
        out += "th";
        continue;
      case 0x131:
        out += 'i';
        continue;
      case 0x2018:
      case 0x2019:
      case 0x201A:
      case 0x2BC:
      case 0x2BB:
      case 0x60:
        out += '\'';
        continue;
      case 0x201C:
      case 0x201D:
      case 0x201E:
      case 0xAB:
      case 0xBB:
        out += '"';
        continue;
      case 0x2010:
      case 0x2011:
      case 0x2012:
      case 0x2013:
      case 0x2014:
      case 0x2212:
        out += '-';
        continue;
      case 0xA0:
        out += ' ';
        continue;
      default:
        break;
    }
    utf8proc_int32_t buffer[8];
    int boundary = 0;
    const auto n =
        utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), buffer, 8,
                                static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), &boundary);
    for (utf8proc_ssize_t k = 0; k < std::min<utf8proc_ssize_t>(n, 8); ++k) {
      const auto p = static_cast<char32_t>(buffer[k]);
      if (category(p) != UTF8PROC_CATEGORY_MN) append(out, p);
    }
  }
  return out;
}

bool is_upper(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  const auto k = category(c);
  return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}
bool is_lower(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  return category(c) == UTF8PROC_CATEGORY_LL;
}
bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  const auto k = category(c);
  return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_MC;
}
bool is_digit(char32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9';
  return category(c) == UTF8PROC_CATEGORY_ND;
}
bool is_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13);
  const auto k = category(c);
  return c == 0x85 || (k >= UTF8PROC_CATEGORY_ZS && k <= UTF8PROC_CATEGORY_ZP);
}
bool is_punct(char32_t c) {
  if (c < 0x80) return c > 32 && c < 127 && !is_letter(c) && !is_digit(c);
  const auto k = category(c);
  return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_SO;
}

OffsetMap::OffsetMap(std::string_view text) : text_(text) {
  cp_.reserve(text.size() / kBlock + 2);
  u16_.reserve(text.size() / kBlock + 2);
  uint32_t cp = 0, u16 = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    if (i % kBlock == 0) cp_.push_back(cp), u16_.push_back(u16);
    if (i == text.size()) break;
    if (!is_continuation(text[i])) {
      ++cp;
      u16 += static_cast<unsigned char>(text[i]) >= 0xF0 ? 2 : 1;
    }
  }
}

uint32_t OffsetMap::code_points(uint32_t byte) const {
  byte = std::min<uint32_t>(byte, static_cast<uint32_t>(text_.size()));
  if (cp_.empty()) return 0;
  uint32_t n = cp_[byte / kBlock];
  for (uint32_t i = byte / kBlock * kBlock; i < byte; ++i) n += !is_continuation(text_[i]);
  return n;
}

uint32_t OffsetMap::utf16(uint32_t byte) const {
  byte = std::min<uint32_t>(byte, static_cast<uint32_t>(text_.size()));
  if (u16_.empty()) return 0;
  uint32_t n = u16_[byte / kBlock];
  for (uint32_t i = byte / kBlock * kBlock; i < byte; ++i)
    if (!is_continuation(text_[i])) n += static_cast<unsigned char>(text_[i]) >= 0xF0 ? 2u : 1u;
  return n;
}

uint32_t OffsetMap::byte_of_code_point(uint32_t code_point) const {
  if (cp_.empty()) return 0;
  const auto it = std::upper_bound(cp_.begin(), cp_.end(), code_point);
  const auto block = static_cast<uint32_t>(it - cp_.begin()) - 1;
  uint32_t i = block * kBlock, n = cp_[block];
  for (; i < text_.size(); ++i) {
    if (is_continuation(text_[i])) continue;
    if (n == code_point) return i;
    ++n;
  }
  return static_cast<uint32_t>(text_.size());
}

}  // namespace casus::utf8
