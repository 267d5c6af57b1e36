// Inside of the extractor: one sentence at a time, in passes over columns.
//
//   load        the tree is copied with sentence-local numbers
//   mend        attachments that parsers often miss (mend.cc)
//   repair      constructions whose head is no help are turned round: "is going to V", "there were talks", "…," said X,
//               headlines (repair.cc)
//   index       children, order of depth, extents
//   find_heads  which tokens head clauses, of which kind (heads.cc)
//   relate      parent and relation of each clause (heads.cc)
//   fill        top-down, so that a controlled or shared subject finds its controller complete: verb form (verbs.cc),
//               arguments (arguments.cc, control.cc, nouns.cc)
//   emit        clauses in the order of their heads
//
// Every pass is a loop over tokens or over children; nothing recurses.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "clauses/clauses.h"
#include "clauses/lexicon.h"

namespace casus::clauses {

inline constexpr uint32_t kNoToken = 0xffffffffu;
inline constexpr int32_t kNoClause = -1;
inline constexpr uint32_t kMaxArguments = 40;  // of one clause; later ones are left away and `uncertain` is set

// One argument while its clause grows.
struct Node {
  Argument argument;
  int32_t next = -1;
  bool surface = false;  // the syntactic subject, which conjuncts and controlled clauses inherit
  bool hidden = false;   // raised: inherited, but no argument of this clause
};

// One clause while it grows.
struct Work {
  Clause clause;
  uint32_t token = 0;  // local number of the head
  int32_t parent = kNoClause;
  int32_t first = -1, last = -1;
  uint32_t count = 0;
  uint32_t mark = kNoToken;   // its first marker ("to", "if"), if any
  uint32_t light = kNoToken;  // local number of the light verb
  int32_t gap = -1;           // antecedent (local token) that a zero relative leaves to this clause
  Comp comp = Comp::kNone;    // what form it has as a complement
  bool finite = false;
  bool to = false;          // to-infinitive
  bool gerund = false;      // ing-form without auxiliary
  bool participle = false;  // past participle without auxiliary
  bool negative_subject = false;
  bool has_surface = false;
  bool in_condition = false;
  bool filled = false;
  bool by = false, of = false;  // a noun's prepositions
  int8_t raising = -1;          // memo of raises()
  bool small = false;           // predicate without a verb: "elected him president"
};

struct Extractor::Workspace {
  uint32_t base = 0, size = 0;
  SentenceId sentence;
  bool headline = false;
  // per token of the sentence
  std::vector<uint32_t> head, child_at, child, order, lo, hi;
  std::vector<lang::Deprel> rel;
  std::vector<lang::Upos> upos;
  std::vector<Word> word;
  std::vector<uint64_t> lex;
  std::vector<uint32_t> particle;
  std::vector<uint64_t> child_rels;  // set of the relations of its children, one bit each
  std::vector<uint8_t> merged;       // became an auxiliary of its complement: "going" in "going to"
  std::vector<uint8_t> existential;
  std::vector<uint8_t> listed;                     // coordinated by a comma alone
  std::vector<uint16_t> barriers;                  // prefix sums: tokens that end a noun phrase
  std::vector<uint16_t> quoted;                    // prefix sums: tokens inside quotation marks
  std::vector<uint32_t> relative;                  // nearest relative clause (its head) at or above the token
  std::vector<uint8_t> kinds;                      // Kind of the clause it heads
  std::vector<int32_t> clause;                     // index into works
  std::vector<int32_t> above;                      // nearest clause strictly above
  std::vector<uint32_t> phrase_begin, phrase_end;  // memo
  std::vector<uint32_t> queue;
  std::vector<Work> works;  // in the order of their heads
  std::vector<Node> nodes;
  // of the document
  bool in_quote = false;
  uint32_t paragraph = 0;
  std::string folded;
};

class Builder {
 public:
  Builder(const text::Document& doc, const lang::Parse& parse, const pack::Symbols& symbols,
          std::span<const uint8_t> eventive, Extractor::Workspace& w)
      : doc_(doc), parse_(parse), symbols_(symbols), eventive_(eventive), w_(w) {}

  void sentence(SentenceId id, ClauseSet& out);

 private:
  // What the columns say of local token i.
  lang::Upos upos(uint32_t i) const { return w_.upos[i]; }
  bool feat(uint32_t i, lang::Feat f) const { return (parse_.feats[w_.base + i] & f) != 0; }
  std::string_view form(uint32_t i) const { return doc_.form(TokenId(w_.base + i)); }
  std::string_view lemma(uint32_t i) const { return parse_.lemma(TokenId(w_.base + i)); }
  bool lex(uint32_t i, uint64_t bits) const { return (w_.lex[i] & bits) != 0; }
  Word word(uint32_t i) const { return w_.word[i]; }
  lang::Deprel rel(uint32_t i) const { return w_.rel[i]; }
  bool is_root(uint32_t i) const { return w_.head[i] == i; }
  std::span<const uint32_t> children(uint32_t i) const {
    return {w_.child.data() + w_.child_at[i], w_.child.data() + w_.child_at[i + 1]};
  }
  uint32_t child_with(uint32_t i, lang::Deprel d) const;                                          // first, or kNoToken
  bool has_live_child(uint32_t i, lang::Deprel d) const { return child_with(i, d) != kNoToken; }  // during repair
  bool has_child(uint32_t i, lang::Deprel d) const {                                              // after it
    return (w_.child_rels[i] >> static_cast<int>(d)) & 1;
  }
  uint32_t subject_child(uint32_t i) const;
  bool has_to(uint32_t i) const;  // a child "to" as marker
  bool is_ing(uint32_t i) const;
  bool is_participle(uint32_t i) const;  // past participle by feature, or by its looks where the parser gives none
  bool is_be(uint32_t i) const { return lemma(i) == "be"; }
  bool is_comma(uint32_t i) const { return word(i) == Word::kComma || word(i) == Word::kDash; }
  bool is_quote(uint32_t i) const {
    return word(i) == Word::kQuote || word(i) == Word::kOpenQuote || word(i) == Word::kCloseQuote;
  }
  bool upper(uint32_t i) const;
  bool name_like(uint32_t i) const;     // proper noun, or anything a headline may use so
  bool nominal(uint32_t i) const;       // can head an argument
  bool may_be_event(uint32_t i) const;  // by the pack's list; without one, every common noun
  uint32_t case_of(uint32_t i) const;   // its first preposition, or kNoToken
  uint8_t preposition_of(uint32_t i);   // number in prepositions(), 0 if none
  bool preposition_is(uint32_t i, Word p) const {
    const uint32_t c = case_of(i);
    return c != kNoToken && word(c) == p;
  }
  bool between_quotes(uint32_t i) const { return w_.quoted[i + 1] > w_.quoted[i]; }

  // load and index
  void load(const text::Sentence& s);
  void mark_quotes(const text::Sentence& s);
  void index();
  void measure();

  // mend
  void mend();
  void mend_verb_conjunct(uint32_t v);
  void mend_noun_conjunct(uint32_t s);
  void mend_two_subjects(uint32_t v);
  void mend_raised_subject(uint32_t h);
  void mend_object(uint32_t h);
  void mend_headline();
  void mend_headline_subjects(uint32_t x);
  void mend_gerund(uint32_t g);
  void mend_gerund_beside(uint32_t g);
  void mend_garden_path(uint32_t v);
  void mend_case(uint32_t c);
  void mend_particle(uint32_t v);
  void mend_false_passive(uint32_t v);
  void mend_verb_in_noun(uint32_t v);
  void mend_reduced_relative(uint32_t v);
  void mend_bare_oblique(uint32_t v);
  void mend_report(uint32_t v);
  void mend_said_object(uint32_t v);
  void mend_who(uint32_t r);
  void mend_is_to(uint32_t v);
  void mend_noun_as_verb(uint32_t n);

  // repair
  void repair();
  void merge(uint32_t h, uint32_t t);  // t takes the place of h, which becomes its auxiliary
  void lift(uint32_t s, uint32_t q);   // s, a child of q, becomes its head
  bool repair_auxiliary(uint32_t h);
  bool repair_existential(uint32_t h);
  bool repair_quote(uint32_t s);
  void repair_headline();
  bool repair_list_subject(uint32_t b);
  bool repair_list_before(uint32_t b, uint32_t v);
  bool repair_list_after(uint32_t b, uint32_t comma);
  bool repair_agent(uint32_t a);
  uint32_t leftmost(uint32_t i) const;
  bool passive_shape(uint32_t v) const;

  // heads
  void find_heads();
  bool kind_of(uint32_t i, Kind& kind) const;
  bool kind_of_verb(uint32_t i) const;
  bool kind_of_noun(uint32_t i) const;
  bool governed_gerund(Work& work) const;
  bool bare_gerund(const Work& work) const;
  bool whether(uint32_t i) const;
  bool adverbial_marker(uint32_t i) const;
  bool takes_infinitive(int32_t k) const;
  bool noun_complement(Work& work, int32_t direct);
  void relate();
  void relate_one(int32_t k);
  Relation adverbial_relation(Work& work);
  Comp complement_form(const Work& work) const;

  // verbs
  void verb_form(int32_t k);
  void auxiliary(Work& work, uint32_t c);
  void bare_verb(Work& work, bool passive, bool object);
  void find_particles();
  void negate(int32_t k);
  void share_auxiliaries(Work& work, const Work& from);
  void name_lemma(Work& work);

  // arguments
  void fill(int32_t k);
  void future(int32_t k);
  void fill_verb(int32_t k);
  void fill_noun(int32_t k);
  void noun_child(int32_t k, uint32_t c);
  void noun_possessor(int32_t k, uint32_t c);
  void noun_conjunct(int32_t k);
  void verb_child(int32_t k, uint32_t c);
  void oblique(int32_t k, uint32_t c);
  void clause_child(int32_t k, uint32_t c);
  void add_subject(int32_t k, uint32_t s, How how);
  void find_subject(int32_t k);
  void relative_gap(int32_t k);
  void share(int32_t k);
  void control(int32_t k, int32_t p, How how);
  bool control_by_preposition(int32_t k, int32_t p);
  void adverbial_subject(int32_t k);
  void noun_complement_subject(int32_t k, uint32_t noun);
  void light_verb(int32_t k);
  void lend(int32_t verb, int32_t noun);
  void share_objects(int32_t k);
  bool bare_until(uint32_t verb, uint32_t later) const;
  void give_objects(int32_t giver, int32_t taker, bool bare);
  void share_agent(int32_t k, int32_t p);
  bool wants_object(int32_t k) const;
  void object_of_inner(int32_t k);
  void hyphen_agent(int32_t k);
  bool loose_conjunct(uint32_t t, uint32_t c) const;
  bool coordinated(uint32_t t) const;
  bool raises(Work& work) const;
  bool find_raising(const Work& work) const;
  bool has_agent(int32_t k) const;
  bool fronted_pronoun(int32_t k) const;
  bool pronoun_inside(uint32_t r) const;
  bool inherit_surface(int32_t k, int32_t p, How how);
  bool inherit_role(int32_t k, int32_t p, Role from, How how);
  Role surface_role(int32_t k) const;
  void nominals(int32_t k, uint32_t s, Role role, How how, uint8_t prep, bool surface);
  void add(int32_t k, const Argument& a, bool surface = false, bool hidden = false);
  Argument argument(uint32_t token, Role role, How how, uint8_t prep);
  uint32_t antecedent(uint32_t i) const;  // of a relative pronoun, else kNoToken
  bool relative_pronoun(uint32_t i) const;
  void phrase(uint32_t i, uint32_t& begin, uint32_t& end);
  bool negative(uint32_t i) const;

  // finish
  void finish();
  void emit(ClauseSet& out);
  void extent(const Work& work, uint32_t& begin, uint32_t& end) const;
  int32_t clause_at(uint32_t i) const { return w_.clause[i]; }
  ClauseId id_of(int32_t k) const { return k < 0 ? ClauseId() : ClauseId(first_clause_ + static_cast<uint32_t>(k)); }
  TokenId global(uint32_t i) const { return TokenId(w_.base + i); }

  const text::Document& doc_;
  const lang::Parse& parse_;
  const pack::Symbols& symbols_;
  std::span<const uint8_t> eventive_;
  Extractor::Workspace& w_;
  uint32_t first_clause_ = 0;  // id of the sentence's first clause
};

}  // namespace casus::clauses
