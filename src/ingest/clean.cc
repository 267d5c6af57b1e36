#include "ingest/clean.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/utf8.h"

namespace casus::ingest {

namespace {

enum class Encoding { kUtf8, kUtf16Le, kUtf16Be, kWindows1252 };

// Bytes 0x80-0x9F of Windows-1252; 0 = unassigned.
constexpr std::array<char16_t, 32> kWindows = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                               0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                               0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                               0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool is_control(unsigned char c) { return (c < 0x20 && (c < 9 || c > 13)) || c == 0x7F; }

// Where NULs stand says whether text is UTF-16: English fills every other byte with them.
Encoding guess_utf16(std::string_view head) {
  size_t even = 0, odd = 0;
  for (size_t i = 0; i < head.size(); ++i) (i % 2 ? odd : even) += head[i] == 0;
  const size_t half = head.size() / 2;
  if (half >= 8 && odd * 10 > half * 7 && even * 20 < half) return Encoding::kUtf16Le;
  if (half >= 8 && even * 10 > half * 7 && odd * 20 < half) return Encoding::kUtf16Be;
  return Encoding::kUtf8;
}

struct Decoder {
  Encoding encoding = Encoding::kUtf8;
  size_t skip = 0;  // byte-order mark
};

Decoder find_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return {Encoding::kUtf8, 3};
  if (bytes.starts_with("\xFF\xFE")) return {Encoding::kUtf16Le, 2};
  if (bytes.starts_with("\xFE\xFF")) return {Encoding::kUtf16Be, 2};
  const auto wide = guess_utf16(bytes.substr(0, 4096));
  if (wide != Encoding::kUtf8) return {wide, 0};
  size_t good = 0, bad = 0;
  for (size_t i = 0; i < bytes.size();) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      ++i;
      continue;
    }
    const auto d = utf8::decode(bytes, i);
    ++(d.valid ? good : bad);
    i += d.length;
  }
  return {bad > good ? Encoding::kWindows1252 : Encoding::kUtf8, 0};
}

// Decodes from `at`; one code point and the bytes that it took.
utf8::Decoded decode(std::string_view bytes, size_t at, Encoding encoding) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(bytes[i]); };
  if (encoding == Encoding::kUtf8) return utf8::decode(bytes, at);
  if (encoding == Encoding::kWindows1252) {
    const unsigned char b = byte(at);
    if (b < 0x80 || b >= 0xA0) return {b, 1, true};
    const char16_t c = kWindows[b - 0x80u];
    return {c ? c : utf8::kReplacement, 1, c != 0};
  }
  const auto unit = [&](size_t i) {
    return encoding == Encoding::kUtf16Le ? static_cast<char32_t>(byte(i) | byte(i + 1) << 8)
                                          : static_cast<char32_t>(byte(i) << 8 | byte(i + 1));
  };
  if (at + 1 >= bytes.size()) return {utf8::kReplacement, 1, false};
  const char32_t c = unit(at);
  if (c < 0xD800 || c > 0xDFFF) return {c, 2, true};
  if (c > 0xDBFF || at + 3 >= bytes.size()) return {utf8::kReplacement, 2, false};
  const char32_t low = unit(at + 2);
  if (low < 0xDC00 || low > 0xDFFF) return {utf8::kReplacement, 2, false};
  return {0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00), 4, true};
}

std::string count_note(const char* code, size_t n, const char* what) {
  return std::string(code) + ": " + std::to_string(n) + what;
}

void note_encoding(Encoding encoding, size_t invalid, std::vector<std::string>& notes) {
  if (encoding == Encoding::kWindows1252)
    notes.push_back("windows-1252: the text was not UTF-8 and was read as Windows-1252");
  if (encoding == Encoding::kUtf16Le || encoding == Encoding::kUtf16Be)
    notes.push_back("utf-16: the text was read as UTF-16");
  if (invalid > 0) notes.push_back(count_note("utf8-repaired", invalid, " invalid sequences became U+FFFD"));
}

// Cuts `text` to the budget, if possible before a word.
void cut(std::string& text, std::vector<std::string>& notes) {
  if (text.size() <= limits::kMaxArticleBytes) return;
  size_t at = limits::kMaxArticleBytes;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  const size_t space = text.find_last_of(" \n\t\r", at);
  if (space != std::string::npos && at - space < 1000) at = space;
  notes.push_back("cut: the text was longer than " + std::to_string(limits::kMaxArticleBytes) +
                  " bytes and was cut there");
  text.resize(at);
}

}  // namespace

bool looks_binary(std::string_view bytes) {
  constexpr std::array<std::string_view, 8> kMagic = {"%PDF-",
                                                      "\x89PNG",
                                                      "PK\x03\x04",
                                                      "\x7F"
                                                      "ELF",
                                                      "GIF8",
                                                      "\xFF\xD8\xFF",
                                                      "SQLite format 3",
                                                      "Rar!\x1a"};
  if (std::any_of(kMagic.begin(), kMagic.end(), [&](std::string_view m) { return bytes.starts_with(m); })) return true;
  const auto head = bytes.substr(0, 8192);
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF") ||
      guess_utf16(head.substr(0, 4096)) != Encoding::kUtf8)
    return false;
  size_t controls = 0;
  for (const char c : head) controls += is_control(static_cast<unsigned char>(c)) && c != 0x1B;
  return controls * 20 > head.size();
}

void clean_utf8(std::string& text, std::vector<std::string>& notes) {
  size_t controls = 0;
  for (auto& c : text) {
    if (!is_control(static_cast<unsigned char>(c))) continue;
    c = ' ';
    ++controls;
  }
  if (controls > 0) notes.push_back(count_note("control-characters", controls, " control characters became spaces"));
  cut(text, notes);
}

std::string to_utf8(std::string_view bytes, std::vector<std::string>& notes) {
  if (utf8::is_valid(bytes)) return std::string(bytes);
  const auto how = find_encoding(bytes);
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 16);
  size_t invalid = 0;
  for (size_t i = how.skip; i < bytes.size();) {
    const auto d = decode(bytes, i, how.encoding);
    invalid += !d.valid;
    utf8::append(out, d.code_point);
    i += d.length;
  }
  note_encoding(how.encoding, invalid, notes);
  return out;
}

Result<CleanText> clean(std::string_view bytes) {
  if (looks_binary(bytes))
    return fail(ErrorCode::kInputBinary, "not text",
                "give plain text or JSONL, in UTF-8, packed with gzip or zstd if you like");
  CleanText out;
  const auto how = find_encoding(bytes);
  out.text.reserve(std::min<size_t>(bytes.size(), limits::kMaxArticleBytes + 4));
  size_t invalid = 0;
  int64_t distance = 0;
  for (size_t i = how.skip; i < bytes.size() && out.text.size() <= limits::kMaxArticleBytes;) {
    const auto d = decode(bytes, i, how.encoding);
    if (static_cast<int64_t>(i) - static_cast<int64_t>(out.text.size()) != distance) {
      distance = static_cast<int64_t>(i) - static_cast<int64_t>(out.text.size());
      out.original.emplace_back(static_cast<uint32_t>(out.text.size()), static_cast<uint32_t>(i));
    }
    invalid += !d.valid;
    utf8::append(out.text, d.code_point);
    i += d.length;
  }
  note_encoding(how.encoding, invalid, out.notes);
  clean_utf8(out.text, out.notes);
  return out;
}

}  // namespace casus::ingest
