// Writing mentions and entities down: which phrases and names of a sentence are mentions, in text order, and whom each
// means.
#include <algorithm>

#include "actors/scratch.h"

namespace casus::actors {

using lang::Deprel;
using lang::Upos;
using Words = std::initializer_list<std::string_view>;

namespace {

// Verbs and nouns of going: after them "to" and "from" name a place.
bool motion(std::string_view lemma) {
  return one_of(lemma, Words{"go",      "travel",   "fly",       "come",       "return",  "arrive",    "visit",
                             "trip",    "flight",   "move",      "flee",       "deport",  "head",      "march",
                             "journey", "ship",     "sail",      "migrate",    "rush",    "leave",     "depart",
                             "tour",    "withdraw", "send",      "dispatch",   "bring",   "take",      "escape",
                             "expel",   "evacuate", "transfer",  "fly",        "road",    "airlift",   "mission",
                             "voyage",  "envoy",    "extradite", "repatriate", "smuggle", "transport", "cross"});
}

class Pass {
 public:
  Pass(const Input& in, uint32_t sentence, Scratch& s, ActorSet& out)
      : in_(in), t_(in.tables), s_(s), out_(out), sentence_(sentence) {}

  void run() {
    sport_ = sport();
    list();
    for (const auto& todo : s_.todo) {
      if (todo.phrase != kNone)
        phrase(todo);
      else
        item(todo);
    }
    counted();
    remember_speaker();
    for (const auto& [mention, index] : late_) {
      const uint32_t e = resolve_pronoun(in_, index, Pronoun::kFirst, sentence_, s_, out_);
      if (e != kNone) out_.mentions[mention].entity = EntityId(e), s_.phrases[index].entity = e;
    }
  }

 private:
  // Who spoke last: for quotations that fill a sentence of their own.
  void remember_speaker() {
    const TokenRange r = in_.doc.sentences[sentence_].tokens;
    for (uint32_t t = r.first; t < r.last; ++t) {
      if (t >= in_.clauses.at.size() || !in_.clauses.at[t].valid()) continue;
      uint32_t who = kNone;
      bool says = false;
      for (const auto& a : in_.clauses.args(in_.clauses.at[t])) {
        if (a.role == clauses::Role::kComplement && (a.comp == clauses::Comp::kQuote || a.comp == clauses::Comp::kThat))
          says = true;
        if (a.role == clauses::Role::kSubject && a.head.valid() && out_.at[a.head.v].valid()) who = out_.at[a.head.v].v;
      }
      if (says && who != kNone) s_.last_speaker = out_.mentions[who].entity.v;
    }
  }

  bool named_item(const Item& item) const {
    if (item.place != kNone || item.party != kNone || item.person != kNone || item.surname != kNone) return true;
    // "*police* buses", "*opposition parties* access": of phrases that are no party themselves.
    const uint32_t h = s_.np[item.head];
    // A noun whose phrase begins in another one may head none ("Governor-General Zulu" read as three words).
    const Role* r = h == kNone || s_.phrase_at[h] == kNone ? nullptr : role_of(in_, item);
    return r && r->kind != RoleKind::kPlaceBody && !(r->flags & kStates) &&
           s_.phrases[s_.phrase_at[h]].who.key == Who::Key::kNothing;
  }

  void role_item(const Item& it) {
    const Role& r = *role_of(in_, it);
    Phrase p;
    p.head = it.head, p.first = it.first, p.last = it.last;
    Who& w = p.who;
    w.key = Who::Key::kRole, w.via = Via::kRole;
    w.row = w.role = t_.senses[it.role].row;
    w.plural = t_.senses[it.role].kind == SenseKind::kRoles;
    w.person = r.kind == RoleKind::kPerson;
    w.office = r.office;
    for (int i = 0; i < 4; ++i)
      if (r.sectors[i] != Sector::kNoSector && r.sectors[i] != Sector::kEmployer) w.sectors.add(r.sectors[i]);
    for (const Sector s :
         {Sector::kNoSector, Sector::BUS, Sector::AGR, Sector::EDU, Sector::MED, Sector::JRN, Sector::REL})
      if (w.sectors.first() == s) return;
    if (t_.str(r.noun) == "state") return;
    const uint32_t before = it.first > 0 ? s_.item_at[it.first - 1] : kNone;
    if (before != kNone && s_.np[it.first - 1] == s_.np[it.head])
      if (const Country* c = country_of(in_, s_.items[before])) w.code = c->code;
    if (!w.code) w.code = (r.flags & kImplied) ? r.code : context_country(in_, p, sentence_, s_, out_);
    const uint32_t e = add_entity(in_, w, it.first, it.last, s_, out_);
    out_.mentions[write(it.first, it.last, it.head, e, w.via)].modifier = true;
  }

  void list() {
    s_.todo.clear();
    for (const uint32_t i : s_.order) {
      Phrase& p = s_.phrases[i];
      half(p);
      place_or_party(p);
      if (!wanted(p)) continue;
      uint32_t first = p.first;
      while (first < p.head && !same_word(in_.form(first), "both") &&
             (in_.upos(first) == Upos::DET || in_.upos(first) == Upos::PUNCT || in_.upos(first) == Upos::CCONJ ||
              (in_.upos(first) == Upos::VERB && in_.parse.has(TokenId(first), lang::kGer)) ||
              one_of(in_.form(first), Words{"the", "a", "an"})))
        ++first;
      // "North and South Korea": two countries, though parsers make them one phrase.
      if (p.who.key == Who::Key::kCountry && p.who.name_first > first && p.who.name_first < p.who.name_last &&
          in_.upos(p.who.name_first - 1) == Upos::CCONJ)
        first = p.who.name_first;
      uint32_t last = p.last;
      if (p.counts != kNone && s_.phrases[p.counts].first >= p.last) last = s_.phrases[p.counts].last;
      s_.todo.push_back({first, last, i, kNone});
    }
    const TokenRange r = in_.doc.sentences[sentence_].tokens;
    for (uint32_t t = r.first; t < r.last; ++t) {
      const uint32_t i = s_.item_at[t];
      if (i == kNone || s_.items[i].first != t || !named_item(s_.items[i]) || heads_mention(s_.items[i])) continue;
      s_.todo.push_back({t, s_.items[i].last, kNone, i});
    }
    std::stable_sort(s_.todo.begin(), s_.todo.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first < b.first : a.last > b.last;
    });
  }

  bool wanted(const Phrase& p) const {
    if (p.pronoun) return pronoun_of(in_.form(p.head)) != Pronoun::kNo && lang::base(in_.rel(p.head)) != Deprel::expl;
    if (p.who.key == Who::Key::kName) {
      const bool named = p.who.name_first < p.who.name_last;
      if (calendar_word(in_.form(p.head)) || (named && !capitalised(in_.form(p.who.name_first)))) return false;
      return in_.rel(p.head) != Deprel::obl_unmarked || p.who.via == Via::kTitle;
    }
    // "a village", "working capital": a kind of place that nobody owns acts for nobody.
    const bool place = p.who.key == Who::Key::kRole && t_.roles[p.who.row].kind == RoleKind::kPlaceBody;
    const bool owned = p.who.code || (p.who.employer_sector && !p.who.sectors.empty());
    if (place && !owned && !p.definite && !in_.alone) return false;
    return p.who.key != Who::Key::kNothing || two(p);
  }

  bool two(const Phrase& p) const {
    const bool pair = p.head > p.first && one_of(in_.form(p.head - 1), Words{"both", "two"});
    return pair && one_of(in_.form(p.head),
                          Words{"sides", "countries", "nations", "leaders", "ministers", "neighbors", "neighbours",
                                "parties", "governments", "capitals", "allies", "presidents", "rivals", "states"});
  }

  // Whether a phrase that is a mention has its identity from this very item.
  bool heads_mention(const Item& item) const {
    const uint32_t h = s_.np[item.head];
    // An item may reach into a phrase of the sentence that comes next; that one has no entry yet.
    if (h == kNone || s_.phrase_at[h] == kNone) return false;
    const Phrase& p = s_.phrases[s_.phrase_at[h]];
    if (item.first <= p.head && p.head < item.last) return true;
    return p.who.name_first < p.who.name_last && item.first >= p.who.name_first && item.last <= p.who.name_last;
  }

  // Countries in reports of matches are teams.
  bool sport() const {
    const TokenRange r = in_.doc.sentences[sentence_].tokens;
    for (uint32_t t = r.first; t < r.last; ++t)
      if (one_of(in_.form(t),
                 Words{"soccer",    "goalkeeper", "midfielder", "wicket",       "wickets",       "innings",
                       "batsman",   "semifinal",  "semifinals", "quarterfinal", "quarterfinals", "playoff",
                       "playoffs",  "footballer", "touchdown",  "semi-final",   "quarter-final", "penalties",
                       "equalizer", "equaliser",  "knockout"}) ||
          (t + 1 < r.last && same_word(in_.form(t), "world") && same_word(in_.form(t + 1), "cup")))
        return true;
    return false;
  }

  // "*Turkey* dinner", "*Danish* pastry"
  bool kitchen(const Item& item) const {
    const uint32_t h = s_.np[item.head];
    return h != kNone && h != item.head &&
           one_of(in_.form(h), Words{"dinner", "sandwich", "food",     "restaurant", "cuisine", "dish",   "dishes",
                                     "bread",  "coffee",   "wine",     "wines",      "beer",    "cheese", "salad",
                                     "pastry", "fries",    "language", "lesson",     "lessons", "soup"});
  }

  // A country word that is no party: a team, or a language ("in French", "speaks Turkish").
  bool no_party(const Phrase& p) const {
    const auto key = p.who.key;
    if (key != Who::Key::kCountry && key != Who::Key::kPeople) return false;
    if (sport_) return true;
    if (key != Who::Key::kPeople || p.definite || p.indefinite || in_.parse.has(TokenId(p.head), lang::kPlur))
      return false;
    if (p.last > p.first + 1) return false;
    const uint32_t up = in_.head(p.head);
    const bool spoken =
        one_of(in_.parse.lemma(TokenId(up)), Words{"speak", "learn", "teach", "translate", "write", "understand"});
    const bool in_it = p.head > 0 && same_word(in_.form(p.head - 1), "in");
    return spoken || in_it;
  }

  // "in Seoul", "flew to Seoul": a place; "talks with Seoul": a party.
  void place_or_party(Phrase& p) {
    const auto key = p.who.key;
    const Deprel d = lang::base(in_.rel(p.head));
    p.clause_subject = d == Deprel::nsubj || d == Deprel::csubj;
    if (key != Who::Key::kCountry && key != Who::Key::kMetonym && key != Who::Key::kCity) return;
    if (d != Deprel::obl && d != Deprel::nmod && d != Deprel::root && d != Deprel::conj) return;
    uint32_t head = p.head;
    if (d == Deprel::conj) head = in_.head(head);
    for (uint32_t t = in_.doc.sentences[sentence_].tokens.first; t < head; ++t) {
      if (in_.head(t) != head || in_.rel(t) != Deprel::case_) continue;
      const std::string_view f = in_.form(t);
      if (one_of(f, Words{"in", "at", "near", "inside", "outside", "across", "around", "throughout", "into", "via",
                          "within", "through"}))
        p.locative = true;
      else if (one_of(f, Words{"to", "from", "for", "toward", "towards"}))
        p.locative = motion(in_.parse.lemma(TokenId(in_.head(head))));
    }
  }

  uint32_t write(uint32_t first, uint32_t last, uint32_t head, uint32_t entity, Via via) {
    Mention m;
    m.tokens = {first, last};
    m.head = TokenId(head);
    m.entity = EntityId(entity);
    m.via = via;
    const auto id = static_cast<uint32_t>(out_.mentions.size());
    out_.mentions.push_back(m);
    s_.seen.push_back({sentence_, kNone, false});
    if (!out_.at[head].valid() || out_.mentions[out_.at[head].v].tokens.size() < m.tokens.size())
      out_.at[head] = MentionId(id);
    ++s_.facts[entity].mentions;
    return id;
  }

  void phrase(const Scratch::Todo& todo) {
    Phrase& p = s_.phrases[todo.phrase];
    Via via = p.who.via;
    uint32_t entity = p.pronoun ? pronoun(todo.phrase, via) : entity_of(todo, p, via);
    // Whoever says "we" may stand behind it in the sentence.
    const bool late = entity == kNone && p.pronoun && pronoun_of(in_.form(p.head)) == Pronoun::kFirst;
    if (entity == kNone) entity = add_entity(in_, p.who, todo.first, todo.last, s_, out_);
    p.entity = entity;
    if (late) late_.emplace_back(static_cast<uint32_t>(out_.mentions.size()), todo.phrase);
    const uint32_t id = write(todo.first, todo.last, p.head, entity, via);
    p.mention = id;
    Mention& m = out_.mentions[id];
    m.pronoun = p.pronoun;
    m.locative = p.locative;
    m.non_actor = no_party(p);
    m.modifier = p.link == Link::kPossessor || in_.rel(p.head) == Deprel::nmod_poss;
    s_.seen[id] = {sentence_, todo.phrase, p.clause_subject};
    if (p.who.name_first < p.who.name_last && p.who.key != Who::Key::kCountry)
      s_.named.push_back({p.who.name_first, p.who.name_last, entity});
    if (p.link == Link::kApposition && !p.pronoun) share(p);
  }

  // An apposition is the same party as the phrase it stands beside.
  void share(Phrase& p) {
    if (p.parent == kNone) return;
    const Phrase& up = s_.phrases[p.parent];
    if (up.entity == kNone || up.entity == p.entity) return;
    using Key = Who::Key;
    const bool named = up.who.key == Key::kName || up.who.key == Key::kPerson || up.who.key == Key::kParty;
    const bool name = p.who.key == Key::kName || p.who.key == Key::kPerson || p.who.key == Key::kParty;
    const bool acronym = named && shouted(in_.form(p.head)) && p.last == p.first + 1;
    if (!acronym && named == name && !(up.who.key == Key::kRole && name)) return;
    if (p.who.plural != up.who.plural && !acronym) return;
    if (acronym && p.who.key == Key::kParty && up.who.key == Key::kName) return;  // the tables know better
    if (!acronym && p.who.key != Key::kRole && !name) return;                     // "Punta del Este, Uruguay"
    if (!acronym && up.who.person && p.who.key == Key::kRole && !p.who.person) return;
    for (auto& n : s_.named)
      if (n.entity == p.entity) n.entity = up.entity;
    p.entity = up.entity;
    out_.mentions[p.mention].entity = EntityId(up.entity);
    out_.mentions[p.mention].via = acronym ? Via::kAcronym : Via::kApposition;
  }

  uint32_t pronoun(uint32_t index, Via& via) {
    via = Via::kPronoun;
    if (s_.phrases[index].entity != kNone) return s_.phrases[index].entity;
    return resolve_pronoun(in_, index, pronoun_of(in_.form(s_.phrases[index].head)), sentence_, s_, out_);
  }

  // "the North", where the two Koreas are spoken of.
  bool half(Phrase& p) const {
    const bool north = same_word(in_.form(p.head), "north"), south = same_word(in_.form(p.head), "south");
    if ((!north && !south) || p.last > p.head + 1 || !p.definite) return false;
    for (const auto& [code, count] : s_.doc_codes) {
      const std::string_view c = t_.str(code);
      if (c != "PRK" && c != "KOR") continue;
      for (uint32_t row = 0; row < t_.countries.size(); ++row)
        if (t_.str(t_.countries[row].code) == (north ? "PRK" : "KOR")) {
          p.who = Who();
          p.who.key = Who::Key::kCountry, p.who.row = row, p.who.code = t_.countries[row].code,
          p.who.via = Via::kDefinite;
          p.who.gender = Gender::kNeuter;
          return true;
        }
    }
    return false;
  }

  uint32_t entity_of(const Scratch::Todo& todo, Phrase& p, Via& via) {
    if (two(p))
      if (const uint32_t e = resolve_two(in_, p, s_, out_); e != kNone) {
        via = Via::kDefinite;
        return e;
      }
    if (p.who.key == Who::Key::kName || (p.who.key == Who::Key::kPerson && p.who.via == Via::kSurname)) {
      const uint32_t e = resolve_name(in_, p, s_, via);
      if (e != kNone) {
        // A bare surname tells nothing that the full name did not.
        if (p.who.key != Who::Key::kPerson || p.who.via != Via::kSurname) learn(e, p.who);
        return e;
      }
    }
    if (p.who.key == Who::Key::kRole) {
      owner(p);
      if (p.who.code && p.who.other_code) return both(todo, p);
      if (p.who.open && p.definite && bare(p))
        if (const uint32_t e = resolve_definite(in_, p, sentence_, s_, out_); e != kNone) {
          via = Via::kDefinite;
          return e;
        }
      if (p.who.open && !p.foreign && !(t_.roles[p.who.row].flags & kStates)) {
        p.who.code = context_country(in_, p, sentence_, s_, out_);
        if (p.who.code && p.who.sectors.empty() && p.who.employer_sector && p.who.person)
          p.who.sectors.add(Sector::GOV);
      }
    }
    // "Governor Sato" and "the National Assembly" are of the country that is spoken of, too.
    const bool titled = p.who.key == Who::Key::kName && p.who.person && p.who.via == Via::kTitle;
    if (p.who.code == 0 && !p.foreign && (titled || (p.who.key == Who::Key::kParty && p.who.open)))
      p.who.code = context_country(in_, p, sentence_, s_, out_);
    return add_entity(in_, p.who, todo.first, todo.last, s_, out_);
  }

  // "the Turkish and Greek foreign ministers": one of each.
  uint32_t both(const Scratch::Todo& todo, const Phrase& p) {
    std::vector<EntityId> members;
    for (const uint32_t code : {p.who.code, p.who.other_code}) {
      Who one = p.who;
      one.code = code, one.other_code = 0, one.plural = false;
      members.emplace_back(add_entity(in_, one, p.head, p.head + 1, s_, out_));
    }
    const uint32_t e = add_entity(in_, p.who, todo.first, todo.last, s_, out_);
    out_.entities[e].members = std::move(members);
    return e;
  }

  // "the ministry", and no more; "the Interior Ministry" says by itself which one it is.
  bool bare(const Phrase& p) const {
    const uint32_t i = s_.item_at[p.head];
    const uint32_t first = i == kNone ? p.head : s_.items[i].first;
    return first <= p.first + 1 && !capitalised(in_.form(p.head));
  }

  // "its foreign ministry", "their leader": the owner's country, found now because the pronoun is a later mention.
  void owner(Phrase& p) {
    const Phrase* at = &p;
    for (int step = 0; step < 4; ++step) {
      const Phrase* down = nullptr;
      for (uint32_t c = at->child; c != kNone; c = s_.phrases[c].next) {
        Phrase& child = s_.phrases[c];
        if (child.link != Link::kPossessor && child.link != Link::kOf && child.link != Link::kAt) continue;
        if (child.pronoun && child.link == Link::kPossessor) {
          if (child.entity == kNone)
            child.entity = resolve_pronoun(in_, c, pronoun_of(in_.form(child.head)), sentence_, s_, out_);
          if (child.entity != kNone) inherit(p, s_.facts[child.entity].who);
          return;
        }
        down = &child;
      }
      if (!down || p.who.code) return;
      at = down;
    }
  }

  void inherit(Phrase& p, const Who& boss) const {
    if (!p.who.code) p.who.code = boss.code;
    if (p.who.code) p.who.open = false;
    if (p.who.employer_sector && p.who.sectors.empty()) p.who.sectors = boss.sectors;
    if (p.who.employer_sector && p.who.sectors.empty() && p.who.person && p.who.code) p.who.sectors.add(Sector::GOV);
  }

  // A later mention may tell more of an entity than the first did.
  void learn(uint32_t entity, const Who& w) {
    Who& known = s_.facts[entity].who;
    Entity& e = out_.entities[entity];
    if (!known.code && w.code) known.code = w.code, e.country = t_.str(w.code);
    if (known.sectors.empty() && !w.sectors.empty()) {
      known.sectors = w.sectors;
      for (int i = 0; i < 4; ++i)
        if (w.sectors[i] != Sector::kNoSector) e.sectors.emplace_back(to_string(w.sectors[i]));
    }
    if (e.office.empty() && w.office) e.office = t_.str(w.office), known.office = w.office;
    if (w.person) e.person = known.person = true;
    if (known.gender == Gender::kUnknown) e.gender = known.gender = w.gender;
  }

  // A name inside a phrase that has another head: "*Japanese* minister", "*Hamas* leader".
  void item(const Scratch::Todo& todo) {
    const Item& it = s_.items[todo.item];
    Who w;
    if (it.person != kNone && (it.party == kNone || it.last - it.first > 1)) {
      w.key = Who::Key::kPerson, w.row = t_.senses[it.person].row, w.via = Via::kName;
      fill_person(in_, w.row, 0, 0, w);
    } else if (it.party != kNone && it.place == kNone) {
      const Party& party = t_.parties[t_.senses[it.party].row];
      w.key = Who::Key::kParty, w.row = t_.senses[it.party].row, w.via = Via::kName;
      w.code = it.doubtful ? 0 : party.code, w.sectors = party.sectors;
    } else if (it.place == kNone && it.surname != kNone) {
      if (in_.upos(it.last - 1) != Upos::PROPN || s_.np[it.head] == kNone) return;
      w.key = Who::Key::kName, w.name_first = it.first, w.name_last = it.last;
      Phrase p;
      p.who = w;
      Via via = Via::kSurname;
      const uint32_t known = resolve_name(in_, p, s_, via);
      if (known == kNone || !s_.facts[known].who.person) return;
      out_.mentions[write(it.first, it.last, it.head, known, via)].modifier = true;
      return;
    } else if (const Country* c = country_of(in_, it)) {
      const bool metonym = !it.is(SenseKind::kCountry) && !it.is(SenseKind::kAdjective) && !it.is(SenseKind::kPeople);
      const bool city = t_.senses[it.place].kind == SenseKind::kCity;
      if (city && in_.upos(it.last - 1) != Upos::PROPN) return;
      w.key = city ? Who::Key::kCity : metonym ? Who::Key::kMetonym : Who::Key::kCountry;
      w.row = t_.senses[it.place].row, w.code = c->code;
      w.via = metonym ? Via::kMetonym : it.is(SenseKind::kCountry) ? Via::kName : Via::kDemonym;
      if (metonym && !city) w.sectors = Sectors(static_cast<Sector>(t_.senses[it.place].sector));
      if (c->flags & kDisputed) w.sectors.add(Sector::PRE);
    } else if (it.blocked) {
      w.key = Who::Key::kName;
    } else if (it.role != kNone) {
      return role_item(it);
    } else {
      return;
    }
    w.name_first = it.first, w.name_last = it.last;
    const uint32_t entity = add_entity(in_, w, it.first, it.last, s_, out_);
    const uint32_t id = write(it.first, it.last, it.head, entity, w.via);
    out_.mentions[id].modifier = true;
    out_.mentions[id].non_actor = it.blocked || (it.place != kNone && (sport_ || kitchen(it)));
  }

  // "dozens of protesters": the word that is counted points to the same mention.
  void counted() {
    for (const uint32_t i : s_.order) {
      const Phrase& p = s_.phrases[i];
      if (p.mention == kNone || p.who.key != Who::Key::kRole) continue;
      for (uint32_t c = p.child; c != kNone; c = s_.phrases[c].next) {
        const Phrase& child = s_.phrases[c];
        if (child.link != Link::kOf || child.mention == kNone || child.who.row != p.who.row ||
            child.who.key != p.who.key)
          continue;
        out_.mentions[child.mention].entity = out_.mentions[p.mention].entity;
        out_.mentions[child.mention].modifier = true;
      }
    }
  }

  const Input& in_;
  const TableSet& t_;
  Scratch& s_;
  ActorSet& out_;
  uint32_t sentence_;
  bool sport_ = false;
  std::vector<std::pair<uint32_t, uint32_t>> late_;  // mentions of the first person and their phrases
};

uint64_t table_key(const TableSet& t, const Who& w) {
  const auto make = [](uint64_t kind, uint64_t a, uint64_t b = 0) { return kind << 56 | b << 32 | a; };
  switch (w.key) {
    case Who::Key::kCountry:
      return make(1, w.code, w.sectors.empty() ? 0 : 1);
    case Who::Key::kMetonym:
      return make(2, w.code, static_cast<uint64_t>(w.sectors.first()));
    case Who::Key::kParty:
      return make(3, t.parties[w.row].name, w.code & 0xffffffu);
    case Who::Key::kPerson:
      return make(4, w.row);
    default:
      return 0;
  }
}

}  // namespace

bool calendar_word(std::string_view form) {
  return one_of(form,
                Words{"january", "february",  "march",    "april",   "june",      "july",     "august", "september",
                      "october", "november",  "december", "jan.",    "feb.",      "aug.",     "sept.",  "oct.",
                      "nov.",    "dec.",      "monday",   "tuesday", "wednesday", "thursday", "friday", "saturday",
                      "sunday",  "christmas", "easter",   "gmt",     "ramadan"});
}

namespace {
// A name that the text breaks over two lines is one line.
std::string one_line(std::string_view words) {
  std::string out(words);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}
}  // namespace

uint32_t add_entity(const Input& in, const Who& w, uint32_t first, uint32_t last, Scratch& s, ActorSet& out) {
  const auto& t = in.tables;
  const uint64_t key = table_key(t, w);
  const auto id = static_cast<uint32_t>(out.entities.size());
  if (key) {
    const auto [it, fresh] = s.by_key.emplace(key, id);
    if (!fresh) return it->second;
  }
  Entity& e = out.entities.emplace_back();
  s.facts.push_back({w, 0});
  e.country = t.str(w.code);
  for (int i = 0; i < 4; ++i)
    if (w.sectors[i] != Sector::kNoSector) e.sectors.emplace_back(to_string(w.sectors[i]));
  if (w.office)
    e.office = t.str(w.office);
  else if (w.office_first < w.office_last)
    e.office = one_line(in.doc.words({w.office_first, w.office_last}));
  e.gender = w.gender;
  e.plural = w.plural;
  e.person = w.person;
  const std::string_view words =
      w.name_first < w.name_last ? in.doc.words({w.name_first, w.name_last}) : in.doc.words({first, last});
  switch (w.key) {
    case Who::Key::kCountry:
      e.name = t.str(t.countries[w.row].name);
      e.id = "country:" + e.country;
      break;
    case Who::Key::kCity:
    case Who::Key::kMetonym:
      e.name = one_line(words);
      e.id = "country:" + e.country;
      break;
    case Who::Key::kParty: {
      const Party& p = t.parties[w.row];
      e.name = t.str(p.name);
      e.id = (p.kind == PartyKind::kStateBody ? "state_body:"
              : p.kind == PartyKind::kBody    ? "body:"
                                              : "group:") +
             e.name;
      break;
    }
    case Who::Key::kPerson:
      e.name = t.str(t.persons[w.row].name);
      e.id = "person:" + e.name;
      break;
    default:
      e.name = one_line(words);
  }
  return id;
}

void write_mentions(const Input& in, SentenceId sentence, Scratch& s, ActorSet& out) {
  Pass(in, sentence.v, s, out).run();
}

}  // namespace casus::actors
