#include "article/article.h"

#include <algorithm>

namespace casus::article {

uint32_t original_byte(const Article& article, uint32_t byte) {
  auto it = std::upper_bound(article.original.begin(), article.original.end(), byte,
                             [](uint32_t b, const auto& p) { return b < p.first; });
  if (it == article.original.begin()) return byte;
  --it;
  return it->second + (byte - it->first);
}

}  // namespace casus::article
