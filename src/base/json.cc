#include "base/json.h"

#include <algorithm>
#include <cmath>

#include "base/limits.h"
#include "base/utf8.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wclass-memaccess"
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#pragma GCC diagnostic pop

namespace casus::json {

namespace {
using Node = rapidjson::Value;
const Node* as_node(const void* p) { return static_cast<const Node*>(p); }

// Nesting depth of the brackets outside strings: checked before parsing because RapidJSON has no limit of its own.
uint32_t depth_of(std::string_view text) {
  uint32_t depth = 0, deepest = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}
}  // namespace

bool Value::is_null() const { return node_ && as_node(node_)->IsNull(); }
bool Value::is_object() const { return node_ && as_node(node_)->IsObject(); }
bool Value::is_array() const { return node_ && as_node(node_)->IsArray(); }
bool Value::is_string() const { return node_ && as_node(node_)->IsString(); }
bool Value::is_number() const { return node_ && as_node(node_)->IsNumber(); }
bool Value::is_bool() const { return node_ && as_node(node_)->IsBool(); }

Value Value::operator[](std::string_view key) const {
  if (!is_object()) return {};
  const Node name(rapidjson::StringRef(key.data(), key.size()));
  const auto it = as_node(node_)->FindMember(name);
  return it == as_node(node_)->MemberEnd() ? Value() : Value(&it->value);
}

Value Value::at(size_t index) const {
  if (!is_array() || index >= as_node(node_)->Size()) return {};
  return Value(&(*as_node(node_))[static_cast<rapidjson::SizeType>(index)]);
}

size_t Value::size() const {
  if (is_array()) return as_node(node_)->Size();
  if (is_object()) return as_node(node_)->MemberCount();
  return 0;
}

std::vector<std::pair<std::string_view, Value>> Value::members() const {
  std::vector<std::pair<std::string_view, Value>> out;
  if (!is_object()) return out;
  for (const auto& m : as_node(node_)->GetObject())
    out.emplace_back(std::string_view(m.name.GetString(), m.name.GetStringLength()), Value(&m.value));
  return out;
}

std::optional<std::string_view> Value::string() const {
  if (!is_string()) return std::nullopt;
  return std::string_view(as_node(node_)->GetString(), as_node(node_)->GetStringLength());
}
std::optional<int64_t> Value::integer() const {
  if (!node_ || !as_node(node_)->IsInt64()) return std::nullopt;
  return as_node(node_)->GetInt64();
}
std::optional<double> Value::number() const {
  if (!is_number()) return std::nullopt;
  return as_node(node_)->GetDouble();
}
std::optional<bool> Value::boolean() const {
  if (!is_bool()) return std::nullopt;
  return as_node(node_)->GetBool();
}

struct Document::Impl {
  rapidjson::Document doc;
};

Document::Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;
Value Document::root() const { return impl_ ? Value(&impl_->doc) : Value(); }

Result<Document> Document::parse(std::string_view text) {
  if (depth_of(text) > limits::kMaxJsonDepth)
    return fail(ErrorCode::kInputJson, "JSON nested deeper than " + std::to_string(limits::kMaxJsonDepth));
  Document out;
  out.impl_ = std::make_unique<Impl>();
  out.impl_->doc.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(text.data(),
                                                                                               text.size());
  if (out.impl_->doc.HasParseError())
    return fail(ErrorCode::kInputJson, std::string(rapidjson::GetParseError_En(out.impl_->doc.GetParseError())) +
                                           " (byte " + std::to_string(out.impl_->doc.GetErrorOffset()) + ")");
  return out;
}

struct Writer::Impl {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer{buffer};
};

Writer::Writer() : impl_(std::make_unique<Impl>()) { impl_->writer.SetMaxDecimalPlaces(kMaxDecimals); }
Writer::~Writer() = default;
Writer& Writer::begin_object() {
  impl_->writer.StartObject();
  return *this;
}
Writer& Writer::end_object() {
  impl_->writer.EndObject();
  return *this;
}
Writer& Writer::begin_array() {
  impl_->writer.StartArray();
  return *this;
}
Writer& Writer::end_array() {
  impl_->writer.EndArray();
  return *this;
}
Writer& Writer::key(std::string_view name) {
  impl_->writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
  return *this;
}
Writer& Writer::string(std::string_view value) {
  if (utf8::is_valid(value)) {
    impl_->writer.String(value.empty() ? "" : value.data(), static_cast<rapidjson::SizeType>(value.size()));
  } else {
    const std::string fixed = utf8::repair(value);
    impl_->writer.String(fixed.data(), static_cast<rapidjson::SizeType>(fixed.size()));
  }
  return *this;
}
Writer& Writer::integer(int64_t value) {
  impl_->writer.Int64(value);
  return *this;
}
Writer& Writer::number(double value) {
  if (std::isfinite(value))
    impl_->writer.Double(value);
  else
    impl_->writer.Null();
  return *this;
}
Writer& Writer::boolean(bool value) {
  impl_->writer.Bool(value);
  return *this;
}
Writer& Writer::null() {
  impl_->writer.Null();
  return *this;
}
std::string_view Writer::view() const { return {impl_->buffer.GetString(), impl_->buffer.GetSize()}; }
void Writer::clear() {
  impl_->buffer.Clear();
  impl_->writer.Reset(impl_->buffer);
}

}  // namespace casus::json
