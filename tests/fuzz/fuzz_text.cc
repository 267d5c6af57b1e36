// Segmentation: every byte that is not white space is in exactly one token, tokens in one sentence, all in order.
#include "article/layout.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "text/text.h"

using namespace casus;

static void check_blank(const std::string& text, uint32_t from, uint32_t to) {
  for (size_t i = from; i < to;) {
    const auto d = utf8::decode(text, i);
    fuzz::demand(utf8::is_space(d.code_point), "only white space is outside of tokens");
    i += d.length;
  }
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static text::Document doc;
  article::Article article;
  const std::string all = utf8::repair(fuzz::as_text(data, size));
  const size_t stop = all.find('\x01');  // what stands before it is the title
  article.title = stop == std::string::npos ? "" : all.substr(0, stop);
  article.text = stop == std::string::npos ? all : all.substr(stop + 1);
  article::find_blocks(article);
  text::segment(article, doc);
  fuzz::demand(doc.body_size == article.text.size() && doc.text.starts_with(article.text), "the body is the article");
  uint32_t at = 0, token = 0;
  for (const auto& s : doc.sentences) {
    fuzz::demand(s.tokens.first == token && !s.tokens.empty(), "sentences cover the tokens");
    fuzz::demand(s.tokens.size() <= limits::kMaxSentenceTokens, "no sentence is over its budget");
    token = s.tokens.last;
  }
  fuzz::demand(token == doc.token_count(), "sentences cover the tokens");
  for (uint32_t t = 0; t < token; ++t) {
    fuzz::demand(doc.begin[t] >= at && doc.begin[t] < doc.end[t] && doc.end[t] <= doc.text.size(),
                 "tokens are in order");
    check_blank(doc.text, at, doc.begin[t]);
    at = doc.end[t];
  }
  check_blank(doc.text, at, static_cast<uint32_t>(doc.text.size()));
  return 0;
}
