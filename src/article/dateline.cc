#include "article/dateline.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace casus::article {

namespace {

constexpr uint32_t kMaxDateline = 120;  // bytes; longer openings are sentences

constexpr std::array<std::string_view, 23> kMonths = {
    "january",   "february", "march",    "april",    "may", "june", "july", "august",
    "september", "october",  "november", "december", "jan", "feb",  "mar",  "apr",
    "jun",       "jul",      "aug",      "sept",     "oct", "nov",  "dec"};
constexpr std::array<std::string_view, 7> kDays = {"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};
// Words in capitals before a colon or dash that are labels of newsrooms, not places.
constexpr std::array<std::string_view, 40> kLabels = {
    "update",   "breaking",   "note",    "warning",  "exclusive", "correction", "analysis",  "factbox",
    "opinion",  "watch",      "video",   "photo",    "photos",    "read",       "editorial", "interview",
    "timeline", "live",       "latest",  "summary",  "urgent",    "alert",      "reminder",  "related",
    "more",     "background", "profile", "special",  "advisory",  "editors",    "editor's",  "q",
    "a",        "q&a",        "caption", "pictures", "picture",   "review",     "feature",   "but"};

template <size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Reads a dateline from left to right; every function moves `at` past what it takes and takes all or nothing.
class Reader {
 public:
  Reader(std::string_view text, Span span)
      : text_(text), at_(span.begin), end_(std::min(span.end, span.begin + kMaxDateline)) {
    full_end_ = span.end;
  }

  std::optional<Dateline> read(bool bare_place) {
    Dateline d;
    skip_spaces();
    const uint32_t begin = at_;
    bool capitals = false;
    if (!agency(d.agency)) {
      if (!place(d.place, capitals)) return std::nullopt;
      parts(d);
      agency(d.agency);
      if (d.date.empty()) date(d.date);
    }
    if (contains(kLabels, utf8::lower(slice(text_, first_word_)))) return std::nullopt;
    const bool sure = !d.agency.empty() || !d.date.empty();
    if (!capitals && !d.place.empty() && !sure) return std::nullopt;
    const bool dashed = dash(sure);
    if (!dashed) {
      const bool colon =
          bare_place && capitals && at_ < end_ && text_[at_] == ':' && (at_ + 1 >= full_end_ || is_space(at_ + 1));
      const bool stop = bare_place && capitals && !sure && at_ < end_ && text_[at_] == '.' &&
                        (at_ + 1 >= full_end_ || (is_space(at_ + 1) && full_end_ - at_ > 40));
      if (colon || stop)
        ++at_;
      else if (!(capitals && !d.agency.empty() && spaced_))
        return std::nullopt;
    }
    if (!story_follows(at_, sure)) return std::nullopt;
    d.whole = {begin, at_};
    while (d.whole.end > begin && is_space(d.whole.end - 1)) --d.whole.end;
    return d;
  }

 private:
  utf8::Decoded decode(uint32_t pos) const { return utf8::decode(text_.substr(0, full_end_), pos); }
  bool is_space(uint32_t pos) const {
    const char c = text_[pos];
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
  void skip_spaces() {
    spaced_ = false;
    while (at_ < end_) {
      const auto d = decode(at_);
      if (!utf8::is_space(d.code_point)) return;
      at_ += d.length;
      spaced_ = true;
    }
  }
  // A word: letters, and marks inside it or a stop that ends an abbreviation.
  Span word() const {
    uint32_t i = at_;
    while (i < end_) {
      const auto d = decode(i);
      const char32_t c = d.code_point;
      const bool inner = (c == '-' || c == '\'' || c == 0x2019 || c == '/' || c == '.') && i > at_ && i + 1 < end_ &&
                         utf8::is_letter(decode(i + 1).code_point);
      if (!utf8::is_letter(c) && !inner) break;
      i += d.length;
    }
    return {at_, i};
  }
  static bool all_upper(std::string_view w) {
    bool any = false;
    for (uint32_t i = 0; i < w.size();) {
      const auto d = utf8::decode(w, i);
      if (utf8::is_lower(d.code_point)) return false;
      any |= utf8::is_upper(d.code_point);
      i += d.length;
    }
    return any;
  }
  static bool capitalised(std::string_view w) { return !w.empty() && utf8::is_upper(utf8::decode(w, 0).code_point); }
  // "ST." and "D.C.": the stop after a short capitalised word is part of it if a word or comma goes on.
  void take_stop(Span w) {
    if (at_ >= end_ || text_[at_] != '.') return;
    const uint32_t after = at_ + 1;
    if (after >= end_) return;
    if (text_[after] == ',' || text_[after] == ')' || slice(text_, w).find('.') != std::string_view::npos ||
        (w.size() <= 5 && is_space(after) && after + 1 < end_ &&
         (w.size() <= 3 || !utf8::is_upper(decode(after + 1).code_point))))
      ++at_;
  }

  bool place(Span& out, bool& capitals) {
    const uint32_t begin = at_;
    uint32_t stop = at_, words = 0;
    capitals = true;
    while (words < 5) {
      const uint32_t before = at_;
      skip_spaces();
      const Span w = word();
      const auto form = slice(text_, w);
      const bool small = words > 0 && (form == "de" || form == "and" || form == "of" || form == "the" || form == "al");
      if (w.empty() || (!capitalised(form) && !small) || month_or_day(form)) {
        at_ = before;
        break;
      }
      // "SEOUL South Korea" without a comma is no dateline: capitals and small letters do not mix in a place.
      if (words > 0 && !small && capitals != all_upper(form)) {
        at_ = begin;
        return false;
      }
      if (words == 0) capitals = all_upper(form), first_word_ = w;
      at_ = w.end;
      take_stop(w);
      stop = at_;
      ++words;
    }
    if (words == 0 || stop - begin < 4) {
      at_ = begin;
      return false;
    }
    at_ = stop;
    out = {begin, stop};
    return true;
  }

  // ", South Korea", ", Va.", ", March 3, 2014": regions and a date behind the place.
  void parts(Dateline& d) {
    for (int k = 0; k < 4; ++k) {
      const uint32_t before = at_;
      skip_spaces();
      if (at_ < end_ && text_[at_] == ',')
        ++at_;
      else if (k > 0 || !spaced_) {
        at_ = before;
        return;
      }
      skip_spaces();
      if (d.date.empty() && date(d.date)) continue;
      if (text_[before] == ',' && region(d.place)) continue;
      at_ = before;
      return;
    }
  }
  bool region(Span& place_span) {
    const uint32_t begin = at_;
    uint32_t stop = at_;
    for (int words = 0; words < 4; ++words) {
      const uint32_t before = at_;
      skip_spaces();
      const Span w = word();
      if (w.empty() || month_or_day(slice(text_, w)) ||
          (!capitalised(slice(text_, w)) && (words == 0 || slice(text_, w) != "of"))) {
        at_ = before;
        break;
      }
      at_ = w.end;
      take_stop(w);
      stop = at_;
    }
    at_ = stop;
    if (stop == begin) return false;
    place_span.end = stop;
    return true;
  }

  static bool month_or_day(std::string_view form) {
    if (form.size() > 9) return false;
    const auto low = utf8::lower(form);
    return contains(kMonths, low) || contains(kDays, low);
  }
  uint32_t digits(uint32_t pos, uint32_t most) const {
    uint32_t i = pos;
    while (i < end_ && i - pos < most && text_[i] >= '0' && text_[i] <= '9') ++i;
    return i;
  }
  // "March 3", "3 March 2014", "Jan. 5, 2014", "Monday".
  bool date(Span& out) {
    const uint32_t begin = at_;
    uint32_t i = digits(at_, 2);
    const bool day_first = i > at_;
    if (day_first) {
      if (i >= end_ || text_[i] != ' ') return false;
      at_ = i + 1;
    }
    const Span w = word();
    const auto low = utf8::lower(slice(text_, w));
    const bool weekday = contains(kDays, low);
    if (w.empty() || (!weekday && !contains(kMonths, low)) || (weekday && day_first)) {
      at_ = begin;
      return false;
    }
    at_ = w.end;
    if (at_ < end_ && text_[at_] == '.') ++at_;
    uint32_t stop = at_;
    if (weekday) {
      const uint32_t before = at_;
      if (at_ < end_ && text_[at_] == ',') ++at_;
      skip_spaces();
      Span rest;
      if (date(rest))
        stop = rest.end;
      else
        at_ = before;
    } else if (!day_first) {
      skip_spaces();
      i = digits(at_, 2);
      if (i == at_) {
        at_ = begin;
        return false;
      }
      stop = at_ = i;
    }
    for (uint32_t j = stop; j < end_ && (text_[j] == ',' || text_[j] == ' '); ++j) {
      const uint32_t year = digits(j + 1, 4);
      if (year == j + 5 && (text_[j + 1] == '1' || text_[j + 1] == '2')) {
        stop = year;
        break;
      }
      if (j - stop >= 1) break;
    }
    at_ = stop;
    out = {begin, stop};
    return true;
  }

  // "(AP)", "(Thomson Reuters Foundation)", "/PRNewswire/"; an inner date or sign-off after a dash or comma is left in
  // it.
  bool agency(Span& out) {
    const uint32_t before = at_;
    skip_spaces();
    if (at_ >= end_ || (text_[at_] != '(' && text_[at_] != '/' && text_[at_] != '[')) {
      at_ = before;
      return false;
    }
    const char close = text_[at_] == '(' ? ')' : text_[at_] == '[' ? ']' : '/';
    const uint32_t begin = at_ + 1;
    uint32_t i = begin;
    bool spaces = false;
    uint32_t words = 1;
    while (i < end_ && text_[i] != close && text_[i] != '\n' && i - begin < 48) {
      if (text_[i] == ' ' && !spaces) ++words;
      spaces = text_[i] == ' ';
      ++i;
    }
    if (i >= end_ || text_[i] != close || i < begin + 2 || words > 5 || !capitalised(text_.substr(begin, i - begin))) {
      at_ = before;
      return false;
    }
    at_ = i + 1;
    out = {begin, i};
    return true;
  }

  // The dash, with what white space is around it.
  bool dash(bool sure) {
    skip_spaces();
    const bool spaced = spaced_;
    uint32_t i = at_;
    bool wide = false;
    while (i < end_) {
      const auto d = decode(i);
      const char32_t c = d.code_point;
      if (c != '-' && c != '_' && !(c >= 0x2010 && c <= 0x2015)) break;
      wide |= c >= 0x2012;
      i += d.length;
    }
    if (i == at_) return false;
    wide |= i - at_ >= 2;
    const bool open = i >= full_end_ || is_space(i);
    if (!open && !wide) return false;  // "AL-QAEDA"
    if (!spaced && !wide && !sure && !open) return false;
    at_ = i;
    return true;
  }
  // Nothing more (the span is the dateline itself), or a story: it does not go on in small letters, as the sentence
  // "NATO - the alliance …" does, nor in capitals, as a headline does.
  bool story_follows(uint32_t pos, bool sure) const {
    while (pos < full_end_ && is_space(pos)) ++pos;
    if (pos >= full_end_) return true;
    if (sure) return true;
    if (utf8::is_lower(decode(pos).code_point)) return false;
    uint32_t letters = 0, capitals = 0;
    for (uint32_t i = pos; i < full_end_ && i - pos < 60;) {
      const auto d = decode(i);
      letters += utf8::is_letter(d.code_point), capitals += utf8::is_upper(d.code_point);
      i += d.length;
    }
    return capitals * 2 <= letters;
  }

  std::string_view text_;
  uint32_t at_, end_, full_end_ = 0;
  Span first_word_;
  bool spaced_ = false;
};

}  // namespace

std::optional<Dateline> read_dateline(std::string_view text, Span paragraph, bool bare_place) {
  if (paragraph.empty() || paragraph.end > text.size()) return std::nullopt;
  return Reader(text, paragraph).read(bare_place);
}

}  // namespace casus::article
