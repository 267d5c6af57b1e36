#include "forge/actors_data.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "actors/actors.h"
#include "actors/format.h"
#include "base/utf8.h"
#include "forge/actors_trie.h"
#include "forge/tsv.h"

namespace casus::forge {

namespace {

using actors::Sector;
using actors::Sectors;
using actors::SenseKind;

constexpr std::array<std::string_view, 7> kNoStates = {"IGO", "UNO", "EUR", "NGO", "MNC", "IMG", "ISM"};

// A day as a number; `end`: the first day that no longer counts ("2005" ends with its December). None if malformed.
std::optional<uint32_t> parse_date(std::string_view s, bool end) {
  if (s.empty()) return end ? actors::kOpen : 0;
  std::array<uint32_t, 3> part{};
  size_t n = 0, digits = 0;
  for (const char c : s) {
    if (c == '-') {
      if (digits == 0 || ++n > 2) return {};
      digits = 0;
    } else if (c >= '0' && c <= '9') {
      part[n] = part[n] * 10 + static_cast<uint32_t>(c - '0');
      if (++digits > 4) return {};
    } else {
      return {};
    }
  }
  if (part[0] < 100 || part[1] > 12 || part[2] > 31 || (n >= 1 && part[1] == 0) || (n == 2 && part[2] == 0)) return {};
  if (n == 0) return part[0] * 10000 + (end ? 1299 : 101);
  if (n == 1) return part[0] * 10000 + part[1] * 100 + (end ? 99 : 1);
  return part[0] * 10000 + part[1] * 100 + part[2];
}

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t up = row[j];
      row[j] = std::min({up + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = up;
    }
  }
  return row[b.size()];
}

template <typename Range>
std::string did_you_mean(const std::string& word, const Range& known) {
  std::string best;
  size_t distance = word.size() / 2 + 1;
  for (const auto& k : known)
    if (const size_t d = edit_distance(word, k); d < distance) distance = d, best = k;
  return best.empty() ? "" : "did you mean '" + best + "'?";
}

struct Period {
  uint32_t from = 0, to = actors::kOpen;
  bool overlaps(const Period& o) const { return from < o.to && o.from < to; }
};

class Compiler {
 public:
  Compiler(const std::string& dir, SymbolCollector& symbols, pack::Writer& writer, Diagnostics& diagnostics)
      : dir_(dir), writer_(writer), d_(diagnostics), trie_(symbols) {
    text("");
    symbols.add("-");
    for (int i = 1; i < static_cast<int>(Sector::kEmployer); ++i)
      sector_names_.emplace_back(actors::to_string(static_cast<Sector>(i)));
  }

  void run() {
    countries();
    parties("state_bodies.tsv", actors::PartyKind::kStateBody, "country");
    parties("bodies.tsv", actors::PartyKind::kBody, "code");
    parties("groups.tsv", actors::PartyKind::kGroup, "code");
    leaders();
    body_heads();
    roles();
    ranks();
    places("cities.tsv");
    places("regions.tsv");
    modifiers();
    quantifiers();
    write();
  }

 private:
  uint32_t text(std::string_view s) {
    const auto [it, fresh] = text_index_.emplace(std::string(s), static_cast<uint32_t>(texts_.size()));
    if (fresh) texts_.emplace_back(s);
    return it->second;
  }

  Tsv read(const std::string& name, bool needed, std::initializer_list<std::string_view> columns) {
    const std::string path = dir_ + "/" + name;
    std::error_code error;
    if (!needed && !std::filesystem::exists(path, error)) return {};
    Tsv t = Tsv::read(path, "actors/" + name, d_);
    if (!t.header) return t;
    for (const auto c : columns)
      if (!t.has(c))
        d_.error("actors/" + name, 0, 0, "missing-column", "the table has no column '" + std::string(c) + "'",
                 did_you_mean(std::string(c), t.header->columns));
    return t;
  }

  Period period(const TsvRow& row) {
    Period p;
    const auto from = parse_date(row.cell("from"), false), to = parse_date(row.cell("to"), true);
    constexpr auto kHint = "write 2014, 2014-04 or 2014-04-17";
    if (!from) row.error(d_, "from", "bad-date", "'" + std::string(row.cell("from")) + "' is no date", kHint);
    if (!to) row.error(d_, "to", "bad-date", "'" + std::string(row.cell("to")) + "' is no date", kHint);
    if (from && to && *from > *to) row.error(d_, "to", "bad-date", "ends before it begins");
    if (from) p.from = *from;
    if (to) p.to = *to;
    return p;
  }

  Sectors sectors(const TsvRow& row, std::string_view column, bool employer = false) {
    Sectors out;
    for (const auto& s : row.list(column)) {
      Sector x;
      if (actors::sector_from_string(s, x) && (employer || x != Sector::kEmployer))
        out.add(x);
      else
        row.error(d_, column, "unknown-sector", "unknown sector '" + s + "'", did_you_mean(s, sector_names_));
    }
    return out;
  }

  // A country code or a code of no state; "" stays "". Disputed entities are coded as their parent.
  uint32_t code(const TsvRow& row, std::string_view column) {
    const std::string c(row.cell(column));
    if (!c.empty() && !codes_.contains(c) && std::find(kNoStates.begin(), kNoStates.end(), c) == kNoStates.end())
      row.error(d_, column, "unknown-country", "unknown country '" + c + "'", did_you_mean(c, codes_));
    return text(c.size() == 6 ? c.substr(0, 3) : c);
  }

  void unique(const TsvRow& row, std::string_view column, const std::string& key, const Period& p) {
    auto& seen = seen_[key];
    for (const auto& [other, line] : seen)
      if (other.overlaps(p) && other.to / 10000 != p.from / 10000 && p.to / 10000 != other.from / 10000) {
        row.warning(
            d_, column, "duplicate-name",
            "'" + std::string(row.cell(column)) + "' stands in line " + std::to_string(line) + " for the same period",
            "merge the rows or give each its dates");
        break;
      }
    seen.emplace_back(p, row.line);
  }

  void name(const TsvRow& row, std::string_view column, std::string_view form, SenseKind kind, uint32_t index,
            uint8_t flags, Sector sector = {}) {
    if (!trie_.add(form, kind, index, flags, sector))
      row.error(d_, column, "empty-name", "'" + std::string(form) + "' has no words");
  }

  // The forms of a row that have another common reading: "ambiguous:FORM" among the flags, or listed in a column
  // "ambiguous".
  static std::set<std::string, std::less<>> ambiguous_forms(const TsvRow& row) {
    std::set<std::string, std::less<>> out;
    constexpr std::string_view kFlag = "ambiguous:";
    for (const auto& f : row.list("flags"))
      if (f.starts_with(kFlag)) out.insert(f.substr(kFlag.size()));
    for (auto& f : row.list("ambiguous")) out.insert(std::move(f));
    return out;
  }

  void countries() {
    const Tsv t = read("countries.tsv", true, {"code", "name"});
    for (const auto& row : t.rows) codes_.emplace(row.cell("code"));
    for (const auto& row : t.rows) {
      const std::string full(row.cell("code"));
      if (full.size() != 3 && !(full.size() == 6 && full.ends_with("PRE")))
        row.error(d_, "code", "bad-code", "'" + full + "' is no country code", "three capitals, or three and PRE");
      const Period p = period(row);
      const auto ambiguous = ambiguous_forms(row);
      uint32_t flags = 0;
      if (full.size() == 6) flags |= actors::kDisputed;
      for (const auto& f : row.list("flags")) {
        if (f == "disputed") flags |= actors::kDisputed;
        if (f == "dependent") flags |= actors::kDependent;
        if (f == "historical") flags |= actors::kHistorical;
      }
      unique(row, "name", "country\t" + std::string(row.cell("name")), p);
      const auto index = static_cast<uint32_t>(countries_.size());
      countries_.push_back({text(full.substr(0, 3)), text(row.cell("name")), p.from, p.to, flags});
      const auto flag = [&](const std::string& form) {
        return ambiguous.contains(form) ? actors::kAmbiguous : uint8_t{0};
      };
      const std::string country_name(row.cell("name"));
      name(row, "name", country_name, SenseKind::kCountry, index, flag(country_name));
      for (const auto& f : row.list("aliases")) name(row, "aliases", f, SenseKind::kCountry, index, flag(f));
      for (const auto& f : row.list("adjectives")) name(row, "adjectives", f, SenseKind::kAdjective, index, flag(f));
      const auto people = row.list("people");
      for (size_t i = 0; i < people.size(); ++i) {
        const auto& f = people[i];
        const bool many = i == 0 || f.ends_with("s") || f.ends_with("men");
        name(row, "people", f, SenseKind::kPeople, index,
             static_cast<uint8_t>(flag(f) | (many ? actors::kManyPeople : 0)));
      }
      for (const auto& f : row.list("capital"))
        name(row, "capital", f, SenseKind::kCapital, index, flag(f), Sector::GOV);
      for (const auto& cell : row.list("metonyms")) metonym(row, cell, index, flag(cell.substr(0, cell.rfind(':'))));
    }
  }

  void metonym(const TsvRow& row, const std::string& cell, uint32_t index, uint8_t flags) {
    const size_t colon = cell.rfind(':');
    Sector s = Sector::GOV;
    if (colon != std::string::npos && !actors::sector_from_string(cell.substr(colon + 1), s))
      row.error(d_, "metonyms", "unknown-sector", "unknown sector '" + cell.substr(colon + 1) + "'",
                did_you_mean(cell.substr(colon + 1), sector_names_));
    name(row, "metonyms", cell.substr(0, colon), SenseKind::kMetonym, index, flags, s);
  }

  void parties(const std::string& file, actors::PartyKind kind, std::string_view code_column) {
    const Tsv t = read(file, false, {"name"});
    for (const auto& row : t.rows) {
      const Period p = period(row);
      const std::string full(row.cell("name"));
      uint32_t c = code(row, code_column);
      const uint32_t country = code_column == "country" ? c : code(row, "country");
      if (texts_[c].empty()) c = country;
      const std::string_view group_kind = row.cell("kind");
      uint8_t flags = 0;
      if (group_kind.find("people") != std::string_view::npos || group_kind.find("ethnic") != std::string_view::npos)
        flags |= actors::kPartyPeople;
      if (group_kind.find("place") != std::string_view::npos) flags |= actors::kPartyPlace;
      unique(row, "name", file + "\t" + full + "\t" + texts_[country], p);
      const auto index = static_cast<uint32_t>(parties_.size());
      parties_.push_back({text(full), c, sectors(row, "sectors"), p.from, p.to, kind, flags, 0});
      by_name_[full].push_back(index);
      const auto doubtful = ambiguous_forms(row);
      const bool all = doubtful.contains("1") || doubtful.contains("yes");
      const auto add = [&](std::string_view column, const std::string& form) {
        const bool ambiguous =
            doubtful.contains(form) || (all && (form == full || form.find(' ') == std::string::npos));
        uint8_t party_flags = ambiguous ? actors::kAmbiguous : uint8_t{0};
        // A party that writes itself small ("hope") is found only where the text has a capital.
        if (form.find(' ') == std::string::npos && utf8::lower(form) == form) party_flags |= actors::kCapital1;
        name(row, column, form, SenseKind::kParty, index, party_flags);
      };
      add("name", full);
      for (const auto& f : row.list("aliases")) add("aliases", f);
    }
  }

  uint32_t gender(const TsvRow& row) {
    const auto g = row.cell("gender");
    if (g == "f" || g == "F") return static_cast<uint32_t>(actors::Gender::kFeminine);
    if (g == "m" || g == "M") return static_cast<uint32_t>(actors::Gender::kMasculine);
    if (!g.empty()) row.error(d_, "gender", "bad-gender", "'" + std::string(g) + "' is neither m nor f");
    return static_cast<uint32_t>(actors::Gender::kUnknown);
  }

  struct Builder {
    uint32_t name = 0, gender = 0;
    std::vector<actors::Term> terms;
  };

  void person(const TsvRow& row, const std::vector<std::string>& names, actors::Term term) {
    const std::string key = utf8::fold(names.front());
    const auto [it, fresh] = person_index_.emplace(key, static_cast<uint32_t>(persons_.size()));
    const uint32_t index = it->second;
    if (fresh) persons_.push_back({text(names.front()), gender(row), {}});
    unique(row, "name", "person\t" + key + "\t" + texts_[term.code] + "\t" + texts_[term.office], {term.from, term.to});
    persons_[index].terms.push_back(term);
    const auto doubtful = ambiguous_forms(row);
    const auto flag = [&](const std::string& form) {
      return doubtful.contains(form) ? actors::kAmbiguous : uint8_t{0};
    };
    for (const auto& n : names) name(row, "name", n, SenseKind::kPerson, index, flag(n));
    for (const auto& n : row.list("surname")) name(row, "surname", n, SenseKind::kSurname, index, flag(n));
  }

  void leaders() {
    const Tsv t = read("leaders.tsv", false, {"name", "country"});
    for (const auto& row : t.rows) {
      auto names = row.list("name");
      if (names.empty()) {
        row.error(d_, "name", "empty-name", "the row has no name");
        continue;
      }
      for (auto& a : row.list("aliases")) names.push_back(std::move(a));
      const Period p = period(row);
      Sectors s = sectors(row, "sectors");
      if (s.empty()) s.add(Sector::GOV);
      person(row, names, {code(row, "country"), text(row.cell("office")), s, p.from, p.to});
    }
  }

  void body_heads() {
    const Tsv t = read("body_heads.tsv", false, {"name", "body"});
    for (const auto& row : t.rows) {
      auto names = row.list("name");
      const auto it = by_name_.find(std::string(row.cell("body")));
      if (names.empty() || it == by_name_.end()) {
        row.error(d_, names.empty() ? "name" : "body", names.empty() ? "empty-name" : "unknown-body",
                  "no body '" + std::string(row.cell("body")) + "' in bodies.tsv");
        continue;
      }
      for (auto& a : row.list("aliases")) names.push_back(std::move(a));
      const Period p = period(row);
      const actors::Party& body = parties_[it->second.front()];
      person(row, names, {body.code, text(row.cell("office")), body.sectors, p.from, p.to});
    }
  }

  // "code NGO", "country USA; Congress", "a state or states": what the note of a role says to the program.
  void read_note(const TsvRow& row, actors::Role& role) {
    const std::string_view note = row.cell("note");
    for (const std::string_view key : {"code ", "country "}) {
      const size_t at = note.find(key);
      if (at == std::string_view::npos || (at > 0 && note[at - 1] != ' ' && note[at - 1] != ';')) continue;
      const std::string c(note.substr(at + key.size(), 3));
      if (!codes_.contains(c) && std::find(kNoStates.begin(), kNoStates.end(), c) == kNoStates.end()) continue;
      role.code = text(c);
      if (key == "country ") role.flags |= actors::kImplied;
    }
    const auto says = [&](std::string_view s) { return note.find(s) != std::string_view::npos; };
    if (says("a state or states")) role.flags |= actors::kStates;
    if (says("same office")) role.flags |= actors::kSameOffice;
    if (says("with the article")) role.flags |= actors::kWithArticle;
    if (says("title before a name")) role.flags |= actors::kTitleOnly;
  }

  actors::RoleKind role_kind(const TsvRow& row) {
    const auto k = row.cell("kind");
    if (k == "group") return actors::RoleKind::kGroup;
    if (k == "institution") return actors::RoleKind::kInstitution;
    if (k == "place-body") return actors::RoleKind::kPlaceBody;
    if (k != "person" && !k.empty())
      row.error(d_, "kind", "unknown-kind", "unknown kind '" + std::string(k) + "'",
                "person, group, institution or place-body");
    return actors::RoleKind::kPerson;
  }

  void roles() {
    const Tsv t = read("roles.tsv", true, {"noun", "sectors"});
    for (const auto& row : t.rows) {
      const auto nouns = row.list("noun"), plurals = row.list("plural");
      if (nouns.empty()) {
        row.error(d_, "noun", "empty-name", "the row has no noun");
        continue;
      }
      actors::Role role{text(nouns.front()), text(row.cell("office")),          0, sectors(row, "sectors", true),
                        role_kind(row),      static_cast<uint8_t>(gender(row)), 0, 0};
      read_note(row, role);
      if (nouns.front().starts_with("* ")) role.flags |= actors::kWildBefore;
      if (nouns.front().ends_with(" *")) role.flags |= actors::kWildAfter;
      unique(row, "noun", "role\t" + nouns.front(), {});
      const auto index = static_cast<uint32_t>(roles_.size());
      roles_.push_back(role);
      const auto plain = [](std::string s) {
        if (s.starts_with("* ")) s.erase(0, 2);
        if (s.ends_with(" *")) s.erase(s.size() - 2);
        return s;
      };
      const auto is_plural = [&](const std::string& n) {
        return std::find(plurals.begin(), plurals.end(), n) != plurals.end();
      };
      for (const auto& n : nouns)
        if (!is_plural(n) || role.kind != actors::RoleKind::kPerson)
          name(row, "noun", plain(n), is_plural(n) ? SenseKind::kRoles : SenseKind::kRole, index, 0);
      for (const auto& n : plurals) name(row, "plural", plain(n), SenseKind::kRoles, index, 0);
    }
  }

  // Titles as news shortens them before names.
  void ranks() {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 24> kShort = {{
        {"Gen.", "general"},
        {"Lt. Gen.", "lieutenant general"},
        {"Maj. Gen.", "major general"},
        {"Brig. Gen.", "brigadier general"},
        {"Col. Gen.", "colonel general"},
        {"Col.", "colonel"},
        {"Lt. Col.", "lieutenant colonel"},
        {"Maj.", "major"},
        {"Capt.", "captain"},
        {"Lt.", "lieutenant"},
        {"Sgt.", "sergeant"},
        {"Cpl.", "corporal"},
        {"Adm.", "admiral"},
        {"Rear Adm.", "rear admiral"},
        {"Vice Adm.", "vice admiral"},
        {"Cmdr.", "commander"},
        {"Brig.", "brigadier"},
        {"Sen.", "senator"},
        {"Sens.", "senator"},
        {"Spc.", "soldier"},
        {"Pvt.", "private"},
        {"Gov.", "governor"},
        {"Prof.", "professor"},
        {"Rev.", "reverend"},
    }};
    for (uint32_t i = 0; i < roles_.size(); ++i)
      for (const auto& [form, noun] : kShort)
        if (texts_[roles_[i].noun] == noun) trie_.add(form, SenseKind::kRole, i, 0);
  }

  // Cities and regions give a country to what they own: "Kharkiv residents". The largest bearer of a name counts.
  void places(const std::string& file) {
    const std::string path = dir_ + "/../places/" + file;
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return;
    const Tsv t = Tsv::read(path, "places/" + file, d_);
    std::map<std::string, uint32_t, std::less<>> country_row;
    for (uint32_t i = 0; i < countries_.size(); ++i)
      if (!(countries_[i].flags & (actors::kHistorical | actors::kDisputed)))
        country_row.emplace(texts_[countries_[i].code], i);
    struct Bearer {
      uint32_t row = 0;
      long population = -1, second = -1;
      std::string form;
    };
    std::map<std::string, Bearer> bearers;
    for (const auto& row : t.rows) {
      const auto it = country_row.find(row.cell("country"));
      if (it == country_row.end() || row.cell("precision") == "country") continue;
      const long population = std::atol(std::string(row.cell("population")).c_str());
      auto forms = row.list("aliases");
      forms.emplace_back(row.cell("name"));
      if (!row.cell("ascii").empty()) forms.emplace_back(row.cell("ascii"));
      for (const auto& f : forms) {
        auto& b = bearers[utf8::fold(f)];
        if (population > b.population) {
          if (b.row != it->second) b.second = b.population;
          b.row = it->second, b.population = population, b.form = f;
        } else if (b.row != it->second) {
          b.second = std::max(b.second, population);
        }
      }
    }
    constexpr long kClear = 3;  // times as many people as the next bearer in another country
    for (const auto& [folded, b] : bearers)
      trie_.add(b.form, SenseKind::kCity, b.row, b.second * kClear > b.population ? actors::kAmbiguous : uint8_t{0},
                Sector::CVL);
  }

  actors::Effect effect(const TsvRow& row, std::string_view name) {
    using actors::Effect;
    static const std::map<std::string, Effect, std::less<>> kEffects = {
        {"keep", Effect::kKeep},
        {"claimed", Effect::kKeep},
        {"sector", Effect::kSector},
        {"standing", Effect::kStanding},
        {"code", Effect::kCode},
        {"ethnic", Effect::kPeople},
        {"religion", Effect::kPeople},
        {"origin", Effect::kOrigin},
        {"proxy", Effect::kProxy},
        {"control", Effect::kControl},
        {"transparent", Effect::kTransparent},
        {"no sector", Effect::kTransparent},
        {"no party", Effect::kNoParty},
    };
    const auto it = kEffects.find(name);
    if (it != kEffects.end()) return it->second;
    std::vector<std::string> known;
    for (const auto& [key, value] : kEffects) known.push_back(key);
    row.error(d_, "effect", "unknown-effect", "unknown effect '" + std::string(name) + "'",
              did_you_mean(std::string(name), known));
    return Effect::kKeep;
  }

  void modifiers() {
    const Tsv t = read("modifiers.tsv", false, {"word", "effect", "value"});
    for (const auto& row : t.rows) {
      const std::string_view word = row.cell("word");
      actors::Word w{text(word), 0, effect(row, row.cell("effect")), 0, 0, 0};
      Sector s;
      if (w.effect == actors::Effect::kPeople)
        w.sector = static_cast<uint8_t>(row.cell("effect") == "religion" ? Sector::REL : Sector::SOC);
      else if (w.effect == actors::Effect::kCode)
        w.code = code(row, "value");
      else if (actors::sector_from_string(row.cell("value"), s))
        w.sector = static_cast<uint8_t>(s);
      else if (w.effect == actors::Effect::kSector || w.effect == actors::Effect::kStanding)
        row.error(d_, "value", "unknown-sector", "unknown sector '" + std::string(row.cell("value")) + "'",
                  did_you_mean(std::string(row.cell("value")), sector_names_));
      if (word.starts_with('-')) w.flags |= actors::kSuffix;
      if (word == "-based") w.flags |= actors::kBased;
      if (word == "-led") w.flags |= actors::kLed;
      words_.push_back(w);
      const auto index = static_cast<uint32_t>(words_.size() - 1);
      for (const auto& f : row.list("word")) name(row, "word", f, SenseKind::kModifier, index, 0);
    }
  }

  // "sector CVL", "sector of what follows, else MIL", "transparent: …".
  void quantifiers() {
    const Tsv t = read("quantifiers.tsv", false, {"phrase", "effect"});
    for (const auto& row : t.rows) {
      std::string_view e = row.cell("effect");
      e = e.substr(0, e.find(':'));
      actors::Word w{text(row.cell("phrase")), 0, {}, 0, 0, 0};
      constexpr std::string_view kFollows = "sector of what follows", kSector = "sector ";
      std::string_view sector;
      if (e.starts_with(kFollows)) {
        w.effect = actors::Effect::kFollows;
        if (const size_t at = e.find("else "); at != std::string_view::npos) sector = e.substr(at + 5, 3);
      } else if (e.starts_with(kSector)) {
        w.effect = actors::Effect::kOwn;
        sector = e.substr(kSector.size(), 3);
      } else {
        w.effect = effect(row, e);
      }
      Sector s;
      if (actors::sector_from_string(sector, s))
        w.sector = static_cast<uint8_t>(s);
      else if (!sector.empty())
        row.error(d_, "effect", "unknown-sector", "unknown sector '" + std::string(sector) + "'",
                  did_you_mean(std::string(sector), sector_names_));
      words_.push_back(w);
      const auto index = static_cast<uint32_t>(words_.size() - 1);
      for (const auto& f : row.list("phrase")) name(row, "phrase", f, SenseKind::kQuantifier, index, 0);
    }
  }

  void write() {
    std::vector<actors::Person> persons;
    std::vector<actors::Term> terms;
    for (const auto& p : persons_) {
      persons.push_back({p.name, static_cast<uint32_t>(terms.size()),
                         static_cast<uint32_t>(terms.size() + p.terms.size()), p.gender});
      terms.insert(terms.end(), p.terms.begin(), p.terms.end());
    }
    pack::add_strings(writer_, "actors.text", texts_);
    writer_.add("actors.country", countries_);
    writer_.add("actors.party", parties_);
    writer_.add("actors.person", persons);
    writer_.add("actors.term", terms);
    writer_.add("actors.role", roles_);
    writer_.add("actors.word", words_);
    trie_.write(writer_);
  }

  std::string dir_;
  pack::Writer& writer_;
  Diagnostics& d_;
  NameTrie trie_;
  std::vector<std::string> sector_names_;
  std::vector<std::string> texts_;
  std::unordered_map<std::string, uint32_t> text_index_;
  std::set<std::string, std::less<>> codes_;
  std::map<std::string, std::vector<std::pair<Period, uint32_t>>> seen_;
  std::map<std::string, std::vector<uint32_t>> by_name_;
  std::map<std::string, uint32_t> person_index_;
  std::vector<actors::Country> countries_;
  std::vector<actors::Party> parties_;
  std::vector<Builder> persons_;
  std::vector<actors::Role> roles_;
  std::vector<actors::Word> words_;
};

}  // namespace

void compile_actors(const std::string& actors_dir, SymbolCollector& symbols, pack::Writer& writer,
                    Diagnostics& diagnostics) {
  Compiler(actors_dir, symbols, writer, diagnostics).run();
}

}  // namespace casus::forge
