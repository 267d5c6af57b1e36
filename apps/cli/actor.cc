// `casus actor`: whom a phrase stands for.
#include <memory>
#include <vector>

#include "actors/actors.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/jsonl.h"
#include "engine/engine.h"
#include "pack/pack.h"

namespace casus::cli {

namespace {

Result<actors::Coder> open_coder(const Options& options, pack::Pack& pack) {
  const auto path = engine::find_resource(options.pack, engine::kPackFile, ErrorCode::kPackMissing);
  if (!path) return tl::unexpected<Error>(path.error());
  auto opened = pack::Pack::open(*path);
  if (!opened) return tl::unexpected<Error>(opened.error());
  pack = std::move(*opened);
  return actors::Coder::open(pack);
}

Result<void> answer(const actors::Coder& coder, actors::Coder::Workspace& workspace, json::Value request,
                    json::Writer& out) {
  const auto mention = request["mention"].string();
  if (!mention) return fail(ErrorCode::kInputJson, "no field \"mention\"");
  const auto a = coder.answer(*mention, engine::iso_day(text_of(request["date"])), workspace);
  out.begin_object().field("id", text_of(request["id"])).field_or_null("name", a.name).field_or_null("code", a.code);
  out.field_or_null("country", a.country).key("sectors").begin_array();
  for (const auto& s : a.sectors) out.string(s);
  out.end_array().field_or_null("office", a.office).end_object();
  return {};
}

}  // namespace

int run_actor(const Options& options) {
  pack::Pack pack;  // outlives the coder, which reads from it
  const auto coder = open_coder(options, pack);
  if (!coder) return report(coder.error());
  std::vector<actors::Coder::WorkspacePtr> workspaces;
  for (unsigned i = 0; i < options.threads; ++i) workspaces.push_back(actors::Coder::make_workspace());
  return answer_lines(options, [&](unsigned worker, json::Value request, json::Writer& out) {
    return answer(*coder, *workspaces[worker], request, out);
  });
}

}  // namespace casus::cli
