// Bytes become clean text: valid UTF-8 without control characters, and the way back to the bytes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace casus::ingest {

struct CleanText {
  std::string text;                                     // as Article::text promises
  std::vector<std::pair<uint32_t, uint32_t>> original;  // as Article::original
  std::vector<std::string> notes;                       // as Article::notes
};

// Decodes `bytes`: UTF-8 or UTF-16 by byte-order mark (UTF-16 also without one), else UTF-8, else, if most of what is
// not ASCII is no UTF-8, Windows-1252. Invalid sequences become U+FFFD, control characters spaces; a text over
// limits::kMaxArticleBytes is cut, at white space if some is near. What was done is noted. The number of code points
// before any place stays that of the input as decoded (without its byte-order mark). kInputBinary if it is no text.
Result<CleanText> clean(std::string_view bytes);

// The same for one string that is UTF-8 already, in place: control characters and length only.
void clean_utf8(std::string& text, std::vector<std::string>& notes);

// True if the bytes (a whole input or its head) cannot be text.
bool looks_binary(std::string_view bytes);

// The whole as UTF-8, whatever is in it: for lines that are parsed before their parts are cleaned.
std::string to_utf8(std::string_view bytes, std::vector<std::string>& notes);

}  // namespace casus::ingest
