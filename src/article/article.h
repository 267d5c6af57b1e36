// What one news item is: clean text, metadata, the layout blocks, and the map back to the bytes as given.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"

namespace casus::article {

// What a stretch of the text is, as far as layout tells. Blocks are in text order, do not overlap, and together cover
// everything but white space. A dateline ("SEOUL - ", "KABUL, March 3 (Reuters) -") is a block of its own before its
// paragraph.
enum class BlockKind : uint8_t { kParagraph, kHeadline, kDateline, kByline, kAgency, kBullet, kTable, kQuoteLine };

struct Block {
  Span span;  // bytes of Article::text
  BlockKind kind = BlockKind::kParagraph;
};

struct Article {
  std::string id;
  std::string
      text;  // valid UTF-8; invalid input bytes became U+FFFD, so code-point offsets equal those of the text as given
  std::string title;  // not part of `text`
  std::string source, url, language;
  std::string published;  // ISO date or time as given, "" if unknown
  std::vector<Block> blocks;
  std::vector<std::string>
      notes;  // what was repaired or cut, one sentence each, starting with a short code: "utf8-repaired: …"
  std::vector<std::pair<uint32_t, uint32_t>>
      original;  // (byte in text, byte in the original) at each place where the distance changes; empty = same
};

// Byte offset in the original for a byte offset in `text`.
uint32_t original_byte(const Article& article, uint32_t byte);

}  // namespace casus::article
