#include "lang/features.h"

#include "base/hash.h"
#include "base/utf8.h"

namespace casus::lang {

namespace {

uint32_t bucket(const char32_t* chars, size_t n, uint64_t kind, uint32_t rows) {
  const std::string_view bytes(reinterpret_cast<const char*>(chars), n * sizeof(char32_t));
  return static_cast<uint32_t>(hash64(bytes, kind) % rows);
}

char32_t shape_of(char32_t c) {
  if (c >= 'a' && c <= 'z') return 'x';
  if (c >= 'A' && c <= 'Z') return 'X';
  if (c >= '0' && c <= '9') return 'd';
  if (c < 128) return c;
  return utf8::is_upper(c) ? 'X' : utf8::is_letter(c) ? 'x' : utf8::is_digit(c) ? 'd' : c;
}

char32_t plain_quote(char32_t c) {
  if (c == 0x2018 || c == 0x2019) return '\'';
  return c == 0x201C || c == 0x201D ? '"' : c;
}

size_t decode_into(std::string_view text, char32_t* out, size_t limit) {
  size_t n = 0;
  for (size_t at = 0; at < text.size() && n < limit;) {
    const utf8::Decoded d = utf8::decode(text, at);
    out[n++] = plain_quote(d.code_point);
    at += d.length;
  }
  return n;
}

}  // namespace

void plain_quotes(std::string& text) {
  size_t to = 0;
  for (size_t at = 0; at < text.size(); ++to) {
    const bool three = text.compare(at, 2, "\xE2\x80") == 0 && at + 2 < text.size();
    const char last = three ? text[at + 2] : '\0';
    const bool one = last == '\x98' || last == '\x99', two = last == '\x9C' || last == '\x9D';
    text[to] = one ? '\'' : two ? '"' : text[at];
    at += one || two ? 3 : 1;
  }
  text.resize(to);
}

void normal_form(std::string_view form, std::string& out) {
  out.clear();
  bool ascii = true;
  for (char c : form) ascii = ascii && static_cast<unsigned char>(c) < 128;
  if (ascii) {
    for (char c : form) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c >= '0' && c <= '9' ? '0' : c;
    return;
  }
  out = utf8::lower(form);
  plain_quotes(out);
  for (char& c : out) {
    if (c >= '0' && c <= '9') c = '0';
  }
}

void form_features(std::string_view form, FormFeatures& out) {
  normal_form(form, out.norm);
  out.count = 0;
  uint32_t base = 0;
  const auto add = [&](const char32_t* chars, size_t n, uint32_t rows) {
    out.rows[out.count++] = base + bucket(chars, n, rows + base, rows);
    base += rows;
  };

  char32_t cased[kMaxFeatureChars], word[kMaxFeatureChars + 2];
  const size_t cased_n = decode_into(form, cased, kMaxFeatureChars);
  char32_t shape[8];
  size_t shape_n = 0, run = 0;
  for (size_t i = 0; i < cased_n && shape_n < 8; ++i) {
    const char32_t s = shape_of(cased[i]);
    run = i > 0 && s == shape_of(cased[i - 1]) ? run + 1 : 1;
    if (run <= 3) shape[shape_n++] = s;
  }
  add(shape, shape_n, kShapeRows);
  add(cased, cased_n < 1 ? cased_n : 1, kPrefix1Rows);

  const size_t n = decode_into(out.norm, word + 1, kMaxFeatureChars);
  const char32_t* w = word + 1;
  const auto suffix = [&](size_t k, uint32_t rows) {
    const size_t len = n < k ? n : k;
    add(w + n - len, len, rows);
  };
  add(w, n < 3 ? n : 3, kPrefix3Rows);
  suffix(1, kSuffix1Rows);
  suffix(2, kSuffix2Rows);
  suffix(3, kSuffix3Rows);
  suffix(4, kSuffix4Rows);

  word[0] = '^';
  word[n + 1] = '$';
  for (size_t len = 3; len <= 5; ++len) {
    for (size_t i = 0; i + len <= n + 2 && out.count < kMaxFeatureRows; ++i)
      out.rows[out.count++] = base + bucket(word + i, len, 7, kGramRows);
  }
}

}  // namespace casus::lang
