// Whole inputs in memory, for the commands that need them so.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/options.h"

namespace casus::cli {

// The inputs of the command line; standard input ("-") if there are none.
std::vector<std::string> inputs_of(const Options& options);

// The bytes of a file or of standard input. kInputUnreadable.
Result<std::string> read_input(const std::string& input);

// How an input is called in messages.
std::string name_of(const std::string& input);

}  // namespace casus::cli
