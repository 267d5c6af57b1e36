#include "actors/tables.h"

#include <algorithm>

namespace casus::actors {

namespace {

template <typename T>
Result<void> get(const pack::Pack& pack, std::string_view name, std::span<const T>& out) {
  auto s = pack.section<T>(name);
  if (!s) return tl::unexpected<Error>(s.error());
  out = *s;
  return {};
}

tl::unexpected<Error> damaged(const char* what) {
  return fail(ErrorCode::kPackInvalid, std::string("pack: actors: ") + what + " is damaged",
              "build the pack again, or fetch the file that came with this version");
}

size_t rows_of(const TableSet& t, SenseKind kind) {
  switch (kind) {
    case SenseKind::kCountry:
    case SenseKind::kAdjective:
    case SenseKind::kPeople:
    case SenseKind::kCapital:
    case SenseKind::kMetonym:
    case SenseKind::kCity:
      return t.countries.size();
    case SenseKind::kParty:
      return t.parties.size();
    case SenseKind::kPerson:
    case SenseKind::kSurname:
      return t.persons.size();
    case SenseKind::kRole:
    case SenseKind::kRoles:
      return t.roles.size();
    case SenseKind::kModifier:
    case SenseKind::kQuantifier:
      return t.words.size();
  }
  return 0;
}

// A child lies after its parent, so walks end; edges are sorted, so they can be searched.
bool trie_ok(const TableSet& t) {
  if (t.nodes.size() < 2 || t.nodes.back().first_edge != t.edges.size() ||
      t.nodes.back().first_sense != t.senses.size())
    return false;
  const auto count = static_cast<uint32_t>(t.nodes.size() - 1);
  for (uint32_t n = 0; n < count; ++n) {
    const Node a = t.nodes[n], b = t.nodes[n + 1];
    if (a.first_edge > b.first_edge || a.first_sense > b.first_sense || b.first_edge > t.edges.size() ||
        b.first_sense > t.senses.size())
      return false;
    for (uint32_t e = a.first_edge; e < b.first_edge; ++e)
      if (t.edges[e].node <= n || t.edges[e].node >= count ||
          (e > a.first_edge && t.edges[e].symbol <= t.edges[e - 1].symbol))
        return false;
  }
  return std::all_of(t.root.begin(), t.root.end(), [&](uint32_t n) { return n == kNone || (n > 0 && n < count); });
}

bool rows_ok(const TableSet& t) {
  const auto s = [&](uint32_t id) { return id < t.text.size(); };
  for (const auto& x : t.senses)
    if (static_cast<int>(x.kind) >= kSenseKinds || x.row >= rows_of(t, x.kind) ||
        x.sector > static_cast<uint8_t>(Sector::kEmployer))
      return false;
  for (const auto& x : t.countries)
    if (!s(x.code) || !s(x.name)) return false;
  for (const auto& x : t.parties)
    if (!s(x.name) || !s(x.code) || x.kind > PartyKind::kGroup) return false;
  for (const auto& x : t.persons)
    if (!s(x.name) || x.first_term > x.last_term || x.last_term > t.terms.size() || x.gender > 3) return false;
  for (const auto& x : t.terms)
    if (!s(x.code) || !s(x.office)) return false;
  for (const auto& x : t.roles)
    if (!s(x.noun) || !s(x.office) || !s(x.code) || x.kind > RoleKind::kPlaceBody || x.gender > 3) return false;
  for (const auto& x : t.words)
    if (!s(x.text) || !s(x.code) || x.effect > Effect::kNoParty || x.sector > static_cast<uint8_t>(Sector::kEmployer))
      return false;
  return true;
}

}  // namespace

Result<TableSet> TableSet::open(const pack::Pack& pack) {
  TableSet t;
  auto symbols = pack::Symbols::open(pack);
  if (!symbols) return tl::unexpected<Error>(symbols.error());
  t.symbols = *symbols;
  auto text = pack::Strings::open(pack, "actors.text");
  if (!text) return tl::unexpected<Error>(text.error());
  t.text = *text;
  Result<void> ok = get(pack, "actors.root", t.root);
  if (ok) ok = get(pack, "actors.nodes", t.nodes);
  if (ok) ok = get(pack, "actors.edges", t.edges);
  if (ok) ok = get(pack, "actors.senses", t.senses);
  if (ok) ok = get(pack, "actors.country", t.countries);
  if (ok) ok = get(pack, "actors.party", t.parties);
  if (ok) ok = get(pack, "actors.person", t.persons);
  if (ok) ok = get(pack, "actors.term", t.terms);
  if (ok) ok = get(pack, "actors.role", t.roles);
  if (ok) ok = get(pack, "actors.word", t.words);
  if (!ok) return tl::unexpected<Error>(ok.error());
  if (t.text.size() == 0 || !t.text[0].empty()) return damaged("the table of texts");
  if (!trie_ok(t)) return damaged("the trie of names");
  if (!rows_ok(t)) return damaged("a table");
  t.hyphen = t.symbols.find("-").v;
  return t;
}

uint32_t TableSet::next(uint32_t node, uint32_t symbol) const {
  if (node == 0) return symbol < root.size() ? root[symbol] : kNone;
  uint32_t low = nodes[node].first_edge, high = nodes[node + 1].first_edge;
  while (low < high) {
    const uint32_t middle = (low + high) / 2;
    if (edges[middle].symbol < symbol)
      low = middle + 1;
    else
      high = middle;
  }
  return low < nodes[node + 1].first_edge && edges[low].symbol == symbol ? edges[low].node : kNone;
}

uint32_t day_number(std::string_view iso) {
  if (iso.size() < 10 || iso[4] != '-' || iso[7] != '-') return 0;
  uint32_t day = 0;
  for (size_t i = 0; i < 10; ++i) {
    if (i == 4 || i == 7) continue;
    if (iso[i] < '0' || iso[i] > '9') return 0;
    day = day * 10 + static_cast<uint32_t>(iso[i] - '0');
  }
  return day;
}

}  // namespace casus::actors
