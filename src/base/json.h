// JSON in and out. The one adapter around RapidJSON: no other file includes it.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace casus::json {

// A read-only view of one value inside a Document; cheap to copy, valid as long as the Document. A missing value
// answers is_missing() and gives empty results, so lookups can be chained without checks.
class Value {
 public:
  Value() = default;
  bool is_missing() const { return node_ == nullptr; }
  bool is_null() const;
  bool is_object() const;
  bool is_array() const;
  bool is_string() const;
  bool is_number() const;
  bool is_bool() const;
  Value operator[](std::string_view key) const;  // member; missing if none or not an object
  Value at(size_t index) const;                  // element; missing if none or not an array
  size_t size() const;                           // elements of an array or members of an object, else 0
  std::vector<std::pair<std::string_view, Value>> members() const;
  std::optional<std::string_view> string() const;
  std::optional<int64_t> integer() const;
  std::optional<double> number() const;
  std::optional<bool> boolean() const;

 private:
  friend class Document;
  explicit Value(const void* node) : node_(node) {}
  const void* node_ = nullptr;
};

// A parsed text. Parsing is iterative (no recursion on input) and rejects invalid UTF-8 and trailing bytes.
class Document {
 public:
  static Result<Document> parse(std::string_view text);  // fails with kInputJson, the message gives the byte offset
  Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();
  Value root() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Writes compact JSON into a string that it owns. Calls must be balanced; keys only inside objects. Invalid UTF-8 in
// strings is written as U+FFFD. Doubles are written with at most `kMaxDecimals` decimals, so output is stable.
class Writer {
 public:
  static constexpr int kMaxDecimals = 6;
  Writer();
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  Writer& begin_object();
  Writer& end_object();
  Writer& begin_array();
  Writer& end_array();
  Writer& key(std::string_view name);
  Writer& string(std::string_view value);
  Writer& integer(int64_t value);
  Writer& number(double value);
  Writer& boolean(bool value);
  Writer& null();
  // Shorthands for `key(name).value(v)`.
  Writer& field(std::string_view name, std::string_view value) { return key(name).string(value); }
  Writer& field_or_null(std::string_view name, std::string_view value) {
    return value.empty() ? key(name).null() : key(name).string(value);
  }
  Writer& field(std::string_view name, int64_t value) { return key(name).integer(value); }
  std::string_view view() const;  // what was written so far; valid until the next call
  void clear();                   // keeps the buffer

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace casus::json
