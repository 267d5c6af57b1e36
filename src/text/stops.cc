// Full stops: which belong to an abbreviation, and which end a sentence.
#include <algorithm>

#include "text/segmenter.h"

namespace casus::text {

namespace {
bool has_vowel(std::string_view s) {
  return std::any_of(s.begin(), s.end(),
                     [](char c) { return std::string_view("aeiouyAEIOUY").find(c) != std::string_view::npos; });
}
bool is_ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}
Char first_kind(std::string_view s) { return s.empty() ? Char::kSpace : char_at(s, 0).kind; }
}  // namespace

// The word after `at_byte` in the block, behind white space, quotation marks and brackets.
Segmenter::Next Segmenter::peek(uint32_t at_byte) const {
  uint32_t i = at_byte;
  while (i < end_ && at(i).kind == Char::kSpace) i += at(i).length;
  Next next;
  bool bracket = false;
  for (int openers = 0; i < end_ && openers < 4; ++openers) {
    const At c = at(i);
    if (c.kind != Char::kQuote && c.kind != Char::kOpenQuote && c.kind != Char::kOpenSingle && c.kind != Char::kOpen &&
        c.kind != Char::kApostrophe && !(c.kind == Char::kEllipsis && openers > 0))
      break;
    bracket = c.c == '[';
    i += c.length;
    while (i < end_ && at(i).kind == Char::kSpace) i += at(i).length;
  }
  if (i >= end_) return next;
  const At c = at(i);
  switch (c.kind) {
    case Char::kLower:
      next.kind = Next::kLower;
      break;
    case Char::kUpper:
      next.kind = Next::kUpper;
      break;
    case Char::kDigit:
      next.kind = bracket ? Next::kReference : Next::kDigit;
      break;
    case Char::kDot:
    case Char::kMark:
    case Char::kComma:
    case Char::kClose:
    case Char::kCloseQuote:
      next.kind = Next::kPunct;
      return next;
    default:
      next.kind = Next::kSymbol;
      return next;
  }
  uint32_t stop = i;
  WordHash hash;
  while (stop < end_ && stop - i < 24 && is_word(at(stop).kind)) hash.add(text_[stop]), stop += at(stop).length;
  next.length = stop - i;
  next.capitals = next.length > c.length && at(i + c.length).kind == Char::kUpper;
  next.dotted = stop < end_ && text_[stop] == '.';
  next.lex = lexicon(hash.value());
  return next;
}

// What the stop at `end`, right after the word [begin, end), is if it belongs to the word; kNone if it does not.
Segmenter::Stop Segmenter::abbreviation(uint32_t begin, uint32_t end) const {
  const uint32_t after = end + 1;
  if (after < chunk_end_ && text_[after] == '.') return Stop::kNone;
  const auto form = text_.substr(begin, end - begin);
  const Next next = peek(after);
  if (first_kind(form) == Char::kDigit) {  // "7p.m."
    return form.ends_with("p.m") || form.ends_with("a.m") ? Stop::kTime : Stop::kNone;
  }
  if (const auto dot = form.find('.'); dot != std::string_view::npos) {
    if (dot > 2) return Stop::kNone;
    if (form.size() == 3 && (form[2] | 0x20) == 'm' && ((form[0] | 0x20) == 'p' || (form[0] | 0x20) == 'a'))
      return Stop::kTime;
    if (form == "e.g" || form == "i.e" || form == "E.g" || form == "I.e" || form == "a.k.a" || form == "c.f")
      return Stop::kNever;
    return Stop::kName;
  }
  if (form.size() > 7 || !is_ascii(form)) return Stop::kNone;
  if (form.size() == 1) return initial(begin, end, next);
  const bool glued = after < chunk_end_ && is_word(at(after).kind);
  const uint32_t lex = lexicon(form);
  if (glued && !(lex & (kLexTitle | kLexNumbered))) return Stop::kNone;
  if (const Stop stop = listed(begin, end, lex, next); stop != Stop::kNone || lex != 0) return stop;
  // A short capitalised word without a vowel is an abbreviation that no list knows.
  if (form.size() <= 4 && first_kind(form) == Char::kUpper && !has_vowel(form) &&
      kAscii[form[1] & 0x7f] == Char::kLower && (next.kind == Next::kUpper || next.kind == Next::kLower) &&
      !next.starter())
    return Stop::kName;
  return Stop::kNone;
}

// "J." of "J. K. Rowling", "c." of "c. 1500"; but "plan B." ends a sentence.
Segmenter::Stop Segmenter::initial(uint32_t begin, uint32_t end, const Next& next) const {
  const char letter = text_[begin];
  const uint32_t after = end + 1;
  const bool lower = kAscii[static_cast<unsigned char>(letter) & 0x7f] == Char::kLower;
  if (lower) {
    const bool number = (next.kind == Next::kDigit || last_form() == "(") &&
                        std::string_view("bcdmpvn").find(letter) != std::string_view::npos;
    return number || (letter == 'v' && next.kind != Next::kEnd) ? Stop::kNever : Stop::kNone;
  }
  if (after < chunk_end_ && (text_[after] == ',' || is_alpha(at(after).kind))) return Stop::kNever;
  if (begin > chunk_begin_ && text_[begin - 1] == '-' && next.kind == Next::kUpper)
    return Stop::kNever;  // "Jean-M. Roy"
  const auto before = last_form();
  if (next.kind == Next::kLower) return Stop::kNever;
  if (next.kind == Next::kDigit && before.size() == 2 && before[1] == '.') return Stop::kNever;  // "H. R. 1280"
  const bool named = first_kind(before) == Char::kUpper;
  if (named && after < chunk_end_ && (text_[after] == ')' || text_[after] == ']')) return Stop::kNever;
  if (next.kind != Next::kUpper || next.starter()) return Stop::kNone;
  if (before.empty()) return next.length > 1 || next.dotted ? Stop::kNever : Stop::kNone;
  return letter == 'I' && !named ? Stop::kNone : Stop::kNever;
}

Segmenter::Stop Segmenter::listed(uint32_t begin, uint32_t end, uint32_t lex, const Next& next) const {
  const auto form = text_.substr(begin, end - begin);
  const auto before = last_form();
  const bool capital = first_kind(form) == Char::kUpper;
  const bool after_name = first_kind(before) == Char::kUpper;
  const uint32_t after = end + 1;
  const bool comma = after < chunk_end_ && text_[after] == ',';
  if (lex & kLexFinal) {
    if ((form[0] | 0x20) == 'e') return Stop::kFinal;
    return before == "et" ? Stop::kName : Stop::kNone;
  }
  if (lex & kLexPeriod) return Stop::kNever;
  if ((lex & kLexNumbered) && next.kind == Next::kDigit) return Stop::kNever;
  if ((lex & kLexTitle) && capital) {
    const bool street = form.size() == 2 && after_name && (form == "St" || form == "Dr" || form == "Ft");
    if (street && (next.starter() || next.kind != Next::kUpper)) return Stop::kName;
    if (next.kind == Next::kUpper || next.kind == Next::kDigit || next.kind == Next::kLower) return Stop::kNever;
    return next.kind == Next::kEnd && !(lex & kLexNumbered) ? Stop::kName : Stop::kNever;
  }
  if ((lex & kLexMonth) && capital) {
    if (next.kind == Next::kDigit || comma || form.size() == 4) return Stop::kName;
    const bool rare = form == "Mar" || form == "Jun" || form == "Jul" || form == "Jan" || form == "MAR";
    return rare && next.kind != Next::kLower ? Stop::kNone : Stop::kName;
  }
  if ((lex & kLexDay) && capital) {
    const bool date = next.kind == Next::kDigit || (next.kind == Next::kUpper && (next.lex & kLexMonth)) || comma;
    return date ? Stop::kNever : Stop::kNone;
  }
  if ((lex & kLexState) && capital && (before == "," || before == "-" || next.kind == Next::kLower)) return Stop::kName;
  if ((lex & kLexCompany) && capital) {
    const bool named = after_name || before == "&" || before == "," || first_kind(before) == Char::kDigit;
    return named || next.kind == Next::kLower ? Stop::kName : Stop::kNone;
  }
  if (lex & kLexOngoing) {
    const bool onward = next.kind == Next::kDigit || next.kind == Next::kLower || next.kind == Next::kUpper;
    return onward ? Stop::kNever : Stop::kNone;
  }
  if (lex & kLexUnit) {
    const bool counted = first_kind(before) == Char::kDigit;
    return counted && (next.kind == Next::kLower || next.kind == Next::kDigit || comma) ? Stop::kName : Stop::kNone;
  }
  return Stop::kNone;
}

// Whether the sentence whose last stop is `stop_` ends before the chunk at `at_byte`.
bool Segmenter::ends_before(uint32_t at_byte) const {
  const At c = at(at_byte);
  // Closing marks that stand apart, as in tokenised text, still belong to the sentence before.
  const uint32_t after = at_byte + c.length;
  const bool alone = after >= end_ || at(after).kind == Char::kSpace || at(after).c == c.c;
  if (c.kind == Char::kClose || c.kind == Char::kCloseQuote || c.kind == Char::kComma || c.kind == Char::kDot ||
      c.kind == Char::kMark)
    return emoticon_end(at_byte) > at_byte ? false : c.kind == Char::kDot && stop_ == Stop::kStop && !alone;
  if (alone && ((c.kind == Char::kQuote && double_open_) || (c.c == '\'' && at(after - 1).c == '\''))) return false;
  const Next next = peek(at_byte);
  switch (stop_) {
    case Stop::kNone:
    case Stop::kNever:
      return false;
    case Stop::kStop:
    case Stop::kMark:
      return next.kind == Next::kLower ? !closed_ : next.kind != Next::kReference;
    case Stop::kDots:
      return next.kind == Next::kUpper;
    case Stop::kName:
      return next.kind == Next::kUpper && (next.starter() || closed_);
    case Stop::kFinal:
      return next.kind == Next::kUpper;
    case Stop::kTime:
      return next.kind == Next::kUpper && !(next.lex & (kLexZone | kLexMonth | kLexDay)) && !next.capitals;
  }
  return false;
}

// Whether the chunk at `at_byte` begins a sentence although no stop stands before it: "… of the camp They were …". Only
// where a plain word stands before, and the word is one that is capitalised for no other reason.
bool Segmenter::stop_is_missing(uint32_t at_byte) const {
  if (tokens_in_sentence() < 4 || first_kind(last_form()) != Char::kLower) return false;
  uint32_t i = at_byte + 1;
  WordHash hash;
  hash.add(text_[at_byte]);
  while (i < end_ && i - at_byte < 10 && at(i).kind == Char::kLower) hash.add(text_[i]), ++i;
  if (i >= end_ || !(lexicon(hash.value()) & kLexAlone) || (lexicon(last_form()) & kLexLinking)) return false;
  const Char after = at(i).kind;
  return after == Char::kApostrophe || (after == Char::kSpace && peek(i).kind == Next::kLower);
}

}  // namespace casus::text
