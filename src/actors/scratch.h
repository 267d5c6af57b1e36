// What is worked out about one document before mentions are written down. All vectors only grow; one Scratch a worker.
// Internal to `actors`.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "actors/actors.h"
#include "actors/format.h"
#include "actors/tables.h"

namespace casus::actors {

// A stretch of tokens that the tables know. The members below `node` are indices into TableSet::senses or kNone.
struct Item {
  uint32_t first = 0, last = 0;  // tokens
  uint32_t head = 0;             // the token in it that depends on one outside
  uint32_t node = 0;
  uint32_t place = kNone;  // country, adjective, people, capital, metonym, city
  uint32_t party = kNone;
  uint32_t person = kNone;   // a full name
  uint32_t surname = kNone;  // first of the surnames
  uint32_t role = kNone;
  uint32_t word = kNone;
  uint16_t places = 0;    // bit per SenseKind that `place`'s country has under these words
  bool blocked = false;   // a name of a place that is part of another name
  bool doubtful = false;  // which party of several countries is meant is not clear
  bool former = false;    // written with "ex-"
  bool wild = false;      // a pattern role that was extended over the words it stands for

  bool is(SenseKind k) const { return (places >> static_cast<int>(k)) & 1u; }
};

// How a phrase hangs on the one above it.
enum class Link : uint8_t { kApart, kPossessor, kOf, kAt, kFor, kIn, kWith, kApposition, kConjunct, kOther };

// Whom a phrase stands for, as far as its own words and what hangs on it tell.
struct Who {
  enum class Key : uint8_t { kNothing, kCountry, kMetonym, kCity, kPeople, kParty, kPerson, kRole, kName };
  Key key = Key::kNothing;
  uint32_t row = kNone;     // of the table that `key` says
  uint32_t code = 0;        // texts
  uint32_t other_code = 0;  // "the Turkish *and Greek* foreign ministers"
  uint32_t office = 0;
  Sectors sectors;
  Via via = Via::kUnknown;
  Gender gender = Gender::kUnknown;
  uint32_t name_first = 0, name_last = 0;      // tokens of a name; empty = none
  uint32_t office_first = 0, office_last = 0;  // tokens of an office that no table has
  uint32_t role = kNone;                       // row of the role noun, if any
  bool plural = false, person = false;
  bool open = false;             // the country could still come from what it belongs to
  bool employer_sector = false;  // the sector could, too
  bool former = false;
  bool weak = false;  // the sectors are only what the noun mostly means
};

// A noun phrase: a head with what stands close around it.
struct Phrase {
  uint32_t head = 0;
  uint32_t first = 0, last = 0;          // tokens, possessor included
  uint32_t parent = kNone;               // phrase that it hangs on
  uint32_t child = kNone, next = kNone;  // first phrase that hangs on this one, in text order; next beside it
  uint32_t mention = kNone;
  uint32_t depth = 0;
  Link link = Link::kApart;
  bool pronoun = false;
  bool definite = false, indefinite = false;
  bool locative = false;
  bool clause_subject = false;
  uint32_t entity = kNone;  // once resolved
  uint32_t counts = kNone;  // "dozens of protesters": the phrase that is counted
  bool foreign = false;     // "Western diplomats": of another country than the one spoken of
  Who who;
};

// What coreference needs to know of an entity, beside its strings.
struct Facts {
  Who who;
  uint32_t mentions = 0;
};

// What it needs to know of a mention.
struct Seen {
  uint32_t sentence = 0;
  uint32_t phrase = kNone;  // none: an item inside a phrase
  bool subject = false;
};

struct Scratch {
  std::vector<Item> items;
  std::vector<uint32_t> item_at;    // per token: index of its item or kNone
  std::vector<uint32_t> np;         // per token: head token of the phrase that it is an inner part of, or kNone
  std::vector<uint32_t> phrase_at;  // per token: the phrase that it heads, or kNone
  std::vector<uint32_t> depth;      // per token: distance to the root of its sentence
  std::vector<Phrase> phrases;
  std::vector<uint32_t> order;  // phrases of one sentence, deepest first
  // Named mentions so far, for surnames and acronyms.
  struct Named {
    uint32_t first, last;  // tokens of the name
    uint32_t entity;
  };
  std::vector<Named> named;
  std::unordered_map<uint64_t, uint32_t> by_key;         // table rows to entities
  std::vector<std::pair<uint32_t, uint32_t>> doc_codes;  // countries of the whole document: text, how often
  uint32_t last_speaker = kNone;                         // entity
  std::vector<Facts> facts;                              // per entity
  std::vector<Seen> seen;                                // per mention
  struct Todo {
    uint32_t first, last;
    uint32_t phrase, item;  // one of them
  };
  std::vector<Todo> todo;  // mentions of one sentence, in order
};

// Everything that the steps read; references, valid during one run.
struct Input {
  const TableSet& tables;
  const text::Document& doc;
  const lang::Parse& parse;
  const clauses::ClauseSet& clauses;
  uint32_t day = 0;
  bool any_case = false;  // capitals tell nothing here
  bool alone = false;     // a phrase by itself; without a day, who no longer holds an office is former

  std::string_view form(uint32_t t) const { return doc.form(TokenId(t)); }
  lang::Upos upos(uint32_t t) const { return parse.upos[t]; }
  lang::Deprel rel(uint32_t t) const { return parse.deprel[t]; }
  uint32_t head(uint32_t t) const { return parse.head[t]; }
  uint32_t sym(uint32_t t) const { return parse.form_symbol[t].v; }
  bool nominal(uint32_t t) const {
    return upos(t) == lang::Upos::NOUN || upos(t) == lang::Upos::PROPN || upos(t) == lang::Upos::X ||
           upos(t) == lang::Upos::SYM;
  }
};

// ASCII comparison without case; `lower` is in small letters.
bool same_word(std::string_view form, std::string_view lower);
template <typename Range>
bool one_of(std::string_view form, const Range& lower_words) {
  for (const std::string_view w : lower_words)
    if (same_word(form, w)) return true;
  return false;
}
bool calendar_word(std::string_view form);  // months and days
bool capitalised(std::string_view form);
bool shouted(std::string_view form);  // has letters, none of them small

// The steps, in this order, for the tokens of one sentence (items: of all).
void find_items(const Input& in, Scratch& s);
void count_countries(const Input& in, Scratch& s);
void settle_parties(const Input& in, Scratch& s);  // by the countries counted
void find_phrases(const Input& in, TokenRange sentence, Scratch& s);
void compose(const Input& in, Scratch& s);  // over s.order
void write_mentions(const Input& in, SentenceId sentence, Scratch& s, ActorSet& out);
uint32_t add_entity(const Input& in, const Who& who, uint32_t first, uint32_t last, Scratch& s, ActorSet& out);

// Coreference: the entity that a pronoun or description stands for, or kNone.
enum class Pronoun : uint8_t { kNo, kHe, kShe, kIt, kThey, kFirst, kOther };
Pronoun pronoun_of(std::string_view form);
uint32_t resolve_pronoun(const Input& in, uint32_t phrase, Pronoun kind, uint32_t sentence, Scratch& s, ActorSet& out);
bool against(std::string_view noun);   // "critic", "enemy": what it is "of" is not its employer
bool is_state(std::string_view code);  // a country, not IGO, UNO, …
uint32_t resolve_two(const Input& in, const Phrase& p, Scratch& s, ActorSet& out);
uint32_t resolve_definite(const Input& in, const Phrase& p, uint32_t sentence, const Scratch& s, const ActorSet& out);
uint32_t resolve_name(const Input& in, const Phrase& p, const Scratch& s, Via& via);
// The country (text) that the context gives to a party without one, or 0.
uint32_t context_country(const Input& in, const Phrase& p, uint32_t sentence, const Scratch& s, const ActorSet& out);

// The row of `item`'s role, or null if the words are none here.
const Role* role_of(const Input& in, const Item& item);
const Country* country_of(const Input& in, const Item& item);
// Terms of `person` on the day: fills code, office, sectors, gender. `office` and `code` (texts, 0 = none) say what the
// text tells.
void fill_person(const Input& in, uint32_t person, uint32_t code, uint32_t office, Who& who);
// The person whom a surname means, or kNone if no one or several.
uint32_t pick_surname(const Input& in, const Scratch& s, const Item& item, uint32_t code, uint32_t office, bool titled);

// A tree for a phrase that stands alone, from its words and the tables (`actors answer`).
void guess_parse(const TableSet& tables, const text::Document& doc, lang::Parse& out);

}  // namespace casus::actors
