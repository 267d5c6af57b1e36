// Located complaints about data that people write: many are collected in one pass, then shown together.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace casus {

enum class Severity : uint8_t { kNote, kWarning, kError };

struct Diagnostic {
  Severity severity = Severity::kError;
  std::string file;     // as given on the command line or relative to the data folder
  uint32_t line = 0;    // from 1; 0 = the whole file
  uint32_t column = 0;  // from 1, in code points; 0 = the whole line
  std::string code;     // permanent short name, e.g. "unknown-set"
  std::string message;
  std::string hint;  // may be empty
};

// "people.tsv:12:4: error: unknown sector 'GOW' [unknown-sector]; did you mean 'GOV'?"
std::string to_string(const Diagnostic& d);

// Collects diagnostics. Not thread-safe; one per compilation.
class Diagnostics {
 public:
  void error(std::string file, uint32_t line, uint32_t column, std::string code, std::string message,
             std::string hint = {}) {
    add({Severity::kError, std::move(file), line, column, std::move(code), std::move(message), std::move(hint)});
  }
  void warning(std::string file, uint32_t line, uint32_t column, std::string code, std::string message,
               std::string hint = {}) {
    add({Severity::kWarning, std::move(file), line, column, std::move(code), std::move(message), std::move(hint)});
  }
  void add(Diagnostic d) {
    errors_ += d.severity == Severity::kError;
    all_.push_back(std::move(d));
  }
  bool ok() const { return errors_ == 0; }
  size_t error_count() const { return errors_; }
  const std::vector<Diagnostic>& all() const { return all_; }

 private:
  std::vector<Diagnostic> all_;
  size_t errors_ = 0;
};

}  // namespace casus
