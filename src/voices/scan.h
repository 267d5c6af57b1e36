// One document's attributions; the scratch is lent by the VoiceSet.
#pragma once
#include <vector>

#include "voices/cues.h"
#include "voices/voices.h"

namespace casus::voices {

inline constexpr uint32_t kNoClause = 0xffffffffu;  // a cue that is no clause
inline constexpr size_t kNoVoice = static_cast<size_t>(-1);

enum class Quote : uint8_t { kOutside, kInside, kMark };

struct VoiceSet::Scratch {
  std::vector<uint32_t> left, right;  // per token: its subtree reaches over [left, right)
  std::vector<Quote> quote;           // per token
};

class Scan {
 public:
  Scan(const text::Document& doc, const lang::Parse& parse, const clauses::ClauseSet& clauses, VoiceSet& out,
       VoiceSet::Scratch& scratch)
      : doc_(doc), parse_(parse), clauses_(clauses), out_(out), s_(scratch) {}
  void run();

 private:
  void mark_quotes();
  void reach(TokenRange sentence);
  void sentence(uint32_t number);

  void verb(uint32_t v, const Cue& cue);
  void noun(uint32_t n, const Cue& cue);
  void according_to(uint32_t at);
  bool label(uint32_t number);      // "COLONEL: …"
  void signature(uint32_t number);  // "― A. Colonel"
  void run_on();                    // quotations over several sentences

  struct Content {
    TokenRange range;
    TokenRange cue_tail;  // a preposition that belongs to the cue
    bool clause = false;  // a clause or quotation, not a wish or a noun phrase
  };
  Content content_of(uint32_t v, const Cue& cue) const;
  TokenRange governed_by_sister(uint32_t v) const;
  TokenRange quoted_in(TokenRange sentence, uint32_t v) const;
  TokenRange source_of(uint32_t v, TokenId& head, bool& agentless) const;
  TokenRange subject_in_tree(uint32_t v, TokenId& head) const;
  TokenRange noun_source(uint32_t n, TokenId& head) const;
  bool by_commas(uint32_t v, TokenRange& source, TokenId& head, TokenRange& content) const;
  bool last_word_says(uint32_t t);
  TokenRange widened(TokenRange source, uint32_t v) const;
  bool inverted_subject(uint32_t v) const;
  bool quoted_as_saying(uint32_t v);
  TokenRange quoted_person(uint32_t v, TokenId& head) const;
  bool idle(uint32_t v, const Cue& cue, TokenRange source, bool attitude, TokenRange content) const;
  void emit(TokenRange source, TokenId head, TokenRange cue, TokenRange content, uint32_t clause_token, Stance stance,
            bool attitude);

  TokenRange subtree(uint32_t t) const { return {s_.left[t], s_.right[t]}; }
  TokenRange trimmed(TokenRange r) const;
  bool punctuation(uint32_t t) const { return parse_.upos[t] == lang::Upos::PUNCT; }

  const text::Document& doc_;
  const lang::Parse& parse_;
  const clauses::ClauseSet& clauses_;
  VoiceSet& out_;
  VoiceSet::Scratch& s_;
  TokenRange here_;
};

}  // namespace casus::voices
