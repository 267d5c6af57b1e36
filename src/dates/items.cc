#include "dates/items.h"

#include <algorithm>

namespace casus::dates {

namespace {

constexpr uint64_t bit(Class c) { return uint64_t{1} << c; }
constexpr size_t kLongestWord = 14;  // longer than any word of the lexicon: not looked up

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Length of a dash at text[at]: "-", or an en or em dash or a non-breaking hyphen; 0 if there is none.
size_t dash(std::string_view text, size_t at) {
  if (text[at] == '-') return 1;
  if (at + 2 < text.size() && text[at] == '\xE2' && text[at + 1] == '\x80') {
    const auto c = static_cast<unsigned char>(text[at + 2]);
    if (c >= 0x90 && c <= 0x95) return 3;
  }
  return 0;
}

// Length of an apostrophe at text[at], straight or curly; 0 if there is none.
size_t apostrophe(std::string_view text, size_t at) {
  if (text[at] == '\'') return 1;
  if (at + 2 < text.size() && text[at] == '\xE2' && text[at + 1] == '\x80' &&
      (text[at + 2] == '\x99' || text[at + 2] == '\x98'))
    return 3;
  return 0;
}

// Cuts one token into items.
class Cutter {
 public:
  Cutter(const text::Document& doc, std::vector<Item>& out) : doc_(doc), out_(out), lexicon_(Lexicon::get()) {}

  void token(uint32_t t) {
    token_ = t;
    base_ = doc_.begin[t];
    text_ = doc_.form(TokenId(t));
    for (size_t at = 0; at < text_.size();) {
      size_t n = 0;
      if (digit(text_[at])) {
        at = number(at);
      } else if ((n = dash(text_, at)) != 0) {
        add(at, at + n, "-");
        at += n;
      } else if ((n = apostrophe(text_, at)) != 0) {
        at = after_apostrophe(at, n);
      } else if (letter(text_[at])) {
        at = word(at);
      } else {
        size_t stop = at + 1;
        while (stop < text_.size() && (text_[stop] & 0xC0) == 0x80) ++stop;
        add(at, stop, text_.substr(at, stop - at));
        at = stop;
      }
    }
  }

 private:
  Item& add(size_t begin, size_t end, std::string_view lower) {
    Item& item = out_.emplace_back();
    item.begin = base_ + static_cast<uint32_t>(begin), item.end = base_ + static_cast<uint32_t>(end);
    item.first_token = item.last_token = token_;
    if (lower.size() <= kLongestWord && !lower.empty()) {
      if (const Lexicon::Word* w = lexicon_.find(lower)) {
        item.mask = w->mask, item.value = w->value, item.unit = w->unit, item.literal = lexicon_.number(w);
      }
    }
    return item;
  }

  // Letters, with full stops inside ("a.m.") and other scripts as they come; the last full stop does not count.
  size_t word(size_t at) {
    size_t stop = at;
    while (stop < text_.size() && (letter(text_[stop]) || digit(text_[stop]) || text_[stop] == '.' ||
                                   ((text_[stop] & 0x80) && !dash(text_, stop) && !apostrophe(text_, stop)))) {
      ++stop;
    }
    size_t length = stop - at;
    if (stop + 6 <= text_.size() && length == 1 && apostrophe(text_, stop)) {  // o'clock
      const size_t n = apostrophe(text_, stop);
      if (text_.substr(stop + n) == "clock") {
        add(at, text_.size(), "o'clock");
        return text_.size();
      }
    }
    char lower[kLongestWord + 2];
    if (length > kLongestWord + 1) length = 0;
    for (size_t i = 0; i < length; ++i) {
      const char c = text_[at + i];
      lower[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (length > 1 && lower[length - 1] == '.') --length;
    Item& item = add(at, stop, {lower, length});
    item.capital = text_[at] >= 'A' && text_[at] <= 'Z';
    return stop;
  }

  // "'s", "'90s", "'98", or a mark by itself.
  size_t after_apostrophe(size_t at, size_t n) {
    size_t i = at + n;
    if (i < text_.size() && (text_[i] == 's' || text_[i] == 'S') && (i + 1 == text_.size() || !letter(text_[i + 1]))) {
      add(at, i + 1, "'s");
      return i + 1;
    }
    if (i + 1 < text_.size() && digit(text_[i]) && digit(text_[i + 1]) &&
        (i + 2 == text_.size() || !digit(text_[i + 2])))
      return number(i);  // two_digits() looks back at the apostrophe
    add(at, i, "'");
    return i;
  }

  size_t number(size_t at) {
    size_t i = at, digits = 0, dots = 0;
    int64_t value = 0;
    bool comma = false;
    for (; i < text_.size(); ++i) {
      if (digit(text_[i])) {
        if (++digits <= 9) value = value * 10 + (text_[i] - '0');
      } else if ((text_[i] == ',' || text_[i] == '.') && i + 1 < text_.size() && digit(text_[i + 1])) {
        if (text_[i] == '.') ++dots;
        comma |= text_[i] == ',';
      } else {
        break;
      }
    }
    if (dots == 2 && !comma) return dotted(at, i);
    if (dots > 0) return decimal(at, i, dots, comma);
    if (i < text_.size() && text_[i] == ':' && digits <= 2 && i + 2 < text_.size() && digit(text_[i + 1]))
      return clock(at, i, value);
    Item& item = add(at, i, {});
    item.value = static_cast<int32_t>(value);
    if (digits > 9) return i;
    item.mask = bit(cNUM);
    if (!comma) plain(item, value, digits);
    const size_t stop = suffix(item, i, value, digits);
    item.end = base_ + static_cast<uint32_t>(stop);
    return stop;
  }

  void plain(Item& item, int64_t value, size_t digits) {
    if (digits <= 2 && value >= 1 && value <= 31) item.mask |= bit(cD);
    if (digits == 2) item.mask |= bit(cYY);
    if (digits == 4 && value >= 1000 && value < 2200) item.mask |= bit(cY);
    if (digits == 8 && value > 19000000 && value < 21000000 && value / 100 % 100 <= 12) item.mask |= bit(cDATE8);
    if (digits == 2 && apostrophe_before(item.begin)) {
      item.mask = bit(cYQ);
      item.value = static_cast<int32_t>(value >= 30 ? 1900 + value : 2000 + value);
    }
  }

  bool apostrophe_before(uint32_t byte) const {
    const std::string_view t = doc_.text;
    if (byte >= 1 && t[byte - 1] == '\'') return byte < 2 || !letter(t[byte - 2]);
    return byte >= 3 && apostrophe(t, byte - 3) == 3 && (byte < 4 || !letter(t[byte - 4]));
  }

  // What follows the digits without a break: "s", "th", "am". Anything else is no number of ours ("3M").
  size_t suffix(Item& item, size_t at, int64_t value, size_t digits) {
    size_t stop = at;
    while (stop < text_.size() && letter(text_[stop])) ++stop;
    if (stop == at) return at;
    char two[2] = {'\0', '\0'};
    for (size_t k = 0; k < 2 && k < stop - at; ++k) two[k] = static_cast<char>(text_[at + k] | 0x20);
    const size_t n = stop - at;
    const std::string_view s(two, n == 1 ? 1 : 2);
    const bool quoted = item.is(cYQ);
    item.mask = 0;
    if (n == 1 && s == "s") {
      if (digits == 4 && value >= 1000 && value < 2200 && value % 10 == 0) {
        item.mask = bit(cDEC), item.value = static_cast<int32_t>(value / 10);
      } else if (digits == 2 && value % 10 == 0 && (quoted || value >= 20)) {
        item.mask = bit(cDEC), item.value = static_cast<int32_t>((value >= 30 ? 1900 + value : 2000 + value) / 10);
      }
    } else if (n == 2 && (s == "st" || s == "nd" || s == "rd" || s == "th") && value >= 1 && value <= 100) {
      item.mask = bit(cORD);
      if (value <= 31) item.mask |= bit(cDO);
      item.value = static_cast<int32_t>(value);
    } else if ((n == 2 && (s == "am" || s == "pm")) ||
               (text_.size() > at + 2 && text_[at + 1] == '.' && (s == "a" || s == "p"))) {
      item.mask = bit(cNUM) | (value >= 1 && value <= 31 ? bit(cD) : 0);
      return at;  // the letters become an item of their own
    }
    return stop;
  }

  size_t clock(size_t at, size_t colon, int64_t hour) {
    size_t i = colon + 1;
    int minutes = 0, n = 0;
    while (i < text_.size() && digit(text_[i]) && n < 2) minutes = minutes * 10 + (text_[i] - '0'), ++n, ++i;
    while (i < text_.size() && (digit(text_[i]) || text_[i] == ':')) ++i;  // seconds do not matter
    Item& item = add(at, i, {});
    if (hour <= 24 && n == 2 && minutes < 60)
      item.mask = bit(cCLOCK), item.value = static_cast<int32_t>(hour * 60 + minutes);
    return i;
  }

  size_t dotted(size_t at, size_t stop) {
    Item& item = add(at, stop, {});
    int part[3] = {0, 0, 0};
    size_t k = 0;
    for (size_t i = at; i < stop; ++i) {
      if (text_[i] == '.') {
        ++k;
      } else if (part[k] < 100000) {
        part[k] = part[k] * 10 + (text_[i] - '0');
      }
    }
    if (part[2] >= 1900 && part[2] < 2200 && part[1] <= 12 && part[0] <= 31)
      item.mask = bit(cDOTS), item.value = part[2] * 10000 + part[1] * 100 + part[0];
    return stop;
  }

  size_t decimal(size_t at, size_t stop, size_t dots, bool comma) {
    Item& item = add(at, stop, {});
    if (dots > 1 || comma) return stop;
    const size_t point = text_.find('.', at);
    int64_t whole = 0;
    for (size_t i = at; i < point && i < at + 8; ++i) whole = whole * 10 + (text_[i] - '0');
    item.value = static_cast<int32_t>(whole);
    item.half = text_.substr(point + 1, stop - point - 1) == "5";
    if (item.half || text_.substr(point + 1, stop - point - 1) == "0") item.mask = bit(cNUM);
    return stop;
  }

  const text::Document& doc_;
  std::vector<Item>& out_;
  const Lexicon& lexicon_;
  std::string_view text_;
  uint32_t token_ = 0, base_ = 0;
};

struct Literals {
  uint16_t dash, slash, dollar, and_, a, half, one, hundred;
  static const Literals& get() {
    static const Literals l = [] {
      const Lexicon& x = Lexicon::get();
      return Literals{x.literal("-"), x.literal("/"),    x.literal("$"),   x.literal("and"),
                      x.literal("a"), x.literal("half"), x.literal("one"), x.literal("hundred")};
    }();
    return l;
  }
};

bool number_word(const Item& i) { return i.is(cNUM) && i.literal != kNoLiteral; }

// "nineteen ninety-six": how many items from `at` say a year; 0 if none do.
size_t year_words(const std::vector<Item>& v, size_t at, int32_t& year) {
  const Literals& l = Literals::get();
  if (!number_word(v[at]) || v[at].value < 16 || v[at].value > 20) return 0;
  size_t i = at + 1;
  if (i < v.size() && v[i].literal == l.dash) ++i;
  if (i >= v.size() || !number_word(v[i]) || v[i].value < 10 || v[i].value > 90) return 0;
  int32_t low = v[i].value;
  if (low >= 20) {
    const size_t j = i + 1 + (i + 1 < v.size() && v[i + 1].literal == l.dash);
    if (j < v.size() && number_word(v[j]) && v[j].value < 10) low += v[j].value, i = j;
  }
  year = v[at].value * 100 + low;
  return i + 1 - at;
}

// "twenty-five", "two hundred and ten", "5 million": items from `at` that say one number; `value` and `half` of it.
size_t number_words(const std::vector<Item>& v, size_t at, int64_t& value, bool& half) {
  const Literals& l = Literals::get();
  constexpr size_t kMost = 10;
  int64_t total = 0, current = v[at].value;
  size_t i = at + 1, end = i;
  int32_t last = v[at].literal == kNoLiteral ? 1000000000 : v[at].value;
  for (; i < v.size() && i < at + kMost; ++i) {
    if (v[i].literal == l.dash || (v[i].literal == l.and_ && last >= 100 && v[i - 1].literal != kNoLiteral)) continue;
    if (!number_word(v[i])) break;
    const int32_t n = v[i].value;
    if (n == 100 || n == 1000 || n == 1000000) {
      if (current == 0 || current > 999) break;
      current *= n;
      if (n >= 1000) total += current, current = 0;
      last = n;
    } else if (last == 100 || last >= 1000 ? last != 1000000000 && n < 100 : last >= 20 && last < 100 && n < 10) {
      current += n;
      last = n;
    } else {
      break;
    }
    end = i + 1;
  }
  value = total + current;
  half = v[at].half;
  if (end == at + 1 && end + 2 < v.size() && v[at].literal == kNoLiteral && v[end].is(cNUM) && v[end].value == 1 &&
      v[end + 1].literal == l.slash && v[end + 2].is(cNUM) && v[end + 2].value == 2) {
    half = true;  // 2 1/2
    end += 3;
  }
  return end - at;
}

void join(Item& into, const Item& last) { into.end = last.end, into.last_token = last.last_token; }

// Joins number words in place.
void join_numbers(std::vector<Item>& v) {
  const Literals& l = Literals::get();
  size_t to = 0;
  for (size_t i = 0; i < v.size();) {
    Item item = v[i];
    size_t n = 1;
    if (item.is(cNUM) || (item.literal == l.a && i + 1 < v.size() && v[i + 1].literal == l.hundred)) {
      int32_t year = 0;
      int64_t value = item.value;
      bool half = item.half;
      if ((n = year_words(v, i, year)) != 0) {
        item.mask = bit(cY), item.value = year, item.literal = kNoLiteral;
      } else {
        n = number_words(v, i, value, half);
        if (n > 1) {
          item.mask = bit(cNUM), item.literal = kNoLiteral;
          if (value >= 1900 && value < 2200 && value % 100 < 30) item.mask |= bit(cY);
          item.value = static_cast<int32_t>(std::min<int64_t>(value, 1000000000)), item.half = half;
        }
      }
      join(item, v[i + n - 1]);
    }
    if (i > 0 && v[i - 1].literal == l.dollar) item.mask = 0;
    v[to++] = item;
    i += n;
  }
  v.resize(to);
}

// "twenty" + "-" + "fifth": the ordinals that are two words.
void join_ordinals(std::vector<Item>& v) {
  const Literals& l = Literals::get();
  size_t to = 0;
  for (size_t i = 0; i < v.size();) {
    Item item = v[i];
    size_t n = 1;
    if (number_word(item) && item.value >= 20 && item.value < 100) {
      const size_t j = i + 1 + (i + 1 < v.size() && v[i + 1].literal == l.dash);
      if (j < v.size() && v[j].is(cORD) && v[j].literal != kNoLiteral && v[j].value < 10 && item.value % 10 == 0) {
        item.mask = bit(cORD), item.value += v[j].value, item.literal = kNoLiteral;
        join(item, v[j]);
        n = j + 1 - i;
      }
    }
    v[to++] = item;
    i += n;
  }
  v.resize(to);
}

}  // namespace

void make_items(const text::Document& doc, const lang::Parse& parse, TokenRange range, std::vector<Item>& out) {
  out.clear();
  Cutter cut(doc, out);
  bool numbers = false;
  for (uint32_t t = range.first; t < range.last; ++t) {
    const size_t before = out.size();
    cut.token(t);
    for (size_t i = before; i < out.size(); ++i) {
      Item& item = out[i];
      numbers |= item.is(cNUM);
      // Months and abbreviated weekdays are written with a capital; "may" and "march" are verbs more often than not.
      if ((item.is(cM) || item.is(cWDA)) && !item.capital) item.mask &= ~(bit(cM) | bit(cWDA));
      if (item.is(cM) && (item.value == 5 || item.value == 3) && t < parse.upos.size() &&
          (parse.upos[t] == lang::Upos::AUX || parse.upos[t] == lang::Upos::VERB)) {
        item.mask &= ~bit(cM);
      }
    }
  }
  if (numbers) {
    join_ordinals(out);
    join_numbers(out);
  }
}

}  // namespace casus::dates
