// Models: raw bytes, or the real model damaged behind its checksum. What opens must be safe to parse with.
#include "article/layout.h"
#include "fuzz.h"
#include "lang/model.h"
#include "lang/parser.h"

using namespace casus;

static void use(std::shared_ptr<const lang::Model> model) {
  article::Article article;
  article.text = "Police in Lima arrested ten students, who'd marched, on 3 May 2014.";
  article::find_blocks(article);
  text::Document doc;
  text::segment(article, doc);
  lang::Workspace workspace;
  lang::Parse parse;
  lang::Parser(std::move(model)).parse(doc, pack::Symbols(), workspace, parse);
  fuzz::demand(parse.head.size() == doc.token_count(), "every token has a head");
  for (const uint32_t h : parse.head) fuzz::demand(h < doc.token_count(), "heads are tokens");
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const fuzz::DamagedPack real(CASUS_MODEL);
  if (size == 0) return 0;
  if (data[0] == 0) {
    const auto bytes = std::as_bytes(std::span(data + 1, size - 1));
    if (auto model = lang::Model::from_bytes({bytes.begin(), bytes.end()})) use(std::move(*model));
    return 0;
  }
  fuzz::Bytes in(data + 1, size - 1);
  if (auto model = lang::Model::from_bytes(real.damaged(in))) use(std::move(*model));
  return 0;
}
