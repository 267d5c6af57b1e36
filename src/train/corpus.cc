#include "train/corpus.h"

#include <zlib.h>

namespace casus::train {

Result<std::string> read_maybe_gzip(const std::string& path) {
  gzFile f = gzopen(path.c_str(), "rb");
  if (f == nullptr) return fail(ErrorCode::kInputUnreadable, path + ": cannot be opened");
  std::string out;
  std::vector<char> buffer(1 << 20);
  int n = 0;
  while ((n = gzread(f, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0)
    out.append(buffer.data(), static_cast<size_t>(n));
  const bool good = n == 0 && gzclose(f) == Z_OK;
  if (!good) return fail(ErrorCode::kInputCompressed, path + ": damaged or cut short");
  return out;
}

namespace {

// String values of a JSON line without parsing it: what stands between unescaped quotes. Escapes are undone where they
// are ASCII.
void json_strings(std::string_view line, const std::function<void(std::string_view)>& each) {
  std::string value;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '"') continue;
    value.clear();
    for (++i; i < line.size() && line[i] != '"'; ++i) {
      if (line[i] != '\\') {
        value += line[i];
      } else if (++i < line.size()) {
        if (line[i] == 'u') i += 4;
        value += line[i] == '"' ? '"' : ' ';
      }
    }
    if (value.find(' ') != std::string::npos) each(value);
  }
}

}  // namespace

Result<void> each_paragraph(const std::string& path, const std::function<void(std::string_view)>& each) {
  auto bytes = read_maybe_gzip(path);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  const bool json = path.find(".jsonl") != std::string::npos;
  std::string_view rest = *bytes;
  while (!rest.empty()) {
    const size_t at = rest.find('\n');
    const std::string_view line = rest.substr(0, at);
    rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
    if (json)
      json_strings(line, each);
    else if (!line.empty())
      each(line);
  }
  return {};
}

void rough_words(std::string_view paragraph, std::vector<std::string>& out) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  std::string text;
  for (size_t i = 0; i < paragraph.size(); ++i) {
    const std::string_view mark = paragraph.substr(i, 3);
    const bool apostrophe = mark == "\xE2\x80\x99", quote = mark == "\xE2\x80\x9C" || mark == "\xE2\x80\x9D";
    if (!apostrophe && !quote) {
      text += paragraph[i];
      continue;
    }
    text += apostrophe ? "'" : " \" ";
    i += 2;
  }
  const std::string_view trailing = ".,;:!?)]}\"'", leading = "([{\"'$";
  for (size_t i = 0; i < text.size();) {
    while (i < text.size() && is_blank(text[i])) ++i;
    size_t end = i;
    while (end < text.size() && !is_blank(text[end])) ++end;
    std::string_view w = std::string_view(text).substr(i, end - i);
    i = end;
    while (!w.empty() && leading.find(w.front()) != std::string_view::npos && w.size() > 1 && w[1] != 's') {
      out.emplace_back(1, w.front());
      w.remove_prefix(1);
    }
    std::vector<std::string> tail;
    while (w.size() > 1 && trailing.find(w.back()) != std::string_view::npos) {
      if (w.back() == '.' && (w.size() == 2 || w.substr(0, w.size() - 1).find('.') != std::string_view::npos)) break;
      tail.emplace_back(1, w.back());
      w.remove_suffix(1);
    }
    const auto clitic = [&](std::string_view c) {
      if (w.size() > c.size() && w.substr(w.size() - c.size()) == c) {
        tail.emplace_back(c);
        w.remove_suffix(c.size());
      }
    };
    for (const char* c : {"'s", "n't", "'re", "'ve", "'ll", "'d", "'m"}) clitic(c);
    // Hyphens are tokens of their own, as in the treebanks.
    size_t from = 0;
    for (size_t k = 1; k + 1 < w.size(); ++k) {
      if (w[k] != '-' && w[k] != '/') continue;
      if (k > from) out.emplace_back(w.substr(from, k - from));
      out.emplace_back(1, w[k]);
      from = k + 1;
    }
    if (from < w.size()) out.emplace_back(w.substr(from));
    out.insert(out.end(), tail.rbegin(), tail.rend());
  }
}

}  // namespace casus::train
