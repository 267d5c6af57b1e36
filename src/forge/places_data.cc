#include "forge/places_data.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

#include "article/article.h"
#include "base/utf8.h"
#include "forge/tsv.h"
#include "places/format.h"
#include "places/places.h"
#include "text/text.h"

namespace casus::forge {

namespace {

using places::Name;
using places::Precision;
using places::Row;
using places::Slot;

// All that names know while they are collected, by their symbols.
struct NameBuild {
  std::vector<uint32_t> rows;
  bool evidence_only = true;
  bool all_capitals = true;
};

struct TextPool {
  std::vector<std::string> texts;
  std::unordered_map<std::string, uint32_t> index;
  uint32_t add(std::string_view s) {
    const auto [it, fresh] = index.emplace(std::string(s), static_cast<uint32_t>(texts.size()));
    if (fresh) texts.emplace_back(s);
    return it->second;
  }
};

bool number(std::string_view s, double& out) {
  if (s.empty()) return false;
  const auto r = std::from_chars(s.data(), s.data() + s.size(), out);
  return r.ec == std::errc() && r.ptr == s.data() + s.size();
}

bool integer(std::string_view s, int64_t& out) {
  const auto r = std::from_chars(s.data(), s.data() + s.size(), out);
  return r.ec == std::errc() && r.ptr == s.data() + s.size();
}

bool iso3(std::string_view s) {
  return s.size() == 3 && std::all_of(s.begin(), s.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// "US", "UAE", "U.K.": short and without small letters.
bool capitals_only(std::string_view s) {
  return s.size() <= 6 &&
         std::none_of(s.begin(), s.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; });
}

class PlacesCompiler {
 public:
  PlacesCompiler(SymbolCollector& symbols, Diagnostics& diagnostics) : symbols_(symbols), diagnostics_(diagnostics) {
    text_.add("");
    country_.add("");
  }

  void regions(const Tsv& table) {
    for (const TsvRow& r : table.rows) {
      const std::string_view precision = r.cell("precision");
      Row row{};
      if (!point(r, row) || !country(r, row, true)) continue;
      if (precision == "country") {
        if (!iso3(r.cell("name")) || r.cell("name") != r.cell("country")) {
          r.error(diagnostics_, "name", "country-name", "the name of a country row is its code");
          continue;
        }
        row.precision = static_cast<uint8_t>(Precision::kCountry);
        if (!country_row_.emplace(std::string(r.cell("name")), static_cast<uint32_t>(rows_.size())).second)
          r.error(diagnostics_, "name", "double-country", "country twice: " + std::string(r.cell("name")));
        rows_.push_back(row);
        continue;
      }
      if (precision != "admin1" && precision != "region" && precision != "city") {
        r.error(diagnostics_, "precision", "unknown-precision", "unknown precision '" + std::string(precision) + "'",
                "country, admin1, region or city");
        continue;
      }
      row.precision = static_cast<uint8_t>(precision == "admin1"   ? Precision::kAdmin1
                                           : precision == "region" ? Precision::kRegion
                                                                   : Precision::kCity);
      row.name = text_.add(r.cell("name"));
      row.admin1 = precision == "admin1" ? row.name : 0;
      for (const std::string& form : forms_of(r)) parts_.insert(utf8::fold(form));
      add_row(r, row);
    }
  }

  void cities(const Tsv& table) {
    int64_t last = 0;
    for (const TsvRow& r : table.rows) {
      Row row{};
      int64_t population = 0;
      if (!integer(r.cell("geonames"), row.geonames) || row.geonames <= last) {
        r.error(diagnostics_, "geonames", "geonames-order", "GeoNames ids must be numbers and rise from row to row");
        continue;
      }
      last = row.geonames;
      if (!integer(r.cell("population"), population) || population < 0 || population > 100000000) {
        r.error(diagnostics_, "population", "bad-population",
                "not a number of people: '" + std::string(r.cell("population")) + "'");
        continue;
      }
      if (!point(r, row) || !country(r, row, false)) continue;
      row.population = static_cast<uint32_t>(population);
      row.precision = static_cast<uint8_t>(Precision::kCity);
      row.name = text_.add(r.cell("name"));
      row.admin1 = text_.add(r.cell("admin1"));
      const auto capital = capitals_.find(std::string(r.cell("country")));
      if (capital != capitals_.end()) {
        for (const std::string& form : forms_of(r))
          if (std::binary_search(capital->second.begin(), capital->second.end(), utf8::fold(form)))
            row.flags |= places::kCapital;
      }
      add_row(r, row);
    }
  }

  // Names of the country rows; a place's name is that of the state of today.
  void countries(const Tsv& table) {
    for (const TsvRow& r : table.rows) {
      const std::string code(r.cell("code"));
      const auto row = country_row_.find(code);
      if (row == country_row_.end()) continue;
      const auto flags = r.list("flags");
      const bool historical = std::find(flags.begin(), flags.end(), "historical") != flags.end();
      if (rows_[row->second].name == 0 && !historical) rows_[row->second].name = text_.add(r.cell("name"));
      add_name(r.cell("name"), row->second, false);
      for (const auto& alias : r.list("aliases")) {
        const bool ambiguous = std::find(flags.begin(), flags.end(), "ambiguous:" + alias) != flags.end();
        // "Wales", "Crimea": what regions.tsv has as a part of a state does not stand for the state.
        if (parts_.count(utf8::fold(alias)) != 0) continue;
        if (!ambiguous || (alias.size() >= 5 && !capitals_only(alias))) add_name(alias, row->second, false);
      }
      for (const char* column : {"adjectives", "people"})
        for (const auto& form : r.list(column)) add_name(form, row->second, true);
    }
    for (const auto& [code, row] : country_row_)
      if (rows_[row].name == 0) rows_[row].name = text_.add(code);
  }

  // Before cities(): which city names are capitals.
  void capitals(const Tsv& table) {
    for (const TsvRow& r : table.rows)
      for (const auto& city : r.list("capital")) capitals_[std::string(r.cell("code"))].push_back(utf8::fold(city));
    for (auto& [code, names] : capitals_) std::sort(names.begin(), names.end());
  }

  void write(pack::Writer& writer) {
    std::vector<uint32_t> candidates, sequence;
    std::vector<Name> names;
    for (auto& [symbols, build] : names_) {  // the map is in the order of the sequences
      Name n{};
      n.first_symbol = static_cast<uint32_t>(sequence.size());
      n.length = static_cast<uint16_t>(symbols.size());
      n.flags = static_cast<uint16_t>((build.evidence_only ? places::kEvidenceOnly : 0) |
                                      (build.all_capitals ? places::kAllCapitals : 0));
      n.first_candidate = static_cast<uint32_t>(candidates.size());
      std::stable_sort(build.rows.begin(), build.rows.end(),
                       [&](uint32_t a, uint32_t b) { return weight(rows_[a]) > weight(rows_[b]); });
      build.rows.erase(std::unique(build.rows.begin(), build.rows.end()), build.rows.end());
      candidates.insert(candidates.end(), build.rows.begin(), build.rows.end());
      n.last_candidate = static_cast<uint32_t>(candidates.size());
      sequence.insert(sequence.end(), symbols.begin(), symbols.end());
      names.push_back(n);
    }
    std::vector<Slot> slots = make_slots(names, sequence);
    writer.add("places.rows", rows_);
    writer.add("places.candidates", candidates);
    writer.add("places.symbols", sequence);
    writer.add("places.names", names);
    writer.add("places.slots", slots);
    pack::add_strings(writer, "places.text", text_.texts);
    pack::add_strings(writer, "places.country", country_.texts);
  }

 private:
  bool point(const TsvRow& r, Row& row) {
    double lat = 0, lon = 0;
    if (!number(r.cell("lat"), lat) || !number(r.cell("lon"), lon) || lat < -90 || lat > 90 || lon < -180 ||
        lon > 180) {
      r.error(diagnostics_, "lat", "bad-point",
              "not a point on the globe: '" + std::string(r.cell("lat")) + " " + std::string(r.cell("lon")) + "'");
      return false;
    }
    row.lat = static_cast<float>(lat), row.lon = static_cast<float>(lon);
    return true;
  }

  bool country(const TsvRow& r, Row& row, bool may_be_empty) {
    const std::string_view code = r.cell("country");
    if (!iso3(code) && !(code.empty() && may_be_empty)) {
      r.error(diagnostics_, "country", "bad-country", "not a code of ISO 3166-1 alpha-3: '" + std::string(code) + "'");
      return false;
    }
    row.country = static_cast<uint16_t>(country_.add(code));
    return true;
  }

  static std::vector<std::string> forms_of(const TsvRow& r) {
    std::vector<std::string> forms{std::string(r.cell("name"))};
    if (!r.cell("ascii").empty()) forms.emplace_back(r.cell("ascii"));
    for (auto& alias : r.list("aliases")) forms.push_back(std::move(alias));
    return forms;
  }

  void add_row(const TsvRow& r, const Row& row) {
    if (r.cell("name").empty()) {
      r.error(diagnostics_, "name", "no-name", "a place without a name");
      return;
    }
    const uint32_t id = static_cast<uint32_t>(rows_.size());
    rows_.push_back(row);
    for (const std::string& form : forms_of(r)) {
      add_name(form, id, false);
      if (form.find('-') != std::string::npos) {
        std::string open = form;
        std::replace(open.begin(), open.end(), '-', ' ');
        add_name(open, id, false);
      }
    }
  }

  // The name's tokens as the segmenter sees them inside a sentence.
  void add_name(std::string_view name, uint32_t row, bool evidence) {
    if (name.empty()) return;
    article_.text.assign(name);
    article_.text += " a";  // so that a last full stop belongs to its word
    article_.blocks.clear();
    article_.blocks.push_back({{0, static_cast<uint32_t>(article_.text.size())}, article::BlockKind::kParagraph});
    text::segment(article_, doc_);
    std::vector<uint32_t> key;
    for (uint32_t t = 0; t < doc_.token_count() && doc_.begin[t] < name.size(); ++t) {
      fold_.assign(utf8::fold(doc_.form(TokenId(t))));
      key.push_back(symbols_.add(fold_));
    }
    if (key.empty()) return;
    NameBuild& build = names_[key];
    if (!evidence && build.evidence_only && !build.rows.empty())
      build.rows.clear(), build.all_capitals = true;  // a place beats an adjective
    if (evidence && !build.evidence_only) return;
    build.evidence_only = evidence;
    build.all_capitals &= capitals_only(name);
    if (std::find(build.rows.begin(), build.rows.end(), row) == build.rows.end()) build.rows.push_back(row);
  }

  // Likeliest first: states, then capitals, then by people.
  static uint64_t weight(const Row& r) {
    uint64_t w = r.population;
    if (r.precision == static_cast<uint8_t>(Precision::kCountry)) w += 50000000;
    if (r.precision == static_cast<uint8_t>(Precision::kAdmin1)) w += 4000000;
    if (r.precision == static_cast<uint8_t>(Precision::kRegion)) w += 20000000;
    if (r.flags & places::kCapital) w += 5000000;
    return w;
  }

  static std::vector<Slot> make_slots(const std::vector<Name>& names, const std::vector<uint32_t>& sequence) {
    std::vector<Slot> slots(std::bit_ceil(names.size() * 2 + 2), Slot{places::kNoSymbol, 0, 0});
    const uint32_t size = static_cast<uint32_t>(slots.size());
    for (uint32_t i = 0; i < names.size();) {
      const uint32_t symbol = sequence[names[i].first_symbol];
      uint32_t last = i + 1;
      while (last < names.size() && sequence[names[last].first_symbol] == symbol) ++last;
      uint32_t s = places::first_slot(symbol, size);
      while (slots[s].symbol != places::kNoSymbol) s = (s + 1) & (size - 1);
      slots[s] = {symbol, i, last};
      i = last;
    }
    return slots;
  }

  SymbolCollector& symbols_;
  Diagnostics& diagnostics_;
  std::vector<Row> rows_;
  std::map<std::vector<uint32_t>, NameBuild> names_;
  std::map<std::string, uint32_t> country_row_;
  std::map<std::string, std::vector<std::string>> capitals_;
  std::set<std::string> parts_;  // folded names of regions.tsv
  TextPool text_, country_;
  article::Article article_;
  text::Document doc_;
  std::string fold_;
};

}  // namespace

void compile_places(const std::string& places_dir, const std::string& actors_dir, SymbolCollector& symbols,
                    pack::Writer& writer, Diagnostics& diagnostics) {
  const size_t before = diagnostics.error_count();
  const Tsv countries = Tsv::read(actors_dir + "/countries.tsv", "actors/countries.tsv", diagnostics);
  const Tsv regions = Tsv::read(places_dir + "/regions.tsv", "places/regions.tsv", diagnostics);
  const Tsv cities = Tsv::read(places_dir + "/cities.tsv", "places/cities.tsv", diagnostics);
  if (diagnostics.error_count() != before) return;
  PlacesCompiler compiler(symbols, diagnostics);
  compiler.capitals(countries);
  compiler.regions(regions);
  compiler.cities(cities);
  compiler.countries(countries);
  compiler.write(writer);
}

}  // namespace casus::forge
