#include "ingest/published.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <vector>

namespace casus::ingest {

namespace {

struct Moment {
  int year = 0, month = 0, day = 0;
  int hour = -1, minute = 0, second = -1;
  std::string zone;  // "", "Z" or "+02:00"
};

// A number (its digits) or a word (in small letters) or one other character.
struct Piece {
  enum Kind { kNumber, kWord, kMark } kind;
  std::string_view text;
  int value = 0;
};

std::vector<Piece> split(std::string_view s) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  std::vector<Piece> out;
  for (size_t i = 0; i < s.size() && out.size() < 32;) {
    size_t j = i + 1;
    if (digit(s[i])) {
      while (j < s.size() && digit(s[j])) ++j;
      int value = -1;
      if (j - i <= 9) std::from_chars(s.data() + i, s.data() + j, value);
      out.push_back({Piece::kNumber, s.substr(i, j - i), value});
    } else if (letter(s[i])) {
      while (j < s.size() && letter(s[j])) ++j;
      out.push_back({Piece::kWord, s.substr(i, j - i), 0});
    } else if (s[i] != ' ' && s[i] != '\t') {
      out.push_back({Piece::kMark, s.substr(i, 1), 0});
    }
    i = j;
  }
  return out;
}

int month_of(std::string_view word) {
  constexpr std::string_view kNames = "janfebmaraprmayjunjulaugsepoctnovdec";
  constexpr std::array<std::string_view, 12> kFull = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
  std::string low(word);
  for (auto& c : low) c = static_cast<char>(c | 0x20);
  if (low.size() < 3) return 0;
  const size_t at = kNames.find(low.substr(0, 3));
  if (at == std::string_view::npos || at % 3 != 0) return 0;
  const auto full = kFull[at / 3];
  return full.starts_with(low) ? static_cast<int>(at / 3) + 1 : 0;
}

bool is_valid(const Moment& m) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (m.year < 1400 || m.year > 2200 || m.month < 1 || m.month > 12 || m.day < 1) return false;
  const bool leap = (m.year % 4 == 0 && m.year % 100 != 0) || m.year % 400 == 0;
  if (m.day > kDays[static_cast<size_t>(m.month - 1)] + (leap && m.month == 2)) return false;
  return m.hour <= 23 && m.minute >= 0 && m.minute <= 59 && m.second <= 60;
}

std::string print(const Moment& m) {
  if (!is_valid(m)) return {};
  char buffer[80];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", m.year, m.month, m.day);
  std::string out = buffer;
  if (m.hour >= 0) {
    std::snprintf(buffer, sizeof buffer, "T%02d:%02d", m.hour, m.minute);
    out += buffer;
    if (m.second >= 0) {
      std::snprintf(buffer, sizeof buffer, ":%02d", m.second);
      out += buffer;
    }
    out += m.zone;
  }
  return out;
}

// "10:30[:15[.5]] [AM|PM] [Z|GMT|UTC|±hh[:]mm]" from pieces[i] on; leaves `m` a date only if it is none.
void read_time(const std::vector<Piece>& p, size_t i, Moment& m) {
  const auto mark = [&](size_t k, char c) { return k < p.size() && p[k].kind == Piece::kMark && p[k].text[0] == c; };
  const auto number = [&](size_t k) { return k < p.size() && p[k].kind == Piece::kNumber; };
  while (i < p.size() && p[i].kind != Piece::kNumber) ++i;
  if (!number(i) || !mark(i + 1, ':') || !number(i + 2)) return;
  m.hour = p[i].value, m.minute = p[i + 2].value;
  i += 3;
  if (mark(i, ':') && number(i + 1)) {
    m.second = p[i + 1].value;
    i += 2;
    if (mark(i, '.') && number(i + 1)) i += 2;
  }
  if (i < p.size() && p[i].kind == Piece::kWord && p[i].text.size() == 2 && (p[i].text[1] | 0x20) == 'm') {
    const bool pm = (p[i].text[0] | 0x20) == 'p';
    if (m.hour > 12) m.hour = 99;
    if (m.hour <= 12) m.hour = m.hour % 12 + (pm ? 12 : 0);
    ++i;
  }
  if (i < p.size() && p[i].kind == Piece::kWord && (p[i].text == "Z" || p[i].text == "GMT" || p[i].text == "UTC")) {
    m.zone = "Z";
  } else if ((mark(i, '+') || mark(i, '-')) && number(i + 1)) {
    const auto hours = p[i + 1].text;
    std::string digits(hours);
    if (mark(i + 2, ':') && number(i + 3)) digits += p[i + 3].text;
    if (digits.size() == 2) digits += "00";
    if (digits.size() == 4) m.zone = std::string(p[i].text) + digits.substr(0, 2) + ":" + digits.substr(2);
  }
}

// Digits only: 20140417, 20140417103000, a Unix time.
std::string compact(std::string_view s) {
  const auto at = [&](size_t from, size_t n) {
    int v = 0;
    std::from_chars(s.data() + from, s.data() + from + n, v);
    return v;
  };
  if (s.size() == 8 || s.size() == 12 || s.size() == 14) {
    Moment m{at(0, 4), at(4, 2), at(6, 2), -1, 0, -1, ""};
    if (s.size() >= 12) m.hour = at(8, 2), m.minute = at(10, 2);
    if (s.size() == 14) m.second = at(12, 2);
    return print(m);
  }
  if (s.size() != 10 && s.size() != 13) return {};
  int64_t seconds = 0;
  std::from_chars(s.data(), s.data() + 10, seconds);
  // Days since 1970 to a date, in years that begin in March so that leap days come last.
  const int64_t days = seconds / 86400 + 719468, rest = seconds % 86400;
  const int64_t era = days / 146097, doe = days % 146097;
  const int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  Moment m;
  m.day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
  m.month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  m.year = static_cast<int>(yoe + era * 400 + (m.month <= 2));
  m.hour = static_cast<int>(rest / 3600), m.minute = static_cast<int>(rest / 60 % 60),
  m.second = static_cast<int>(rest % 60);
  m.zone = "Z";
  return print(m);
}

}  // namespace

std::string iso_date(std::string_view given) {
  while (!given.empty() && (given.front() == ' ' || given.front() == '\n')) given.remove_prefix(1);
  while (!given.empty() && (given.back() == ' ' || given.back() == '\n')) given.remove_suffix(1);
  if (given.empty() || given.size() > 64) return {};
  if (std::all_of(given.begin(), given.end(), [](char c) { return c >= '0' && c <= '9'; })) return compact(given);
  auto p = split(given);
  const auto number = [&](size_t k) { return k < p.size() && p[k].kind == Piece::kNumber; };
  const auto mark = [&](size_t k) { return k < p.size() && p[k].kind == Piece::kMark ? p[k].text[0] : '\0'; };

  // 20140417T103000Z
  if (p.size() >= 3 && number(0) && p[0].text.size() == 8 && p[1].text == "T" && number(2) && p[2].text.size() == 6) {
    std::string out = compact(std::string(p[0].text) + std::string(p[2].text));
    return out.empty() ? out : out + (p.size() > 3 && p[3].text == "Z" ? "Z" : "");
  }
  Moment m;
  size_t after = 0;
  const char sign = mark(1);
  if (number(0) && number(2) && number(4) && sign == mark(3) && (sign == '-' || sign == '/' || sign == '.')) {
    const int a = p[0].value, b = p[2].value, c = p[4].value;
    if (p[0].text.size() == 4) {
      m.year = a, m.month = b, m.day = c;
    } else if (p[4].text.size() == 4 && (a > 12) != (b > 12)) {
      m.year = c, m.month = std::min(a, b), m.day = std::max(a, b);
    } else if (p[4].text.size() == 4 && (a == b || sign == '.')) {
      m.year = c, m.month = b, m.day = a;
    }
    after = 5;
  } else {
    // A month's name with a day on one side and a year behind.
    size_t k = 0;
    while (k < p.size() && !(p[k].kind == Piece::kWord && month_of(p[k].text) > 0)) ++k;
    if (k == p.size()) return {};
    m.month = month_of(p[k].text);
    const auto skip = [&](size_t i) {
      while (i < p.size() && ((p[i].kind == Piece::kMark && p[i].text[0] != '+') ||
                              (p[i].kind == Piece::kWord && p[i].text.size() == 2 && month_of(p[i].text) == 0)))
        ++i;
      return i;
    };
    size_t before = k;
    while (before > 0 && p[before - 1].kind != Piece::kNumber && k - before < 2) --before;
    size_t year = skip(k + 1);
    if (before > 0 && number(before - 1) && p[before - 1].value <= 31) {
      m.day = p[before - 1].value;
    } else if (number(year)) {
      m.day = p[year].value;
      year = skip(year + 1);
    }
    if (!number(year) || p[year].text.size() != 4) return {};
    m.year = p[year].value;
    after = year + 1;
  }
  if (!is_valid(m)) return {};
  read_time(p, after, m);
  if (!is_valid(m)) m.hour = -1;
  return print(m);
}

}  // namespace casus::ingest
