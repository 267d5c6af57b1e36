// A text is cut into stanzas at blank lines; a stanza is either prose that was wrapped at some width, and then its
// lines are joined into paragraphs, or one paragraph a line. Each paragraph is then told apart by the look of its first
// line: bullet, table row, quoted line, byline, agency tag, dateline, headline. What this leaves out: columns side by
// side, and wrapped prose with ragged lines of very different lengths.
#include "article/layout.h"

#include <algorithm>
#include <array>

#include "article/dateline.h"
#include "base/utf8.h"

namespace casus::article {

namespace {

constexpr uint32_t kNarrowest = 44, kWidest = 110;  // columns of hard-wrapped prose
constexpr uint32_t kLongestHeadline = 140;          // bytes

struct Line {
  Span span;             // trimmed
  uint32_t columns = 0;  // code points
  uint32_t indent = 0;
  bool stopped = false;  // ends as a sentence does
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Layout {
 public:
  Layout(std::string_view text, std::vector<Block>& blocks) : text_(text), blocks_(blocks) {}

  void run() {
    for (uint32_t at = 0; at < text_.size();) {
      const Line line = next_line(at);
      if (line.span.empty()) {
        stanza();
      } else {
        lines_.push_back(line);
      }
    }
    stanza();
    // A text that is one line is a sentence, not a headline.
    if (blocks_.size() == 1 && blocks_[0].kind == BlockKind::kHeadline) blocks_[0].kind = BlockKind::kParagraph;
  }

 private:
  utf8::Decoded decode(uint32_t pos) const {
    const auto b = static_cast<unsigned char>(text_[pos]);
    return b < 0x80 ? utf8::Decoded{b, 1, true} : utf8::decode(text_, pos);
  }

  // The line at `at`, which is moved behind its break (\n, \r\n, \r, U+2028 or U+2029).
  Line next_line(uint32_t& at) const {
    Line line;
    uint32_t begin = at, last = at, i = at;
    bool started = false;
    const auto size = static_cast<uint32_t>(text_.size());
    char32_t final = 0;
    while (i < size) {
      const auto d = decode(i);
      if (d.code_point == '\n' || d.code_point == '\r' || d.code_point == 0x2028 || d.code_point == 0x2029) {
        i += d.length;
        if (d.code_point == '\r' && i < size && text_[i] == '\n') ++i;
        break;
      }
      i += d.length;
      if (utf8::is_space(d.code_point)) {
        line.indent += !started ? (d.code_point == '\t' ? 4u : 1u) : 0u;
        line.columns += started;
        continue;
      }
      if (!started) begin = i - d.length, started = true;
      ++line.columns;
      last = i;
      // Closing quotes and brackets do not hide the stop before them.
      const bool closing = d.code_point == '"' || d.code_point == '\'' || d.code_point == ')' || d.code_point == ']' ||
                           d.code_point == 0x201D || d.code_point == 0x2019 || d.code_point == 0xBB;
      if (!closing || !is_stop(final)) final = d.code_point;
    }
    at = i;
    line.span = started ? Span{begin, last} : Span{begin, begin};
    line.stopped = is_stop(final);
    return line;
  }
  static bool is_stop(char32_t c) { return c == '.' || c == '!' || c == '?' || c == 0x2026; }

  std::string_view words(const Line& line) const { return slice(text_, line.span); }

  // Takes the collected lines apart.
  void stanza() {
    if (lines_.empty()) return;
    const uint32_t width = wrapped_width();
    size_t first = 0;
    for (size_t k = 0; k < lines_.size(); ++k) {
      const bool last = k + 1 == lines_.size();
      if (!last && joined(lines_[k], lines_[k + 1], width, k == first)) continue;
      paragraph({lines_[first].span.begin, lines_[k].span.end}, first, k);
      first = k + 1;
    }
    lines_.clear();
  }

  // The column at which the stanza was wrapped, 0 if its lines are paragraphs: prose breaks in the middle of sentences.
  uint32_t wrapped_width() const {
    if (lines_.size() < 2) return 0;
    uint32_t width = 0, open = 0;
    for (size_t k = 0; k < lines_.size(); ++k) {
      width = std::max(width, lines_[k].columns + lines_[k].indent);
      open += k + 1 < lines_.size() && !lines_[k].stopped;
    }
    if (width < kNarrowest || width > kWidest) return 0;
    return open * 2 >= lines_.size() - 1 ? width : 0;
  }

  // Whether `next` goes on with the paragraph of `line`; `first` = `line` is its first line.
  bool joined(const Line& line, const Line& next, uint32_t width, bool first) const {
    if ((first && standalone(line)) || is_table(next) || is_quote(next)) return false;
    const bool lower = utf8::is_lower(decode(next.span.begin).code_point);
    if (width == 0) return !line.stopped && lower && line.columns >= kNarrowest && !standalone(next);
    if (next.indent >= line.indent + 2 && !is_bullet(line)) return false;
    uint32_t word = 0;
    for (uint32_t i = next.span.begin; i < next.span.end && !utf8::is_space(decode(i).code_point);
         i += decode(i).length)
      ++word;
    const bool full = line.indent + line.columns + 1 + word + 2 >= width;  // the word had no room
    if (is_bullet(next)) return full && !line.stopped && is_dash_in_prose(next);
    if (full && !line.stopped) return true;
    if (standalone(next) || read_dateline(text_, next.span)) return false;
    if (full) return true;
    if (line.stopped) return false;
    // A short line: a headline, or prose from which something was taken out.
    return lower || (line.columns * 2 >= width && (!first || ends_open(line)));
  }

  // "- especially in the north -" at the start of a wrapped line.
  bool is_dash_in_prose(const Line& line) const {
    const auto s = words(line);
    return (s.starts_with("- ") && s.size() > 2 && s[2] >= 'a' && s[2] <= 'z') || s.starts_with("\xE2\x80\x93 ") ||
           is_digit(s[0]);
  }

  // The last word of the line calls for more.
  bool ends_open(const Line& line) const {
    constexpr std::array<std::string_view, 37> kOpen = {
        "the",  "a",    "an",    "of",   "in",      "on",    "at",   "to",    "for", "and",  "or",  "by",   "with",
        "from", "its",  "their", "his",  "her",     "that",  "is",   "are",   "was", "were", "has", "have", "be",
        "as",   "said", "than",  "into", "between", "ended", "will", "would", "but", "had",  "not"};
    const auto s = words(line);
    const size_t at = s.rfind(' ');
    return s.back() == ',' ||
           (at != std::string_view::npos && std::find(kOpen.begin(), kOpen.end(), s.substr(at + 1)) != kOpen.end());
  }

  bool standalone(const Line& line) const {
    return is_table(line) || is_quote(line) || is_byline(words(line)) || is_agency(words(line));
  }

  // Gives the paragraph of lines [first, last] its kind, and its dateline a block of its own.
  void paragraph(Span span, size_t first, size_t last) {
    const Line& line = lines_[first];
    if (is_table(line)) return add(span, BlockKind::kTable);
    if (is_quote(line)) return add(span, BlockKind::kQuoteLine);
    if (is_bullet(line)) return add(span, BlockKind::kBullet);
    if (is_byline(slice(text_, span))) return add(span, BlockKind::kByline);
    if (is_agency(slice(text_, span))) return add(span, BlockKind::kAgency);
    const bool head = stories_ == 0;
    if (const auto dateline = read_dateline(text_, span, head)) {
      add(dateline->whole, BlockKind::kDateline);
      span.begin = dateline->whole.end;
      while (span.begin < span.end && utf8::is_space(decode(span.begin).code_point))
        span.begin += decode(span.begin).length;
      if (span.empty()) return;
      ++stories_;
      return add(span, BlockKind::kParagraph);
    }
    const bool headline = first == last && is_headline(line);
    stories_ += !headline;
    add(span, headline ? BlockKind::kHeadline : BlockKind::kParagraph);
  }
  void add(Span span, BlockKind kind) { blocks_.push_back({span, kind}); }

  // "• item", "- item", "* item", "1) item", "(a) item", "2. Item".
  bool is_bullet(const Line& line) const {
    const auto s = words(line);
    const auto d = decode(line.span.begin);
    const char32_t c = d.code_point;
    const bool mark = c == '-' || c == '*' || c == 0x2022 || c == 0x00B7 || c == 0x25AA || c == 0x25CF || c == 0x25E6 ||
                      c == 0x2023 || c == 0x2043 || c == 0x2013;
    if (mark) return s.size() > d.length + 1 && (s[d.length] == ' ' || s[d.length] == '\t');
    size_t i = s[0] == '(' ? 1 : 0;
    const size_t begin = i;
    while (i < s.size() && i - begin < 2 && is_digit(s[i])) ++i;
    if (i == begin && i < s.size() && s[i] >= 'a' && s[i] <= 'z') ++i;
    if (i == begin || i + 2 >= s.size() || s[i + 1] != ' ') return false;
    return s[i] == ')' || (s[i] == '.' && begin == 0 && is_digit(s[0]));
  }

  static bool is_quote_mark(std::string_view s) { return s.starts_with("> ") || s.starts_with(">>") || s == ">"; }
  bool is_quote(const Line& line) const { return is_quote_mark(words(line)); }

  // Cells apart by tabs, bars or three and more spaces.
  bool is_table(const Line& line) const {
    const auto s = words(line);
    if (line.stopped && line.columns > 60) return false;
    uint32_t gaps = 0, bars = 0;
    for (size_t i = 0; i < s.size();) {
      if (s[i] == '|') ++bars;
      if (s[i] == '\t') {
        ++gaps;
        while (i < s.size() && (s[i] == '\t' || s[i] == ' ')) ++i;
        continue;
      }
      size_t j = i;
      while (j < s.size() && s[j] == ' ') ++j;
      gaps += j - i >= 3;
      i = std::max(j, i + 1);
    }
    return gaps >= 2 || bars >= 2 || (gaps == 1 && is_digit(s.back()) && line.columns < 60);
  }

  // "By JOHN SMITH", "By Jane Doe, Associated Press Writer", "Reporting by …", "(Editing by …)".
  bool is_byline(std::string_view s) const {
    if (s.size() > 200) return false;
    if (!s.empty() && (s[0] == '(' || s[0] == '[')) s.remove_prefix(1);
    constexpr std::array<std::string_view, 6> kCredits = {
        "Reporting by ", "Editing by ", "Writing by ", "Compiled by ", "Additional reporting by ", "Written by "};
    if (std::any_of(kCredits.begin(), kCredits.end(), [&](std::string_view c) { return s.starts_with(c); }))
      return true;
    if (s.size() > 100 || !(s.starts_with("By ") || s.starts_with("BY ") || s.starts_with("by "))) return false;
    uint32_t names = 0, others = 0;
    size_t i = 3;
    while (i < s.size()) {
      size_t j = s.find(' ', i);
      if (j == std::string_view::npos) j = s.size();
      const auto word = s.substr(i, j - i);
      i = j + 1;
      if (word.empty()) continue;
      const bool small = word == "and" || word == "of" || word == "in" || word == "for" || word == "de" ||
                         word == "van" || word == "von" || word == "al" || word == "the" || word == "at" ||
                         word == "&" || word == "bin";
      const auto first = utf8::decode(word, 0);
      if (utf8::is_upper(first.code_point))
        ++names;
      else if (!small)
        ++others;
    }
    const bool sentence = s.back() == '.' && !s.ends_with("Jr.") && !s.ends_with("Sr.");
    return names >= 1 && names <= 10 && others == 0 && !sentence;
  }

  // "(AFP)", "© 2014 …", "Copyright 2014 …", "Associated Press".
  bool is_agency(std::string_view s) const {
    if (s.size() > 160) return false;
    if (s.starts_with("\xC2\xA9") || s.starts_with("(c) ") || s.starts_with("Copyright ") ||
        s.starts_with("All rights reserved"))
      return true;
    if (s.size() > 3 && s.front() == '(' && s.back() == ')' && s.size() < 40) {
      const auto inner = s.substr(1, s.size() - 2);
      return utf8::is_upper(utf8::decode(inner, 0).code_point) &&
             inner.find_first_of("().,") == std::string_view::npos && std::count(inner.begin(), inner.end(), ' ') <= 3;
    }
    constexpr std::array<std::string_view, 9> kNames = {
        "Associated Press", "The Associated Press", "Reuters", "AFP", "AP", "Xinhua", "Agence France-Presse", "UPI",
        "Thomson Reuters"};
    return std::find(kNames.begin(), kNames.end(), s) != kNames.end();
  }

  // One line that stands alone, begins with a capital and does not end as a sentence.
  bool is_headline(const Line& line) const {
    const auto s = words(line);
    if (line.stopped || s.size() > kLongestHeadline || s.size() < 4) return false;
    const char last = s.back();
    if (last == ':' || last == ';' || last == ',' || last == '-') return false;
    uint32_t at = line.span.begin;
    auto d = decode(at);
    while (!utf8::is_letter(d.code_point) && !utf8::is_digit(d.code_point)) {
      at += d.length;
      if (at >= line.span.end) return false;
      d = decode(at);
    }
    return !utf8::is_lower(d.code_point);
  }

  std::string_view text_;
  std::vector<Block>& blocks_;
  std::vector<Line> lines_;  // of the stanza being read
  size_t stories_ = 0;       // paragraphs of prose so far
};

}  // namespace

void find_blocks(std::string_view text, std::vector<Block>& blocks) {
  blocks.clear();
  Layout(text, blocks).run();
}

void find_blocks(Article& article) { find_blocks(article.text, article.blocks); }

}  // namespace casus::article
