// Every budget of the engine, in one place. When one is spent the code does what the comment says, and says so.
#pragma once
#include <cstdint>

namespace casus::limits {
inline constexpr uint64_t kMaxInputLineBytes = 64ull << 20;  // a longer JSONL line is set aside (E203)
inline constexpr uint32_t kMaxArticleBytes = 8u << 20;       // a longer article is cut there; noted in the article
inline constexpr uint32_t kMaxSentenceTokens = 400;          // a longer sentence is cut into pieces of this size
inline constexpr uint32_t kMaxTokenBytes = 400;              // a longer token is cut
inline constexpr uint32_t kMaxJsonDepth = 64;                // deeper JSON is set aside (E202)
inline constexpr uint32_t kMaxClauseDepth = 8;               // deeper nesting is not followed when coding
inline constexpr uint32_t kMaxClausesPerSentence = 64;
inline constexpr uint32_t kMaxEventsPerSentence = 32;
}  // namespace casus::limits
