// One function a command: takes the options, answers the exit code. Nothing here throws.
#pragma once
#include "cli/options.h"

namespace casus::cli {

int run_code(const Options& options);
int run_explain(const Options& options);
int run_annotate(const Options& options);
int run_parse(const Options& options);
int run_relate(const Options& options);
int run_actor(const Options& options);
int run_doctor(const Options& options);
int run_data_check(const Options& options);
int run_data_compile(const Options& options);
int run_data_test(const Options& options);
int run_data_cover(const Options& options);

}  // namespace casus::cli
