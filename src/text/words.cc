// Words, and what may stand inside one.
#include <algorithm>

#include "base/limits.h"
#include "text/segmenter.h"

namespace casus::text {

namespace {

bool is_ascii_word(char c) {
  const auto b = static_cast<unsigned char>(c);
  return b < 0x80 && is_word(kAscii[b]);
}

// "US" of "US$".
bool is_currency_prefix(std::string_view s) {
  constexpr std::string_view kPrefixes[] = {"US", "A",  "C", "HK", "NZ", "S", "R",   "NT",
                                            "AU", "CA", "J", "Z",  "T",  "B", "U.S."};
  return std::find(std::begin(kPrefixes), std::end(kPrefixes), s) != std::end(kPrefixes);
}

}  // namespace

// Reads the word at `at_byte`, splits it as needed, takes the stop after it if that is its own, and returns where it
// ends.
uint32_t Segmenter::word(uint32_t at_byte) {
  uint32_t apostrophe_at = 0;
  const uint32_t stop = scan_word(at_byte, apostrophe_at);
  const uint32_t tokens_before = tokens_in_sentence();
  if (stop < chunk_end_ && text_[stop] == '.') {
    const Stop own = abbreviation(at_byte, stop);
    if (own != Stop::kNone) {
      if (!split_number(at_byte, stop + 1)) emit(at_byte, stop + 1);
      stop_ = own;
      return stop + 1;
    }
  }
  if (apostrophe_at > at_byte) return split_clitics(at_byte, stop, apostrophe_at);
  if (stop - at_byte <= 8) {
    const uint32_t lex = lexicon(text_.substr(at_byte, stop - at_byte));
    if (lex & kLexSplit) {
      emit(at_byte, at_byte + split_at(lex), kMwtFirst);
      emit(at_byte + split_at(lex), stop, kMwtInside);
      return stop;
    }
  }
  if (!split_number(at_byte, stop)) emit(at_byte, stop);
  // "students'": the apostrophe is a word of its own, unless it closes a quotation.
  if (kind_at(stop, chunk_end_) == Char::kApostrophe && !single_open_ && text_[stop] != '`') {
    const uint32_t after = stop + at(stop).length;
    const char last = text_[stop - 1];
    if (is_word(kind_at(after, chunk_end_)) || kind_at(after, chunk_end_) == Char::kApostrophe) return stop;
    if (last == 's' || last == 'S' || last == 'z' || last == 'x') {
      if (tokens_in_sentence() == tokens_before + 1) doc_.flags.back() |= kMwtFirst;
      emit(stop, after, kMwtInside);
      return after;
    }
    if (stop - at_byte > 3 && text_.substr(stop - 2, 2) == "in") {  // "goin'"
      doc_.end.back() = after;
      return after;
    }
  }
  return stop;
}

// The end of the word at `at_byte`; `apostrophe_at` is where its last inner apostrophe stands, or stays as it is.
uint32_t Segmenter::scan_word(uint32_t at_byte, uint32_t& apostrophe_at) const {
  uint32_t i = at_byte, part = at_byte;  // part: after the last hyphen or dot
  if (text_[i] == '+') part = ++i;
  while (i < chunk_end_) {
    const At c = at(i);
    if (!is_word(c.kind)) {
      if (!joins(at_byte, part, i, c)) break;
      if (c.kind == Char::kApostrophe) apostrophe_at = i;
      if (c.kind == Char::kHyphen || c.kind == Char::kDot) part = i + c.length;
      if (c.c == '$') return i + 1;
    }
    i += c.length;
  }
  return i;
}

// Whether the character at `at_byte`, no letter or digit, stands inside the word that began at `begin`.
bool Segmenter::joins(uint32_t begin, uint32_t part, uint32_t at_byte, const At& c) const {
  const uint32_t next = at_byte + c.length;
  if (c.c == '$') return is_currency_prefix(text_.substr(begin, at_byte - begin));
  const Char after = kind_at(next, chunk_end_);
  if (!is_word(after)) return c.c == '_' && next < chunk_end_ && text_[next] == '_';
  const Char before = kind_before(at_byte);
  switch (c.kind) {
    case Char::kApostrophe:
      return is_word(before);
    case Char::kDot:
      return joins_dot(part, at_byte);
    case Char::kHyphen:
      return joins_hyphen(begin, part, at_byte);
    default:
      break;
  }
  if (c.c == '_') return true;
  if (c.c == '&') return before == Char::kUpper && after == Char::kUpper && at_byte - begin <= 3;
  if (c.c == ',' || c.c == ':' || c.c == '/')
    return before == Char::kDigit && after == Char::kDigit && joins_digits(begin, at_byte, static_cast<char>(c.c));
  return false;
}

// "U.S", "a.m", "3.5", "Ph.D" — but not "end.Next".
bool Segmenter::joins_dot(uint32_t part, uint32_t at_byte) const {
  const Char before = kind_before(at_byte), after = at(at_byte + 1).kind;
  if (before == Char::kDigit || after == Char::kDigit) return before == after;
  if (at_byte - part == 1) return true;
  const auto segment = text_.substr(part, at_byte - part);
  if (segment == "Ph" || segment == "Sc" || segment == "Lt") return segment != "Lt" && after == Char::kUpper;
  return false;
}

// Digits on both sides of a comma, colon or slash.
bool Segmenter::joins_digits(uint32_t begin, uint32_t at_byte, char c) const {
  uint32_t after = at_byte + 1;
  while (after < chunk_end_ && after - at_byte <= 5 && kAscii[text_[after] & 0x7f] == Char::kDigit) ++after;
  const uint32_t digits = after - at_byte - 1;
  if (c == ':') return true;
  if (c == ',') {  // 1,000 and 1,00,000, but not 13,14
    if (digits == 3) return true;
    return digits == 2 && after < chunk_end_ && text_[after] == ',' && at_byte - begin <= 2;
  }
  // 9/11 and 28/10/2004, but not 1/2 or 2001/02.
  uint32_t slashes = 0, first = 0;
  for (uint32_t i = begin; i < at_byte; ++i) {
    if (text_[i] == '/')
      ++slashes;
    else if (kAscii[text_[i] & 0x7f] != Char::kDigit)
      return false;
    else if (slashes == 0)
      first = std::min(first * 10 + static_cast<uint32_t>(text_[i] - '0'), 100000u);
  }
  if (slashes > 0) return slashes == 1;
  if (first == 0 || (first > 31 && (first < 1000 || first > 2100))) return first >= 100 && first <= 999 && digits == 3;
  if (after < chunk_end_ && text_[after] == '/') return true;
  const auto second = static_cast<uint32_t>(digits == 2 ? (text_[at_byte + 1] - '0') * 10 + text_[at_byte + 2] - '0'
                                                        : text_[at_byte + 1] - '0');
  if (digits > 2 || second > 31 || first > 12) return false;
  const bool fraction = first < second && (second <= 4 || second == 8 || second == 10 || second == 12);
  return !fraction && !(first == 7 && second == 24);
}

// Hyphens split words ("cease|-|fire") except after a prefix ("anti-war"), inside telephone numbers and ISO dates.
bool Segmenter::joins_hyphen(uint32_t begin, uint32_t part, uint32_t at_byte) const {
  const uint32_t next = at_byte + at(at_byte).length;
  const Char before = kind_before(at_byte), after = at(next).kind;
  if (before == Char::kDigit && after == Char::kDigit) {
    if (part != begin && kAscii[text_[begin] & 0x7f] == Char::kDigit) return true;  // the first hyphen has settled it
    uint32_t groups = 1, digits = 0, group = 0, first = 0, i = begin;
    for (; i < chunk_end_ && i - begin < 24; ++i) {
      const char c = text_[i];
      if (kAscii[c & 0x7f] == Char::kDigit && static_cast<unsigned char>(c) < 0x80) {
        ++digits, ++group;
      } else if (c == '-' && group > 0 && i + 1 < chunk_end_ && is_ascii_word(text_[i + 1])) {
        if (groups == 1) first = group;
        ++groups, group = 0;
      } else if (c == '/' || c == '+') {
        ++digits;
      } else {
        break;
      }
    }
    if (i < chunk_end_ && is_word(at(i).kind)) return false;
    return (groups >= 3 && digits >= 6) || (groups == 2 && group == 4 && (first == 3 || digits >= 10));
  }
  if (!is_alpha(before)) return false;
  const auto prefix = text_.substr(part, at_byte - part);
  if (prefix.size() > 8) return false;
  if (lexicon(prefix) & kLexPrefix) return true;
  uint32_t stop = next;
  while (stop < chunk_end_ && stop - begin < 12 && is_ascii_word(text_[stop])) ++stop;
  return (lexicon(text_.substr(begin, stop - begin)) & kLexWhole) != 0;
}

// Splits "n't", "'s", "'ll" … off the word [begin, end); returns its end. Several may follow one another:
// "could|n't|'ve".
uint32_t Segmenter::split_clitics(uint32_t begin, uint32_t end, uint32_t apostrophe_at) {
  uint32_t cuts[4];
  uint32_t count = 0, stop = end;
  for (uint32_t mark = apostrophe_at; count < 3;) {
    const uint32_t letters = mark + at(mark).length;
    const auto suffix = text_.substr(letters, stop - letters);
    const auto is = [&](std::string_view s) {
      if (suffix.size() != s.size()) return false;
      for (size_t i = 0; i < s.size(); ++i)
        if ((suffix[i] | 0x20) != s[i]) return false;
      return true;
    };
    if (is("t") && mark > begin + 1 && (text_[mark - 1] | 0x20) == 'n') {
      cuts[count++] = mark - 1;
    } else if (is("s") || is("re") || is("ve") || is("ll") || is("d") || is("m")) {
      // "the 1990's" is a decade, one word.
      const bool decade = is("s") && mark - begin >= 2 && text_[mark - 1] == '0' && is_ascii_word(text_[begin]) &&
                          kAscii[text_[begin] & 0x7f] == Char::kDigit && (mark - begin == 2 || mark - begin == 4);
      if (decade) break;
      cuts[count++] = mark;
    } else {
      break;
    }
    stop = cuts[count - 1];
    // The apostrophe of a clitic before this one is at most five bytes back.
    uint32_t previous = stop;
    do {
      previous = previous > begin ? before(previous) : begin;
    } while (previous > begin && stop - previous <= 5 && at(previous).kind != Char::kApostrophe);
    if (previous <= begin || at(previous).kind != Char::kApostrophe) break;
    mark = previous;
  }
  if (count == 0) {
    emit(begin, end);
    return end;
  }
  emit(begin, cuts[count - 1], kMwtFirst);
  for (uint32_t k = count; k-- > 0;) emit(cuts[k], k == 0 ? end : cuts[k - 1], kMwtInside);
  return end;
}

// "5km", "11am", "$170m": digits and a unit are two words. False (and nothing done) if [begin, end) is not of that
// kind.
bool Segmenter::split_number(uint32_t begin, uint32_t end) {
  if (kAscii[text_[begin] & 0x7f] != Char::kDigit || static_cast<unsigned char>(text_[begin]) >= 0x80) return false;
  uint32_t i = begin;
  while (i < end &&
         (kAscii[text_[i] & 0x7f] == Char::kDigit || text_[i] == '.' || text_[i] == ',' || text_[i] == ':') &&
         static_cast<unsigned char>(text_[i]) < 0x80)
    ++i;
  if (i == end || end - i > 4) return false;
  auto unit = text_.substr(i, end - i);
  if (!is_ascii_word(unit[0])) return false;
  const bool money = last_form().ends_with('$') || last_form() == "£" || last_form() == "€" || last_form() == "¥";
  if (unit.size() == 1 && kAscii[static_cast<unsigned char>(unit[0])] == Char::kUpper && !money) return false;
  if (unit.ends_with('.')) unit.remove_suffix(1);
  if (!(lexicon(unit) & kLexGlued)) return false;
  emit(begin, i);
  emit(i, end);
  return true;
}

// The end of an internet address, e-mail address, @name or file name at `at_byte`; `at_byte` itself if there is none.
uint32_t Segmenter::link_end(uint32_t at_byte) const {
  const auto rest = text_.substr(at_byte, std::min<uint32_t>(chunk_end_ - at_byte, limits::kMaxTokenBytes));
  const auto trimmed = [&](size_t length) {
    while (length > 0 && std::string_view(".,;:!?'\"*").find(rest[length - 1]) != std::string_view::npos) --length;
    return at_byte + static_cast<uint32_t>(length);
  };
  if (rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("ftp://") ||
      rest.starts_with("www.") || rest.starts_with("doi:10.") || rest.starts_with("HTTP://") ||
      rest.starts_with("Http://")) {
    size_t i = 0;
    int open = 0;
    for (; i < rest.size(); ++i) {
      const At c = at(at_byte + static_cast<uint32_t>(i));
      if (c.c == '(') ++open;
      if ((c.c == ')' && --open < 0) || c.c == '<' || c.c == '>' || c.c == '"' || c.c == ']' || c.c == '}') break;
      if (c.kind == Char::kOpenQuote || c.kind == Char::kCloseQuote || c.kind == Char::kEllipsis || c.c == 0x2019)
        break;
    }
    return trimmed(i);
  }
  if (rest[0] == '@') {
    size_t i = 1;
    while (i < rest.size() && (is_ascii_word(rest[i]) || rest[i] == '_')) ++i;
    return i > 2 && is_alpha(kAscii[static_cast<unsigned char>(rest[1]) & 0x7f]) ? at_byte + static_cast<uint32_t>(i)
                                                                                 : at_byte;
  }
  // name@host, host.tld/path, file.ext
  size_t i = 0, dot = 0, at_sign = 0;
  for (; i < rest.size(); ++i) {
    const char c = rest[i];
    if (c == '@' && i > 0 && at_sign == 0)
      at_sign = i;
    else if (c == '.')
      dot = i;
    else if (!is_ascii_word(c) && c != '_' && c != '-' && c != '~' && c != '%' && !(c == '+' && at_sign == 0))
      break;
  }
  size_t stop = trimmed(i) - at_byte;
  if (at_sign > 0 && stop > at_sign + 1) return at_byte + static_cast<uint32_t>(stop);
  if (dot >= stop) dot = rest.substr(0, stop).rfind('.');
  if (dot == 0 || dot == std::string_view::npos || stop - dot < 3 || stop - dot > 6) return at_byte;
  const uint32_t lex = lexicon(rest.substr(dot + 1, stop - dot - 1));
  if (kAscii[rest[dot + 1] & 0x7f] == Char::kUpper && kAscii[rest[dot - 1] & 0x7f] != Char::kUpper) return at_byte;
  const bool name = dot >= 2 && ((lex & kLexDomain) || (lex & kLexFile));
  if (!name) return at_byte;
  if ((lex & kLexDomain) && stop < rest.size() && rest[stop] == '/') {
    size_t j = stop;
    while (j < rest.size() &&
           (is_ascii_word(rest[j]) || std::string_view("/-_.~%?=&#+").find(rest[j]) != std::string_view::npos))
      ++j;
    stop = trimmed(j) - at_byte;
  }
  return at_byte + static_cast<uint32_t>(stop);
}

// ":)", ";-)" and the like, where nothing else can be meant.
uint32_t Segmenter::emoticon_end(uint32_t at_byte) const {
  constexpr std::string_view kFaces[] = {":'-(", ":-))", ":))", ":-)", ":-(", ";-)", ":-D", ":-P", ":-p",
                                         ":-/",  ":'(",  ">:(", "^_^", "-_-", ":)",  ":(",  ";)",  ":D",
                                         ":P",   ":p",   ":/",  "=)",  "=(",  "(:",  "<3",  ":-|"};
  const char c = text_[at_byte];
  if (c != ':' && c != ';' && c != '=' && c != '^' && c != '(' && c != '>' && c != '<' && c != '-') return at_byte;
  if (is_word(kind_before(at_byte)) && (c == '(' || c == '-' || c == '<')) return at_byte;
  const auto rest = text_.substr(at_byte, chunk_end_ - at_byte);
  for (const auto face : kFaces) {
    if (!rest.starts_with(face)) continue;
    const uint32_t stop = at_byte + static_cast<uint32_t>(face.size());
    if (is_word(kind_at(stop, chunk_end_)) || (face == ":/" && stop < chunk_end_)) continue;
    if ((face == ":(" || face == "(:" || face == "<3") && stop < chunk_end_) continue;
    return stop;
  }
  return at_byte;
}

}  // namespace casus::text
