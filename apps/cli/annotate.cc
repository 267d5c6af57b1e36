// `casus annotate`: what single stages found, one JSON object an article.
#include <algorithm>
#include <array>

#include "cli/articles.h"
#include "cli/commands.h"
#include "cli/console.h"

namespace casus::cli {

namespace {

struct Layer {
  std::string_view name;
  engine::Stages needs;
  void (*write)(const engine::Analysed&, const records::JsonLines&, json::Writer&);
};

std::string_view label_of(lang::NameKind kind) {
  switch (kind) {
    case lang::NameKind::kPer:
      return "PER";
    case lang::NameKind::kOrg:
      return "ORG";
    case lang::NameKind::kLoc:
      return "LOC";
    case lang::NameKind::kMisc:
      return "MISC";
    case lang::NameKind::kNone:
      break;
  }
  return "";
}

// What lies in the title has no offsets in the text, so it is left out.
bool in_body(const engine::Analysed& a, TokenRange tokens) {
  return !tokens.empty() && a.doc.span(tokens).end <= a.doc.body_size;
}

void quote(const engine::Analysed& a, TokenRange tokens, const records::JsonLines& lines, json::Writer& out) {
  out.key("span");
  lines.span(a.doc.span(tokens), out);
  out.field("text", a.doc.words(tokens));
}

void span_or_null(const engine::Analysed& a, TokenRange tokens, const records::JsonLines& lines, json::Writer& out) {
  if (in_body(a, tokens))
    lines.span(a.doc.span(tokens), out);
  else
    out.null();
}

void names(const engine::Analysed& a, const records::JsonLines& lines, json::Writer& out) {
  for (const auto& n : a.parse.names) {
    if (!in_body(a, n.tokens)) continue;
    out.begin_object();
    quote(a, n.tokens, lines, out);
    out.field("label", label_of(n.kind)).end_object();
  }
}

void dates(const engine::Analysed& a, const records::JsonLines& lines, json::Writer& out) {
  for (const auto& e : a.dates.expressions) {
    if (!in_body(a, e.tokens)) continue;
    out.begin_object();
    quote(a, e.tokens, lines, out);
    out.field("type", dates::to_string(e.type)).field_or_null("value", e.value);
    out.field_or_null("from", e.from).field_or_null("until", e.until);
    out.field_or_null("granularity", dates::to_string(e.granularity)).field_or_null("method", e.method);
    out.key("background").boolean(e.background).end_object();
  }
}

void places(const engine::Analysed& a, const records::JsonLines& lines, json::Writer& out) {
  for (const auto& p : a.places.places) {
    if (!in_body(a, p.tokens)) continue;
    out.begin_object();
    quote(a, p.tokens, lines, out);
    out.field_or_null("name", p.name).field_or_null("country", p.country).field_or_null("admin1", p.admin1);
    if (p.has_point)
      out.key("lat").number(p.lat).key("lon").number(p.lon);
    else
      out.key("lat").null().key("lon").null();
    out.key("geonames");
    if (p.geonames > 0)
      out.integer(p.geonames);
    else
      out.null();
    out.field("precision", places::to_string(p.precision)).key("locative").boolean(p.locative).end_object();
  }
}

void voices(const engine::Analysed& a, const records::JsonLines& lines, json::Writer& out) {
  for (const auto& v : a.voices.voices) {
    if (!in_body(a, v.content)) continue;
    out.begin_object().key("source");
    span_or_null(a, v.source, lines, out);
    out.key("cue");
    span_or_null(a, v.cue, lines, out);
    out.key("content");
    span_or_null(a, v.content, lines, out);
    out.field("stance", voices::to_string(v.stance)).end_object();
  }
}

void mentions(const engine::Analysed& a, const records::JsonLines& lines, json::Writer& out) {
  for (const auto& m : a.actors.mentions) {
    if (!in_body(a, m.tokens)) continue;
    const auto& e = a.actors.entities[m.entity.v];
    out.begin_object();
    quote(a, m.tokens, lines, out);
    out.field_or_null("name", e.name).field_or_null("code", e.code()).field("via", actors::to_string(m.via));
    out.field("entity", static_cast<int64_t>(m.entity.v)).end_object();
  }
}

void clauses(const engine::Analysed& a, const records::JsonLines& lines, json::Writer& out) {
  for (size_t i = 0; i < a.clauses.clauses.size(); ++i) {
    const auto& c = a.clauses.clauses[i];
    if (!in_body(a, c.tokens)) continue;
    out.begin_object();
    quote(a, c.tokens, lines, out);
    out.key("head");
    lines.span(a.doc.span(c.head), out);
    out.field("kind", clauses::to_string(c.kind)).field("relation", clauses::to_string(c.relation));
    out.field("clause", clauses::describe(a.clauses, ClauseId(i), a.doc, a.parse)).end_object();
  }
}

constexpr std::array kLayers = {
    Layer{"names", engine::kParse, names},       Layer{"dates", engine::kDates, dates},
    Layer{"places", engine::kPlaces, places},    Layer{"voices", engine::kVoices, voices},
    Layer{"clauses", engine::kClauses, clauses}, Layer{"actors", engine::kActors, mentions}};

Result<std::vector<const Layer*>> layers_of(std::string_view list) {
  std::vector<const Layer*> out;
  while (!list.empty()) {
    const size_t comma = std::min(list.find(','), list.size());
    const std::string_view name = list.substr(0, comma);
    list.remove_prefix(std::min(comma + 1, list.size()));
    const auto* layer = std::find_if(kLayers.begin(), kLayers.end(), [&](const Layer& l) { return l.name == name; });
    if (layer == kLayers.end())
      return fail(ErrorCode::kUsage, "unknown layer \"" + std::string(name) + "\"",
                  "layers are names, dates, places, voices, clauses, actors");
    out.push_back(layer);
  }
  if (out.empty()) return fail(ErrorCode::kUsage, "--layers names no layer");
  return out;
}

}  // namespace

int run_annotate(const Options& options) {
  const auto layers = layers_of(options.layers);
  if (!layers) return report(layers.error());
  engine::Stages stages = engine::kParse;
  for (const Layer* l : *layers) stages |= l->needs;
  auto resources = engine::Resources::load(options.model, options.pack, stages);
  if (!resources) return report(resources.error());
  ArticleRun run;
  run.work = [&](engine::Worker& worker, const article::Article& article) {
    engine::Analysed& a = worker.scratch();
    worker.analyse(article, false, a);
    const records::JsonLines lines(article.text, offsets_of(options));
    json::Writer out;
    out.begin_object().field("id", article.id);
    for (const Layer* l : *layers) {
      out.key(l->name).begin_array();
      l->write(a, lines, out);
      out.end_array();
    }
    out.end_object();
    return std::string(out.view()) + '\n';
  };
  return go_through_articles(options, *resources, run);
}

}  // namespace casus::cli
