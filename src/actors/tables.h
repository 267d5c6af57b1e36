// The tables of actors as they lie in the pack: opened once, checked once, never changed. Internal to `actors`.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "actors/actors.h"
#include "actors/format.h"
#include "base/result.h"
#include "pack/pack.h"

namespace casus::actors {

struct TableSet {
  pack::Symbols symbols;
  pack::Strings text;
  std::span<const uint32_t> root;
  std::span<const Node> nodes;
  std::span<const Edge> edges;
  std::span<const Sense> senses;
  std::span<const Country> countries;
  std::span<const Party> parties;
  std::span<const Person> persons;
  std::span<const Term> terms;
  std::span<const Role> roles;
  std::span<const Word> words;
  uint32_t hyphen = kNone;  // symbol of "-"

  // All indices are checked here; later code relies on it. kPackInvalid.
  static Result<TableSet> open(const pack::Pack& pack);

  // The node under `node` by `symbol`, or kNone. The root is node 0.
  uint32_t next(uint32_t node, uint32_t symbol) const;
  std::span<const Sense> senses_of(uint32_t node) const {
    return senses.subspan(nodes[node].first_sense, nodes[node + 1].first_sense - nodes[node].first_sense);
  }
  std::string_view str(uint32_t text_id) const { return text[text_id]; }
};

// Whether a period holds a day; day 0 = unknown, which every period holds.
inline bool holds(uint32_t from, uint32_t to, uint32_t day) { return day == 0 || (from <= day && day < to); }

// "2014-04-17…" → 20140417; 0 if it is no date.
uint32_t day_number(std::string_view iso);

}  // namespace casus::actors
