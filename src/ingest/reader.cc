// The input is a window of bytes that slides over the source. What an article is cut out by depends on the kind: the
// whole input (text), a line (JSONL), or a balanced {…} (a JSON array, or an object over several lines). Only the piece
// being cut out is ever held, and of a piece over its budget nothing.
#include "ingest/reader.h"

#include <algorithm>

#include "article/layout.h"
#include "base/limits.h"
#include "ingest/clean.h"
#include "ingest/fields.h"

namespace casus::ingest {

namespace {

constexpr size_t kChunk = 256 << 10;
constexpr size_t kKeep = 4 << 20;  // a buffer that grew beyond this is given back

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string stem(std::string name) {
  if (name == "-") return "stdin";
  name = name.substr(name.find_last_of('/') + 1);
  for (const std::string_view end : {".gz", ".zst", ".txt", ".text", ".jsonl", ".ndjson", ".json"})
    if (name.size() > end.size() && name.ends_with(end)) name.resize(name.size() - end.size());
  return name.empty() ? "input" : name;
}

}  // namespace

Result<std::pair<std::string, std::string>> parse_map(std::string_view argument) {
  const size_t at = argument.find('=');
  if (at == std::string_view::npos || at == 0 || at + 1 == argument.size() || !is_field(argument.substr(0, at)))
    return fail(ErrorCode::kUsage, "'" + std::string(argument) + "' does not map a field",
                "write OURS=THEIRS; ours are id, text, published, title, source, url, language");
  return std::pair{std::string(argument.substr(0, at)), std::string(argument.substr(at + 1))};
}

struct Reader::Impl {
  enum class Mode : uint8_t { kUnknown, kText, kLines, kValues, kDone };

  std::unique_ptr<ByteSource> source;
  std::string name, id_stem;
  Options options;
  Mode mode = Mode::kUnknown;
  std::string window;  // bytes read and not yet used, from `at`
  size_t at = 0;
  bool ended = false;           // the source has no more
  std::optional<Error> broken;  // why it ended, if not well
  uint64_t line = 1;            // of window[at]
  std::string piece;            // a line or value under construction
  uint64_t piece_line = 1;
  bool oversize = false;

  // Makes the window hold at least one more byte; false at the end.
  bool more() {
    if (at < window.size()) return true;
    at = 0;
    if (window.capacity() > kKeep) window = std::string();
    window.resize(kChunk);
    const size_t n = pull(window.data(), kChunk);
    window.resize(n);
    return n > 0;
  }
  size_t pull(char* into, size_t most) {
    if (ended) return 0;
    const auto n = source->read(into, most);
    if (n && *n > 0) return *n;
    ended = true;
    if (!n) broken = n.error();
    return 0;
  }

  SetAside aside(uint64_t on_line, Error error, std::string id = {}) const {
    std::string place = name == "-" ? "standard input" : name;
    if (on_line > 0) place += ":" + std::to_string(on_line);
    error.message = place + ": " + error.message;
    return {id.empty() ? fallback_id(on_line) : std::move(id), name, on_line, std::move(error)};
  }
  std::string fallback_id(uint64_t on_line) const {
    return on_line > 0 ? id_stem + ":" + std::to_string(on_line) : id_stem;
  }

  // The last item of an input that broke off; none if it ended well.
  std::optional<Item> finish() {
    mode = Mode::kDone;
    window = piece = std::string();
    if (!broken) return std::nullopt;
    return aside(0, std::exchange(broken, std::nullopt).value());
  }

  std::optional<Item> next();
  void find_mode();
  std::optional<Item> next_text();
  std::optional<Item> next_line();
  std::optional<Item> next_value();
  Item from_json();
  bool fill_line();
  bool fill_value();
  void keep(std::string_view bytes);
};

// Looks at the head of the input: fills the window until the first bytes that are not blank are in it.
void Reader::Impl::find_mode() {
  window.resize(kChunk);
  size_t have = 0;
  while (have < kChunk) {
    const size_t n = pull(window.data() + have, kChunk - have);
    if (n == 0) break;
    have += n;
  }
  window.resize(have);
  std::string_view head(window);
  const bool marked = head.starts_with("\xEF\xBB\xBF");
  if (marked) head.remove_prefix(3);
  while (!head.empty() && is_blank(head.front())) head.remove_prefix(1);
  if (head.empty() && ended && std::all_of(window.begin() + (marked ? 3 : 0), window.end(), is_blank)) {
    mode = Mode::kDone;
    return;
  }
  const char first = head.empty() ? '\0' : head.front();
  size_t k = 1;
  while (k < head.size() && is_blank(head[k])) ++k;
  const char second = k < head.size() ? head[k] : '\0';
  const bool wide = window.starts_with("\xFF\xFE") || window.starts_with("\xFE\xFF");
  if (wide && options.kind != Kind::kText) {
    const char letter = window.size() < 4 ? '\0' : window[window[0] == '\xFF' ? 2 : 3];
    if (letter == '{' || letter == '[' || options.kind == Kind::kJsonl) {
      ended = true;
      broken = Error{ErrorCode::kInputJson, "JSON in UTF-16", "convert it to UTF-8"};
      mode = Mode::kDone;
      return;
    }
  }
  const bool broken_line = k < head.size() && std::find(head.begin(), head.begin() + static_cast<ptrdiff_t>(k), '\n') !=
                                                  head.begin() + static_cast<ptrdiff_t>(k);
  const bool object = first == '{' && (second == '"' || second == '}');
  const bool array = first == '[' && (second == '{' || second == ']');
  if (options.kind == Kind::kText || (options.kind == Kind::kAuto && !object && !array)) {
    mode = Mode::kText;
    return;
  }
  if (marked) at = 3;
  mode = array || (object && broken_line) ? Mode::kValues : Mode::kLines;
}

std::optional<Item> Reader::Impl::next() {
  if (mode == Mode::kUnknown) find_mode();
  switch (mode) {
    case Mode::kText:
      return next_text();
    case Mode::kLines:
      return next_line();
    case Mode::kValues:
      return next_value();
    case Mode::kUnknown:
    case Mode::kDone:
      break;
  }
  return finish();
}

std::optional<Item> Reader::Impl::next_text() {
  // UTF-16 takes at most two bytes for each byte of UTF-8.
  constexpr size_t kMost = 2 * size_t{limits::kMaxArticleBytes} + 16;
  size_t have = window.size();
  while (have < kMost && !ended) {
    window.resize(std::min(kMost, std::max(have * 2, kChunk)));
    const size_t n = pull(window.data() + have, window.size() - have);
    have += n;
    window.resize(have);
  }
  // What is beyond the budget is not read at all.
  ended = true;
  mode = Mode::kDone;
  auto text = clean(std::exchange(window, {}));
  if (!text) {
    broken.reset();
    return aside(0, text.error());
  }
  if (text->text.find_first_not_of(" \t\r\n") == std::string::npos) return finish();
  article::Article a;
  a.id = id_stem;
  a.text = std::move(text->text);
  a.original = std::move(text->original);
  a.notes = std::move(text->notes);
  if (broken) a.notes.push_back("cut-short: the input broke off here");
  article::find_blocks(a);
  return a;
}

void Reader::Impl::keep(std::string_view bytes) {
  if (oversize) return;
  if (piece.size() + bytes.size() > limits::kMaxInputLineBytes) {
    oversize = true;
    piece = std::string();
    return;
  }
  piece.append(bytes);
}

// Moves the next line into `piece`; false if the input ended before its line break.
bool Reader::Impl::fill_line() {
  piece.clear();
  if (piece.capacity() > kKeep) piece = std::string();
  oversize = false;
  piece_line = line;
  while (more()) {
    const size_t stop = window.find('\n', at);
    const bool found = stop != std::string::npos;
    keep(std::string_view(window).substr(at, found ? stop - at : std::string::npos));
    at = found ? stop + 1 : window.size();
    if (found) {
      ++line;
      return true;
    }
  }
  return false;
}

std::optional<Item> Reader::Impl::next_line() {
  for (;;) {
    const bool whole = fill_line();
    const bool blank = !oversize && std::all_of(piece.begin(), piece.end(), is_blank);
    if (blank || (!whole && broken)) {  // of a stream that broke off, the last line is no line
      if (whole) continue;
      return finish();
    }
    return from_json();
  }
}

// Moves the next balanced {…} into `piece`; false at the end. Between values anything is skipped up to "{".
bool Reader::Impl::fill_value() {
  piece.clear();
  if (piece.capacity() > kKeep) piece = std::string();
  oversize = false;
  uint32_t depth = 0;
  bool in_string = false, escaped = false;
  while (more()) {
    size_t i = at;
    for (; i < window.size(); ++i) {
      const char c = window[i];
      line += c == '\n';
      if (depth == 0) {
        if (c != '{') continue;
        at = i, piece_line = line, depth = 1;
      } else if (in_string) {
        if (escaped)
          escaped = false;
        else if (c == '\\')
          escaped = true;
        else if (c == '"')
          in_string = false;
      } else if (c == '"') {
        in_string = true;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        keep(std::string_view(window).substr(at, i + 1 - at));
        at = i + 1;
        return true;
      }
    }
    if (depth > 0) keep(std::string_view(window).substr(at));
    at = window.size();
  }
  if (depth > 0 && !broken) return !piece.empty() || oversize;  // an open object: let the parser say so
  return false;
}

std::optional<Item> Reader::Impl::next_value() {
  if (!fill_value()) return finish();
  return from_json();
}

Item Reader::Impl::from_json() {
  if (oversize)
    return aside(piece_line,
                 {ErrorCode::kInputTooLarge, "longer than " + std::to_string(limits::kMaxInputLineBytes >> 20) + " MiB",
                  "split the article"});
  article::Article a;
  a.id = fallback_id(piece_line);
  std::string_view bytes(piece);
  while (!bytes.empty() && is_blank(bytes.back())) bytes.remove_suffix(1);
  auto ok = article_from_json(bytes, options.map, a);
  if (!ok) return aside(piece_line, std::move(ok.error()), std::move(a.id));
  return a;
}

Result<Reader> Reader::open(const std::string& path, Options options) {
  auto source = file_source(path);
  if (!source) return tl::unexpected<Error>(source.error());
  return Reader(std::move(*source), path, std::move(options));
}

Reader::Reader(std::unique_ptr<ByteSource> source, std::string name, Options options)
    : impl_(std::make_unique<Impl>()) {
  impl_->source = unpacked(std::move(source));
  impl_->id_stem = stem(name);
  impl_->name = std::move(name);
  impl_->options = std::move(options);
}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

std::optional<Item> Reader::next() { return impl_->next(); }
uint64_t Reader::position() const { return impl_->source->position(); }

}  // namespace casus::ingest
