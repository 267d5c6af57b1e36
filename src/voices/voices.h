// According to whom: attributions with source, cue and content, and the chain of voices over a clause.
#pragma once
#include <cstdint>
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
};

struct VoiceSet {
  std::vector<Voice> voices;  // in order of their cue
  void clear() { voices.clear(); }
};

void run(const text::Document& doc, const lang::Parse& parse, const clauses::ClauseSet& clauses, VoiceSet& out);

// Indices into set.voices of all whose content contains `head` (not their own cue), outermost first.
void voices_of(const VoiceSet& set, TokenId head, std::vector<uint32_t>& out);

}  // namespace casus::voices
