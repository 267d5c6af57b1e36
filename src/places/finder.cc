// How a name becomes a place. (1) The longest name of the gazetteer that a run of tokens spells, beginning with a
// capital, is a mention; adjectives and peoples ("Chadian") are mentions that only speak for a country. (2) "X, Y" with
// Y a state or region makes Y the container of X, also when the gazetteer does not know X. (3) Each mention takes the
// candidate that its container, its sentence, the document and the number of people speak for most. (4) Persons are
// left out, names that are also words need a sign that they are places, and the words before tell whether the place is
// a site or a party.
#include "places/finder.h"

#include <algorithm>
#include <cmath>

#include "base/utf8.h"

namespace casus::places {

namespace {

using lang::Deprel;
using lang::Upos;

constexpr uint32_t kMaxNameTokens = 6;
constexpr uint32_t kMaxLookBack = 9;    // tokens between a preposition and the place ("in the small eastern town of X")
constexpr size_t kMaxSettled = 64;      // names of one document that a container settled; more are resolved one by one
constexpr size_t kMaxRegionVotes = 64;  // regions named in one document that speak for cities; later ones do not
constexpr uint32_t kWellKnown = 200000;  // people; smaller cities need a sign beside their name

bool one_of(std::string_view s, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), s) != list.end();
}

bool site_preposition(std::string_view s) {
  return one_of(s, {"in",         "at",     "near",  "outside", "inside", "around",  "across", "throughout", "within",
                    "along",      "off",    "In",    "At",      "Near",   "Outside", "Inside", "Around",     "Across",
                    "Throughout", "Within", "Along", "Off",     "on",     "On",      "over",   "Over"});
}

bool motion_preposition(std::string_view s) {
  return one_of(s, {"to", "from", "into", "toward", "towards", "through", "via", "To", "From", "Into", "Through", "Via",
                    "onto", "beyond"});
}

// Nouns that may stand before "of X" or beside X without making it a party.
bool kind_of_place(std::string_view s) {
  return one_of(s,
                {"city",      "town",        "village",      "province",      "region",       "capital",    "port",
                 "district",  "state",       "republic",     "suburb",        "island",       "islands",    "area",
                 "county",    "valley",      "territory",    "outskirts",     "streets",      "part",       "parts",
                 "north",     "south",       "east",         "west",          "coast",        "center",     "centre",
                 "border",    "enclave",     "neighborhood", "neighbourhood", "suburbs",      "cities",     "towns",
                 "villages",  "provinces",   "regions",      "waters",        "shore",        "shores",     "edge",
                 "heart",     "resort",      "stronghold",   "bastion",       "peninsula",    "gates",      "hills",
                 "mountains", "governorate", "department",   "prefecture",    "municipality", "settlement", "camp",
                 "nation",    "country",     "kingdom",      "sea",           "City",         "Province",   "Region",
                 "District",  "County",      "downtown",     "central",       "northeast",    "northwest",  "southeast",
                 "southwest"});
}

// Words with a capital that make another name of the name they stand beside ("South Charleston", "Anderson County").
bool makes_other_name_before(std::string_view s) {
  return one_of(
      s, {"New", "South", "North", "East", "West",  "Port",  "Fort", "Mount", "San",  "Santa", "Saint", "St.", "Lake",
          "El",  "Los",   "Las",   "La",   "Upper", "Lower", "Old",  "Camp",  "Cape", "Point", "Mt.",   "Ft."});
}
bool makes_other_name_after(std::string_view s) {
  return one_of(s, {"County",        "Parish", "City",       "Valley",  "River",   "Island",   "Islands",  "Beach",
                    "Bay",           "Park",   "Hills",      "Springs", "Heights", "Lake",     "Creek",    "Street",
                    "Avenue",        "Road",   "University", "College", "School",  "Hospital", "Township", "Falls",
                    "Station",       "Bridge", "Square",     "Times",   "Post",    "Journal",  "Tribune",  "Herald",
                    "Herald-Leader", "News",   "Gazette",    "Center",  "Centre",  "Club",     "United",   "Inc.",
                    "Corp.",         "Co.",    "Motor",      "Bank",    "Airport", "Point",    "Forest"});
}

// City names that are also words, given names or surnames: they need a sign beside them, however large the city.
bool also_a_word(std::string_view s) {
  return one_of(
      s,
      {"Man",          "Bo",           "Of",        "Same",     "Nice",    "Reading", "Mobile",  "Bath",     "Split",
       "Police",       "Spring",       "Union",     "Commerce", "Orange",  "Normal",  "Temple",  "Mission",  "Hope",
       "Independence", "Commonwealth", "Douglas",   "Lincoln",  "Madison", "Jackson", "Kennedy", "Victoria", "Flores",
       "Franklin",     "Henderson",    "Frederick", "Edison",   "Toyota",  "Buffalo", "Cork",    "Sale",     "Most",
       "Deal",         "Date",         "Battle",    "Rugby",    "Sandy",   "Price",   "Young",   "Chad",     "Salem",
       "Lawrence",     "Wayne",        "Santos",    "Martinez", "Carson",  "Warren",  "Clinton", "Davis",    "Nelson",
       "Marion",       "Allen",        "Tyler",     "Troy",     "Aurora",  "Logan",   "Norman",  "Irving",   "Garland",
       "Gary",         "Medina",       "Bush",      "Male",     "Central", "Bar",     "Ham",     "Along",    "Tours",
       "Surprise",     "Corona",       "Paradise"});
}

bool title(std::string_view s) {
  return one_of(
      s, {"Mr",      "Mr.",     "Mrs",       "Mrs.",    "Ms",     "Ms.",     "Dr",       "Dr.",       "President",
          "Senator", "Sen.",    "Gov.",      "Rep.",    "Gen.",   "Col.",    "Capt.",    "Lt.",       "Sgt.",
          "Maj.",    "General", "Colonel",   "Captain", "Judge",  "Justice", "Minister", "Secretary", "King",
          "Queen",   "Prince",  "Princess",  "Sir",     "Lord",   "Lady",    "Pope",     "Bishop",    "Rev.",
          "Sheikh",  "Imam",    "Professor", "Prof.",   "Sheriff"});
}

}  // namespace

Finder::Finder(const Gazetteer::Tables& tables, const text::Document& doc, const lang::Parse& parse,
               PlaceSet::Scratch& scratch)
    : t_(tables), doc_(doc), parse_(parse), s_(scratch) {
  const size_t n = doc.token_count();
  tree_ = parse.head.size() == n && parse.deprel.size() == n && parse.upos.size() == n;
  if (parse.form_symbol.size() == n) {
    symbols_ = parse.form_symbol;
  } else {
    s_.symbols.clear();
    for (uint32_t i = 0; i < n; ++i) s_.symbols.push_back(t_.symbols.find(utf8::fold(doc.form(TokenId(i)))));
    symbols_ = s_.symbols;
  }
  s_.mentions.clear(), s_.settled.clear(), s_.region_votes.clear();
  s_.document_votes.assign(t_.country.size(), 0);
  s_.sentence_votes.assign(t_.country.size(), 0);
}

bool Finder::capital(uint32_t t) const {
  const std::string_view f = doc_.form(TokenId(t));
  const auto c = static_cast<unsigned char>(f.empty() ? ' ' : f[0]);
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return utf8::is_upper(utf8::decode(f, 0).code_point);
}

bool Finder::proper(uint32_t t) const { return !tree_ || parse_.upos[t] == Upos::PROPN || parse_.upos[t] == Upos::X; }

bool Finder::city(const Mention& m) const {
  return t_.rows[t_.rows_of(*m.name)[0]].precision == static_cast<uint8_t>(Precision::kCity);
}

bool Finder::hyphenated(TokenRange r) const {
  const auto dash = [&](uint32_t t) { return doc_.form(TokenId(t)) == "-"; };
  if (r.last < doc_.token_count() && dash(r.last) && doc_.begin[r.last] == doc_.end[r.last - 1]) return true;
  return r.first > 0 && dash(r.first - 1) && doc_.end[r.first - 1] == doc_.begin[r.first] &&
         (r.first < 2 || doc_.begin[r.first - 1] == doc_.end[r.first - 2]);
}

void Finder::find(uint32_t sentence) {
  const text::Sentence& s = doc_.sentences[sentence];
  for (uint32_t i = s.tokens.first; i < s.tokens.last;) {
    const Name* name = nullptr;
    if (symbols_[i].valid() && capital(i)) {
      const uint32_t most = std::min(kMaxNameTokens, s.tokens.last - i);
      name = t_.longest(symbols_.subspan(i, most));
    }
    if (!name) {
      ++i;
      continue;
    }
    Mention m;
    m.tokens = {i, i + name->length};
    m.name = name;
    m.sentence = sentence;
    m.dateline = s.kind == text::SentenceKind::kDateline;
    m.place = !(name->flags & kEvidenceOnly);
    bool keep = true;
    if (name->flags & kAllCapitals) {
      for (char c : doc_.words(m.tokens)) keep &= !(c >= 'a' && c <= 'z');
    }
    // A single common word at the start of a sentence is not a name; nor is what the reader calls a verb or an
    // adjective.
    bool any_proper = false;
    for (uint32_t t = m.tokens.first; t < m.tokens.last; ++t) any_proper |= proper(t);
    if (m.place && !any_proper && !m.dateline && s.kind == text::SentenceKind::kBody) keep = false;
    if (keep) {
      if (hyphenated(m.tokens)) m.place = false;
      look_back(m);
      if (m.place && (part_of_longer(m, s.tokens) || (city(m) && inside_name(m.tokens)))) m.place = false;
      if (m.place && person(m.tokens, m.locative && !m.motion)) m.place = keep = false;
    }
    if (keep) s_.mentions.push_back(m);
    i = keep || m.tokens.size() == 1 ? m.tokens.last : i + 1;
  }
}

// Whether the words beside the name make another name of it. Directions do not move a state or a region.
bool Finder::part_of_longer(const Mention& m, TokenRange sentence) const {
  const uint32_t before = m.tokens.first, after = m.tokens.last;
  if (after < sentence.last && makes_other_name_after(doc_.form(TokenId(after)))) return true;
  if (!city(m) || before == sentence.first) return false;
  return makes_other_name_before(doc_.form(TokenId(before - 1))) && before - 1 > sentence.first;
}

// Whether the tokens are (part of) a person's name.
bool Finder::person(TokenRange r, bool locative) const {
  for (const lang::NameSpan& n : parse_.names) {
    if (n.tokens.first >= r.last) break;
    if (!n.tokens.overlaps(r) || n.kind != lang::NameKind::kPer) continue;
    if (n.tokens.size() > r.size() || !locative) return true;
  }
  if (r.first > 0 && title(doc_.form(TokenId(r.first - 1))) && !locative) return true;
  if (!tree_) return false;
  const auto flat = [](Deprel d) { return d == Deprel::flat || d == Deprel::flat_name; };
  const uint32_t h = parse_.head[r.first];
  if (flat(parse_.deprel[r.first]) && h < r.first) return true;  // Jack London
  if (r.last < doc_.token_count() && flat(parse_.deprel[r.last]) && r.contains(TokenId(parse_.head[r.last])) &&
      capital(r.last) && parse_.names.empty())
    return true;  // Paris Hilton
  return false;
}

// Whether the name only modifies a noun after it ("Moscow police"), other than a kind of place ("Kandahar province").
bool Finder::only_modifier(TokenRange r) const {
  if (!tree_) return false;
  for (uint32_t t = r.first; t < r.last; ++t) {
    const uint32_t h = parse_.head[t];
    if (r.contains(TokenId(h))) continue;
    const Deprel d = parse_.deprel[t];
    if (h >= r.last && (d == Deprel::compound || d == Deprel::amod || d == Deprel::nmod_poss ||
                        d == Deprel::nmod_desc || d == Deprel::flat))
      return !kind_of_place(doc_.form(TokenId(h)));
    return false;
  }
  return false;
}

bool Finder::inside_name(TokenRange r) const {
  for (const lang::NameSpan& n : parse_.names) {
    if (n.tokens.first >= r.last) break;
    if (n.tokens.overlaps(r) && n.tokens.size() > r.size() &&
        (n.kind == lang::NameKind::kOrg || n.kind == lang::NameKind::kMisc))
      return true;
  }
  return false;
}

// "in Bombay and Rangoon": the second shares the preposition of the first. A comma joins only inside a list.
bool Finder::joins_previous(const Mention& m, std::string_view before) const {
  const Mention& p = s_.mentions.back();
  if (p.sentence != m.sentence || !p.place || p.tokens.last + 1 != m.tokens.first) return false;
  if (before == "and" || before == "or") return true;
  if (before != "," || m.tokens.last >= doc_.sentences[m.sentence].tokens.last) return false;
  return one_of(doc_.form(TokenId(m.tokens.last)), {"and", "or"});
}

// Walks back from the name over what may stand between it and its preposition.
void Finder::look_back(Mention& m) const {
  if (m.dateline) {
    m.locative = true;
    return;
  }
  const uint32_t floor = doc_.sentences[m.sentence].tokens.first;
  bool of = false;
  for (uint32_t k = 1; k <= kMaxLookBack && m.tokens.first >= floor + k; ++k) {
    const uint32_t t = m.tokens.first - k;
    const std::string_view f = doc_.form(TokenId(t));
    if (site_preposition(f) || motion_preposition(f)) {
      m.motion = motion_preposition(f);
      m.locative = !only_modifier(m.tokens) && !inside_name(m.tokens);
      return;
    }
    if (f == "of" && !of) {
      of = true;
      continue;
    }
    if (k == 1 && !s_.mentions.empty() && joins_previous(m, f)) {
      m.locative = s_.mentions.back().locative && !only_modifier(m.tokens), m.motion = s_.mentions.back().motion;
      return;
    }
    if (of) {
      if (kind_of_place(f)) {
        of = false;
        continue;
      }
      return;
    }
    if (one_of(f, {"the", "The", "both", "neighboring", "neighbouring", "nearby"}) || kind_of_place(f)) continue;
    if (tree_ && (parse_.upos[t] == Upos::ADJ || parse_.upos[t] == Upos::DET || parse_.upos[t] == Upos::NUM ||
                  (parse_.upos[t] == Upos::NOUN && parse_.deprel[t] == Deprel::compound)))
      continue;
    return;
  }
}

// "X, Y": Y contains X if Y is a state or a region in which a candidate of X lies, or if X is unknown.
void Finder::find_containers(uint32_t first) {
  auto& v = s_.mentions;
  for (uint32_t i = first; i + 1 < v.size(); ++i) {
    const Mention& y = v[i + 1];
    if (y.tokens.first != v[i].tokens.last + 1 || doc_.form(TokenId(v[i].tokens.last)) != "," || !v[i].place ||
        !y.place)
      continue;
    for (uint32_t r : t_.rows_of(*y.name)) {
      const Row& outer = t_.rows[r];
      if (outer.precision != static_cast<uint8_t>(Precision::kCountry) &&
          outer.precision != static_cast<uint8_t>(Precision::kAdmin1))
        continue;
      bool fits = false;
      for (uint32_t c : t_.rows_of(*v[i].name)) {
        const Row& inner = t_.rows[c];
        if (c == r || inner.country != outer.country || inner.country == 0) continue;
        fits |= outer.precision == static_cast<uint8_t>(Precision::kCountry)
                    ? inner.precision < static_cast<uint8_t>(Precision::kCountry) ||
                          inner.precision == static_cast<uint8_t>(Precision::kAdmin1)
                    : inner.admin1 == outer.name;
      }
      // A list ("France, Spain and Italy") has no containers; a state after a city that lies elsewhere moves the city.
      const bool abbreviated = outer.precision == static_cast<uint8_t>(Precision::kAdmin1);
      if (fits ||
          (abbreviated && t_.rows[t_.rows_of(*v[i].name)[0]].precision == static_cast<uint8_t>(Precision::kCity))) {
        v[i].container = i + 1;
        v[i].inside = r;
        if (fits) break;
      }
    }
  }
}

// "in Quiet Falls, Idaho": a name that the gazetteer lacks, led by a preposition of place or in a dateline.
void Finder::find_unknown(uint32_t sentence, uint32_t first) {
  auto& v = s_.mentions;
  const TokenRange range = doc_.sentences[sentence].tokens;
  const size_t known = v.size();
  for (uint32_t i = first; i < known; ++i) {
    const Mention y = v[i];
    if (!y.place || y.tokens.first < range.first + 2 || doc_.form(TokenId(y.tokens.first - 1)) != ",") continue;
    const uint32_t r = t_.rows_of(*y.name)[0];
    uint32_t row = kNobody;
    for (uint32_t c : t_.rows_of(*y.name))
      if (t_.rows[c].precision == static_cast<uint8_t>(Precision::kAdmin1) ||
          t_.rows[c].precision == static_cast<uint8_t>(Precision::kCountry)) {
        row = c;
        break;
      }
    if (row == kNobody || (r != row && t_.rows[row].precision == static_cast<uint8_t>(Precision::kCountry))) continue;
    if (i > first && v[i - 1].tokens.last + 1 >= y.tokens.first) continue;
    uint32_t begin = y.tokens.first - 1;
    while (begin > range.first && y.tokens.first - begin <= 4 && capital(begin - 1) && proper(begin - 1)) --begin;
    Mention m;
    m.tokens = {begin, y.tokens.first - 1};
    if (m.tokens.empty() || (i > first && v[i - 1].tokens.overlaps(m.tokens))) continue;
    m.sentence = sentence;
    m.inside = row;
    m.container = i;
    m.place = true;
    m.dateline = y.dateline;
    look_back(m);
    if (m.locative && !m.motion) v.push_back(m);
  }
  // In text order again; containers are indices, so they move along.
  if (v.size() == known) return;
  for (size_t n = known; n < v.size(); ++n) {
    const Mention m = v[n];
    size_t at = n;
    while (at > first && v[at - 1].tokens.first > m.tokens.first) v[at] = v[at - 1], --at;
    v[at] = m;
    for (size_t k = first; k < v.size(); ++k)
      if (v[k].container != kNobody && v[k].container >= at && v[k].container < n) ++v[k].container;
  }
}

void Finder::vote(const Mention& m, std::vector<uint32_t>& votes, uint32_t weight) const {
  if (!m.name) return;
  const auto rows = t_.rows_of(*m.name);
  const Row& r = t_.rows[rows[0]];
  const bool sure = rows.size() == 1 || r.precision == static_cast<uint8_t>(Precision::kCountry) ||
                    (m.name->flags & kEvidenceOnly) != 0;
  if (sure && r.country != 0 &&
      (r.precision != static_cast<uint8_t>(Precision::kCity) || (r.flags & kCapital) || r.population >= kWellKnown))
    votes[r.country] += weight;
}

// A first-level region named in the document speaks for the cities inside it.
void Finder::vote_admin1(const Mention& m, uint32_t weight) const {
  if (!m.name) return;
  for (uint32_t r : t_.rows_of(*m.name)) {
    const Row& row = t_.rows[r];
    if (row.precision != static_cast<uint8_t>(Precision::kAdmin1)) continue;
    if (s_.region_votes.size() < kMaxRegionVotes) s_.region_votes.push_back({row.name, weight});
    break;
  }
}

uint32_t Finder::region_votes(uint32_t admin1) const {
  uint32_t sum = 0;
  if (admin1 != 0)
    for (const auto& [region, weight] : s_.region_votes)
      if (region == admin1) sum += weight;
  return sum;
}

uint32_t Finder::best_row(const Mention& m) const {
  uint32_t best = kNobody;
  double best_score = -1;
  const auto all = t_.rows_of(*m.name);
  for (uint32_t r : all) {
    const Row& row = t_.rows[r];
    double score = std::log10(static_cast<double>(row.population) + 1000);
    if (row.precision == static_cast<uint8_t>(Precision::kCountry)) score = 8.2;
    if (row.precision == static_cast<uint8_t>(Precision::kAdmin1)) score = 6.6;
    if (row.precision == static_cast<uint8_t>(Precision::kRegion)) score = 7.5;
    if (row.flags & kCapital) score += 1.2;
    if (m.inside != kNobody && m.container != kNobody) {
      const Row& outer = t_.rows[m.inside];
      const bool fits = outer.country == row.country && (outer.precision == static_cast<uint8_t>(Precision::kCountry)
                                                             ? row.precision != outer.precision
                                                             : row.admin1 == outer.name && r != m.inside);
      score += fits ? 20 : 0;
    }
    // Its own country named beside it. A state and its namesake elsewhere ("Georgia") part by the same sign.
    const uint32_t here = s_.sentence_votes[row.country], everywhere = s_.document_votes[row.country];
    const bool self = all.size() > 1 && row.precision == static_cast<uint8_t>(Precision::kCountry);
    if (row.country != 0 && here > (self ? 1u : 0u)) score += 2.0;
    if (row.country != 0 && everywhere > (self ? 1u : 0u)) score += 1.0 + 0.3 * std::min(everywhere, 5u);
    if (row.precision == static_cast<uint8_t>(Precision::kCity)) score += 0.7 * std::min(region_votes(row.admin1), 4u);
    if (score > best_score) best_score = score, best = r;
  }
  return best;
}

// Whether a small city has a sign beside its name that it is meant.
bool Finder::convincing(const Mention& m, uint32_t r) const {
  const Row& row = t_.rows[r];
  if (row.precision != static_cast<uint8_t>(Precision::kCity)) return true;
  const bool word = also_a_word(doc_.words(m.tokens));
  if (!word && ((row.flags & kCapital) || row.population >= kWellKnown)) return true;
  if (m.dateline || m.container != kNobody) return true;
  if (m.locative && (!m.motion || !word)) return true;
  if (word) return false;
  return s_.sentence_votes[row.country] > 0 || s_.document_votes[row.country] > 1;
}

void Finder::resolve_sentence(uint32_t first, uint32_t last) {
  std::fill(s_.sentence_votes.begin(), s_.sentence_votes.end(), 0);
  for (uint32_t i = first; i < last; ++i) vote(s_.mentions[i], s_.sentence_votes, 1);
  for (uint32_t i = first; i < last; ++i) {
    Mention& m = s_.mentions[i];
    if (!m.place || !m.name) continue;
    if (m.container == kNobody) {
      // One sense a document: "Moscow, Idaho" settles what "Moscow" is later.
      const auto said =
          std::find_if(s_.settled.begin(), s_.settled.end(), [&](const Mention& e) { return e.name == m.name; });
      if (said != s_.settled.end()) {
        m.row = said->row, m.inside = said->inside;
        continue;
      }
    }
    m.row = best_row(m);
    if (m.row == kNobody || !convincing(m, m.row)) {
      m.place = false;
      continue;
    }
    if (m.inside == kNobody || m.container == kNobody) continue;
    // The best candidate lies elsewhere: the container is all that is known ("Moscow, Idaho").
    const Row &outer = t_.rows[m.inside], &row = t_.rows[m.row];
    const bool elsewhere =
        row.country != outer.country ||
        (outer.precision == static_cast<uint8_t>(Precision::kAdmin1) && row.admin1 != outer.name && row.admin1 != 0);
    if (elsewhere) m.row = kNobody;
    if (s_.settled.size() < kMaxSettled) s_.settled.push_back(m);
    Mention& y = s_.mentions[m.container];
    y.row = m.inside;
    if (m.locative) y.locative = true, y.motion = m.motion;
  }
  // "in Moscow, Idaho": the container was resolved by its contents.
  for (uint32_t i = first; i < last; ++i) {
    const Mention& m = s_.mentions[i];
    if (m.place && m.container != kNobody) s_.mentions[m.container].row = m.inside;
  }
}

void Finder::emit(const Mention& m, PlaceSet& out) const {
  Place& p = out.places.emplace_back();
  p.tokens = m.tokens;
  const bool contained = m.row == kNobody;
  const Row& row = t_.rows[contained ? m.inside : m.row];
  p.name = contained ? doc_.words(m.tokens) : t_.text[row.name];
  p.country = t_.country[row.country];
  p.admin1 = t_.text[row.admin1];
  // Six decimals of a float are its own.
  p.lat = std::round(static_cast<double>(row.lat) * 1e4) / 1e4,
  p.lon = std::round(static_cast<double>(row.lon) * 1e4) / 1e4;
  p.has_point = true;
  p.geonames = row.geonames;
  p.precision = static_cast<Precision>(row.precision);
  p.dateline = m.dateline;
  p.locative = m.locative;
  p.motion = m.motion && m.locative;
}

void Finder::run(PlaceSet& out) {
  for (uint32_t s = 0; s < doc_.sentences.size(); ++s) {
    const uint32_t first = static_cast<uint32_t>(s_.mentions.size());
    find(s);
    if (s_.mentions.size() == first) continue;
    find_containers(first);
    find_unknown(s, first);
  }
  for (const Mention& m : s_.mentions) vote(m, s_.document_votes, 1), vote_admin1(m, 1);
  for (uint32_t i = 0; i < s_.mentions.size();) {
    uint32_t last = i + 1;
    while (last < s_.mentions.size() && s_.mentions[last].sentence == s_.mentions[i].sentence) ++last;
    resolve_sentence(i, last);
    i = last;
  }
  for (const Mention& m : s_.mentions)
    if (m.place && (m.row != kNobody || m.inside != kNobody)) emit(m, out);
}

}  // namespace casus::places
