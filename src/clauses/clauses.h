// Clauses: the form in which rules, voices, dates and places see a sentence. One clause is one predicate with its
// arguments in canonical roles, whatever the syntax was: the subject of a passive is its object, "by" gives the
// subject, controlled and shared subjects are filled in, "the arrest of C by D" is arrest(subject D, object C).
//
// A raised subject is an argument of the inner clause alone: "Lima is expected to recall …" is expect(recall(Lima, …)).
// Where a quotation and "said" are beside each other, "said" is the outer clause, whatever the parser made the head. A
// light verb's clause stays beside the clause of its noun ("held talks": hold(…, talks) and talk(…)); "is going to",
// "is about to", "have to" and "used to" are no clauses but tense or modality.
//
// What this leaves out: no word senses, no decision which clause is an event, no coreference. Where the tree does not
// settle a role the argument is left away and `uncertain` is set; nothing is guessed.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "lang/parse.h"
#include "pack/pack.h"
#include "text/text.h"

namespace casus::clauses {

enum class Kind : uint8_t {
  kVerb,       // "arrested"
  kNoun,       // an eventive noun: "talks", "the arrest of", "rejection"
  kAdjective,  // predicate adjective: "is ready to", "was critical of"
  kCopula,     // nominal or prepositional predicate: "is an ally of", "is under siege"
};

enum class Role : uint8_t {
  kSubject,     // who does it (agent of a passive; possessor, "by" or "between" of a noun)
  kObject,      // whom or what it is done to (subject of a passive; "of" of a noun)
  kIndirect,    // "gave *them* aid"
  kPrep,        // with Argument::prep
  kComplement,  // inner clause that is what is said, agreed, demanded, … (Argument::clause, Argument::comp)
  kAdverbial,   // inner clause beside it (Argument::clause; its Clause::relation says purpose, condition, …)
  kModifier,    // adjective or noun before a noun predicate: "*Israeli* strikes", "*peace* talks", "*oil* embargo"
};

// How an argument came into its role: later stages and `explain` show it; the less direct, the less sure.
enum class How : uint8_t {
  kDirect,
  kAgent,
  kControlled,
  kShared,
  kRelative,
  kPossessor,
  kApposition,
  kNominal,
  kLightVerb
};

// What form a complement has.
enum class Comp : uint8_t { kNone, kThat, kTo, kGerund, kQuote, kWh, kNoun };

struct Argument {
  Role role = Role::kSubject;
  How how = How::kDirect;
  Comp comp = Comp::kNone;
  uint8_t prep = 0;   // prepositions(): 0 = none; multiword prepositions are one ("according to")
  TokenId head;       // head token of the phrase; for a relative pronoun, the noun it stands for
  TokenRange phrase;  // the whole noun phrase without its preposition and without what coordination adds: one argument
                      // per conjunct
  ClauseId clause;    // the clause that `head` heads, if it heads one (complement, or an eventive noun); else none
};

// What a clause is to its parent.
enum class Relation : uint8_t {
  kRoot,
  kConjunct,
  kComplement,
  kPurpose,
  kCondition,
  kTime,
  kReason,
  kResult,
  kManner,
  kConcession,
  kRelative,
  kNominal,
  kParataxis,
  kQuote,
};

enum class Tense : uint8_t { kNone, kPast, kPresent, kFuture };  // kFuture: will, shall, going to, is to, "about to"
enum class Modal : uint8_t { kNone, kWill, kWould, kCan, kCould, kMay, kMight, kMust, kShould, kNeed };
enum class Mood : uint8_t { kIndicative, kImperative, kQuestion };

struct Clause {
  TokenId head;      // the predicate's token: verb, noun, adjective
  TokenId light;     // noun under a light verb ("*held* talks"): that verb, else none
  TokenId particle;  // "call *off*", else none
  Kind kind = Kind::kVerb;
  Relation relation = Relation::kRoot;
  ClauseId parent;  // none for a root, and for what hangs on a noun phrase that is no clause (its relation stays)
  SentenceId sentence;
  SymbolId lemma;  // of the lemma with its particle ("call off") in the pack's table; none if the data never mention it
  SymbolId bare_lemma;                             // without the particle
  SymbolId light_lemma;                            // of the light verb
  uint32_t first_argument = 0, last_argument = 0;  // range in ClauseSet::arguments, sorted by role
  TokenRange tokens;  // smallest contiguous range over the predicate and all that it governs, without its conjuncts
  Tense tense = Tense::kNone;
  Modal modal = Modal::kNone;
  Mood mood = Mood::kIndicative;
  uint8_t prep = 0;       // of a prepositional predicate ("is *under* siege"), in prepositions(); 0 = none
  uint8_t negations = 0;  // "not", "never", "no" on an argument, "failed to"-free: lexical negation only; odd = negated
  bool passive = false;
  bool perfect = false;
  bool progressive = false;
  bool conditional = false;  // inside an if/unless clause, or governed by one as its result with "would"
  bool quoted = false;       // inside quotation marks, at least in the greater part
  bool uncertain = false;    // a role was left open because the tree was no help, or an argument was over the budget
};

// The clauses of one document, in the order of their head tokens.
struct ClauseSet {
  std::vector<Clause> clauses;
  std::vector<Argument> arguments;
  std::vector<ClauseId> at;  // per token: the clause it heads, or none

  const Clause& operator[](ClauseId c) const { return clauses[c.v]; }
  std::span<const Argument> args(const Clause& c) const {
    return {arguments.data() + c.first_argument, arguments.data() + c.last_argument};
  }
  std::span<const Argument> args(ClauseId c) const { return args(clauses[c.v]); }
  void clear() { clauses.clear(), arguments.clear(), at.clear(); }
};

// The closed list of prepositions: index 0 is "", texts are folded, multiword ones have single spaces ("because of").
std::span<const std::string_view> prepositions();
uint8_t find_preposition(std::string_view text);  // 0 if not in the list

// Finds clauses. Immutable; share between threads. Which nouns may head a clause comes from the pack's section
// "clauses.eventive" (one byte per symbol, 1 = yes); without the section every common noun with arguments may.
class Extractor {
 public:
  static Result<Extractor> open(const pack::Pack& pack);
  Extractor() = default;

  // Buffers that only grow; one per worker.
  struct Workspace;
  struct WorkspaceDeleter {
    void operator()(Workspace* w) const;
  };
  using WorkspacePtr = std::unique_ptr<Workspace, WorkspaceDeleter>;
  static WorkspacePtr make_workspace();

  void run(const text::Document& doc, const lang::Parse& parse, Workspace& workspace, ClauseSet& out) const;

 private:
  pack::Symbols symbols_;
  std::span<const uint8_t> eventive_;
};

// One clause as a line for people and golden tests:
// "arrest[verb past passive] subj=police(agent) obj=ten students prep:in=Lima comp:to=c5 rel=root"
std::string describe(const ClauseSet& set, ClauseId id, const text::Document& doc, const lang::Parse& parse);
const char* to_string(Kind k);
const char* to_string(Role r);
const char* to_string(How h);
const char* to_string(Relation r);

}  // namespace casus::clauses
