// Layout: which stretch of a text is a paragraph, a headline, a dateline, a byline …, from line breaks and the look of
// lines.
#pragma once
#include <string_view>
#include <vector>

#include "article/article.h"

namespace casus::article {

// Fills `blocks` (cleared first; its buffer is kept) for `text`, as Article::blocks promises: in order, not
// overlapping, trimmed of white space, and together covering every byte that is not white space. Linear time; never
// fails.
void find_blocks(std::string_view text, std::vector<Block>& blocks);
void find_blocks(Article& article);

}  // namespace casus::article
