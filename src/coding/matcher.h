// From one clause to the act that it tells: rules over clauses, evaluated inside out.
//
// evaluate(c) tries every rule whose predicate is c's lemma. A slot of a rule asks for an argument in a role, and of
// that argument: nothing, a party, a word set, or that it tells an act itself; for that the argument's own clause is
// evaluated first (depth limited, remembered). The most specific rule that fits gives the act; an operator takes its
// mode and code from the inner act.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "coding/coding.h"
#include "coding/format.h"
#include "pack/pack.h"

namespace casus::coding {

// A vector of at most N small values; what does not fit is dropped (budgets of a clause, not of the text).
template <typename T, size_t N>
struct Few {
  std::array<T, N> values{};
  uint8_t count = 0;
  bool push(const T& v) {
    if (count == N) return false;
    values[count++] = v;
    return true;
  }
  bool empty() const { return count == 0; }
  size_t size() const { return count; }
  const T& operator[](size_t i) const { return values[i]; }
  const T* begin() const { return values.data(); }
  const T* end() const { return values.data() + count; }
};

// The compiled tables, all indices checked when opened.
struct Tables {
  pack::Symbols symbols;
  pack::Strings text;
  std::span<const format::EventInfo> events;
  std::span<const format::Mode> modes;
  std::span<const format::Cameo> cameo;
  std::span<const format::Compose> compose;
  std::span<const format::Rule> rules;
  std::span<const format::Slot> slots;
  std::span<const uint32_t> post_at, set_at, ctx_at;
  std::span<const format::Posting> posts;
  std::span<const uint16_t> sets, ctx;
  std::span<const uint32_t> set_events, set_names;

  static Result<Tables> open(const pack::Pack& pack);
  std::span<const format::Posting> postings(SymbolId s) const;
  bool in_set(SymbolId s, uint16_t set) const;
  std::span<const uint16_t> sets_of(SymbolId s) const;
  std::span<const uint16_t> contexts(SymbolId s) const;
  // The CAMEO code of an act: its own, else its event's; "" if the ontology gives none.
  const char* code_of(Event e, uint16_t own) const {
    const uint16_t c = own != format::kNone16 ? own : info(e).cameo;
    return c != format::kNone16 ? cameo[c].code : "";
  }
  const format::EventInfo& info(Event e) const { return events[static_cast<size_t>(e)]; }
};

// A party of an act: the token that stands for it, its mention, and how far the argument is from the mention
// (0 = the argument is the mention, 1 = possessor, "of" or modifier inside it, 2 = deeper).
struct Party {
  TokenId head;
  MentionId mention;
  uint8_t distance = 0;
};
using Parties = Few<Party, 12>;

inline constexpr uint32_t kNoRule = 0xffffffffu;

struct Act {
  Event event = Event::kNone;
  uint32_t rule = kNoRule;  // also set when the rule says "no event"
  uint16_t mode = format::kNone16, cameo = format::kNone16;
  uint8_t flags = 0;          // of the rule
  uint8_t status = 0xff;      // Status number that the rule demands, 0xff = none
  int score = 0;              // specificity of the match
  ClauseId inner;             // the clause that an operator or PASS rule took its act from
  Few<ClauseId, 6> consumed;  // clauses whose acts are part of this one
  Parties actors, recipients;
  bool found() const { return event != Event::kNone; }
};

struct Candidate {  // a rule that fitted, for explain
  ClauseId clause;
  uint32_t rule;
  int score;
};

class Matcher {
 public:
  // All views must outlive the matcher. `candidates`: if given, every rule that fits is noted there.
  Matcher(const Tables& tables, const text::Document& doc, const lang::Parse& parse, const clauses::ClauseSet& clauses,
          const actors::ActorSet& actors, std::vector<Candidate>* candidates);

  const Act& act(ClauseId c);  // evaluates on first demand

  // Parties that an argument stands for, nearest first; appended to `out`, no mention twice.
  void bind(const clauses::Argument& argument, Parties& out) const;
  void bind_head(TokenId head, TokenRange phrase, Parties& out) const;

  // One entity, or one is a member of the other ("they").
  bool same_party(MentionId a, MentionId b) const;

  // The noun that a counting noun hands on to ("a series of *attacks*"), else the token itself.
  TokenId see_through(TokenId head) const;

 private:
  struct Match;
  void evaluate(ClauseId c, uint32_t depth);
  const Act& act_at(ClauseId c, uint32_t depth);
  bool try_rule(const format::Rule& rule, const clauses::Clause& c, uint32_t depth, Match& m);
  bool try_subject(const format::Rule& rule, const format::Slot& slot, const clauses::Clause& c, uint32_t depth,
                   Match& m);
  bool try_slot(const format::Slot& slot, const clauses::Clause& c, uint32_t depth, Match& m);
  bool fits(const format::Slot& slot, const clauses::Argument& a, uint32_t depth, Match& m);
  bool role_fits(const format::Slot& slot, const clauses::Clause& c, const clauses::Argument& a) const;
  bool member(TokenId head, uint16_t set) const;
  bool has_modifier(const clauses::Argument& a, uint16_t set) const;
  bool inner_event(const clauses::Argument& a, uint32_t depth, Event& event);
  uint8_t preposition_at(TokenId t) const;
  bool try_tree(const format::Slot& slot, TokenId under, uint32_t depth, Match& m);
  void make_act(const format::Rule& rule, uint32_t rule_index, const clauses::Clause& c, uint32_t depth, Match& m,
                Act& out);
  void fill_parties(const format::Rule& rule, const clauses::Clause& c, uint32_t depth, Match& m, Act& out);
  void subjects(const clauses::Clause& c, Parties& out) const;
  void compose(Act& act, const Act& inner) const;

  const Tables& t_;
  const text::Document& doc_;
  const lang::Parse& parse_;
  const clauses::ClauseSet& clauses_;
  const actors::ActorSet& actors_;
  std::vector<Candidate>* candidates_;
  std::vector<Act> acts_;
  std::vector<uint8_t> state_;              // 0 not yet, 1 being evaluated, 2 done
  std::vector<uint32_t> child_at_, child_;  // children of each token in the tree
  SymbolId of_;
};

}  // namespace casus::coding
