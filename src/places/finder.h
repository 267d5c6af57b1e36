// Names of places in one document: where they stand, what they may mean, and what they do mean.
#pragma once
#include <utility>
#include <vector>

#include "places/tables.h"

namespace casus::places {

inline constexpr uint32_t kNobody = 0xffffffffu;

struct Mention {
  TokenRange tokens;
  const Name* name = nullptr;  // nullptr: a name that the gazetteer lacks, known by its container only
  uint32_t sentence = 0;
  uint32_t row = kNobody;        // the place it was resolved to
  uint32_t container = kNobody;  // mention that stands after it as its state or region ("Moscow, Idaho")
  uint32_t inside = kNobody;     // row that contains it, if only that is known
  bool place = false;            // to be told; else it only speaks for a country
  bool locative = false, motion = false, dateline = false;
};

struct PlaceSet::Scratch {
  std::vector<Mention> mentions;
  std::vector<SymbolId> symbols;         // of the tokens, when the parse lacks them
  std::vector<uint32_t> document_votes;  // per country
  std::vector<uint32_t> sentence_votes;
  std::vector<Mention> settled;                             // names that a container settled
  std::vector<std::pair<uint32_t, uint32_t>> region_votes;  // region (in places.text), weight
};

// One document's search; the scratch is lent.
class Finder {
 public:
  Finder(const Gazetteer::Tables& tables, const text::Document& doc, const lang::Parse& parse,
         PlaceSet::Scratch& scratch);
  void run(PlaceSet& out);

 private:
  void find(uint32_t sentence);
  void find_containers(uint32_t first_mention);
  void find_unknown(uint32_t sentence, uint32_t first_mention);
  void resolve_sentence(uint32_t first, uint32_t last);
  uint32_t best_row(const Mention& m) const;
  bool person(TokenRange tokens, bool locative) const;
  bool convincing(const Mention& m, uint32_t row) const;
  void look_back(Mention& m) const;
  bool joins_previous(const Mention& m, std::string_view before) const;
  bool only_modifier(TokenRange tokens) const;
  bool inside_name(TokenRange tokens) const;
  void vote(const Mention& m, std::vector<uint32_t>& votes, uint32_t weight) const;
  void vote_admin1(const Mention& m, uint32_t weight) const;
  uint32_t region_votes(uint32_t admin1) const;
  bool part_of_longer(const Mention& m, TokenRange sentence) const;
  bool city(const Mention& m) const;  // the likeliest candidate is one
  bool capital(uint32_t token) const;
  bool proper(uint32_t token) const;
  bool hyphenated(TokenRange tokens) const;
  const SymbolId* symbols_at(uint32_t token) const;
  void emit(const Mention& m, PlaceSet& out) const;

  const Gazetteer::Tables& t_;
  const text::Document& doc_;
  const lang::Parse& parse_;
  PlaceSet::Scratch& s_;
  std::span<const SymbolId> symbols_;
  bool tree_ = false;
};

}  // namespace casus::places
