// `casus relate`: the class of the relation of two given parties.
#include <memory>
#include <vector>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/jsonl.h"
#include "engine/engine.h"

namespace casus::cli {

namespace {

// [[b,e],…] or [b,e], in code points, as byte spans. Fails on any other shape.
Result<std::vector<Span>> spans_of(json::Value value, std::string_view name, const utf8::OffsetMap& map) {
  const auto bad = [&] {
    return fail(ErrorCode::kInputJson, "\"" + std::string(name) + "\" must be a list of [begin, end] in code points");
  };
  if (!value.is_array()) return bad();
  std::vector<Span> out;
  const bool single = value.size() == 2 && value.at(0).integer();
  for (size_t i = 0; i < (single ? 1 : value.size()); ++i) {
    const json::Value pair = single ? value : value.at(i);
    const auto b = pair.at(0).integer(), e = pair.at(1).integer();
    if (!b || !e || *b < 0 || *e < *b || *e > UINT32_MAX) return bad();
    out.push_back(
        {map.byte_of_code_point(static_cast<uint32_t>(*b)), map.byte_of_code_point(static_cast<uint32_t>(*e))});
  }
  if (out.empty()) return bad();
  return out;
}

Result<void> relate(engine::Worker& worker, json::Value request, json::Writer& out) {
  const auto text = request["text"].string();
  if (!text) return fail(ErrorCode::kInputJson, "no field \"text\"");
  article::Article article;
  article.id = text_of(request["id"]);
  article.text = *text;
  article.published = text_of(request["published"]);
  article.blocks.push_back({{0, static_cast<uint32_t>(article.text.size())}, article::BlockKind::kParagraph});
  const utf8::OffsetMap map(article.text);
  const auto source = spans_of(request["source"], "source", map);
  if (!source) return tl::unexpected<Error>(source.error());
  const auto target = spans_of(request["target"], "target", map);
  if (!target) return tl::unexpected<Error>(target.error());
  worker.analyse(article, false, worker.scratch());
  const auto answer = worker.resources().codebook().relate(worker.scratch().view(), *source, *target);
  out.begin_object().field("id", article.id).field("event", coding::to_string(answer.event));
  out.field_or_null("mode", answer.mode).field("quad", coding::quad(answer.event));
  out.key("score").number(answer.score).field("status", coding::to_string(answer.status));
  out.field_or_null("rule", answer.rule).end_object();
  return {};
}

}  // namespace

int run_relate(const Options& options) {
  auto resources = engine::Resources::load(options.model, options.pack);
  if (!resources) return report(resources.error());
  std::vector<std::unique_ptr<engine::Worker>> workers;
  for (unsigned i = 0; i < options.threads; ++i)
    workers.push_back(std::make_unique<engine::Worker>(*resources, engine::kAllStages & ~engine::kCoding));
  return answer_lines(options, [&](unsigned worker, json::Value request, json::Writer& out) {
    return relate(*workers[worker], request, out);
  });
}

}  // namespace casus::cli
