// The ingest reader: any bytes, as any kind, packed or not, give articles that keep their promises, or are set aside.
#include "base/utf8.h"
#include "fuzz.h"
#include "ingest/reader.h"

using namespace casus;

static void check(const article::Article& a) {
  fuzz::demand(utf8::is_valid(a.text), "an article's text is UTF-8");
  uint32_t at = 0;
  for (const auto& b : a.blocks) {
    fuzz::demand(b.span.begin >= at && b.span.begin < b.span.end && b.span.end <= a.text.size(), "blocks are in order");
    at = b.span.end;
  }
  for (uint32_t b = 0; b <= a.text.size(); b += 7) article::original_byte(a, b);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  ingest::Options options;
  options.kind = static_cast<ingest::Kind>(data[0] % 3);
  if (data[0] & 4) options.map = {{"text", "a.b"}, {"id", "title"}};
  ingest::Reader reader(ingest::memory_source(fuzz::as_text(data + 1, size - 1)), "fuzz", options);
  while (auto item = reader.next())
    if (const auto* a = std::get_if<article::Article>(&*item)) check(*a);
  fuzz::demand(!reader.next(), "after the end comes nothing");
  return 0;
}
