#include "article/layout.h"
namespace casus::article {
void find_blocks(std::string_view text, std::vector<Block>& blocks) {
  blocks.clear();
  uint32_t i = 0;
  const auto n = static_cast<uint32_t>(text.size());
  while (i < n) {
    while (i < n && (text[i] == '\n' || text[i] == ' ')) ++i;
    if (i >= n) break;
    uint32_t j = i;
    while (j < n && !(text[j] == '\n' && (j + 1 >= n || text[j + 1] == '\n'))) ++j;
    blocks.push_back({{i, j}, BlockKind::kParagraph});
    i = j;
  }
}
void find_blocks(Article& article) { find_blocks(article.text, article.blocks); }
}  // namespace casus::article
