// JSON: any bytes parse or fail, and what parses can be walked.
#include "base/json.h"
#include "fuzz.h"

using namespace casus;

static size_t walk(json::Value root) {
  std::vector<json::Value> todo{root};
  size_t seen = 0;
  while (!todo.empty()) {
    const json::Value v = todo.back();
    todo.pop_back();
    ++seen;
    fuzz::demand(v.is_null() + v.is_object() + v.is_array() + v.is_string() + v.is_number() + v.is_bool() == 1,
                 "a value has one type");
    for (size_t i = 0; v.is_array() && i < v.size(); ++i) todo.push_back(v.at(i));
    for (const auto& [key, value] : v.members()) {
      fuzz::demand(!v[key].is_missing(), "a member is found by its name");
      todo.push_back(value);
    }
  }
  return seen;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto text = fuzz::as_text(data, size);
  json::Writer writer;
  writer.begin_array().string(text).end_array();
  const auto written = json::Document::parse(writer.view());
  fuzz::demand(written.has_value(), "what the writer wrote can be read");
  const auto doc = json::Document::parse(text);
  if (doc) walk(doc->root());
  return 0;
}
