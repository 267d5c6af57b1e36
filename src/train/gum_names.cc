#include "train/gum_names.h"

#include <algorithm>
#include <array>

#include "base/files.h"

namespace casus::train {

namespace {

struct Mention {
  std::string id, kind;
  bool linked = false;
  uint32_t first = 0, last = 0;  // document-wide, half open
};

// Mentions opened and closed by one token's annotation: "(4-place-new-…-Name(5-object-…)", "4)3)".
void read_marks(std::string_view marks, uint32_t token, std::vector<Mention>& open, std::vector<Mention>& done) {
  for (size_t at = 0; at < marks.size();) {
    if (marks[at] == '(') {
      const size_t end = std::min(marks.find_first_of("()", at + 1), marks.size());
      std::vector<std::string> parts{""};
      for (char c : marks.substr(at + 1, end - at - 1)) {
        if (c == '-')
          parts.emplace_back();
        else
          parts.back() += c;
      }
      Mention m;
      m.id = parts[0];
      if (parts.size() > 1) m.kind = parts[1];
      m.linked = parts.size() >= 8;
      m.first = token;
      open.push_back(m);
      at = end;
      if (at < marks.size() && marks[at] == ')') {
        open.back().last = token + 1;
        done.push_back(open.back());
        open.pop_back();
        ++at;
      }
      continue;
    }
    const size_t end = std::min(marks.find(')', at), marks.size());
    const std::string id(marks.substr(at, end - at));
    for (size_t i = open.size(); i-- > 0;) {
      if (open[i].id != id) continue;
      open[i].last = token + 1;
      done.push_back(open[i]);
      open.erase(open.begin() + static_cast<ptrdiff_t>(i));
      break;
    }
    at = end + 1;
  }
}

class Namer {
 public:
  explicit Namer(const lang::ConlluDocument& bank) : d_(bank.document), p_(bank.parse) {}

  // The words of the name in `m`, or an empty span.
  KindSpan name_of(const Mention& m) const {
    const uint8_t kind = m.kind == "person"         ? 1
                         : m.kind == "organization" ? 2
                         : m.kind == "place"        ? 3
                         : m.linked                 ? 4
                                                    : 0;
    uint32_t head = m.last;
    for (uint32_t t = m.first; t < m.last; ++t) {
      if (p_.head[t] == t || p_.head[t] < m.first || p_.head[t] >= m.last) head = t;
    }
    if (kind == 0 || head == m.last || p_.upos[head] != lang::Upos::PROPN) return {};
    uint32_t a = head, b = head + 1;
    for (;;) {
      if (a > m.first && capital(a - 1)) {
        --a;
      } else if (a > m.first + 1 && joins(a - 1, kind) && capital(a - 2)) {
        a -= 2;
      } else {
        break;
      }
    }
    for (;;) {
      if (b < m.last && capital(b)) {
        ++b;
      } else if (b + 1 < m.last && joins(b, kind) && capital(b + 1)) {
        b += 2;
      } else if (m.linked && kind > 1 && b + 2 < m.last && joins(b, kind) && d_.form(TokenId(b + 1)) == "the" &&
                 capital(b + 2)) {
        b += 3;
      } else {
        break;
      }
    }
    while (kind == 1 && a < head && title(a)) ++a;
    return {a, b, kind};
  }

  bool nationality(uint32_t t) const { return p_.upos[t] == lang::Upos::ADJ && upper(t); }

 private:
  bool upper(uint32_t t) const {
    const std::string_view f = d_.form(TokenId(t));
    return f[0] >= 'A' && f[0] <= 'Z';
  }
  bool capital(uint32_t t) const {
    const auto u = p_.upos[t];
    const bool word = u != lang::Upos::DET && u != lang::Upos::PRON && u != lang::Upos::PUNCT;
    return word && (upper(t) || u == lang::Upos::PROPN || (u == lang::Upos::NUM && p_.head[t] + 1 == t));
  }
  bool joins(uint32_t t, uint8_t kind) const {
    const std::string_view f = d_.form(TokenId(t));
    if (f == "-" || f == "'" || f == "." || f == "de" || f == "la" || f == "von" || f == "van" || f == "bin" ||
        f == "al")
      return true;
    return kind != 1 && (f == "of" || f == "&" || f == "for" || f == "/" || f == "'s" || f == "du");
  }
  bool title(uint32_t t) const {
    static constexpr std::array kTitles = {
        "Mr.",   "Mr",        "Mrs.",       "Mrs",    "Ms.",      "Ms",      "Dr.",     "Dr",        "President",
        "Prime", "Minister",  "Senator",    "Sen.",   "General",  "Gen.",    "Judge",   "Professor", "Prof.",
        "Sir",   "Lord",      "King",       "Queen",  "Pope",     "Captain", "Colonel", "Col.",      "Governor",
        "Gov.",  "Secretary", "Chancellor", "Prince", "Princess", "Chairman"};
    return std::find(kTitles.begin(), kTitles.end(), d_.form(TokenId(t))) != kTitles.end();
  }
  const text::Document& d_;
  const lang::Parse& p_;
};

}  // namespace

Result<NameTags> read_gum_names(const std::string& path, const lang::ConlluDocument& bank) {
  auto bytes = read_file(path);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  std::vector<Mention> open, done;
  uint32_t token = 0;
  for (size_t at = 0; at < bytes->size();) {
    const size_t end = std::min(bytes->find('\n', at), bytes->size());
    const std::string_view line = std::string_view(*bytes).substr(at, end - at);
    at = end + 1;
    const std::string_view id = line.substr(0, line.find('\t'));
    if (id.empty() || id[0] == '#' || id.find_first_not_of("0123456789") != std::string_view::npos) continue;
    std::string_view misc = line.substr(line.rfind('\t') + 1);
    if (const size_t e = misc.find("Entity="); e != std::string_view::npos) {
      misc.remove_prefix(e + 7);
      read_marks(misc.substr(0, misc.find('|')), token, open, done);
    }
    ++token;
  }
  const Namer namer(bank);
  std::vector<KindSpan> names;
  for (const Mention& m : done) {
    if (const KindSpan n = namer.name_of(m); n.last > n.first) names.push_back(n);
  }
  std::sort(names.begin(), names.end(), [](const KindSpan& a, const KindSpan& b) {
    return a.last - a.first != b.last - b.first ? a.last - a.first > b.last - b.first : a.first < b.first;
  });
  std::vector<uint8_t> kind(bank.document.token_count(), 0);
  std::vector<KindSpan> kept;
  for (const KindSpan& n : names) {
    if (std::any_of(kind.begin() + n.first, kind.begin() + n.last, [](uint8_t k) { return k != 0; })) continue;
    std::fill(kind.begin() + n.first, kind.begin() + n.last, n.kind);
    kept.push_back(n);
  }
  for (uint32_t t = 0; t < kind.size(); ++t) {
    if (kind[t] == 0 && namer.nationality(t)) kept.push_back({t, t + 1, 4});
  }
  NameTags out;
  for (size_t s = 0; s < bank.sent_ids.size(); ++s) {
    const TokenRange r = bank.document.sentences[s].tokens;
    std::vector<KindSpan> here;
    for (const KindSpan& n : kept) {
      if (n.first >= r.first && n.last <= r.last) here.push_back({n.first - r.first, n.last - r.first, n.kind});
    }
    out.emplace(bank.sent_ids[s], spans_to_tags(here, r.size()));
  }
  return out;
}

}  // namespace casus::train
