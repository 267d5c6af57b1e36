#include "train/data.h"

#include <algorithm>
#include <map>

#include "base/files.h"
#include "base/utf8.h"
#include "lang/features.h"
#include "train/math.h"

namespace casus::train {

namespace {

uint8_t kind_of(std::string_view tag) {
  if (tag.ends_with("PER")) return 1;
  if (tag.ends_with("ORG")) return 2;
  if (tag.ends_with("LOC")) return 3;
  return tag.ends_with("MISC") || tag.ends_with("OTH") ? 4 : 0;
}

template <typename F>
void each_line(std::string_view text, const F& f) {
  while (!text.empty()) {
    const size_t at = text.find('\n');
    std::string_view line = text.substr(0, at);
    text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    f(line);
  }
}

std::string capitals(std::string s) {
  for (char& c : s) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return s;
}

}  // namespace

std::vector<uint8_t> spans_to_tags(const std::vector<KindSpan>& spans, size_t n) {
  std::vector<uint8_t> tags(n, 0);
  for (const KindSpan& s : spans) {
    const int at = 1 + 4 * (s.kind - 1);
    for (uint32_t t = s.first; t < s.last; ++t)
      tags[t] = static_cast<uint8_t>(at + (s.last - s.first == 1 ? 3 : t == s.first ? 0 : t + 1 == s.last ? 2 : 1));
  }
  return tags;
}

std::vector<KindSpan> tags_to_spans(const std::vector<uint8_t>& tags) {
  std::vector<KindSpan> spans;
  bool open = false;
  for (uint32_t t = 0; t < tags.size(); ++t) {
    const uint8_t kind = tags[t] == 0 ? 0 : static_cast<uint8_t>(1 + (tags[t] - 1) / 4);
    const int place = tags[t] == 0 ? -1 : (tags[t] - 1) % 4;
    if (kind == 0) {
      open = false;
      continue;
    }
    if (open && (place == 1 || place == 2) && spans.back().kind == kind)
      spans.back().last = t + 1;
    else
      spans.push_back({t, t + 1, kind});
    open = place == 0 || place == 1;
  }
  return spans;
}

Result<lang::ConlluDocument> read_treebank(const std::string& path) {
  auto bytes = read_file(path);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  auto doc = lang::read_conllu(*bytes, true, {});
  if (!doc) return fail(doc.error().code, path + ": " + doc.error().message, doc.error().hint);
  return doc;
}

Result<NameTags> read_iob2(const std::string& path) {
  auto bytes = read_file(path);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  NameTags all;
  std::string id;
  std::vector<KindSpan> spans;
  uint32_t n = 0;
  const auto end = [&] {
    if (n > 0) all.emplace(id, spans_to_tags(spans, n));
    n = 0;
    spans.clear();
  };
  each_line(*bytes, [&](std::string_view line) {
    if (line.empty()) return end();
    if (line.front() == '#') {
      if (const size_t eq = line.find("sent_id = "); eq != std::string_view::npos) id = line.substr(eq + 10);
      return;
    }
    const size_t a = line.find('\t'), b = line.find('\t', a + 1), c = line.find('\t', b + 1);
    const std::string_view tag =
        b == std::string_view::npos ? "O" : line.substr(b + 1, c == std::string_view::npos ? c : c - b - 1);
    if (const uint8_t kind = kind_of(tag); kind != 0) {
      if (tag.front() == 'I' && !spans.empty() && spans.back().last == n && spans.back().kind == kind)
        ++spans.back().last;
      else
        spans.push_back({n, n + 1, kind});
    }
    ++n;
  });
  end();
  return all;
}

Result<NamedText> read_io_names(const std::string& path) {
  auto bytes = read_file(path);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  NamedText out;
  std::vector<std::string> forms;
  std::vector<KindSpan> spans;
  const auto end = [&] {
    if (!forms.empty()) {
      out.tags.push_back(spans_to_tags(spans, forms.size()));
      out.forms.push_back(std::move(forms));
    }
    forms.clear(), spans.clear();
  };
  each_line(*bytes, [&](std::string_view line) {
    const size_t blank = line.find(' ');
    if (blank == std::string_view::npos) return end();
    const uint32_t n = static_cast<uint32_t>(forms.size());
    if (const uint8_t kind = kind_of(line); kind != 0) {
      if (!spans.empty() && spans.back().last == n && spans.back().kind == kind)
        ++spans.back().last;
      else
        spans.push_back({n, n + 1, kind});
    }
    forms.emplace_back(line.substr(0, blank));
  });
  end();
  return out;
}

Result<std::unordered_map<std::string, uint32_t>> read_gazetteer(const std::string& path) {
  auto bytes = read_file(path);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  std::unordered_map<std::string, uint32_t> out;
  bool good = true;
  each_line(*bytes, [&](std::string_view line) {
    const size_t tab = line.find('\t');
    uint32_t bits = 0;
    for (const char c : tab == std::string_view::npos ? std::string_view() : line.substr(tab + 1))
      bits = bits * 10 + static_cast<uint32_t>(c - '0');
    good = good && bits > 0 && bits < kListedClasses;
    out.emplace(line.substr(0, tab), bits);
  });
  if (!good) return fail(ErrorCode::kInputUnreadable, path + ": not a gazetteer");
  return out;
}

uint32_t Data::type(std::string_view form) {
  const auto [it, fresh] = type_index.emplace(std::string(form), static_cast<uint32_t>(types.size()));
  if (!fresh) return it->second;
  lang::FormFeatures f;
  lang::form_features(form, f);
  Type t;
  if (const auto w = word_index.find(f.norm); w != word_index.end()) t.word = w->second;
  if (const auto v = vectors.index.find(f.norm); v != vectors.index.end()) t.vector = static_cast<int32_t>(v->second);
  if (const auto g = gazetteer.find(f.norm); g != gazetteer.end()) t.listed = g->second;
  t.rows.assign(f.rows.begin(), f.rows.begin() + f.count);
  types.push_back(std::move(t));
  forms.emplace_back(form);
  return it->second;
}

void Data::count(const std::vector<const Treebank*>& banks) {
  std::map<uint32_t, std::map<std::string, uint32_t>> counts;  // by min_count: each kind of treebank decides for itself
  std::map<uint16_t, uint32_t> feats;
  std::string norm;
  for (const Treebank* bank : banks) {
    const text::Document& d = bank->read.document;
    for (uint32_t t = 0; t < d.token_count(); ++t) {
      lang::normal_form(d.form(TokenId(t)), norm);
      ++counts[bank->min_count][norm];
      ++feats[bank->read.parse.feats[t]];
    }
  }
  for (const auto& [min, all] : counts) {
    for (const auto& [word, n] : all) {
      if (n >= min && word_index.emplace(word, static_cast<uint32_t>(words.size())).second) words.push_back(word);
    }
  }
  for (const auto& [bits, n] : feats) {
    if (n >= 3 && feat_index.emplace(bits, static_cast<uint16_t>(feat_classes.size())).second)
      feat_classes.push_back(bits);
  }
}

std::vector<Sample> Data::samples(const Treebank& bank) {
  const text::Document& d = bank.read.document;
  const lang::Parse& p = bank.read.parse;
  std::vector<Sample> out;
  for (size_t s = 0; s < d.sentences.size(); ++s) {
    const TokenRange r = d.sentences[s].tokens;
    Sample x;
    x.has_tree = x.has_starts = true;
    x.starts.assign(r.size(), 0);
    for (uint32_t t = r.first; t < r.last; ++t) {
      x.types.push_back(type(d.form(TokenId(t))));
      x.upos.push_back(static_cast<uint8_t>(p.upos[t]));
      x.deprel.push_back(static_cast<uint8_t>(p.deprel[t]));
      x.head.push_back(static_cast<uint16_t>(p.head[t] == t ? 0 : p.head[t] - r.first + 1));
      const auto f = feat_index.find(p.feats[t]);
      x.feats.push_back(f == feat_index.end() ? uint16_t{0} : f->second);
    }
    if (const auto n = bank.names.find(bank.read.sent_ids[s]); n != bank.names.end() && n->second.size() == x.size()) {
      x.has_names = true;
      x.scheme = bank.scheme;
      x.names = n->second;
    }
    out.push_back(std::move(x));
  }
  return out;
}

std::vector<Sample> Data::samples(const NamedText& text) {
  std::vector<Sample> out;
  for (size_t s = 0; s < text.forms.size(); ++s) {
    Sample x;
    x.has_names = true;
    x.scheme = 2;
    for (const std::string& form : text.forms[s]) x.types.push_back(type(form));
    x.names = text.tags[s];
    if (x.size() <= 200) out.push_back(std::move(x));
  }
  return out;
}

std::vector<Sample> Data::joined(const std::vector<Sample>& from, double share, uint64_t seed) {
  constexpr size_t kLongest = 120;
  Coin coin(seed);
  std::vector<Sample> out;
  for (size_t i = 0; i + 1 < from.size(); ++i) {
    if (coin.unit() >= share || !from[i].has_tree) continue;
    const size_t last = std::min(i + (coin.unit() < 0.3f ? 2 : 1), from.size() - 1);
    Sample x;
    x.has_starts = true;
    for (size_t k = i; k <= last; ++k) {
      const Sample& s = from[k];
      const bool bare = k < last && s.size() > 1 && s.has_tree &&
                        s.upos.back() == static_cast<uint8_t>(lang::Upos::PUNCT) && coin.unit() < 0.8f;
      const size_t begin = x.types.size();
      x.types.insert(x.types.end(), s.types.begin(), s.types.end() - (bare ? 1 : 0));
      x.starts.resize(x.types.size(), 0);
      if (k > i) x.starts[begin] = 1;
    }
    if (x.size() <= kLongest) out.push_back(std::move(x));
  }
  return out;
}

std::vector<Sample> Data::recased(const std::vector<Sample>& from, double lower, double upper, uint64_t seed) {
  Coin coin(seed);
  std::vector<Sample> out;
  for (const Sample& s : from) {
    const double draw = coin.unit();
    if (draw >= lower + upper) continue;
    out.push_back(s);
    for (uint32_t& t : out.back().types) t = type(draw < lower ? utf8::lower(forms[t]) : capitals(forms[t]));
  }
  return out;
}

}  // namespace casus::train
