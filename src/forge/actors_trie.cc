#include "forge/actors_trie.h"

#include <algorithm>

#include "base/utf8.h"

namespace casus::forge {

namespace {

using actors::Sense;

bool capital(std::string_view s) { return !s.empty() && utf8::is_upper(utf8::decode(s, 0).code_point); }

// "US", "U.N.", "G-7": two letters or more, none of them small.
bool all_capitals(std::string_view s) {
  int upper = 0;
  for (size_t i = 0; i < s.size();) {
    const auto d = utf8::decode(s, i);
    if (utf8::is_lower(d.code_point)) return false;
    upper += utf8::is_upper(d.code_point);
    i += d.length;
  }
  return upper >= 1 && s.size() >= 2;
}

}  // namespace

const std::vector<std::string>& NameTrie::tokens(std::string_view form) {
  // What follows keeps a stop at the end of the name with its word, as inside a sentence.
  article_.text = std::string(form) + " said so.";
  text::segment(article_, document_);
  tokens_.clear();
  for (uint32_t t = 0; t < document_.token_count(); ++t)
    if (document_.begin[t] < form.size()) tokens_.emplace_back(document_.form(TokenId(t)));
  return tokens_;
}

bool NameTrie::add(std::string_view form, actors::SenseKind kind, uint32_t row, uint8_t flags, actors::Sector sector) {
  const auto& words = tokens(form);
  std::vector<std::string> folded, split;
  bool inner = false;
  for (const auto& w : words) {
    const std::string f = utf8::fold(w);
    if (f == "-" || f.empty()) continue;
    folded.push_back(f);
    for (size_t i = 0; i <= f.size();) {
      size_t j = std::min(f.find('-', i), f.size());
      if (j > i) split.push_back(f.substr(i, j - i));
      inner |= j < f.size();
      i = j + 1;
    }
  }
  if (folded.empty()) return false;
  if (capital(words.front())) flags |= actors::kCapital1;
  if (words.size() > 1 && capital(words.back())) flags |= actors::kCapitalLast;
  if (words.size() == 1 && all_capitals(form)) flags |= actors::kAllCaps;
  const Sense sense{row, kind, flags, static_cast<uint8_t>(sector), 0};
  insert(folded, sense);
  if (inner && !split.empty()) insert(split, sense);
  if (words.front() == "The" && folded.size() > 1) {
    folded.erase(folded.begin());
    if (!(flags & actors::kAmbiguous) || folded.size() > 1) insert(folded, sense);
  }
  return true;
}

void NameTrie::insert(const std::vector<std::string>& folded, Sense sense) {
  uint32_t at = 0;
  for (const auto& word : folded) {
    const uint32_t symbol = symbols_.add(word);
    const auto it = nodes_[at].next.find(symbol);
    if (it != nodes_[at].next.end()) {
      at = it->second;
      continue;
    }
    const auto fresh = static_cast<uint32_t>(nodes_.size());
    nodes_[at].next.emplace(symbol, fresh);
    nodes_.emplace_back();
    at = fresh;
  }
  auto& senses = nodes_[at].senses;
  for (auto& s : senses)
    if (s.kind == sense.kind && s.row == sense.row) {
      s.flags &= static_cast<uint8_t>(sense.flags | ~(actors::kCapital1 | actors::kCapitalLast | actors::kAllCaps));
      return;
    }
  senses.push_back(sense);
}

void NameTrie::write(pack::Writer& writer) const {
  std::vector<actors::Node> nodes;
  std::vector<actors::Edge> edges;
  std::vector<Sense> senses;
  for (const auto& n : nodes_) {
    nodes.push_back({static_cast<uint32_t>(edges.size()), static_cast<uint32_t>(senses.size())});
    for (const auto& [symbol, next] : n.next) edges.push_back({symbol, next});
    senses.insert(senses.end(), n.senses.begin(), n.senses.end());
  }
  nodes.push_back({static_cast<uint32_t>(edges.size()), static_cast<uint32_t>(senses.size())});
  std::vector<uint32_t> root(symbols_.size(), actors::kNone);
  for (const auto& [symbol, next] : nodes_[0].next) root[symbol] = next;
  writer.add("actors.root", root);
  writer.add("actors.nodes", nodes);
  writer.add("actors.edges", edges);
  writer.add("actors.senses", senses);
}

}  // namespace casus::forge
