// What the trainer reads: plain text for word vectors and silver trees.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace casus::train {

// The whole of a gzip or plain file. kInputUnreadable or kInputCompressed.
Result<std::string> read_maybe_gzip(const std::string& path);

// Calls `each` for every line that is free running text: a line of a .txt(.gz) file, or a string value with at least
// one blank of a .jsonl(.gz) file.
Result<void> each_paragraph(const std::string& path, const std::function<void(std::string_view)>& each);

// Splits a paragraph into words for counting: white space, then punctuation and clitics off the ends. Not the engine's
// segmentation; good enough to learn what words keep company. Appends to `out`.
void rough_words(std::string_view paragraph, std::vector<std::string>& out);

}  // namespace casus::train
