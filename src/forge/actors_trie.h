// The trie of names while it is built: folded tokens to senses (src/actors/format.h). Internal to `forge`.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "actors/format.h"
#include "forge/symbols.h"
#include "pack/pack.h"
#include "text/text.h"

namespace casus::forge {

class NameTrie {
 public:
  explicit NameTrie(SymbolCollector& symbols) : symbols_(symbols), nodes_(1) {}

  // Adds a form with a sense; capitals in `form` set its flags. A leading "The " may be missing in texts; "the " may
  // not. False if the form has no tokens.
  bool add(std::string_view form, actors::SenseKind kind, uint32_t row, uint8_t flags, actors::Sector sector = {});

  void write(pack::Writer& writer) const;

 private:
  struct Building {
    std::map<uint32_t, uint32_t> next;  // symbol → node
    std::vector<actors::Sense> senses;
  };
  const std::vector<std::string>& tokens(std::string_view form);
  void insert(const std::vector<std::string>& folded, actors::Sense sense);

  SymbolCollector& symbols_;
  std::vector<Building> nodes_;
  article::Article article_;
  text::Document document_;
  std::vector<std::string> tokens_;
};

}  // namespace casus::forge
