// `casus doctor`: which files, which versions, which machine.
#include <string>
#include <thread>

#include "cli/commands.h"
#include "cli/console.h"
#include "engine/engine.h"

namespace casus::cli {

namespace {

std::string cpu_features() {
#if defined(__x86_64__)
  std::string out = "x86-64";
  if (__builtin_cpu_supports("sse4.2")) out += " sse4.2";
  if (__builtin_cpu_supports("avx2")) out += " avx2";
  if (__builtin_cpu_supports("fma")) out += " fma";
  if (__builtin_cpu_supports("avx512f")) out += " avx512f";
  if (__builtin_cpu_supports("avx512bw")) out += " avx512bw";
  return out;
#elif defined(__aarch64__)
  return "arm64";
#else
  return "other";
#endif
}

struct Part {
  const char* name;
  engine::Stages stages;
};

}  // namespace

int run_doctor(const Options& options) {
  auto output = Output::open(options.output, false);
  if (!output) return report(output.error());
  std::string page =
      "casus    " + std::string(engine::version()) + ", record schema " + std::to_string(records::kSchema) + "\n";
  page += "cpu      " + cpu_features() + ", " + std::to_string(std::thread::hardware_concurrency()) + " threads\n";
  int exit = kDone;
  const auto check = [&](const Part& part) {
    const auto loaded = engine::Resources::load(options.model, options.pack, part.stages);
    page += std::string(part.name) + std::string(9 - std::string_view(part.name).size(), ' ');
    if (!loaded) {
      page += to_string(loaded.error()) + "\n";
      exit = exit_code(loaded.error().code);
    } else if (part.stages == engine::kParse) {
      page += (*loaded)->model_path() + "\n";
    } else {
      page += (*loaded)->pack_path() + " " + (*loaded)->pack_hash() + "\n";
      if (part.stages == engine::kCoding)
        page +=
            "ranker   " + std::string((*loaded)->codebook().ranked() ? "beside the model" : "none: rules alone") + "\n";
    }
  };
  check({"model", engine::kParse});
  for (const Part part : {Part{"clauses", engine::kClauses}, Part{"actors", engine::kActors},
                          Part{"places", engine::kPlaces}, Part{"coding", engine::kCoding}})
    check(part);
  if (auto ok = output->write(page); !ok) return report(ok.error());
  return exit;
}

}  // namespace casus::cli
