// Bytes from outside become Articles, one after the other, in flat memory.
//
// A plain text is one article. JSONL is one article a line, with the fields id, text, published, title, source, url and
// language; a JSON array of such objects, or one such object over several lines, works too. Any of these may be packed
// with gzip or zstd. What cannot be read is set aside with its reason, and the rest goes on.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "article/article.h"
#include "base/result.h"
#include "ingest/source.h"

namespace casus::ingest {

enum class Kind : uint8_t {
  kAuto,  // by content: JSON if it begins with an object or an array, else text
  kText,
  kJsonl,  // also JSON arrays
};

struct Options {
  Kind kind = Kind::kAuto;
  // Whence a field is taken instead: ("text", "event_text"); "a.b" looks into objects. Our names: id, text, published,
  // title, source, url, language.
  std::vector<std::pair<std::string, std::string>> map;
};

// "text=event_text" as a pair for Options::map; kUsage if it is not of that shape or names no field of ours.
Result<std::pair<std::string, std::string>> parse_map(std::string_view argument);

// Something that could not be made an article.
struct SetAside {
  std::string id;     // the article's, or the one that it would have had
  std::string file;   // the reader's name
  uint64_t line = 0;  // from 1; 0 = the whole file
  Error error;        // the message names file and line
};

using Item = std::variant<article::Article, SetAside>;

// Reads one input. Not thread-safe; articles come in the order of the input, with their blocks found.
class Reader {
 public:
  // "-" is standard input. kInputUnreadable if there is nothing to open; whatever comes later is set aside.
  static Result<Reader> open(const std::string& path, Options options = {});
  // `name` stands in messages and, without its folders and endings, in the ids of articles that bring none.
  Reader(std::unique_ptr<ByteSource> source, std::string name, Options options = {});
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  // The next article or set-aside; nullopt at the end, and ever after. An input without a byte, or of white space only,
  // gives none. An input that breaks off gives what was whole, then one set-aside.
  std::optional<Item> next();

  // Bytes read of the file as it is on disk, for progress.
  uint64_t position() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace casus::ingest
