// According to whom: attributions with source, cue and content, and the chain of voices over a clause.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "base/ids.h"
#include "clauses/clauses.h"

namespace casus::voices {

enum class Stance : uint8_t { kReport, kClaim, kDeny, kConfirm, kQuote };
const char* to_string(Stance s);  // "report", …

struct Voice {
  TokenRange source;    // noun phrase of the speaker; empty if none is told
  TokenId source_head;  // none if empty
  TokenRange cue;       // "said", "according to", "denied"
  TokenRange content;   // what is attributed: contiguous token range (may span sentences for running quotations)
  ClauseId cue_clause;  // none for "according to"
  Stance stance = Stance::kReport;
  bool attitude = false;  // what is wanted, planned, praised or blamed rather than told: no voice over an event
};

struct VoiceSet {
  std::vector<Voice> voices;  // in order of their cue
  void clear() { voices.clear(); }

  // Buffers of run() that only grow; they are no part of the result and are not copied.
  struct Scratch;
  std::unique_ptr<Scratch> scratch;
  VoiceSet();
  ~VoiceSet();
  VoiceSet(VoiceSet&&) noexcept;
  VoiceSet& operator=(VoiceSet&&) noexcept;
  VoiceSet(const VoiceSet& other);
  VoiceSet& operator=(const VoiceSet& other);
};

// Finds attributions. Requires `parse` and `clauses` of `doc`; where they are empty nothing is found.
void run(const text::Document& doc, const lang::Parse& parse, const clauses::ClauseSet& clauses, VoiceSet& out);

// Indices into set.voices of all whose content contains `head` (not their own cue or source), outermost first.
// Attitudes are left out: who demands or praises is a party of that act.
void voices_of(const VoiceSet& set, TokenId head, std::vector<uint32_t>& out);

}  // namespace casus::voices
