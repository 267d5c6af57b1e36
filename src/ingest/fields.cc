#include "ingest/fields.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "article/layout.h"
#include "base/json.h"
#include "base/utf8.h"
#include "ingest/clean.h"
#include "ingest/published.h"

namespace casus::ingest {

namespace {

constexpr std::array<std::string_view, 7> kFields = {"id", "text", "published", "title", "source", "url", "language"};

// The member that stands for our field `name`; a mapped name with dots looks into objects.
json::Value find(const json::Value& root, const FieldMap& map, std::string_view name) {
  const auto it = std::find_if(map.begin(), map.end(), [&](const auto& m) { return m.first == name; });
  const std::string_view theirs = it == map.end() ? name : std::string_view(it->second);
  if (const auto v = root[theirs]; !v.is_missing()) return v;
  json::Value v = root;
  for (size_t at = 0; at <= theirs.size();) {
    const size_t dot = std::min(theirs.find('.', at), theirs.size());
    v = v[theirs.substr(at, dot - at)];
    at = dot + 1;
  }
  return v;
}

std::string theirs(const FieldMap& map, std::string_view name) {
  const auto it = std::find_if(map.begin(), map.end(), [&](const auto& m) { return m.first == name; });
  return it == map.end() ? std::string(name) : it->second;
}

// A string, or a number as it would be written.
std::optional<std::string> as_text(const json::Value& v) {
  if (const auto s = v.string()) return std::string(*s);
  if (const auto i = v.integer()) return std::to_string(*i);
  if (const auto d = v.number(); d && std::isfinite(*d)) {
    json::Writer w;
    w.number(*d);
    return std::string(w.view());
  }
  return std::nullopt;
}

// White space runs become one space, as in a line of print.
std::string one_line(std::string_view s) {
  std::string out;
  for (uint32_t i = 0; i < s.size();) {
    const auto d = utf8::decode(s, i);
    if (!utf8::is_space(d.code_point))
      out.append(s.substr(i, d.length));
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
    i += d.length;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace

bool is_field(std::string_view name) { return std::find(kFields.begin(), kFields.end(), name) != kFields.end(); }

Result<void> article_from_json(std::string_view bytes, const FieldMap& map, article::Article& out) {
  if (looks_binary(bytes)) return fail(ErrorCode::kInputBinary, "not text");
  Result<json::Document> doc;
  if (utf8::is_valid(bytes)) {
    doc = json::Document::parse(bytes);
  } else {
    doc = json::Document::parse(to_utf8(bytes, out.notes));
  }
  if (!doc) return tl::unexpected<Error>(doc.error());
  const auto root = doc->root();
  if (!root.is_object())
    return fail(ErrorCode::kInputJson, "not a JSON object", "one article is one object {\"id\":…,\"text\":…}");

  if (const auto id = as_text(find(root, map, "id")); id && !id->empty()) out.id = one_line(*id);
  const auto text = find(root, map, "text");
  if (!text.is_string()) {
    const std::string name = theirs(map, "text");
    return fail(ErrorCode::kInputJson,
                text.is_missing() ? "no field '" + name + "'" : "field '" + name + "' is not a string",
                "--map text=NAME says which field holds the text");
  }
  out.text = *text.string();
  clean_utf8(out.text, out.notes);

  const auto take = [&](const char* name, std::string& into) {
    const auto v = find(root, map, name);
    if (v.is_missing() || v.is_null()) return;
    auto s = as_text(v);
    if (!s) {
      out.notes.push_back("field-ignored: '" + theirs(map, name) + "' is neither string nor number");
      return;
    }
    std::vector<std::string> quiet;
    clean_utf8(*s, quiet);
    into = one_line(*s);
  };
  take("title", out.title);
  take("source", out.source);
  take("url", out.url);
  take("language", out.language);
  std::string published;
  take("published", published);
  out.published = iso_date(published);
  if (out.published.empty() && !published.empty())
    out.notes.push_back("published-ignored: '" + published.substr(0, 64) + "' is no date that can be read surely");
  article::find_blocks(out);
  return {};
}

}  // namespace casus::ingest
