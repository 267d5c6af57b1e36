// Spans and strong ids: the two ways in which one part of the engine points at something of another.
#pragma once
#include <compare>
#include <cstdint>
#include <string_view>

namespace casus {

// Half-open range of UTF-8 bytes [begin, end) in some text; the owner of the text says which.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;
  constexpr uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin >= end; }
  constexpr bool overlaps(Span o) const { return begin < o.end && o.begin < end; }
  constexpr bool contains(Span o) const { return begin <= o.begin && o.end <= end; }
  constexpr auto operator<=>(const Span&) const = default;
};

// The part of `text` that `span` covers. Requires span within text.
inline std::string_view slice(std::string_view text, Span span) { return text.substr(span.begin, span.size()); }

// An index that cannot be mixed up with an index of another kind. Default-constructed = none.
template <typename Tag>
struct Id {
  static constexpr uint32_t kNone = 0xffffffffu;
  uint32_t v = kNone;
  constexpr Id() = default;
  constexpr explicit Id(uint32_t value) : v(value) {}
  constexpr explicit Id(size_t value) : v(static_cast<uint32_t>(value)) {}
  constexpr bool valid() const { return v != kNone; }
  constexpr auto operator<=>(const Id&) const = default;
};

// Half-open range of ids [first, last).
template <typename Tag>
struct IdRange {
  uint32_t first = 0;
  uint32_t last = 0;
  constexpr uint32_t size() const { return last - first; }
  constexpr bool empty() const { return first >= last; }
  constexpr bool contains(Id<Tag> id) const { return id.v >= first && id.v < last; }
  constexpr bool contains(IdRange o) const { return first <= o.first && o.last <= last; }
  constexpr bool overlaps(IdRange o) const { return first < o.last && o.first < last; }
  constexpr auto operator<=>(const IdRange&) const = default;
};

using TokenId = Id<struct TokenTag>;        // index into the token columns of a document
using SentenceId = Id<struct SentenceTag>;  // index into the sentences of a document
using ClauseId = Id<struct ClauseTag>;      // index into the clauses of a document
using MentionId = Id<struct MentionTag>;    // index into the mentions of a document
using EntityId = Id<struct EntityTag>;      // index into the entities of a document
using SymbolId = Id<struct SymbolTag>;      // index into the pack's frozen symbol table
using TokenRange = IdRange<TokenTag>;

}  // namespace casus
