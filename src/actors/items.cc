// Finding what the tables know: longest match first over folded forms, from left to right.
#include <algorithm>

#include "actors/scratch.h"
#include "base/utf8.h"

namespace casus::actors {

using lang::Upos;

bool same_word(std::string_view form, std::string_view lower) {
  return form.size() == lower.size() && std::equal(form.begin(), form.end(), lower.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
         });
}

bool capitalised(std::string_view form) { return !form.empty() && utf8::is_upper(utf8::decode(form, 0).code_point); }

bool shouted(std::string_view form) {
  bool upper = false;
  for (size_t i = 0; i < form.size();) {
    const auto d = utf8::decode(form, i);
    if (utf8::is_lower(d.code_point)) return false;
    upper |= utf8::is_upper(d.code_point);
    i += d.length;
  }
  return upper;
}

namespace {

bool is_hyphen(std::string_view form) { return form == "-" || form == "‑" || form == "–"; }

// Whether the capitals of the text fit those of the table.
bool case_fits(const Input& in, const Sense& sense, uint32_t first, uint32_t last) {
  // Without capitals long names and countries are still known; short and ambiguous ones are not.
  if (in.any_case && !(sense.flags & kAmbiguous)) {
    const bool country = sense.kind <= SenseKind::kCapital && !(sense.flags & kAllCaps);
    const bool exact = !(sense.flags & (kCapital1 | kCapitalLast | kAllCaps));
    if (exact || country || last - first > 1 || shouted(in.form(first))) return true;
  }
  if (sense.flags & kAllCaps) {
    // "Nato" and "Hamas" are written so, too; but "Sang" between other names is none.
    const std::string_view f = in.form(first);
    if (shouted(f)) return true;
    const bool beside = (first > 0 && in.upos(first - 1) == Upos::PROPN) ||
                        (last < in.parse.upos.size() && in.upos(last) == Upos::PROPN);
    return f.size() >= 4 && capitalised(f) && !(sense.flags & kAmbiguous) && !beside;
  }
  if ((sense.flags & kCapital1) && !capitalised(in.form(first))) return false;
  // "the European commission"
  const bool long_name = sense.kind == SenseKind::kParty && last - first > 1 && (sense.flags & kCapital1);
  return !(sense.flags & kCapitalLast) || long_name || capitalised(in.form(last - 1));
}

struct Choice {
  uint32_t sense = kNone;
  int score = -1;
  void offer(uint32_t candidate, int value) {
    if (value > score) sense = candidate, score = value;
  }
};

// Picks, for each table, the sense that fits the day best.
bool choose(const Input& in, uint32_t node, Item& item) {
  const auto& t = in.tables;
  Choice place, party;
  for (uint32_t i = t.nodes[node].first_sense; i < t.nodes[node + 1].first_sense; ++i) {
    const Sense& s = t.senses[i];
    if (!case_fits(in, s, item.first, item.last)) continue;
    const int plain = (s.flags & kAmbiguous) ? 0 : 1;
    switch (s.kind) {
      case SenseKind::kParty: {
        const Party& p = t.parties[s.row];
        const bool now = in.day ? holds(p.from, p.to, in.day) : p.to == kOpen;
        party.offer(i, 2 * now + plain);
        break;
      }
      case SenseKind::kPerson:
        if (item.person == kNone) item.person = i;
        break;
      case SenseKind::kSurname:
        if (item.surname == kNone) item.surname = i;
        break;
      case SenseKind::kRole:
      case SenseKind::kRoles: {
        const bool wild = t.roles[s.row].flags & (kWildBefore | kWildAfter);
        if (item.role == kNone || (t.roles[t.senses[item.role].row].flags & (kWildBefore | kWildAfter) && !wild))
          item.role = i;
        break;
      }
      case SenseKind::kModifier:
      case SenseKind::kQuantifier: {
        const bool suffix = t.words[s.row].flags & kSuffix;
        if (suffix && (item.first == 0 || !is_hyphen(in.form(item.first - 1)))) break;
        if (item.word == kNone || suffix) item.word = i;
        break;
      }
      default: {
        const Country& c = t.countries[s.row];
        const bool now = in.day ? holds(c.from, c.to, in.day) : c.to == kOpen;
        const bool own = s.kind == SenseKind::kCountry || s.kind == SenseKind::kAdjective;
        if (s.kind == SenseKind::kCity)
          place.offer(i, plain);
        else
          place.offer(i, 8 * now + 2 * plain + 4 * !(c.flags & kHistorical) + own);
      }
    }
  }
  item.party = party.sense;
  item.place = place.sense;
  if (place.sense != kNone) {
    const uint32_t row = t.senses[place.sense].row;
    for (uint32_t i = t.nodes[node].first_sense; i < t.nodes[node + 1].first_sense; ++i)
      if (t.senses[i].kind <= SenseKind::kCity && t.senses[i].row == row &&
          case_fits(in, t.senses[i], item.first, item.last))
        item.places |= static_cast<uint16_t>(1u << static_cast<int>(t.senses[i].kind));
  }
  item.node = node;
  return item.place != kNone || item.party != kNone || item.person != kNone || item.surname != kNone ||
         item.role != kNone || item.word != kNone;
}

// "minister of *" goes on over nouns up to the end of what they name, but not over a country.
void extend_wild(const Input& in, uint32_t stop, Item& item) {
  const auto& t = in.tables;
  if (item.role == kNone || !(t.roles[t.senses[item.role].row].flags & kWildAfter)) return;
  constexpr uint32_t kMost = 8;
  uint32_t last = item.last;
  for (uint32_t i = item.last; i < std::min(stop, item.last + kMost); ++i) {
    const Upos u = in.upos(i);
    if (in.nominal(i)) {
      const uint32_t node = in.tables.next(0, in.sym(i));
      const auto is_place = [&](const Sense& s) { return s.kind <= SenseKind::kCapital; };
      if (node != kNone && std::ranges::any_of(in.tables.senses_of(node), is_place) && capitalised(in.form(i))) break;
      last = i + 1;
    } else if (u != Upos::ADJ && u != Upos::DET && u != Upos::CCONJ && in.form(i) != ",") {
      break;
    } else if (last == item.last && (u == Upos::CCONJ || in.form(i) == ",")) {
      break;
    }
  }
  item.wild = last > item.last;
  item.last = last;
}

void set_head(const Input& in, Item& item) {
  item.head = item.last - 1;
  for (uint32_t i = item.first; i < item.last; ++i) {
    const uint32_t h = in.head(i);
    if ((h < item.first || h >= item.last || h == i) && in.upos(i) != Upos::DET && in.upos(i) != Upos::ADP &&
        in.upos(i) != Upos::PUNCT && in.upos(i) != Upos::PART) {
      item.head = i;
      return;
    }
  }
}

// "ex-president" is one token; what follows the prefix is looked up.
constexpr size_t kEx = 3;
bool former_prefix(std::string_view form) {
  return form.size() > kEx && (form.starts_with("ex-") || form.starts_with("Ex-") || form.starts_with("EX-"));
}

// "the president of": the noun is a role by itself and says more than the pattern.
bool says_less(const Input& in, const Item& item) {
  if (item.word == kNone || item.role != kNone || item.party != kNone || item.place != kNone || item.person != kNone)
    return false;
  const Effect e = in.tables.words[in.tables.senses[item.word].row].effect;
  if (e != Effect::kFollows && e != Effect::kOwn) return false;
  for (uint32_t t = item.first; t < item.last; ++t) {
    const uint32_t node = in.tables.next(0, in.sym(t));
    if (node == kNone || !in.nominal(t)) continue;
    for (const Sense& s : in.tables.senses_of(node))
      if (s.kind == SenseKind::kRole || s.kind == SenseKind::kRoles) return true;
  }
  return false;
}

// The longest match that begins at `from`; false if there is none.
bool match_at(const Input& in, uint32_t from, uint32_t stop, Item& best) {
  uint32_t node = 0;
  bool found = false;
  Item before;  // the next shorter one
  for (uint32_t i = from; i < stop; ++i) {
    if (i > from && is_hyphen(in.form(i)) && !in.doc.space_after(TokenId(i))) continue;
    const bool ex = i == from && former_prefix(in.form(i));
    node = in.tables.next(node, ex ? in.tables.symbols.find(utf8::fold(in.form(i).substr(kEx))).v : in.sym(i));
    if (node == kNone) break;
    if (in.tables.nodes[node].first_sense == in.tables.nodes[node + 1].first_sense) continue;
    Item item;
    item.first = from, item.last = i + 1;
    item.former = former_prefix(in.form(from));
    if (!choose(in, node, item) || says_less(in, item)) continue;
    if (found) before = best;
    best = item;
    found = true;
  }
  if (!found) return false;
  const uint32_t bare = best.last;
  extend_wild(in, stop, best);
  const bool wild_after = best.role != kNone && (in.tables.roles[in.tables.senses[best.role].row].flags & kWildAfter);
  if (wild_after && best.last == bare) {
    if (before.last == 0) return false;
    best = before;
  }
  return true;
}

// "North and South Korea": the first is short for "North Korea".
void share_last_words(const Input& in, Scratch& s) {
  for (uint32_t i = 0; i < s.items.size(); ++i) {
    const Item whole = s.items[i];
    if (!whole.is(SenseKind::kCountry) || whole.last != whole.first + 2 || whole.first < 2) continue;
    const uint32_t t = whole.first - 2;
    const uint32_t old = s.item_at[t];  // "North" alone may be a noun of the tables
    if (!same_word(in.form(t + 1), "and") || !capitalised(in.form(t))) continue;
    if (old != kNone && (s.items[old].last != s.items[old].first + 1 || s.items[old].place != kNone)) continue;
    uint32_t node = in.tables.next(0, in.sym(t));
    if (node != kNone) node = in.tables.next(node, in.sym(whole.first + 1));
    Item item;
    item.first = item.head = t, item.last = t + 1;
    if (node == kNone || !choose(in, node, item) || !item.is(SenseKind::kCountry)) continue;
    s.item_at[t] = static_cast<uint32_t>(s.items.size());
    s.items.push_back(item);
  }
}

// "the African Development Bank (ADB)": from there on the letters mean what the article says.
void learn_acronyms(const Input& in, Scratch& s) {
  const auto n = static_cast<uint32_t>(in.doc.token_count());
  for (uint32_t t = 1; t + 2 < n; ++t) {
    const uint32_t owner = s.item_at[t - 1];
    if (owner == kNone || in.form(t) != "(" || in.form(t + 2) != ")" || !shouted(in.form(t + 1))) continue;
    const Item def = s.items[owner];
    if (def.party == kNone || def.last != t || def.last < def.first + 2 || in.form(t + 1)[0] != in.form(def.first)[0])
      continue;
    for (uint32_t u = t + 1; u < n; ++u) {
      if (in.form(u) != in.form(t + 1)) continue;
      if (s.item_at[u] == kNone) {
        s.item_at[u] = static_cast<uint32_t>(s.items.size());
        s.items.push_back({});
        s.items.back().first = s.items.back().head = u, s.items.back().last = u + 1;
      }
      Item& item = s.items[s.item_at[u]];
      if (item.last != item.first + 1) continue;
      item.party = def.party, item.node = def.node;
      item.place = item.person = item.surname = item.word = kNone;
      item.places = 0;
    }
  }
}

}  // namespace

void find_items(const Input& in, Scratch& s) {
  s.items.clear();
  s.item_at.assign(in.doc.token_count(), kNone);
  for (const auto& sentence : in.doc.sentences) {
    const uint32_t stop = sentence.tokens.last;
    for (uint32_t i = sentence.tokens.first; i < stop;) {
      Item item;
      if (!match_at(in, i, stop, item)) {
        ++i;
        continue;
      }
      set_head(in, item);
      for (uint32_t k = item.first; k < item.last; ++k) s.item_at[k] = static_cast<uint32_t>(s.items.size());
      s.items.push_back(item);
      i = item.last;
    }
  }
  learn_acronyms(in, s);
  share_last_words(in, s);
}

void count_countries(const Input& in, Scratch& s) {
  s.doc_codes.clear();
  for (const Item& item : s.items) {
    uint32_t code = 0;
    if (item.place != kNone && in.tables.senses[item.place].kind != SenseKind::kCity) {
      if (!capitalised(in.form(item.first))) continue;
      code = in.tables.countries[in.tables.senses[item.place].row].code;
    } else if (item.person != kNone) {
      Who who;
      fill_person(in, in.tables.senses[item.person].row, 0, 0, who);
      code = who.code;
    }
    const bool place_word = item.first > 0 && in.upos(item.first - 1) == Upos::ADP;
    if (!code && item.person == kNone && item.place != kNone && place_word && in.upos(item.last - 1) == Upos::PROPN) {
      code = in.tables.countries[in.tables.senses[item.place].row].code;
    }
    if (!code) continue;
    auto it = std::ranges::find_if(s.doc_codes, [&](const auto& c) { return c.first == code; });
    if (it == s.doc_codes.end())
      s.doc_codes.emplace_back(code, 1u);
    else
      ++it->second;
  }
}

void settle_parties(const Input& in, Scratch& s) {
  const auto& t = in.tables;
  const auto spoken = [&](uint32_t code) {
    for (const auto& [c, count] : s.doc_codes)
      if (c == code) return count;
    return 0u;
  };
  const bool lone = s.doc_codes.empty();
  for (Item& item : s.items) {
    if (item.party == kNone) continue;
    uint32_t most = spoken(t.parties[t.senses[item.party].row].code), states = 0, first = 0;
    for (uint32_t i = t.nodes[item.node].first_sense; i < t.nodes[item.node + 1].first_sense; ++i) {
      if (t.senses[i].kind != SenseKind::kParty) continue;
      const Party& other = t.parties[t.senses[i].row];
      if (is_state(t.str(other.code)) && other.code != first) ++states, first = other.code;
      if (!holds(other.from, other.to, in.day) || spoken(other.code) <= most ||
          !case_fits(in, t.senses[i], item.first, item.last))
        continue;
      item.party = i, most = spoken(other.code);
    }
    const bool state = is_state(t.str(t.parties[t.senses[item.party].row].code));
    const bool ambiguous = t.senses[item.party].flags & kAmbiguous;
    item.doubtful = state && most == 0 && (lone ? states > 1 && ambiguous : states > 1 || ambiguous);
  }
}

const Role* role_of(const Input& in, const Item& item) {
  if (item.role == kNone) return nullptr;
  const Role& role = in.tables.roles[in.tables.senses[item.role].row];
  const uint32_t t = item.wild ? item.first : item.last - 1;
  if (in.nominal(t) || in.nominal(item.head)) return &role;
  const Upos u = in.upos(t);
  // "the wounded", "the dead": an adjective, number or participle after an article.
  const bool after_article =
      item.first > 0 && one_of(in.form(item.first - 1), std::initializer_list<std::string_view>{"the"});
  return (role.flags & kWithArticle) && after_article && (u == Upos::ADJ || u == Upos::VERB) ? &role : nullptr;
}

const Country* country_of(const Input& in, const Item& item) {
  return item.place == kNone || item.blocked ? nullptr : &in.tables.countries[in.tables.senses[item.place].row];
}

}  // namespace casus::actors
