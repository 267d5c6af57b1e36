// One JSON object becomes an Article. Internal to `ingest`.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "article/article.h"
#include "base/result.h"

namespace casus::ingest {

using FieldMap = std::vector<std::pair<std::string, std::string>>;
bool is_field(std::string_view name);  // one of ours

// Fills `out` from the JSON object in `bytes`. `out.id` must hold the id to use if the object brings none; it is also
// set on failure as far as it was readable. kInputJson if `bytes` is no object or has no text, kInputBinary if it is no
// text.
Result<void> article_from_json(std::string_view bytes, const FieldMap& map, article::Article& out);

}  // namespace casus::ingest
