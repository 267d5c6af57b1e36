// The pack sections actors.* as the compiler writes them and Tables reads them.
//
// Every name, adjective, role noun, modifier … is a sequence of folded tokens in one trie over symbol ids; hyphens are
// left out, so "vice-president" and "vice president" are one. A node may have senses: what the words can stand for.
// Senses point into the tables of countries, parties, persons, roles and words. All strings are indices into the
// strings "actors.text", where index 0 is "". Dates are numbers: 20140417; 0 = since ever, kOpen = until now.
//
//   actors.root     u32 per symbol: its child of the root, or kNone      actors.nodes  Node, one more than there are
//   nodes actors.edges    Edge, by symbol within a node                        actors.senses Sense, grouped by node
//   actors.country  Country    actors.party  Party    actors.person  Person    actors.term  Term    actors.role  Role
//   actors.word     Word (modifiers and quantifiers)
#pragma once
#include <cstdint>
#include <string_view>

namespace casus::actors {

inline constexpr uint32_t kNone = 0xffffffffu;
inline constexpr uint32_t kOpen = 99999999;

// PLOVER sectors, and one value for "that of the employer". Packs store the numbers: only append.
enum class Sector : uint8_t {
  kNoSector,
  GOV,
  MIL,
  COP,
  JUD,
  LEG,
  PTY,
  OPP,
  REB,
  PRM,
  SPY,
  UAF,
  CVL,
  BUS,
  JRN,
  REL,
  EDU,
  LAB,
  SOC,
  REF,
  CRM,
  ELI,
  AGR,
  MED,
  UNK,
  PRE,
  kEmployer,
};
std::string_view to_string(Sector s);  // "GOV"; "=" for kEmployer; "" for kNoSector
bool sector_from_string(std::string_view s, Sector& out);

// Up to four sectors, most likely first, one byte each from the lowest.
class Sectors {
 public:
  constexpr Sectors() = default;
  constexpr explicit Sectors(Sector s) : bits_(static_cast<uint8_t>(s)) {}
  constexpr bool empty() const { return bits_ == 0; }
  constexpr Sector first() const { return (*this)[0]; }
  constexpr Sector operator[](int i) const { return static_cast<Sector>((bits_ >> (8 * i)) & 0xffu); }
  constexpr bool has(Sector s) const {
    for (int i = 0; i < 4; ++i)
      if ((*this)[i] == s) return s != Sector::kNoSector;
    return false;
  }
  // Appends; keeps what is there if it is there already or all four are taken.
  constexpr void add(Sector s) {
    for (int i = 0; i < 4; ++i) {
      if ((*this)[i] == s) return;
      if ((*this)[i] != Sector::kNoSector) continue;
      bits_ |= static_cast<uint32_t>(s) << (8 * i);
      return;
    }
  }
  constexpr bool operator==(const Sectors&) const = default;

 private:
  uint32_t bits_ = 0;
};

struct Node {
  uint32_t first_edge, first_sense;
};
struct Edge {
  uint32_t symbol, node;
};

enum class SenseKind : uint8_t {
  kCountry,
  kAdjective,
  kPeople,
  kCapital,
  kMetonym,
  kCity,   // row: Country
  kParty,  // row: Party
  kPerson,
  kSurname,  // row: Person
  kRole,
  kRoles,  // row: Role; singular, plural
  kModifier,
  kQuantifier,  // row: Word
};
inline constexpr int kSenseKinds = 13;
// Flags of a sense.
inline constexpr uint8_t kCapital1 = 1;      // needs a capital in its first token
inline constexpr uint8_t kAllCaps = 2;       // an acronym: every letter as in the table
inline constexpr uint8_t kAmbiguous = 4;     // often means something else: wants support from context
inline constexpr uint8_t kManyPeople = 8;    // kPeople: a plural form
inline constexpr uint8_t kCapitalLast = 16;  // needs a capital in its last token
struct Sense {
  uint32_t row;
  SenseKind kind;
  uint8_t flags;
  uint8_t sector;  // kMetonym, kCapital: whom it stands for
  uint8_t zero;
};

enum CountryFlag : uint32_t { kDisputed = 1, kDependent = 2, kHistorical = 4 };
struct Country {
  uint32_t code, name;  // disputed entities have the parent's code
  uint32_t from, to;
  uint32_t flags;
};

enum class PartyKind : uint8_t { kStateBody, kBody, kGroup };
struct Party {
  uint32_t name, code;
  Sectors sectors;
  uint32_t from, to;
  PartyKind kind;
  uint8_t flags;  // kPartyPlural, kPartyPeople
  uint16_t zero;
};
enum PartyFlag : uint8_t { kPartyPlace = 1, kPartyPeople = 2 };

struct Person {
  uint32_t name;
  uint32_t first_term, last_term;
  uint32_t gender;  // as Gender
};
struct Term {
  uint32_t code, office;
  Sectors sectors;
  uint32_t from, to;
};

enum class RoleKind : uint8_t { kPerson, kGroup, kInstitution, kPlaceBody };
enum RoleFlag : uint8_t {
  kStates = 1,       // stands for states: "country", "power"
  kSameOffice = 2,   // "counterpart": the office of the other party
  kWithArticle = 4,  // "the wounded": only with an article
  kTitleOnly = 8,    // "general": as a title or after an article
  kImplied = 16,     // `code` is certain; else it only fills an empty slot
  kWildBefore = 32,  // "* minister"
  kWildAfter = 64,   // "minister of *"
};
struct Role {
  uint32_t noun, office, code;
  Sectors sectors;  // may hold kEmployer
  RoleKind kind;
  uint8_t gender;  // as Gender
  uint8_t flags;
  uint8_t zero;
};

// What a modifier or quantifier does to the phrase it stands in.
enum class Effect : uint8_t {
  kKeep,         // nothing
  kSector,       // `sector`, if the noun has none of its own
  kStanding,     // `sector` instead of the noun's
  kCode,         // `text` fills the country slot
  kPeople,       // a people or faith: `sector` (SOC, REL) serves only when nothing else gives one
  kOrigin,       // where a person comes from
  kProxy,        // the side named before it is patron or target, not the party
  kControl,      // what is named before it owns the noun
  kTransparent,  // counts: the party is what follows
  kFollows,      // sector of what follows, else `sector`
  kOwn,          // `sector`, with the country of what follows
  kNoParty,
};
enum WordFlag : uint8_t { kSuffix = 1, kBased = 2, kLed = 4 };
struct Word {
  uint32_t text, code;
  Effect effect;
  uint8_t sector;
  uint8_t flags;
  uint8_t zero;
};

}  // namespace casus::actors
