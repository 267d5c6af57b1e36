#include "records/records.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "records/csv.h"

using namespace casus;
using namespace casus::records;

namespace {

constexpr std::string_view kBody = "Zürich 😀 talks: Lee met Sato on Monday.";

Span at(std::string_view words) {
  const size_t b = kBody.find(words);
  return {static_cast<uint32_t>(b), static_cast<uint32_t>(b + words.size())};
}
Quote quote(std::string_view words) { return {at(words), std::string(words)}; }

Record full() {
  Record r;
  r.article = {"a1", "Talks", "Wire", "2014-04-17", "https://example.org/1", "en"};
  r.sentence_index = 0;
  r.sentence = {Span{0, static_cast<uint32_t>(kBody.size())}, std::string(kBody)};
  r.event = "CONSULT", r.mode = "visit", r.contexts = {"diplomatic"}, r.cameo = "042", r.quad = 1;
  r.intensity = 2.5, r.goldstein = 7.0;
  r.actors = {{quote("Lee"), "Lee Sang-deok", "KORGOV", "KOR", "director general", "apposition", {"GOV"}}};
  r.recipients = {{quote("Sato"), "Sato", "", "", "", "unknown", {}}};
  r.status = "actual";
  r.voices = {{std::nullopt, quote("talks"), "report"}};
  r.when = When{"2014-04-14", "", "day", "weekday before publication", quote("on Monday")};
  r.where = Where{quote("Zürich"), "Zürich", "CHE", "", "city", 47.37, 8.55, 2657896};
  r.trigger_text = "met", r.trigger_spans = {at("met")};
  r.rule = "consult.rules:41 consult.meet", r.score = 0.93;
  r.casus = "0.1.0", r.pack = hex16(0xc0ffee);
  r.id = make_id(r);
  return r;
}

std::string line(const Record& r, Offsets offsets) {
  json::Writer w;
  JsonLines(kBody, offsets).write(r, w);
  return std::string(w.view());
}

std::string keys(json::Value v) {
  std::string out;
  for (const auto& [k, unused] : v.members()) out += (out.empty() ? "" : " ") + std::string(k);
  return out;
}

}  // namespace

TEST_CASE("a record has exactly the fields of the schema, in their order") {
  const auto doc = json::Document::parse(line(full(), Offsets::kCodePoints));
  REQUIRE(doc);
  const auto root = doc->root();
  const std::string party = "span text name code country sectors office via";
  CHECK(keys(root) ==
        "id schema article sentence event mode contexts cameo quad intensity goldstein actors recipients status voices "
        "when where trigger rule score story casus pack");
  CHECK(keys(root["article"]) == "id title source published url language");
  CHECK(keys(root["sentence"]) == "index span text");
  CHECK(keys(root["actors"].at(0)) == party);
  CHECK(keys(root["recipients"].at(0)) == party);
  CHECK(keys(root["voices"].at(0)) == "actor cue stance");
  CHECK(keys(root["voices"].at(0)["cue"]) == "span text");
  CHECK(keys(root["when"]) == "date until granularity span text method");
  CHECK(keys(root["where"]) == "span text name country admin1 lat lon geonames precision");
  CHECK(keys(root["trigger"]) == "text spans");
  CHECK(root["schema"].integer() == 1);
  CHECK(root["story"].is_null());
  CHECK(root["cameo"].string() == "042");
  CHECK(root["pack"].string() == "0000000000c0ffee");
}

TEST_CASE("what is not known is null, and lists are empty") {
  Record r;
  r.article.id = "x";
  const auto doc = json::Document::parse(line(r, Offsets::kBytes));
  REQUIRE(doc);
  const auto root = doc->root();
  for (const char* f : {"event", "mode", "cameo", "quad", "intensity", "goldstein", "status", "when", "where", "rule"})
    CHECK_MESSAGE(root[f].is_null(), f);
  CHECK(root["article"]["title"].is_null());
  CHECK(root["sentence"]["index"].integer() == -1);
  CHECK(root["sentence"]["span"].is_null());
  for (const char* f : {"contexts", "actors", "recipients", "voices"}) {
    CHECK(root[f].is_array());
    CHECK(root[f].size() == 0);
  }
  const auto again = json::Document::parse(line(full(), Offsets::kBytes));
  REQUIRE(again);
  CHECK(again->root()["recipients"].at(0)["code"].is_null());
  CHECK(again->root()["voices"].at(0)["actor"].is_null());
}

TEST_CASE("spans are written in the unit asked for") {
  const auto span_of = [](Offsets offsets) {
    const auto doc = json::Document::parse(line(full(), offsets));
    const auto s = doc->root()["actors"].at(0)["span"];
    return std::pair(*s.at(0).integer(), *s.at(1).integer());
  };
  // "Zürich 😀 talks: Lee": ü takes two bytes, the face four bytes, two UTF-16 units, one code point.
  CHECK(span_of(Offsets::kCodePoints) == std::pair<int64_t, int64_t>(16, 19));
  CHECK(span_of(Offsets::kUtf16) == std::pair<int64_t, int64_t>(17, 20));
  CHECK(span_of(Offsets::kBytes) == std::pair<int64_t, int64_t>(20, 23));
}

TEST_CASE("the id is the same on every run and tells events apart") {
  const Record r = full();
  CHECK(r.id.size() == 16);
  CHECK(
      std::all_of(r.id.begin(), r.id.end(), [](char c) { return std::string_view("0123456789abcdef").find(c) < 16; }));
  CHECK(make_id(full()) == r.id);
  std::set<std::string> ids{r.id};
  const auto differs = [&](auto change) {
    Record other = full();
    change(other);
    CHECK(ids.insert(make_id(other)).second);
  };
  differs([](Record& x) { x.article.id = "a2"; });
  differs([](Record& x) { x.sentence.span->end--; });
  differs([](Record& x) { x.trigger_spans[0].begin--; });
  differs([](Record& x) { x.actors[0].mention.span->begin++; });
  differs([](Record& x) { std::swap(x.actors, x.recipients); });
  differs([](Record& x) { x.cameo = "043"; });
  differs([](Record& x) { x.status = "future"; });
  Record scored = full();
  scored.score = 0.1, scored.pack = "other";
  CHECK(make_id(scored) == r.id);
}

TEST_CASE("comma-separated lines have one field a column") {
  const auto columns = [](std::string_view text) {
    size_t n = 1;
    bool quoted = false;
    for (const char c : text) {
      if (c == '"') quoted = !quoted;
      n += c == ',' && !quoted;
    }
    return n;
  };
  Record r = full();
  r.sentence.text = "He said, \"no\".\nThen left.";
  r.recipients.push_back(r.actors[0]);
  std::string out;
  write_csv(r, JsonLines(kBody, Offsets::kCodePoints), out);
  CHECK(columns(out) == columns(csv_header()));
  CHECK(out.find("\"He said, \"\"no\"\".\nThen left.\"") != std::string::npos);
  CHECK(out.find(",;KORGOV,") != std::string::npos);
  out.clear();
  write_csv(Record{}, JsonLines("", Offsets::kCodePoints), out);
  CHECK(columns(out) == columns(csv_header()));
}
