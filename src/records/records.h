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

// A stretch of the article's text; offsets are bytes, converted when written. No span: not in the body (headline events).
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

// 16 hex digits over article id, sentence span, trigger spans, party spans and code: the same on every run.
std::string make_id(const Record& record);

// Appends the record as one JSON object (no newline) in the order of fields of the schema. `body` is the article's text, for offsets.
class JsonLines {
 public:
  JsonLines(std::string_view body, Offsets offsets);  // keeps a view of `body`
  void write(const Record& record, json::Writer& out) const;
  uint32_t offset(uint32_t byte) const;               // converted to the unit chosen

 private:
  utf8::OffsetMap map_;
  Offsets offsets_;
};

}  // namespace casus::records
