// Coded events, which point into what the stages made, become records, which stand for themselves.
#include <cmath>

#include "engine/engine.h"

namespace casus::engine {

namespace {

std::optional<double> finite(double value) {
  return std::isfinite(value) ? std::optional<double>(value) : std::nullopt;
}

std::string text_of(const text::Document& doc, TokenRange tokens) { return std::string(doc.words(tokens)); }

records::Party party(const Analysed& a, MentionId id) {
  const actors::Mention& m = a.actors[id];
  const actors::Entity& e = a.actors.entity(id);
  return {quote_of(a.doc, m.tokens), e.name, e.code(), e.country, e.office, actors::to_string(m.via), e.sectors};
}

// The mention that stands for a speaker: the one the source phrase heads, else the first inside the phrase.
MentionId mention_of_source(const Analysed& a, const voices::Voice& v) {
  if (v.source_head.valid() && v.source_head.v < a.actors.at.size() && a.actors.at[v.source_head.v].valid())
    return a.actors.at[v.source_head.v];
  for (uint32_t t = v.source.first; t < v.source.last && t < a.actors.at.size(); ++t)
    if (a.actors.at[t].valid() && !a.actors[a.actors.at[t]].modifier) return a.actors.at[t];
  return {};
}

records::Voice voice(const Analysed& a, const voices::Voice& v) {
  records::Voice out;
  out.stance = voices::to_string(v.stance);
  if (!v.cue.empty()) out.cue = quote_of(a.doc, v.cue);
  if (v.source.empty()) return out;
  const MentionId id = mention_of_source(a, v);
  if (id.valid()) {
    out.actor = party(a, id);
  } else {
    out.actor.emplace();
    out.actor->mention = quote_of(a.doc, v.source);
    out.actor->name = out.actor->mention.text;
  }
  return out;
}

records::When when(const Analysed& a, const dates::Expression& e) {
  return {e.from, e.until, dates::to_string(e.granularity), e.method, quote_of(a.doc, e.tokens)};
}

records::Where where(const Analysed& a, const places::Place& p) {
  records::Where out;
  out.words = quote_of(a.doc, p.tokens);
  out.name = p.name, out.country = p.country, out.admin1 = p.admin1, out.precision = places::to_string(p.precision);
  if (p.has_point) out.lat = p.lat, out.lon = p.lon;
  if (p.geonames > 0) out.geonames = p.geonames;
  return out;
}

void add_sentence(const Analysed& a, SentenceId id, records::Record& out) {
  const text::Sentence& s = a.doc.sentences[id.v];
  const bool headline = s.kind == text::SentenceKind::kTitle;
  out.sentence_index = headline ? -1 : static_cast<int32_t>(id.v);
  out.sentence.text = std::string(slice(a.doc.text, s.span));
  if (!headline) out.sentence.span = s.span;
}

void add_trigger(const Analysed& a, const coding::CodedEvent& event, records::Record& out) {
  for (const TokenRange piece : event.trigger) {
    const records::Quote q = quote_of(a.doc, piece);
    if (!out.trigger_text.empty()) out.trigger_text += " … ";
    out.trigger_text += q.text;
    if (q.span) out.trigger_spans.push_back(*q.span);
  }
}

records::Record record(const Analysed& a, std::string_view pack_hash, const coding::CodedEvent& e) {
  records::Record out;
  out.article = {a.article.id,        a.article.title, a.article.source,
                 a.article.published, a.article.url,   a.article.language};
  add_sentence(a, e.sentence, out);
  out.event = coding::to_string(e.event), out.mode = e.mode, out.cameo = e.cameo, out.quad = coding::quad(e.event);
  out.contexts.assign(e.contexts.begin(), e.contexts.end());
  out.intensity = finite(e.intensity), out.goldstein = finite(e.goldstein);
  for (const MentionId m : e.actors) out.actors.push_back(party(a, m));
  for (const MentionId m : e.recipients) out.recipients.push_back(party(a, m));
  out.status = coding::to_string(e.status);
  for (const uint32_t v : e.voices) out.voices.push_back(voice(a, a.voices.voices[v]));
  if (e.when) out.when = when(a, *e.when);
  if (e.where) out.where = where(a, *e.where);
  add_trigger(a, e, out);
  out.rule = e.rule, out.score = e.score;
  out.casus = version(), out.pack = pack_hash;
  out.id = records::make_id(out);
  return out;
}

}  // namespace

records::Quote quote_of(const text::Document& doc, TokenRange tokens) {
  const Span span = doc.span(tokens);
  records::Quote out{std::nullopt, text_of(doc, tokens)};
  if (!tokens.empty() && span.end <= doc.body_size) out.span = span;
  return out;
}

void to_records(const Analysed& analysed, std::string_view pack_hash, std::vector<records::Record>& out) {
  out.clear();
  for (const auto& e : analysed.coded.events) out.push_back(record(analysed, pack_hash, e));
}

}  // namespace casus::engine
