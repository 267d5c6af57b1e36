#include "places/tables.h"

#include <algorithm>

namespace casus::places {

namespace {
tl::unexpected<Error> invalid(const char* what) {
  return fail(ErrorCode::kPackInvalid, std::string("places: ") + what, "compile the data again with this version");
}

template <typename T>
bool take(const pack::Pack& pack, const char* name, std::span<const T>& out, Error& error) {
  auto s = pack.section<T>(name);
  if (!s) return error = s.error(), false;
  out = *s;
  return true;
}
}  // namespace

Result<Gazetteer::Tables> Gazetteer::Tables::open(const pack::Pack& pack) {
  Tables t;
  Error error;
  if (!take(pack, "places.rows", t.rows, error) || !take(pack, "places.candidates", t.candidates, error) ||
      !take(pack, "places.symbols", t.symbols_of_names, error) || !take(pack, "places.names", t.names, error) ||
      !take(pack, "places.slots", t.slots, error))
    return tl::unexpected<Error>(error);
  auto text = pack::Strings::open(pack, "places.text");
  if (!text) return tl::unexpected<Error>(text.error());
  auto country = pack::Strings::open(pack, "places.country");
  if (!country) return tl::unexpected<Error>(country.error());
  auto symbols = pack::Symbols::open(pack);
  if (!symbols) return tl::unexpected<Error>(symbols.error());
  t.text = *text, t.country = *country, t.symbols = *symbols;
  if (auto ok = t.check(); !ok) return tl::unexpected<Error>(ok.error());
  return t;
}

Result<void> Gazetteer::Tables::check() const {
  if (country.size() == 0 || country.size() > 0xffff) return invalid("no table of countries");
  for (const Row& r : rows) {
    if (r.name >= text.size() || r.admin1 >= text.size()) return invalid("a row's name is out of range");
    if (r.country >= country.size()) return invalid("a row's country is out of range");
    if (r.precision > static_cast<uint8_t>(Precision::kRegion)) return invalid("a row's precision is unknown");
    if (!(r.lat >= -90 && r.lat <= 90 && r.lon >= -180 && r.lon <= 180))
      return invalid("a row's point is not on the globe");
  }
  for (uint32_t c : candidates)
    if (c >= rows.size()) return invalid("a candidate is out of range");
  for (uint32_t s : symbols_of_names)
    if (s >= symbols.size()) return invalid("a symbol is out of range");
  for (const Name& n : names) {
    if (n.length == 0 || n.first_symbol > symbols_of_names.size() ||
        n.length > symbols_of_names.size() - n.first_symbol)
      return invalid("a name's symbols are out of range");
    if (n.first_candidate >= n.last_candidate || n.last_candidate > candidates.size())
      return invalid("a name has no candidates");
  }
  for (size_t i = 1; i < names.size(); ++i) {
    const auto a = sequence(names[i - 1]), b = sequence(names[i]);
    if (!std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end()))
      return invalid("the names are not in order");
  }
  if (slots.empty() || (slots.size() & (slots.size() - 1)) != 0 || slots.size() > 0x80000000u)
    return invalid("the table of slots has a wrong size");
  size_t empty = 0, covered = 0;
  for (const Slot& s : slots) {
    if (s.symbol == kNoSymbol) {
      ++empty;
      continue;
    }
    if (s.first >= s.last || s.last > names.size()) return invalid("a slot's names are out of range");
    for (uint32_t i = s.first; i < s.last; ++i)
      if (sequence(names[i])[0] != s.symbol) return invalid("a slot holds another symbol's names");
    covered += s.last - s.first;
  }
  if (empty == 0 || covered != names.size()) return invalid("the slots do not cover the names");
  return {};
}

const Name* Gazetteer::Tables::longest(std::span<const SymbolId> seq) const {
  if (slots.empty() || seq.empty() || !seq[0].valid()) return nullptr;
  const uint32_t size = static_cast<uint32_t>(slots.size());
  uint32_t s = first_slot(seq[0].v, size);
  while (slots[s].symbol != seq[0].v) {
    if (slots[s].symbol == kNoSymbol) return nullptr;
    s = (s + 1) & (size - 1);
  }
  uint32_t first = slots[s].first, last = slots[s].last;
  const Name* best = nullptr;
  // Narrow [first, last) to the names that agree in one more symbol, as long as there are any. The shortest comes
  // first.
  for (size_t depth = 1; first < last; ++depth) {
    if (names[first].length == depth) best = &names[first++];
    if (depth >= seq.size() || !seq[depth].valid()) break;
    const uint32_t want = seq[depth].v;
    const auto key = [&](const Name& n) { return symbols_of_names[n.first_symbol + depth]; };
    const auto lower =
        std::partition_point(names.begin() + first, names.begin() + last, [&](const Name& n) { return key(n) < want; });
    const auto upper = std::partition_point(lower, names.begin() + last, [&](const Name& n) { return key(n) == want; });
    first = static_cast<uint32_t>(lower - names.begin()), last = static_cast<uint32_t>(upper - names.begin());
  }
  return best;
}

}  // namespace casus::places
