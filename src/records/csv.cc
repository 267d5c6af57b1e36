#include "records/csv.h"

#include <charconv>
#include <functional>

namespace casus::records {

namespace {

constexpr std::string_view kColumns[] = {"id",
                                         "article_id",
                                         "source",
                                         "published",
                                         "url",
                                         "sentence",
                                         "event",
                                         "mode",
                                         "contexts",
                                         "cameo",
                                         "quad",
                                         "intensity",
                                         "goldstein",
                                         "status",
                                         "actor_codes",
                                         "actor_names",
                                         "actor_texts",
                                         "recipient_codes",
                                         "recipient_names",
                                         "recipient_texts",
                                         "voice_codes",
                                         "voice_names",
                                         "stances",
                                         "date",
                                         "until",
                                         "granularity",
                                         "place",
                                         "place_country",
                                         "place_admin1",
                                         "lat",
                                         "lon",
                                         "geonames",
                                         "precision",
                                         "trigger",
                                         "rule",
                                         "score",
                                         "sentence_begin",
                                         "sentence_end",
                                         "sentence_text",
                                         "casus",
                                         "pack"};

class Line {
 public:
  explicit Line(std::string& out) : out_(out) {}
  void text(std::string_view value) {
    if (!first_) out_ += ',';
    first_ = false;
    csv_field(value, out_);
  }
  void integer(int64_t value) { text(std::to_string(value)); }
  void number(const std::optional<double>& value) {
    char buffer[32];
    if (!value) return text("");
    const auto r = std::to_chars(buffer, buffer + sizeof buffer, *value, std::chars_format::general, 7);
    text({buffer, static_cast<size_t>(r.ptr - buffer)});
  }
  template <typename List, typename Pick>
  void list(const List& values, Pick pick) {
    std::string joined;
    bool more = false;
    for (const auto& v : values) {
      if (more) joined += ';';
      joined += pick(v);
      more = true;
    }
    text(joined);
  }

 private:
  std::string& out_;
  bool first_ = true;
};

void parties(const std::vector<Party>& list, Line& line) {
  line.list(list, [](const Party& p) { return p.code; });
  line.list(list, [](const Party& p) { return p.name; });
  line.list(list, [](const Party& p) { return p.mention.text; });
}

}  // namespace

void csv_field(std::string_view value, std::string& out) {
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += value;
    return;
  }
  out += '"';
  for (const char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::string csv_header() {
  std::string out;
  for (const auto c : kColumns) {
    if (!out.empty()) out += ',';
    out += c;
  }
  return out + '\n';
}

void write_csv(const Record& r, const JsonLines& lines, std::string& out) {
  const auto same = [](const std::string& s) -> const std::string& { return s; };
  Line line(out);
  line.text(r.id), line.text(r.article.id), line.text(r.article.source), line.text(r.article.published);
  line.text(r.article.url), line.integer(r.sentence_index);
  line.text(r.event), line.text(r.mode), line.list(r.contexts, same), line.text(r.cameo);
  line.text(r.quad > 0 ? std::to_string(r.quad) : ""), line.number(r.intensity), line.number(r.goldstein);
  line.text(r.status), parties(r.actors, line), parties(r.recipients, line);
  line.list(r.voices, [](const Voice& v) { return v.actor ? v.actor->code : ""; });
  line.list(r.voices, [](const Voice& v) { return v.actor ? v.actor->name : ""; });
  line.list(r.voices, [](const Voice& v) { return v.stance; });
  const When when = r.when.value_or(When{});
  line.text(when.date), line.text(when.until), line.text(when.granularity);
  const Where where = r.where.value_or(Where{});
  line.text(where.name), line.text(where.country), line.text(where.admin1), line.number(where.lat);
  line.number(where.lon), line.text(where.geonames ? std::to_string(*where.geonames) : ""), line.text(where.precision);
  line.text(r.trigger_text), line.text(r.rule), line.number(r.score);
  line.text(r.sentence.span ? std::to_string(lines.offset(r.sentence.span->begin)) : "");
  line.text(r.sentence.span ? std::to_string(lines.offset(r.sentence.span->end)) : "");
  line.text(r.sentence.text), line.text(r.casus), line.text(r.pack);
  out += '\n';
}

}  // namespace casus::records
