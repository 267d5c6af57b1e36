// Whom a phrase stands for, from its own words and from the phrases that hang on it: country + office + name in any
// order.
#include <algorithm>

#include "actors/scratch.h"

namespace casus::actors {

using lang::Upos;
using Words = std::initializer_list<std::string_view>;

namespace {

// What the words of one phrase are, from left to right.
struct Parts {
  const Item* head_place = nullptr;
  const Item* head_party = nullptr;
  const Item* country = nullptr;        // attributive: "*Japanese* foreign minister"
  const Item* other_country = nullptr;  // "Turkish *and Greek* foreign ministers"
  const Item* party = nullptr;          // attributive: "*Hamas* leader"
  const Item* role = nullptr;           // the last role noun
  const Item* prior_role = nullptr;     // the one before it: "*army* accountant"
  const Item* person = nullptr;
  const Item* surname = nullptr;
  uint32_t name_first = 0, name_last = 0;  // run of name words
  const Item* owner = nullptr;             // "*Hamas*-run ministry"
  const Item* base = nullptr;              // "*London*-based group"
  Sectors modifier;                        // what modifiers say
  Sector people = Sector::kNoSector;       // REL or SOC, if nothing else is known
  uint32_t code = 0;                       // of modifiers
  uint32_t led = 0;                        // the code of a group that a state leads
  bool proxy = false;                      // "Kremlin-backed": what stands near is not its country
  bool former = false;
  bool plural_role = false;
};

// Places that are given names as well: before another name they are no place.
bool given_name(std::string_view form) {
  return one_of(form,
                Words{"israel",   "jordan",     "chad",     "georgia",  "paris",  "india",    "kenya",  "sofia",
                      "victoria", "santiago",   "sydney",   "vienna",   "milan",  "london",   "austin", "lima",
                      "stanley",  "douglas",    "hamilton", "kingston", "lucia",  "salvador", "male",   "martinique",
                      "cyprus",   "washington", "nassau",   "lincoln",  "jersey", "chelsea",  "roman"});
}

bool particle(std::string_view form) {
  return one_of(form, Words{"-",  "al", "el",  "bin", "ben", "ibn", "de", "da", "do", "dos", "del", "di",
                            "la", "le", "van", "von", "der", "den", "ul", "ur", "'",  "’",   "y",   "e"});
}

bool name_word(const Input& in, uint32_t t) { return in.upos(t) == Upos::PROPN && capitalised(in.form(t)); }

class Composer {
 public:
  Composer(const Input& in, Scratch& s) : in_(in), t_(in.tables), s_(s) {
    for (const Word& w : t_.words)
      if (igo_ == 0 && t_.str(w.code) == "IGO") igo_ = w.code;
  }

  void run(Phrase& p) {
    p.who = Who();
    if (p.pronoun) return;
    Parts parts;
    parts.led = igo_;
    collect(p, parts);
    p.foreign |= parts.proxy;
    decide(p, parts);
    if (p.who.key == Who::Key::kNothing) quantity(p);
    apposition(p);
    p.who.former |= parts.former;
    if (p.who.former) retire(p.who);
  }

 private:
  bool own(const Phrase& p, uint32_t t) const { return s_.np[t] == p.head; }
  const Sense& sense(uint32_t i) const { return t_.senses[i]; }

  void collect(const Phrase& p, Parts& parts) {
    for (uint32_t t = p.first; t < p.last;) {
      if (!own(p, t)) {
        ++t;
        continue;
      }
      const uint32_t i = s_.item_at[t];
      if (i != kNone && s_.items[i].first == t) {
        take(p, s_.items[i], parts);
        t = s_.items[i].last;
        continue;
      }
      if (i == kNone &&
          (name_word(in_, t) || (particle(in_.form(t)) && parts.name_last == t && t + 1 < p.last && t > p.first)))
        add_name(t, t + 1, parts);
      ++t;
    }
    while (parts.name_last > parts.name_first && particle(in_.form(parts.name_last - 1)) &&
           !name_word(in_, parts.name_last - 1))
      --parts.name_last;
  }

  static void add_name(uint32_t first, uint32_t last, Parts& parts) {
    if (parts.name_last != first || parts.name_first == parts.name_last) parts.name_first = first;
    parts.name_last = last;
  }

  void take(const Phrase& p, Item& item, Parts& parts) {
    const bool covers = item.first <= p.head && p.head < item.last;
    const bool runs_on = parts.name_last == item.first && parts.name_last > parts.name_first;
    const bool named_next =
        item.last < p.last && own(p, item.last) && name_word(in_, item.last) && !known_next(item.last);
    parts.former |= item.former;
    if (item.word != kNone && !covers) {
      modifier(t_.words[sense(item.word).row], parts);
      if (item.party == kNone && item.place == kNone) return;
    }
    if (item.person != kNone && (item.party == kNone || item.last - item.first > 1)) {
      parts.person = &item;
      add_name(item.first, item.last, parts);
      return;
    }
    const bool noun_place = item.place != kNone && !item.is(SenseKind::kAdjective) && !item.is(SenseKind::kPeople);
    const bool city = noun_place && sense(item.place).kind == SenseKind::kCity;
    if (item.place != kNone && item.role == kNone &&
        ((runs_on && noun_place) || (noun_place && last_of_name(item)) ||
         (city && (named_next || known_person(item))) ||
         (named_next && noun_place && given_name(in_.form(item.first))))) {
      item.blocked = true;
      if (item.surname != kNone) parts.surname = &item;
      add_name(item.first, item.last, parts);
      return;
    }
    // "Governor Petra Novak": a given name, though an agency is called so.
    if (item.party != kNone && named_next && item.last == item.first + 1 && !shouted(in_.form(item.first)) &&
        parts.role && role_of(in_, *parts.role)->kind == RoleKind::kPerson) {
      add_name(item.first, item.last, parts);
      return;
    }
    if (item.party != kNone && !(item.place != kNone && !covers)) {
      if (covers)
        parts.head_party = &item;
      else
        parts.party = &item;
      return;
    }
    if (item.place != kNone && sense(item.place).kind == SenseKind::kCity &&
        ((item.role != kNone && covers) || in_.upos(item.last - 1) != Upos::PROPN))
      item.place = kNone, item.places = 0;
    if (item.place != kNone) return place(item, covers, parts);
    if (role_of(in_, item)) {
      if (parts.role) parts.prior_role = parts.role;
      parts.role = &item;
      parts.plural_role = sense(item.role).kind == SenseKind::kRoles;
      return;
    }
    if (item.surname != kNone && capitalised(in_.form(item.last - 1))) {
      parts.surname = &item;
      add_name(item.first, item.last, parts);
    } else if (name_word(in_, item.first)) {
      add_name(item.first, item.last, parts);
    }
  }

  // "Noda": a town, and the surname of somebody whose country the article is about.
  bool known_person(const Item& item) const {
    if (item.surname == kNone) return false;
    const uint32_t row = pick_surname(in_, s_, item, 0, 0, false);
    if (row == kNone) return false;
    Who who;
    fill_person(in_, row, 0, 0, who);
    return spoken(who.code) > 0;
  }

  // "Mao" after "Norbert Mao": a place by the tables, a person by the article.
  bool last_of_name(const Item& item) const {
    if (item.last != item.first + 1 || item.is(SenseKind::kCountry)) return false;
    for (size_t i = s_.named.size(), n = 0; i-- > 0 && n < 64; ++n) {
      const auto& old = s_.named[i];
      const Who& w = s_.facts[old.entity].who;
      const bool person = w.key == Who::Key::kPerson || (w.key == Who::Key::kName && w.person);
      if (person && old.last > old.first + 1 && in_.form(old.last - 1) == in_.form(item.first)) return true;
    }
    return false;
  }

  // Whether the word at `t` is something that the tables know as more than a surname.
  bool known_next(uint32_t t) const {
    const uint32_t i = s_.item_at[t];
    if (i == kNone) return false;
    const Item& item = s_.items[i];
    return item.place != kNone || item.party != kNone || item.role != kNone;
  }

  void place(const Item& item, bool covers, Parts& parts) const {
    if (covers)
      parts.head_place = &item;
    else if (!parts.country)
      parts.country = &item;
    else if (!parts.other_country)
      parts.other_country = &item;
  }

  static void modifier(const Word& w, Parts& parts) {
    switch (w.effect) {
      case Effect::kStanding:
        parts.former |= static_cast<Sector>(w.sector) == Sector::ELI;
        break;
      case Effect::kSector:
        parts.modifier.add(static_cast<Sector>(w.sector));
        break;
      case Effect::kPeople:
        parts.people = static_cast<Sector>(w.sector);
        break;
      case Effect::kCode:
        parts.code = w.code;
        break;
      case Effect::kOrigin:
      case Effect::kProxy:  // "Kremlin-backed rebels": the Kremlin is not the party
        if (!(w.flags & kSuffix)) break;
        if (w.flags & kBased) parts.base = parts.country;
        if ((w.flags & kLed) && (parts.country || parts.party)) parts.code = parts.led;
        parts.proxy |= !(w.flags & (kBased | kLed));
        parts.country = parts.party = nullptr;
        parts.name_first = parts.name_last = 0;
        break;
      case Effect::kControl:
        if (!(w.flags & kSuffix)) break;
        parts.owner = parts.party ? parts.party : parts.country ? parts.country : parts.role;
        parts.name_first = parts.name_last = 0;
        break;
      default:
        break;
    }
  }

  void decide(Phrase& p, Parts& parts) {
    const bool holds_head = (parts.name_first <= p.head && p.head < parts.name_last) ||
                            (parts.role && parts.role->first <= p.head && p.head < parts.role->last);
    const bool has_name = parts.name_last > parts.name_first && holds_head;
    if (has_name && parts.role && parts.role->first >= parts.name_last) {
      named_role(p, parts);
    } else if (has_name && (parts.person || parts.role || !(parts.head_party || parts.head_place))) {
      titled(p, parts);
    } else if (parts.head_party) {
      party(p, parts);
    } else if (parts.head_place) {
      head_place(p, *parts.head_place);
    } else if (parts.role && holds_head) {
      if (parts.party && same_group(*parts.party, *parts.role)) parts.head_party = parts.party;
      if (parts.head_party)
        party(p, parts);
      else
        role(p, parts);
    }
    if (p.who.key != Who::Key::kNothing) modify(p.who, parts);
  }

  // "the Jaish al-Islam rebel group", "the Reuters news agency": the noun says what the named one is.
  bool same_group(const Item& party, const Item& noun) const {
    const Role& r = *role_of(in_, noun);
    if (party.last != noun.first || (r.kind != RoleKind::kGroup && r.kind != RoleKind::kInstitution)) return false;
    if (sense(noun.role).kind == SenseKind::kRoles) return false;
    const Sectors s = t_.parties[sense(party.party).row].sectors;
    for (int i = 0; i < 4; ++i)
      if (r.sectors[i] != Sector::kNoSector && s.has(r.sectors[i])) return true;
    return t_.str(r.noun) == "group" || t_.str(r.noun) == "movement" || t_.str(r.noun) == "organization";
  }

  // Modifiers give a sector to a noun that has none of its own, and stand behind one that it has.
  void modify(Who& w, const Parts& parts) const {
    if (w.key == Who::Key::kCountry || w.key == Who::Key::kMetonym) return;
    const bool weak = w.sectors.empty() || w.sectors.first() == Sector::CVL || w.weak;
    Sectors all;
    for (int i = 0; i < 4; ++i)
      if (parts.modifier[i] != Sector::kNoSector && (weak || parts.modifier[i] != Sector::UAF))
        all.add(parts.modifier[i]);
    if (!weak) std::swap(all, w.sectors);
    for (int i = 0; i < 4; ++i) {
      const Sector s = weak ? w.sectors[i] : all[i];
      Sectors& into = weak ? all : w.sectors;
      if (s != Sector::kNoSector && !(weak && !all.empty() && (s == Sector::CVL || w.weak))) into.add(s);
    }
    if (weak) w.sectors = all;
    if (w.sectors.empty() && parts.people != Sector::kNoSector) w.sectors.add(parts.people);
    if (!w.code && w.key == Who::Key::kRole) w.code = parts.code;
    if (!w.code && parts.base) w.code = code_of(parts.base);
    w.open = w.open && w.code == 0;
  }

  uint32_t code_of(const Item* item) const {
    const Country* c = item ? country_of(in_, *item) : nullptr;
    return c ? c->code : 0;
  }

  // The phrase that employs, owns or holds this one: the first of its possessor, "of", "at", "from", "with", "in".
  const Who* employer(const Phrase& p, bool for_too) const {
    const Who* best = nullptr;
    int rank = 0;
    for (uint32_t c = p.child; c != kNone; c = s_.phrases[c].next) {
      const Phrase& child = s_.phrases[c];
      int r = 0;
      switch (child.link) {
        case Link::kPossessor:
          r = 6;
          break;
        case Link::kOf:
          r = 5;
          break;
        case Link::kAt:
          r = 4;
          break;
        case Link::kFor:
          r = for_too ? 3 : 0;
          break;
        case Link::kWith:
          r = child.who.key == Who::Key::kCountry ? 0 : 2;
          break;
        case Link::kIn:
          r = 1;
          break;
        default:
          break;
      }
      const Who* who = &child.who;
      // "the director general for Asian affairs at Tokyo's Foreign Ministry": it may hang on what he directs.
      if (who->key == Who::Key::kNothing && child.link != Link::kPossessor)
        for (uint32_t g = child.child; g != kNone; g = s_.phrases[g].next)
          if (s_.phrases[g].link == Link::kAt) who = &s_.phrases[g].who, r = 4;
      if (who->code == 0 && who->sectors.empty()) r = 0;
      if (r > rank) best = who, rank = r;
    }
    return best;
  }

  // Whoever heads something has the sector of what he heads.
  bool heads(const Role& role) const {
    return role.kind == RoleKind::kPerson &&
           one_of(t_.str(role.noun), Words{"president", "vice president", "chairman", "chairwoman", "chairperson",
                                           "chair", "secretary general", "general secretary", "secretary", "director",
                                           "director general", "executive director", "head", "chief", "leader",
                                           "chief executive", "deputy chairman", "vice chairman", "governor"});
  }

  // Sectors of a role noun, given whom it belongs to.
  Sectors role_sectors(const Role& role, const Who* employer, uint32_t code) const {
    Sectors out;
    const bool open = role.sectors.has(Sector::kEmployer);
    const bool body = employer && employer->key != Who::Key::kCountry && employer->key != Who::Key::kMetonym &&
                      employer->key != Who::Key::kCity && employer->key != Who::Key::kPeople;
    if (employer && !employer->sectors.empty() && (open || (body && heads(role)))) {
      for (int i = 0; i < 4; ++i)
        if (employer->sectors[i] != Sector::kNoSector) out.add(employer->sectors[i]);
      return out;
    }
    // "a UN official", "the president of the Red Cross" are of the body, whose code says it all.
    if ((open || heads(role)) && body && employer->key == Who::Key::kParty && employer->code) return out;
    for (int i = 0; i < 4; ++i)
      if (role.sectors[i] != Sector::kNoSector && role.sectors[i] != Sector::kEmployer) out.add(role.sectors[i]);
    if (out.empty() && open && role.kind == RoleKind::kPerson) {
      if (one_of(t_.str(role.noun), Words{"man", "woman", "boy", "girl"}))
        out.add(Sector::CVL);
      else if (is_state(t_.str(code)))
        out.add(Sector::GOV);
    }
    return out;
  }

  Who part(const Item* item) const {
    Who w;
    if (!item) return w;
    if (item->party != kNone) {
      const Party& p = t_.parties[sense(item->party).row];
      w.key = Who::Key::kParty, w.code = item->doubtful ? 0 : p.code, w.sectors = p.sectors,
      w.row = sense(item->party).row;
    } else if (const Role* r = role_of(in_, *item)) {
      w.key = Who::Key::kRole, w.sectors = role_sectors(*r, nullptr, 0), w.code = (r->flags & kImplied) ? r->code : 0;
    } else if (const Country* c = country_of(in_, *item)) {
      const bool city = sense(item->place).kind == SenseKind::kCity;
      w.key = item->is(SenseKind::kCountry) ? Who::Key::kCountry : city ? Who::Key::kCity : Who::Key::kMetonym;
      w.code = c->code;
      if (!city) w.sectors = Sectors(static_cast<Sector>(sense(item->place).sector));
    }
    return w;
  }

  void role(Phrase& p, const Parts& parts) {
    const Role& r = *role_of(in_, *parts.role);
    Who& w = p.who;
    w.key = Who::Key::kRole, w.via = Via::kRole;
    w.row = w.role = sense(parts.role->role).row;
    w.plural = parts.plural_role;
    w.person = r.kind == RoleKind::kPerson;
    w.gender = w.person ? static_cast<Gender>(r.gender) : Gender::kNeuter;
    w.office = r.office;
    office_words(p, *parts.role, w);
    Who near = parts.party ? part(parts.party) : parts.owner ? part(parts.owner) : part(parts.prior_role);
    // "Democratic Party (DP) president": the brackets cut the phrase in two.
    if (near.key == Who::Key::kNothing && p.first >= 2 && in_.form(p.first - 1) == ")" &&
        s_.item_at[p.first - 2] != kNone && s_.items[s_.item_at[p.first - 2]].party != kNone)
      near = part(&s_.items[s_.item_at[p.first - 2]]);
    const Who* far = against(t_.str(r.noun)) ? nullptr : employer(p, r.sectors.has(Sector::kEmployer));
    w.code = code_of(parts.country);
    if (w.plural) w.other_code = code_of(parts.other_country);
    if (!w.code) w.code = near.code;
    if (!w.code && (r.flags & kImplied)) w.code = r.code;
    if (!w.code && far) w.code = far->code;
    const Who country = part(parts.country);
    const Who* boss = near.key != Who::Key::kNothing      ? &near
                      : far                               ? far
                      : country.key != Who::Key::kNothing ? &country
                                                          : nullptr;
    if (boss == far && far && parts.country && far->sectors.empty()) boss = &country;
    w.sectors = (r.flags & kStates) ? Sectors() : role_sectors(r, boss, w.code);
    if (near.key != Who::Key::kNothing && !(r.flags & kStates))
      for (int i = 0; i < 4; ++i)
        if (near.sectors[i] != Sector::kNoSector) w.sectors.add(near.sectors[i]);
    if (!w.code) w.code = (r.flags & kImplied) ? 0 : r.code;
    const bool side = (r.flags & kSameOffice) || t_.str(r.noun) == "side";
    if (side && w.code && w.sectors.empty() && is_state(t_.str(w.code))) w.sectors.add(Sector::GOV);
    w.open = w.code == 0;
    w.employer_sector = r.sectors.has(Sector::kEmployer);
    w.weak = w.employer_sector && (!boss || boss->sectors.empty());
    if (parts.prior_role) w.name_first = w.name_last = 0;
  }

  // "minister of mines", "fisheries minister": the office is the words themselves.
  void office_words(const Phrase& p, const Item& item, Who& w) const {
    if (w.office && !item.wild && !(t_.roles[w.row].flags & kWildBefore)) return;
    if (!w.person || w.plural) return;
    for (const Sector s : {Sector::CVL, Sector::EDU, Sector::LAB, Sector::REF, Sector::UAF, Sector::MED, Sector::AGR})
      if (t_.roles[w.row].sectors.first() == s) return;
    if (one_of(t_.str(t_.roles[w.row].noun),
               Words{"man", "woman", "member", "soldier", "rebel", "police officer", "official"}))
      return;
    w.office_first = item.first, w.office_last = item.last;
    (void)p;
  }

  // "Kyoto University", "Nordic Bank": a run of name words that ends in a role noun is one name.
  void named_role(Phrase& p, Parts& parts) {
    const Role& r = *role_of(in_, *parts.role);
    role(p, parts);
    if (r.kind == RoleKind::kPerson || parts.name_last != parts.role->first ||
        !capitalised(in_.form(parts.role->first))) {
      if (parts.person && p.who.code == 0) {
        Who boss;
        fill_person(in_, sense(parts.person->person).row, 0, 0, boss);
        p.who.code = boss.code;
        if (r.sectors.has(Sector::kEmployer)) p.who.sectors = role_sectors(r, &boss, boss.code);
      }
      return;
    }
    p.who.name_first = parts.name_first, p.who.name_last = parts.role->last;
  }

  void titled(Phrase& p, Parts& parts) {
    Who& w = p.who;
    const Role* r = parts.role ? role_of(in_, *parts.role) : nullptr;
    if (r) role(p, parts);
    const Who title = w;
    const uint32_t code = r ? w.code : code_of(parts.country);
    uint32_t row = parts.person ? sense(parts.person->person).row : kNone;
    if (row == kNone && parts.surname && parts.surname->last == parts.name_last) {
      const bool alone = parts.name_first == parts.surname->first;
      if (alone && !calendar_word(in_.form(parts.surname->first)))
        row = pick_surname(in_, s_, *parts.surname, code, r ? r->office : 0,
                           r != nullptr && r->kind == RoleKind::kPerson);
    }
    w.name_first = parts.name_first, w.name_last = parts.name_last;
    if (row != kNone) {
      w.key = Who::Key::kPerson, w.row = row;
      fill_person(in_, row, code, r ? r->office : 0, w);
      w.via = r ? Via::kTitle : parts.person ? Via::kName : Via::kSurname;
      if (parts.person) w.via = Via::kName;
      if (r && r->kind == RoleKind::kPerson) {  // the text knows better who he was when it was written
        if (!title.sectors.empty()) w.sectors = title.sectors;
        if (title.code) w.code = title.code;
        if (title.office) w.office = title.office;
      } else if (code) {
        w.code = code;
      }
      w.open = false;
      return;
    }
    w.key = Who::Key::kName;
    w.row = kNone;
    w.via = r && r->kind == RoleKind::kPerson ? Via::kTitle : Via::kUnknown;
    if (!r && parts.country) w.code = code;
    if (!r && parts.party) {
      const Who boss = part(parts.party);
      w.code = w.code ? w.code : boss.code, w.sectors = boss.sectors;
    }
    w.person = r ? r->kind == RoleKind::kPerson : false;
    if (!r)
      if (const Who* boss = employer(p, false); boss && !w.code) w.code = boss->code;
  }

  uint32_t spoken(uint32_t code) const {
    for (const auto& [c, count] : s_.doc_codes)
      if (c == code) return count;
    return 0;
  }

  void party(Phrase& p, const Parts& parts) {
    Who& w = p.who;
    const Item& item = *parts.head_party;
    uint32_t row = sense(item.party).row;
    uint32_t code = code_of(parts.country);
    if (!code)
      if (const Who* boss = employer(p, false)) code = boss->code;
    if (!code && parts.party) code = t_.parties[sense(parts.party->party).row].code;
    // Several parties may bear the name: the country decides.
    if (code && t_.parties[row].code != code)
      for (const Sense& other : t_.senses_of(item.node))
        if (other.kind == SenseKind::kParty && t_.parties[other.row].code == code) row = other.row;
    const Party& party = t_.parties[row];
    w.key = Who::Key::kParty, w.row = row, w.via = Via::kName;
    w.code = party.code, w.sectors = party.sectors;
    if (code && party.code != code && is_state(t_.str(party.code))) w.code = code;
    // "Santa Marta Self Defense Forces": the words are known, but as the end of another name.
    if (!code && parts.name_last == item.first && parts.name_last > parts.name_first && is_state(t_.str(party.code))) {
      w.key = Who::Key::kName, w.row = kNone, w.code = 0, w.via = Via::kUnknown;
      w.name_first = parts.name_first, w.name_last = item.last;
      return;
    }
    if (!code && item.doubtful) w.code = 0, w.open = true;
    w.name_first = item.first, w.name_last = item.last;
    w.plural = in_.parse.has(TokenId(item.last - 1), lang::kPlur);
    w.gender = Gender::kNeuter;
  }

  void head_place(Phrase& p, const Item& item) {
    const Country* c = country_of(in_, item);
    if (!c) return;
    Who& w = p.who;
    const Sense& head = sense(item.place);
    w.row = head.row;
    w.code = c->code;
    w.gender = Gender::kNeuter;
    w.name_first = item.first, w.name_last = item.last;
    const bool quantified = p.first < p.head && in_.upos(p.first) == Upos::NUM;
    const bool people = item.is(SenseKind::kPeople) &&
                        (p.definite || p.indefinite || quantified || !item.is(SenseKind::kCountry)) &&
                        !item.is(SenseKind::kCapital);
    if (people && !(item.is(SenseKind::kCountry) && !quantified && !p.indefinite)) {
      w.key = Who::Key::kPeople, w.via = Via::kDemonym, w.gender = Gender::kUnknown;
      w.plural = !p.indefinite, w.person = true;
    } else if (item.is(SenseKind::kCountry)) {
      w.key = Who::Key::kCountry, w.via = Via::kName;
    } else if (item.is(SenseKind::kAdjective)) {
      w.key = Who::Key::kPeople, w.via = Via::kDemonym, w.plural = true;
    } else if (head.kind == SenseKind::kCity) {
      w.key = Who::Key::kCity, w.via = Via::kName;
    } else {
      w.key = Who::Key::kMetonym, w.via = Via::kMetonym;
      w.sectors = Sectors(static_cast<Sector>(head.sector));
    }
    if (c->flags & kDisputed) w.sectors.add(Sector::PRE);
  }

  // "dozens of protesters", "one of the ministers": what counts stands for what is counted.
  void quantity(Phrase& p) {
    const uint32_t item = s_.item_at[p.head];
    const Word* word =
        item != kNone && s_.items[item].word != kNone ? &t_.words[sense(s_.items[item].word).row] : nullptr;
    const bool number = in_.upos(p.head) == Upos::NUM || in_.upos(p.head) == Upos::DET || in_.upos(p.head) == Upos::ADJ;
    if (word && word->effect == Effect::kNoParty) return;
    const bool counts = word && word->effect >= Effect::kTransparent;
    if (!counts && !number &&
        !one_of(in_.form(p.head),
                Words{"dozens", "hundreds", "thousands", "tens",  "scores", "millions", "number", "handful",
                      "couple", "majority", "most",      "many",  "some",   "several",  "part",   "all",
                      "none",   "rest",     "lot",       "group", "groups", "kind",     "pair",   "trio"}))
      return;
    for (uint32_t c = p.child; c != kNone; c = s_.phrases[c].next) {
      const Phrase& child = s_.phrases[c];
      const bool fits =
          child.link == Link::kOf || (counts && child.link != Link::kApposition && child.link != Link::kConjunct);
      if (!fits || child.who.key == Who::Key::kNothing) continue;
      p.who = child.who;
      p.counts = c;
      p.who.plural = !same_word(in_.form(p.head), "one");
      if (!counts || word->effect == Effect::kTransparent) return;
      p.who.key = Who::Key::kName, p.who.via = Via::kRole, p.who.row = kNone;
      p.who.name_first = p.who.name_last = 0;
      if (word->effect == Effect::kFollows && p.who.sectors.empty() && is_state(t_.str(p.who.code)))
        p.who.sectors.add(Sector::GOV);
      if (word->effect == Effect::kOwn) p.who.sectors = Sectors(static_cast<Sector>(word->sector));
      if (p.who.sectors.empty()) p.who.sectors.add(static_cast<Sector>(word->sector));
      return;
    }
  }

  void apposition(Phrase& p) {
    for (uint32_t c = p.child; c != kNone; c = s_.phrases[c].next) {
      const Phrase& child = s_.phrases[c];
      if (child.link != Link::kApposition) continue;
      join(p.who, child.who);
    }
  }

 public:
  // Two phrases for one party: the first learns from the second.
  void join(Who& a, const Who& b) const {
    using Key = Who::Key;
    const bool a_named = a.key == Key::kName || a.key == Key::kPerson;
    const bool unlike = a.person && b.key == Key::kRole && !b.person;  // "Miller, vice-president of the association"
    if (a_named && b.key == Key::kCountry) {
      if (a.key == Key::kName && a.code == 0) a.code = b.code;  // "Punta del Este, Uruguay"
    } else if (a_named && b.key == Key::kRole && !unlike) {
      if (a.code == 0) a.code = b.code;
      if (a.sectors.empty() || a.key == Key::kName) a.sectors = b.sectors.empty() ? a.sectors : b.sectors;
      if (a.office == 0) a.office = b.office;
      if (a.office_first == a.office_last) a.office_first = b.office_first, a.office_last = b.office_last;
      if (a.gender == Gender::kUnknown) a.gender = b.gender;
      if (a.key == Key::kName) a.via = Via::kApposition, a.person = b.person, a.role = b.role;
      a.former |= b.former;
      a.open = a.code == 0 && b.open;
    } else if (a.key == Key::kRole && !a.plural && t_.roles[a.row].kind != RoleKind::kPlaceBody &&
               (b.key == Key::kName || b.key == Key::kPerson || b.key == Key::kParty)) {
      a.key = b.key, a.row = b.row;
      a.name_first = b.name_first, a.name_last = b.name_last;
      if (a.code == 0) a.code = b.code;
      if (a.sectors.empty() || b.key == Key::kParty) a.sectors = b.sectors.empty() ? a.sectors : b.sectors;
      if (a.gender == Gender::kUnknown) a.gender = b.gender;
      a.via = b.key == Key::kName ? Via::kApposition : Via::kName;
      a.open = a.code == 0;
    }
  }

  static void retire(Who& w) {
    for (const Sector s :
         {Sector::REB, Sector::CRM, Sector::CVL, Sector::UAF, Sector::REL, Sector::EDU, Sector::BUS, Sector::JRN})
      if (w.sectors.first() == s) return;
    if (w.key == Who::Key::kRole || w.key == Who::Key::kPerson || w.key == Who::Key::kName)
      w.sectors = Sectors(Sector::ELI);
  }

 private:
  const Input& in_;
  const TableSet& t_;
  Scratch& s_;
  uint32_t igo_ = 0;  // text "IGO"
};

}  // namespace

bool is_state(std::string_view code) {
  for (const std::string_view c : Words{"IGO", "UNO", "EUR", "NGO", "MNC", "IMG", "ISM"})
    if (code == c) return false;
  return !code.empty();
}

bool against(std::string_view noun) {
  return one_of(noun, Words{"critic", "opponent", "enemy", "foe", "rival", "adversary", "ally", "neighbor", "neighbour",
                            "victim", "survivor", "killer", "murderer", "invader", "attacker"});
}

namespace {
// "Lee, the director general …, and Ihara, the …": parsers hang Ihara on the director; he belongs beside Lee.
void lift_names(Scratch& s) {
  const auto named = [](const Who& w) { return w.key == Who::Key::kName || w.key == Who::Key::kPerson; };
  for (const uint32_t i : s.order) {
    Phrase& p = s.phrases[i];
    if (p.link != Link::kConjunct || !named(p.who)) continue;
    Phrase& role = s.phrases[p.parent];
    if (role.link != Link::kApposition || named(role.who) || !named(s.phrases[role.parent].who)) continue;
    uint32_t* slot = &role.child;
    while (*slot != kNone && *slot != i) slot = &s.phrases[*slot].next;
    if (*slot == i) *slot = p.next;
    Phrase& first = s.phrases[role.parent];
    p.parent = role.parent;
    p.next = kNone;
    slot = &first.child;
    while (*slot != kNone) slot = &s.phrases[*slot].next;
    *slot = i;
  }
}
}  // namespace

void compose(const Input& in, Scratch& s) {
  Composer c(in, s);
  for (const uint32_t i : s.order) c.run(s.phrases[i]);
  // "the double agent Sergei Skripal", parsed as two phrases side by side: the noun is his title.
  for (const uint32_t i : s.order) {
    Phrase& p = s.phrases[i];
    if (p.who.key != Who::Key::kName || p.first == 0 || p.first != p.who.name_first || p.link == Link::kConjunct)
      continue;
    const uint32_t before = s.np[p.first - 1];
    if (before == kNone || s.phrase_at[before] == kNone) continue;
    const Phrase& title = s.phrases[s.phrase_at[before]];
    if (title.last != p.first || title.who.key != Who::Key::kRole || !title.who.person || title.who.plural ||
        title.pronoun)
      continue;
    c.join(p.who, title.who);
    p.who.via = Via::kTitle;
  }
  lift_names(s);
  // "Iranian soldiers and officials": the later ones are of the same country unless they say otherwise.
  for (size_t k = s.order.size(); k-- > 0;) {
    Phrase& p = s.phrases[s.order[k]];
    if (p.link != Link::kConjunct || p.who.code || p.who.key != Who::Key::kRole || p.definite || p.indefinite) continue;
    const Phrase& first = s.phrases[p.parent];
    if (first.who.key == Who::Key::kRole && first.who.code) p.who.code = first.who.code, p.who.open = false;
  }
  // "the government and people of Vietnam": what hangs on the last is shared by those before.
  for (size_t k = 0; k < s.order.size(); ++k) {
    const Phrase& p = s.phrases[s.order[k]];
    if (p.link != Link::kConjunct || p.who.key != Who::Key::kRole || p.child == kNone) continue;
    const Phrase& of = s.phrases[p.child];
    Phrase& first = s.phrases[p.parent];
    if (of.link != Link::kOf || of.who.key != Who::Key::kCountry) continue;
    for (uint32_t i = first.child; i != kNone; i = s.phrases[i].next) {
      Who& other = s.phrases[i].who;
      if (s.phrases[i].link == Link::kConjunct && other.open) other.code = of.who.code, other.open = false;
    }
    if (first.who.open) first.who.code = of.who.code, first.who.open = false;
  }
}

}  // namespace casus::actors
