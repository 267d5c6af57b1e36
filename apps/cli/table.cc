#include "cli/table.h"

#include <algorithm>

#include "cli/paint.h"

namespace casus::cli {

namespace {

constexpr size_t kDateWidth = 10, kLeast = 90;

// "Lee Sang-deok [KORGOV]"; a party that nothing explains keeps its words.
std::string party(const records::Party& p) {
  const std::string& name = p.name.empty() ? p.mention.text : p.name;
  return p.code.empty() ? name : name + " [" + p.code + "]";
}

template <typename List, typename Pick>
std::string joined(const List& list, Pick pick) {
  std::string out;
  for (const auto& x : list) {
    const std::string s = pick(x);
    if (!s.empty()) out += (out.empty() ? "" : ", ") + s;
  }
  return out;
}

}  // namespace

Table::Table(size_t width) {
  // The date has its width; the rest is shared out by what the columns hold.
  const size_t rest = std::max(width, kLeast) - kDateWidth - 2 * (kColumns - 1);
  const size_t shares[kColumns] = {0, 25, 23, 24, 12, 16};
  widths_[0] = kDateWidth;
  for (size_t i = 1; i < kColumns; ++i) widths_[i] = rest * shares[i] / 100;
}

std::string Table::line(const std::string (&cells)[kColumns]) const {
  std::string out;
  for (size_t i = 0; i < kColumns; ++i) {
    if (i > 0) out += "  ";
    out += fit(cells[i], widths_[i]);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out + '\n';
}

std::string Table::header() const {
  const std::string names[kColumns] = {"when", "who", "did what", "to whom", "where", "according to"};
  std::string out = line(names);
  size_t width = 2 * (kColumns - 1);
  for (const size_t w : widths_) width += w;
  for (size_t i = 0; i < width; ++i) out += "─";
  return out + '\n';
}

void Table::row(const records::Record& r, std::string& out) const {
  std::string what = r.event + (r.mode.empty() ? "" : " " + r.mode);
  if (!r.status.empty() && r.status != "actual") what += " (" + r.status + ")";
  const std::string cells[kColumns] = {
      r.when ? r.when->date : "",
      joined(r.actors, party),
      what,
      joined(r.recipients, party),
      r.where ? r.where->name : "",
      joined(r.voices, [](const records::Voice& v) {
        return !v.actor ? std::string() : v.actor->name.empty() ? v.actor->mention.text : v.actor->name;
      })};
  out += line(cells);
}

}  // namespace casus::cli
