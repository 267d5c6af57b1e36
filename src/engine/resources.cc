#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "coding/ranker.h"
#include "engine/engine.h"
#include "pack/pack.h"

#ifndef CASUS_VERSION
#define CASUS_VERSION "0"
#endif

namespace casus::engine {

namespace fs = std::filesystem;

std::string_view version() { return CASUS_VERSION; }

Stages with_needed(Stages wanted) {
  if (wanted & kCoding) wanted |= kActors | kDates | kPlaces | kVoices;
  if (wanted & (kActors | kDates | kPlaces | kVoices)) wanted |= kClauses;
  return wanted | kParse;
}

namespace {

std::vector<fs::path> resource_folders() {
  // A folder that the user names is the only one looked at: falling back to another would hide a wrong name.
  if (const char* home = std::getenv("CASUS_HOME"); home && *home) return {fs::path(home)};
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return {};
  const fs::path here = program.parent_path();
  return {here / "share" / "casus", here.parent_path() / "share" / "casus"};
}

}  // namespace

Result<std::string> find_resource(const std::string& given, const std::string& file_name, ErrorCode missing) {
  std::error_code error;
  const bool model = missing == ErrorCode::kModelMissing;
  const std::string hint = std::string("give its path with ") + (model ? "--model" : "--pack") +
                           ", or the folder that holds it in CASUS_HOME";
  if (!given.empty()) {
    if (fs::is_regular_file(given, error)) return given;
    return fail(missing, given + ": no such file", hint);
  }
  std::string looked;
  for (const auto& folder : resource_folders()) {
    const fs::path path = folder / file_name;
    if (fs::is_regular_file(path, error)) return path.lexically_normal().string();
    looked += (looked.empty() ? "" : ", ") + folder.lexically_normal().string();
  }
  return fail(missing, file_name + " not found in " + looked, hint);
}

struct Resources::Impl {
  Stages stages = 0;
  std::string model_path, pack_path, pack_hash;
  pack::Pack pack;
  pack::Symbols symbols;
  std::optional<lang::Parser> parser;
  std::optional<clauses::Extractor> extractor;
  std::optional<actors::Coder> actors;
  std::optional<places::Gazetteer> gazetteer;
  std::optional<coding::Codebook> codebook;

  Result<void> open_model(const std::string& given);
  Result<void> find_pack(const std::string& given);
  Result<void> open_pack();
  Result<void> open_ranker();
};

namespace {
// Moves an opened part into its place, or hands on why it did not open.
template <typename T, typename Place>
Result<void> take(Result<T> opened, Place& place) {
  if (!opened) return tl::unexpected<Error>(opened.error());
  place = std::move(*opened);
  return {};
}
}  // namespace

Result<void> Resources::Impl::open_model(const std::string& given) {
  auto path = find_resource(given, kModelFile, ErrorCode::kModelMissing);
  if (!path) return tl::unexpected<Error>(path.error());
  model_path = *path;
  return take(lang::Parser::open(model_path), parser);
}

Result<void> Resources::Impl::find_pack(const std::string& given) {
  auto path = find_resource(given, kPackFile, ErrorCode::kPackMissing);
  if (!path) return tl::unexpected<Error>(path.error());
  pack_path = *path;
  return take(pack::Pack::open(pack_path), pack);
}

Result<void> Resources::Impl::open_pack() {
  pack_hash = records::hex16(pack.content_hash());
  Result<void> ok = take(pack::Symbols::open(pack), symbols);
  if (ok && (stages & kClauses)) ok = take(clauses::Extractor::open(pack), extractor);
  if (ok && (stages & kActors)) ok = take(actors::Coder::open(pack), actors);
  if (ok && (stages & kPlaces)) ok = take(places::Gazetteer::open(pack), gazetteer);
  if (ok && (stages & kCoding)) ok = take(coding::Codebook::open(pack), codebook);
  if (ok && (stages & kCoding)) ok = open_ranker();
  return ok;
}

// The ranker stands beside the reader's model; without one the rules decide alone.
Result<void> Resources::Impl::open_ranker() {
  const auto path = std::filesystem::path(model_path).replace_filename(kRankerFile);
  std::error_code ec;
  if (!std::filesystem::exists(path, ec)) return {};
  auto ranker = coding::Ranker::open(path.string());
  if (!ranker) return tl::unexpected<Error>(ranker.error());
  codebook->use(std::move(*ranker));
  return {};
}

Resources::Resources() : impl_(std::make_unique<Impl>()) {}
Resources::~Resources() = default;

Result<std::shared_ptr<const Resources>> Resources::load(const std::string& model_path, const std::string& pack_path,
                                                         Stages stages) {
  std::shared_ptr<Resources> out(new Resources());
  out->impl_->stages = with_needed(stages);
  Result<void> ok = out->impl_->open_model(model_path);
  if (ok && out->impl_->stages != kParse) ok = out->impl_->find_pack(pack_path);
  if (ok && out->impl_->stages != kParse) ok = out->impl_->open_pack();
  if (!ok) return tl::unexpected<Error>(ok.error());
  return std::shared_ptr<const Resources>(std::move(out));
}

Result<std::shared_ptr<const Resources>> Resources::load(const std::string& model_path, pack::Pack pack,
                                                         Stages stages) {
  std::shared_ptr<Resources> out(new Resources());
  out->impl_->stages = with_needed(stages);
  out->impl_->pack = std::move(pack);
  Result<void> ok = out->impl_->open_model(model_path);
  if (ok) ok = out->impl_->open_pack();
  if (!ok) return tl::unexpected<Error>(ok.error());
  return std::shared_ptr<const Resources>(std::move(out));
}

Stages Resources::stages() const { return impl_->stages; }
const std::string& Resources::model_path() const { return impl_->model_path; }
const std::string& Resources::pack_path() const { return impl_->pack_path; }
const std::string& Resources::pack_hash() const { return impl_->pack_hash; }
const pack::Symbols& Resources::symbols() const { return impl_->symbols; }
const lang::Parser& Resources::parser() const { return *impl_->parser; }
const clauses::Extractor& Resources::extractor() const { return *impl_->extractor; }
const actors::Coder& Resources::actors() const { return *impl_->actors; }
const places::Gazetteer& Resources::gazetteer() const { return *impl_->gazetteer; }
const coding::Codebook& Resources::codebook() const { return *impl_->codebook; }

}  // namespace casus::engine
