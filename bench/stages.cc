// Speed of segmentation and parsing, and what they allocate once warm: casus-stages MODEL NEWS.jsonl [ARTICLES]
//
// Prints words and sentences a second of `text` and of `lang` (tags, lemmas, trees, names) with one and two threads,
// the time to open the model, and the calls of operator new in a second pass over the same articles.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <thread>
#include <vector>

#include "article/layout.h"
#include "base/files.h"
#include "base/json.h"
#include "lang/parser.h"
#include "text/text.h"

namespace {
std::atomic<uint64_t> g_allocations{0};
}

void* operator new(size_t size) {
  g_allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* p = std::malloc(size == 0 ? 1 : size)) return p;
  throw std::bad_alloc();
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, size_t) noexcept { std::free(p); }

namespace {

using namespace casus;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

// One thread's buffers and times.
struct Desk {
  text::Document doc;
  lang::Parse parse;
  lang::Workspace workspace;
  double text = 0, lang = 0;
  size_t words = 0, sentences = 0;

  void read(const lang::Parser& parser, const article::Article& a) {
    auto begin = Clock::now();
    text::segment(a, doc);
    text += since(begin);
    begin = Clock::now();
    parser.read(doc, {}, workspace, parse);
    lang += since(begin);
    words += doc.token_count(), sentences += doc.sentences.size();
  }
};

void run(const lang::Parser& parser, const std::vector<article::Article>& articles, size_t threads) {
  std::vector<Desk> desks(threads);
  const auto begin = Clock::now();
  std::vector<std::thread> crew;
  for (size_t i = 0; i < threads; ++i) {
    crew.emplace_back([&, i] {
      for (size_t k = i; k < articles.size(); k += threads) desks[i].read(parser, articles[k]);
    });
  }
  for (auto& t : crew) t.join();
  const double seconds = since(begin);
  double text = 0, lang = 0;
  size_t words = 0, sentences = 0;
  for (const Desk& d : desks) text += d.text, lang += d.lang, words += d.words, sentences += d.sentences;
  const double w = static_cast<double>(words);
  std::printf("threads %zu: %.0f words/s, %.0f sentences/s together; text %.0f words/s, lang %.0f words/s a thread\n",
              threads, w / seconds, static_cast<double>(sentences) / seconds, w / text, w / lang);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: casus-stages MODEL NEWS.jsonl [ARTICLES]\n");
    return 2;
  }
  const auto begin = Clock::now();
  auto parser = lang::Parser::open(argv[1]);
  const double opened = since(begin);
  auto bytes = read_file(argv[2]);
  if (!parser || !bytes) {
    std::fprintf(stderr, "casus-stages: %s\n", to_string(parser ? bytes.error() : parser.error()).c_str());
    return 1;
  }
  const size_t limit = argc > 3 ? static_cast<size_t>(std::atoi(argv[3])) : 2000;
  std::vector<article::Article> articles;
  for (size_t at = 0; at < bytes->size() && articles.size() < limit;) {
    const size_t end = std::min(bytes->find('\n', at), bytes->size());
    if (const auto line = json::Document::parse(std::string_view(*bytes).substr(at, end - at)); line) {
      article::Article a;
      a.text = std::string(line->root()["text"].string().value_or(""));
      article::find_blocks(a.text, a.blocks);  // as ingest does
      articles.push_back(std::move(a));
    }
    at = end + 1;
  }
  std::printf("model opened in %.1f ms; %zu articles\n", 1000 * opened, articles.size());
  run(*parser, articles, 1);
  run(*parser, articles, 2);
  Desk desk;
  for (const auto& a : articles) desk.read(*parser, a);
  uint64_t calls = 0, with = 0;
  for (const auto& a : articles) {
    const uint64_t before = g_allocations.load();
    desk.read(*parser, a);
    const uint64_t now = g_allocations.load() - before;
    calls += now, with += now > 0;
  }
  std::printf("allocations after warm-up: %.3f an article, %llu articles with any\n",
              static_cast<double>(calls) / static_cast<double>(articles.size()), static_cast<unsigned long long>(with));
  return 0;
}
