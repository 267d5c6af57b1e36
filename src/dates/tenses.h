// Does the sentence speak of what was or of what will be? Decides on which side of the publication date "Wednesday"
// lies.
#pragma once
#include "clauses/clauses.h"
#include "lang/parse.h"
#include "text/text.h"

namespace casus::dates {

enum class When : uint8_t { kUnknown, kPast, kPresent, kFuture };

// The tense that governs the tokens `range` (an expression): that of the nearest clause above; where trees or clauses
// do not tell, the nearest verb before it in the sentence. `parse` and `clauses` may be empty.
When tense_at(const text::Document& doc, const lang::Parse& parse, const clauses::ClauseSet& clauses,
              TokenRange sentence, TokenRange range);

// The token of `range` whose head lies outside; its first token if the tree is missing.
TokenId top_of(const lang::Parse& parse, TokenRange range);

}  // namespace casus::dates
