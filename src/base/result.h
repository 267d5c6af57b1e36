// Errors are values: a function that can fail returns Result<T>. Codes are permanent; users and tests rely on them.
#pragma once
#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace casus {

// "E" + three digits when shown. Never renumber; only append.
enum class ErrorCode : uint16_t {
  kUsage = 100,            // wrong command line
  kInputUnreadable = 200,  // file missing, unreadable, a folder …
  kInputCompressed = 201,  // gzip or zstd stream damaged or cut short
  kInputJson = 202,        // a line is not JSON, or not of the shape asked for
  kInputTooLarge = 203,    // over a named budget
  kInputBinary = 204,      // bytes that are no text
  kInputConllu = 205,      // not a CoNLL-U block
  kOutputFailed = 300,     // disk full, closed pipe …
  kModelMissing = 400,
  kModelInvalid = 401,
  kPackMissing = 410,
  kPackInvalid = 411,
  kDataInvalid = 420,  // people's data did not compile; diagnostics say where
  kInternal = 900,     // a broken promise of ours
};

struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;  // one line: what is wrong with what
  std::string hint;     // one line: what to do; may be empty
};

// "E201: news.gz: gzip data ends early. Hint: …"
std::string to_string(const Error& error);

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string hint = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(hint)});
}

}  // namespace casus
