// The closed lists that decide roles: words of grammar by their form, and classes of verbs and nouns by their lemma.
// They say how a word builds clauses, never what it means for the codebook.
#pragma once
#include <cstdint>
#include <string_view>

namespace casus::clauses {

// Words of grammar, by folded form.
enum class Word : uint8_t {
  kOther,
  kTo,
  kThat,
  kIf,
  kUnless,
  kAfter,
  kBefore,
  kWhen,
  kAs,
  kWhile,
  kSince,
  kUntil,
  kOnce,
  kBecause,
  kAlthough,
  kThough,
  kWhereas,
  kDespite,
  kProvided,
  kWhether,
  kSo,
  kIn,
  kOn,
  kUpon,
  kBy,
  kWithout,
  kFor,
  kOver,
  kOf,
  kFrom,
  kInto,
  kAt,
  kAbout,
  kAgainst,
  kWith,
  kBetween,
  kUnder,
  kAmong,
  kTowards,
  kOrder,
  kCase,
  kEven,
  kOnly,
  kWhy,
  kHow,
  kWhat,
  kThan,
  kGiven,
  kWho,
  kWhom,
  kWhose,
  kWhich,
  kWhere,
  kWhoever,
  kWhatever,
  kNot,
  kNever,
  kNo,
  kNeither,
  kNor,
  kNobody,
  kNothing,
  kNone,
  kLonger,
  kOr,
  kAnd,
  kBut,
  kEither,
  kWill,
  kShall,
  kWould,
  kCan,
  kCould,
  kMay,
  kMight,
  kMust,
  kShould,
  kNeed,
  kOught,
  kUsed,
  kGoing,
  kThere,
  kIt,
  kThis,
  kDid,
  kHad,
  kWas,
  kComma,
  kDash,
  kQuote,
  kOpenQuote,
  kCloseQuote,
  kColon,
  kQuestion,
  kHyphen,
  kRestrictive,   // "first", "last", "only": their noun is the subject of "to …"
  kParticle,      // "off", "out", "up", …: may belong to the verb
  kJustParticle,  // like kParticle, and also a plain preposition: "over"
};
Word word_of(std::string_view folded);

// Classes of lemmas, one bit each.
enum Lex : uint64_t {
  kLexLight = 1ull << 0,          // light verb: its object noun is what happens
  kLexSupport = 1ull << 1,        // full verb whose object noun is a clause all the same: "impose sanctions"
  kLexSay = 1ull << 2,            // takes quotations
  kLexRaisePassive = 1ull << 3,   // "is expected to": the subject belongs to the inner verb alone
  kLexRaiseActive = 1ull << 4,    // "seems to", "is likely to": likewise
  kLexObjectControl = 1ull << 5,  // "urge X to"
  kLexPrepControl = 1ull << 6,    // "call on X to", "pressure on X to"
  kLexPromise = 1ull << 7,        // controlled by the subject although there is an object
  kLexIntransitive = 1ull << 8,   // never takes an object from a conjunct
  kLexTime = 1ull << 9,           // names of time: "by Friday" is no agent, "the day it fell" no object
  kLexPlainGap = 1ull << 10,      // "the way", "the reason": the zero relative is no object
  kLexOfSubject = 1ull << 11,     // "the arrival of X": of gives the subject
  kLexPossObject = 1ull << 12,    // "X's arrest": the possessor is the object
  kLexMutual = 1ull << 13,        // talks, clashes: "of A and B" are the subjects
  kLexVictim = 1ull << 14,        // "Two killed in …": a headline's bare participle
  kLexFuture = 1ull << 15,        // "is set to", "is likely to"
  kLexMove = 1ull << 16,          // "sent troops to restore order": the object does it
  kLexGive = 1ull << 17,          // ditransitive: the subject of its passive may be the receiver
  kLexInGerund = 1ull << 18,      // "succeeded in freeing" is a complement
  kLexOnGerund = 1ull << 19,      // "insisted on keeping" is a complement
  kLexAbility = 1ull << 20,       // "the ability to": controlled like "able to", never the subject itself
  kLexUnder = 1ull << 21,         // "came under attack"
  kLexGerundAfter = 1ull << 23,   // "accused of doing"
  kLexAim = 1ull << 24,           // "the aim is to …": no future
  kLexWeakControl = 1ull << 26,   // "request aid to …", "cause X to …": the infinitive may as well be a purpose
  kLexGerund = 1ull << 25,        // "stop doing"
  kLexReport = 1ull << 22,        // says with an object person: tell, inform
};
uint64_t lex_of(std::string_view lemma);

}  // namespace casus::clauses
