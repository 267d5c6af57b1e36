// The whole engine on any text: every event becomes a record whose spans lie in the text.
#include "article/layout.h"
#include "base/utf8.h"
#include "check_records.h"
#include "fuzz.h"

using namespace casus;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static engine::Worker worker = fuzz::make_worker(CASUS_MODEL, CASUS_PACK);
  article::Article article;
  article.id = "fuzz";
  article.published = "2014-04-17";
  const std::string all = utf8::repair(fuzz::as_text(data, size));
  const size_t stop = all.find('\x01');  // what stands before it is the title
  article.title = stop == std::string::npos ? "" : all.substr(0, stop);
  article.text = stop == std::string::npos ? all : all.substr(stop + 1);
  article::find_blocks(article);
  worker.analyse(article, true, worker.scratch());
  fuzz::check_records(worker);
  return 0;
}
