// The two adapters around compression libraries. Internal to `ingest`; see unpacked().
#pragma once
#include <memory>

#include "ingest/source.h"

namespace casus::ingest {
std::unique_ptr<ByteSource> gunzipped(std::unique_ptr<ByteSource> packed);  // several members in a row are one stream
std::unique_ptr<ByteSource> unzstd(std::unique_ptr<ByteSource> packed);     // several frames in a row are one stream
}  // namespace casus::ingest
