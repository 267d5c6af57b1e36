// From arc scores to a tree with one root.
#pragma once
#include <cstdint>
#include <vector>

namespace casus::lang {

// Buffers of best_tree; they only grow.
struct TreeScratch {
  std::vector<double> weight;      // of the arc row -> column between groups of nodes
  std::vector<uint32_t> from, to;  // the arc between words that it stands for
  std::vector<uint32_t> best_in, active, mark, cycle;
  std::vector<uint32_t> level_first, member;     // cycles in the order in which they were closed, and …
  std::vector<uint32_t> member_from, member_to;  // … the arc into each member
  std::vector<uint32_t> inside;                  // per cycle: which member each word was in (or kOutside)
  std::vector<uint32_t> group;                   // node -> the group that it is in now
};

// The heads of the spanning tree of `n` words with the greatest sum of scores among the trees with one root. `scores`
// is n rows (the dependents) of n+1 columns (the heads; 0 is the root), finite. `head` gets n values in 0..n. When the
// best head of each word already makes such a tree, that is the answer; else Chu-Liu/Edmonds, tried with a penalty on
// root arcs. Ties go to the lower head. Deterministic; O(n^2) in memory and O(n^3) in time at worst.
void best_tree(const float* scores, uint32_t n, TreeScratch& scratch, uint32_t* head);

}  // namespace casus::lang
