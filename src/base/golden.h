// Golden files: expected results as text that people read and a tool rewrites. For test programs only (header-only, so
// that the libraries carry nothing of it).
//
// A file is free text (kept as it is) followed by cases:
//
//   === title of the case
//   input, any number of lines
//   ---
//   expected output, any number of lines
//
// The first line "---" ends the input. Blank lines at the end of the input and of the expected output do not count. A
// line that would be taken for a mark is written with a backslash before it: "\---", "\=== x"; a line that begins with
// a backslash gets one more.
//
// In a doctest case:
//
//   for (const auto& f : golden::run(CASUS_SOURCE_DIR "/tests/golden/text", [](const golden::Case& c) { return
//   dump(c.input); }))
//     FAIL_CHECK(f);
//
// With the environment variable CASUS_UPDATE=1 the files are rewritten with what the program answers, and nothing
// fails.
#pragma once
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace casus::golden {

struct Case {
  std::string title;
  std::string input;     // without the last line break
  std::string expected;  // the same
  size_t line = 0;       // of the title, from 1
};

struct File {
  std::string preamble;  // what stands before the first case
  std::vector<Case> cases;
};

namespace detail {
inline bool is_mark(std::string_view line) {
  return line.starts_with("=== ") || line == "===" || line == "---" || line.starts_with('\\');
}
inline void trim_end(std::string& text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
}
inline std::string escape(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t stop = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, stop - at);
    if (is_mark(line)) out += '\\';
    out.append(line) += '\n';
    at = stop + 1;
  }
  return out;
}
}  // namespace detail

// Parses a golden file. A case without "---" has an empty expectation.
inline File parse(std::string_view bytes) {
  File file;
  std::string* into = &file.preamble;
  size_t number = 0;
  for (size_t at = 0; at < bytes.size();) {
    const size_t stop = std::min(bytes.find('\n', at), bytes.size());
    std::string_view line = bytes.substr(at, stop - at);
    at = stop + 1;
    ++number;
    if (line.starts_with("=== ") || line == "===") {
      file.cases.push_back({std::string(line.substr(std::min<size_t>(4, line.size()))), "", "", number});
      into = &file.cases.back().input;
    } else if (line == "---" && !file.cases.empty() && into == &file.cases.back().input) {
      into = &file.cases.back().expected;
    } else {
      if (line.starts_with('\\') && !file.cases.empty()) line.remove_prefix(1);
      into->append(line) += '\n';
    }
  }
  for (auto& c : file.cases) detail::trim_end(c.input), detail::trim_end(c.expected);
  return file;
}

inline std::string print(const File& file) {
  std::string out = file.preamble;
  for (const auto& c : file.cases) {
    if (!out.empty() && !out.ends_with("\n\n")) out += '\n';
    out += "=== " + c.title + "\n" + detail::escape(c.input) + "---\n" + detail::escape(c.expected);
  }
  return out;
}

// Runs `answer` over every case of `path` (a golden file, or a folder: all its *.txt in order of name) and returns one
// message for each case that differs, or for each file that cannot be read. No cases at all is a failure, too.
inline std::vector<std::string> run(const std::string& path, const std::function<std::string(const Case&)>& answer) {
  namespace fs = std::filesystem;
  std::vector<std::string> files, failures;
  std::error_code error;
  if (fs::is_directory(path, error)) {
    for (const auto& entry : fs::directory_iterator(path, error))
      if (entry.path().extension() == ".txt") files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
  } else {
    files.push_back(path);
  }
  const char* flag = std::getenv("CASUS_UPDATE");
  const bool update = flag && std::string_view(flag) == "1";
  size_t cases = 0;
  for (const auto& name : files) {
    const auto bytes = read_file(name);
    if (!bytes) {
      failures.push_back(to_string(bytes.error()));
      continue;
    }
    File file = parse(*bytes);
    cases += file.cases.size();
    for (auto& c : file.cases) {
      std::string got = answer(c);
      detail::trim_end(got);
      if (got == c.expected) continue;
      if (!update)
        failures.push_back(name + ":" + std::to_string(c.line) + ": " + c.title + "\n--- expected\n" + c.expected +
                           "\n--- got\n" + got + "\n");
      c.expected = std::move(got);
    }
    if (!update) continue;
    const std::string rewritten = print(file);
    if (rewritten == *bytes) continue;
    if (auto ok = write_file(name, rewritten); !ok) failures.push_back(to_string(ok.error()));
  }
  if (cases == 0) failures.push_back(path + ": no golden cases");
  return failures;
}

}  // namespace casus::golden
