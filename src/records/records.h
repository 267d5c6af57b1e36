// The event record as the world sees it (schema 1), and its JSON line. Knows nothing of how records are made.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/json.h"
#include "base/utf8.h"

namespace casus::records {

inline constexpr int kSchema = 1;

// A stretch of the article's text; offsets are bytes, converted when written. No span: not in the body (headline
// events).
struct Quote {
  std::optional<Span> span;
  std::string text;
};

struct Party {
  Quote mention;
  std::string name, code, country, office, via;  // "" is written as null
  std::vector<std::string> sectors;
};

struct Voice {
  std::optional<Party> actor;  // absent: the text names no speaker
  Quote cue;
  std::string stance;
};

struct When {
  std::string date, until, granularity, method;  // "" is written as null
  Quote words;
};

struct Where {
  Quote words;
  std::string name, country, admin1, precision;
  std::optional<double> lat, lon;
  std::optional<int64_t> geonames;
};

struct Record {
  std::string id;  // make_id()
  struct {
    std::string id, title, source, published, url, language;
  } article;
  int32_t sentence_index = -1;  // -1: the headline
  Quote sentence;
  std::string event, mode;
  std::vector<std::string> contexts;
  std::string cameo;
  int quad = 0;
  std::optional<double> intensity, goldstein;
  std::vector<Party> actors, recipients;
  std::string status;
  std::vector<Voice> voices;
  std::optional<When> when;
  std::optional<Where> where;
  std::string trigger_text;
  std::vector<Span> trigger_spans;
  std::string rule;  // "consult.rules:41 consult.hold-talks"
  double score = 0;
  std::string casus, pack;  // version and content hash of the data
};

enum class Offsets : uint8_t { kCodePoints, kBytes, kUtf16 };

// 16 lower-case hex digits.
std::string hex16(uint64_t value);

// 16 hex digits over article id, sentence span, trigger spans, party spans and code: the same on every run.
std::string make_id(const Record& record);

// One record as one JSON object, fields in the order of the schema. Immutable; serves all records of one article.
class JsonLines {
 public:
  JsonLines(std::string_view body, Offsets offsets);                    // the article's text; keeps a view of it
  void write(const Record& record, json::Writer& out) const;            // appends the object, without a line break
  uint32_t offset(uint32_t byte) const;                                 // converted to the unit chosen
  void span(const Span& span, json::Writer& out) const;                 // "[b,e]" in that unit
  void span(const std::optional<Span>& span, json::Writer& out) const;  // the same, or null

 private:
  void quote(const Quote& quote, json::Writer& out) const;
  void party(const Party& party, json::Writer& out) const;
  void parties(std::string_view name, const std::vector<Party>& list, json::Writer& out) const;
  void voices(const std::vector<Voice>& list, json::Writer& out) const;
  void when(const std::optional<When>& when, json::Writer& out) const;
  void where(const std::optional<Where>& where, json::Writer& out) const;
  void code(const Record& record, json::Writer& out) const;

  utf8::OffsetMap map_;
  Offsets offsets_;
};

}  // namespace casus::records
