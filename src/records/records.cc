#include "records/records.h"

#include <cmath>

#include "base/hash.h"

namespace casus::records {

namespace {

constexpr double kScoreSteps = 10000;  // scores are calibrated to two digits; four keep their order

void add_span(std::string& key, const std::optional<Span>& span) {
  if (span) key += std::to_string(span->begin) + "-" + std::to_string(span->end);
  key += ',';
}

void add_parties(std::string& key, const std::vector<Party>& parties) {
  for (const Party& p : parties) {
    add_span(key, p.mention.span);
    // In a headline there are no spans, so the words themselves keep two events apart.
    if (!p.mention.span) key += p.mention.text;
    key += p.code + ';';
  }
  key += '|';
}

void number(std::string_view name, const std::optional<double>& value, json::Writer& out) {
  out.key(name);
  if (value)
    out.number(*value);
  else
    out.null();
}

}  // namespace

std::string hex16(uint64_t value) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out(16, '0');
  for (size_t i = 16; i-- > 0; value >>= 4) out[i] = kDigits[value & 15];
  return out;
}

std::string make_id(const Record& record) {
  std::string key = record.article.id + '|';
  add_span(key, record.sentence.span);
  key += std::to_string(record.sentence_index) + '|';
  for (const Span& s : record.trigger_spans) add_span(key, s);
  if (record.trigger_spans.empty()) key += record.trigger_text;
  key += '|';
  add_parties(key, record.actors);
  add_parties(key, record.recipients);
  key += record.event + '|' + record.mode + '|' + record.cameo + '|' + record.status;
  return hex16(hash64(key));
}

JsonLines::JsonLines(std::string_view body, Offsets offsets) : offsets_(offsets) {
  if (offsets != Offsets::kBytes) map_ = utf8::OffsetMap(body);
}

uint32_t JsonLines::offset(uint32_t byte) const {
  switch (offsets_) {
    case Offsets::kBytes:
      return byte;
    case Offsets::kUtf16:
      return map_.utf16(byte);
    case Offsets::kCodePoints:
      break;
  }
  return map_.code_points(byte);
}

void JsonLines::span(const Span& span, json::Writer& out) const {
  out.begin_array().integer(offset(span.begin)).integer(offset(span.end)).end_array();
}

void JsonLines::span(const std::optional<Span>& at, json::Writer& out) const {
  if (at)
    span(*at, out);
  else
    out.null();
}

void JsonLines::quote(const Quote& quote, json::Writer& out) const {
  out.key("span");
  span(quote.span, out);
  out.field_or_null("text", quote.text);
}

void JsonLines::party(const Party& p, json::Writer& out) const {
  out.begin_object();
  quote(p.mention, out);
  out.field_or_null("name", p.name).field_or_null("code", p.code).field_or_null("country", p.country);
  out.key("sectors").begin_array();
  for (const auto& s : p.sectors) out.string(s);
  out.end_array();
  out.field_or_null("office", p.office).field_or_null("via", p.via).end_object();
}

void JsonLines::parties(std::string_view name, const std::vector<Party>& list, json::Writer& out) const {
  out.key(name).begin_array();
  for (const Party& p : list) party(p, out);
  out.end_array();
}

void JsonLines::voices(const std::vector<Voice>& list, json::Writer& out) const {
  out.key("voices").begin_array();
  for (const Voice& v : list) {
    out.begin_object().key("actor");
    if (v.actor)
      party(*v.actor, out);
    else
      out.null();
    out.key("cue").begin_object();
    quote(v.cue, out);
    out.end_object().field_or_null("stance", v.stance).end_object();
  }
  out.end_array();
}

void JsonLines::when(const std::optional<When>& when, json::Writer& out) const {
  out.key("when");
  if (!when) {
    out.null();
    return;
  }
  out.begin_object().field_or_null("date", when->date).field_or_null("until", when->until);
  out.field_or_null("granularity", when->granularity);
  quote(when->words, out);
  out.field_or_null("method", when->method).end_object();
}

void JsonLines::where(const std::optional<Where>& where, json::Writer& out) const {
  out.key("where");
  if (!where) {
    out.null();
    return;
  }
  out.begin_object();
  quote(where->words, out);
  out.field_or_null("name", where->name).field_or_null("country", where->country);
  out.field_or_null("admin1", where->admin1);
  number("lat", where->lat, out);
  number("lon", where->lon, out);
  out.key("geonames");
  if (where->geonames)
    out.integer(*where->geonames);
  else
    out.null();
  out.field_or_null("precision", where->precision).end_object();
}

void JsonLines::code(const Record& r, json::Writer& out) const {
  out.field_or_null("event", r.event).field_or_null("mode", r.mode).key("contexts").begin_array();
  for (const auto& c : r.contexts) out.string(c);
  out.end_array().field_or_null("cameo", r.cameo).key("quad");
  if (r.quad > 0)
    out.integer(r.quad);
  else
    out.null();
  number("intensity", r.intensity, out);
  number("goldstein", r.goldstein, out);
}

void JsonLines::write(const Record& r, json::Writer& out) const {
  out.begin_object().field("id", r.id).field("schema", kSchema);
  out.key("article").begin_object().field("id", r.article.id).field_or_null("title", r.article.title);
  out.field_or_null("source", r.article.source).field_or_null("published", r.article.published);
  out.field_or_null("url", r.article.url).field_or_null("language", r.article.language).end_object();
  out.key("sentence").begin_object().field("index", r.sentence_index);
  quote(r.sentence, out);
  out.end_object();
  code(r, out);
  parties("actors", r.actors, out);
  parties("recipients", r.recipients, out);
  out.field_or_null("status", r.status);
  voices(r.voices, out);
  when(r.when, out);
  where(r.where, out);
  out.key("trigger").begin_object().field_or_null("text", r.trigger_text).key("spans").begin_array();
  for (const Span& s : r.trigger_spans) span(s, out);
  out.end_array().end_object().field_or_null("rule", r.rule);
  out.key("score").number(std::round(r.score * kScoreSteps) / kScoreSteps);
  out.key("story").null();
  out.field_or_null("casus", r.casus).field_or_null("pack", r.pack).end_object();
}

}  // namespace casus::records
