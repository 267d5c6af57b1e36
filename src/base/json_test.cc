#include "base/json.h"

#include <doctest/doctest.h>

#include <limits>
#include <random>
#include <string>

#include "base/limits.h"

using namespace casus;

TEST_CASE("json: reading, with lookups that chain over what is missing") {
  auto doc = json::Document::parse(R"({"a":{"b":[1,2.5,"x",true,null]},"n":9007199254740993,"e":"","s":"\u00e9"})");
  REQUIRE(doc);
  const auto root = doc->root();
  CHECK(root.size() == 4);
  const auto list = root["a"]["b"];
  CHECK(list.is_array());
  CHECK(list.size() == 5);
  CHECK(list.at(0).integer() == 1);
  CHECK(list.at(1).number() == 2.5);
  CHECK_FALSE(list.at(1).integer());
  CHECK(list.at(2).string() == "x");
  CHECK(list.at(3).boolean() == true);
  CHECK(list.at(4).is_null());
  CHECK(list.at(5).is_missing());
  CHECK(root["no"]["where"].at(3).is_missing());
  CHECK_FALSE(root["no"].string());
  CHECK(root["n"].integer() == 9007199254740993);
  CHECK(root["e"].string() == "");
  CHECK(root["s"].string() == "\xC3\xA9");
  CHECK(root.members().at(1).first == "n");
  CHECK(json::Document().root().is_missing());
}

TEST_CASE("json: what is refused") {
  for (const std::string_view bad :
       {"", " ", "{", "{\"a\":1}x", "[1,]", "{'a':1}", "nul", "\"\xFF\"", "\"\\ud800\"", "01", "\"a\nb\""}) {
    const auto doc = json::Document::parse(bad);
    REQUIRE_FALSE(doc);
    CHECK(doc.error().code == ErrorCode::kInputJson);
  }
  const auto nested = [](size_t n) { return std::string(n, '[') + std::string(n, ']'); };
  CHECK(json::Document::parse(nested(limits::kMaxJsonDepth)));
  CHECK_FALSE(json::Document::parse(nested(limits::kMaxJsonDepth + 1)));
  CHECK_FALSE(json::Document::parse(nested(2000000)));
  CHECK(json::Document::parse("[\"" + std::string(500, '[') + "\\\"[\"]"));
}

TEST_CASE("json: writing") {
  json::Writer w;
  w.begin_object().field("s", "a\"\n\xFF").field("i", int64_t{-3}).key("d").number(0.123456789).key("l").begin_array();
  w.boolean(false)
      .null()
      .number(std::numeric_limits<double>::quiet_NaN())
      .end_array()
      .field_or_null("none", "")
      .end_object();
  CHECK(w.view() == "{\"s\":\"a\\\"\\n\xEF\xBF\xBD\",\"i\":-3,\"d\":0.123456,\"l\":[false,null,null],\"none\":null}");
  w.clear();
  w.begin_array().end_array();
  CHECK(w.view() == "[]");
}

TEST_CASE("json: any string survives") {
  std::mt19937 random(2);
  for (int round = 0; round < 500; ++round) {
    std::string s;
    for (auto n = random() % 20; n > 0; --n) s += static_cast<char>(random() % 128);
    json::Writer w;
    w.begin_array().string(s).end_array();
    const auto doc = json::Document::parse(w.view());
    REQUIRE(doc);
    REQUIRE(doc->root().at(0).string() == s);
  }
}
