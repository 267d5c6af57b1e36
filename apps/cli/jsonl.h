// Commands that answer one JSON object with one JSON object: `relate` and `actor`.
#pragma once
#include <functional>
#include <string>

#include "base/json.h"
#include "cli/options.h"

namespace casus::cli {

// Answers one request: appends an object to `out`, or fails with what is wrong with the request. Called from several
// threads, `worker` below options.threads.
using Answer = std::function<Result<void>(unsigned worker, json::Value request, json::Writer& out)>;

// A field as text: a string, or a whole number as its digits; "" if it is anything else.
std::string text_of(json::Value value);

// Reads the inputs line by line and writes the answers in their order. A line that is no JSON object, or that `answer`
// refuses, is set aside with a note. Answers the exit code.
int answer_lines(const Options& options, const Answer& answer);

}  // namespace casus::cli
