// Chu-Liu/Edmonds over a dense matrix, without recursion.
//
// Every word first takes its best head. Where that makes a cycle, the cycle becomes one group with one entrance: an arc
// into the group is worth its own score less the score of the cycle's arc that it would replace. When no cycle is left,
// groups are opened again, last one first; the word through which a group was entered keeps that head, the other
// members keep the arcs of the cycle.
#include "lang/tree.h"

#include <algorithm>

namespace casus::lang {

namespace {

constexpr uint32_t kOutside = 0xffffffffu;
constexpr double kRootPenalty =
    1e6;  // above any difference of scores: as few arcs from the root as can be, which is one

class Edmonds {
 public:
  Edmonds(const float* scores, uint32_t n, TreeScratch& s) : nodes_(n + 1), s_(s) {
    const size_t cells = size_t{nodes_} * nodes_;
    s.weight.resize(cells), s.from.resize(cells), s.to.resize(cells);
    s.best_in.assign(nodes_, 0), s.group.resize(nodes_), s.active.clear();
    s.level_first.clear(), s.member.clear(), s.member_from.clear(), s.member_to.clear(), s.inside.clear();
    for (uint32_t h = 0; h < nodes_; ++h) {
      s.group[h] = h;
      s.active.push_back(h);
      for (uint32_t d = 0; d < nodes_; ++d) {
        s.from[cell(h, d)] = h, s.to[cell(h, d)] = d;
        if (d > 0) s.weight[cell(h, d)] = double{scores[size_t{d - 1} * nodes_ + h]} - (h == 0 ? kRootPenalty : 0);
      }
    }
  }

  void run(uint32_t* head) {
    do {
      choose();
    } while (close_cycle());
    std::fill_n(head, nodes_ - 1, kOutside);
    for (uint32_t d : s_.active) {
      if (d != 0) give(head, s_.from[cell(s_.best_in[d], d)], s_.to[cell(s_.best_in[d], d)]);
    }
    for (size_t level = s_.level_first.size(); level-- > 0;) open_cycle(level, head);
  }

 private:
  size_t cell(uint32_t h, uint32_t d) const { return size_t{h} * nodes_ + d; }
  static void give(uint32_t* head, uint32_t from, uint32_t to) { head[to - 1] = from; }

  void choose() {
    for (uint32_t d : s_.active) {
      if (d == 0) continue;
      uint32_t best = kOutside;
      for (uint32_t h : s_.active) {
        if (h != d && (best == kOutside || s_.weight[cell(h, d)] > s_.weight[cell(best, d)])) best = h;
      }
      s_.best_in[d] = best;
    }
  }

  // Finds a cycle among the best arcs and makes it one group; false if there is none.
  bool close_cycle() {
    s_.mark.assign(nodes_, 0);
    for (uint32_t start : s_.active) {
      uint32_t at = start;
      while (at != 0 && s_.mark[at] == 0) s_.mark[at] = start + 1, at = s_.best_in[at];
      if (at == 0 || s_.mark[at] != start + 1) continue;
      s_.cycle.clear();
      for (uint32_t v = at; s_.cycle.empty() || v != at; v = s_.best_in[v]) s_.cycle.push_back(v);
      std::sort(s_.cycle.begin(), s_.cycle.end());
      contract();
      return true;
    }
    return false;
  }

  void contract() {
    const std::vector<uint32_t>& cycle = s_.cycle;
    const uint32_t one = cycle[0];
    const size_t inside = s_.inside.size();
    s_.level_first.push_back(static_cast<uint32_t>(s_.member.size()));
    for (uint32_t v : cycle) {
      s_.member.push_back(v);
      s_.member_from.push_back(s_.from[cell(s_.best_in[v], v)]);
      s_.member_to.push_back(s_.to[cell(s_.best_in[v], v)]);
      s_.mark[v] = kOutside;  // from here on: "in the cycle"
    }
    s_.inside.resize(inside + nodes_, kOutside);
    for (uint32_t w = 0; w < nodes_; ++w) {
      if (s_.mark[s_.group[w]] != kOutside) continue;
      s_.inside[inside + w] = s_.group[w];
      s_.group[w] = one;
    }
    for (uint32_t u : s_.active) {
      if (s_.mark[u] == kOutside) continue;
      size_t in = 0, out = 0;
      double in_weight = 0;
      for (size_t i = 0; i < cycle.size(); ++i) {
        const uint32_t v = cycle[i];
        const size_t to_v = cell(u, v), from_v = cell(v, u);
        const double w = s_.weight[to_v] - s_.weight[cell(s_.best_in[v], v)];
        if (i == 0 || w > in_weight) in = to_v, in_weight = w;
        if (u != 0 && (i == 0 || s_.weight[from_v] > s_.weight[out])) out = from_v;
      }
      replace(cell(u, one), in, in_weight);
      if (u != 0) replace(cell(one, u), out, s_.weight[out]);
    }
    std::erase_if(s_.active, [&](uint32_t v) { return v != one && s_.mark[v] == kOutside; });
  }

  void replace(size_t at, size_t by, double weight) {
    s_.from[at] = s_.from[by], s_.to[at] = s_.to[by];
    s_.weight[at] = weight;
  }

  void open_cycle(size_t level, uint32_t* head) {
    const uint32_t* inside = s_.inside.data() + level * nodes_;
    uint32_t entered = kOutside;
    for (uint32_t w = 1; w < nodes_; ++w) {
      if (inside[w] != kOutside && head[w - 1] != kOutside) entered = inside[w];
    }
    const size_t end = level + 1 < s_.level_first.size() ? s_.level_first[level + 1] : s_.member.size();
    for (size_t i = s_.level_first[level]; i < end; ++i) {
      if (s_.member[i] != entered) give(head, s_.member_from[i], s_.member_to[i]);
    }
  }

  const uint32_t nodes_;
  TreeScratch& s_;
};

// True if the heads make a tree with one root.
bool is_tree(const uint32_t* head, uint32_t n, std::vector<uint32_t>& mark) {
  mark.assign(n + 1, 0);
  uint32_t roots = 0;
  for (uint32_t d = 1; d <= n; ++d) {
    roots += head[d - 1] == 0;
    uint32_t at = d;
    while (at != 0 && mark[at] == 0) mark[at] = d, at = head[at - 1];
    if (at != 0 && mark[at] == d) return false;
  }
  return roots == 1;
}

}  // namespace

void best_tree(const float* scores, uint32_t n, TreeScratch& scratch, uint32_t* head) {
  for (uint32_t d = 1; d <= n; ++d) {
    const float* row = scores + size_t{d - 1} * (n + 1);
    uint32_t best = 0;
    for (uint32_t h = 1; h <= n; ++h) {
      if (h != d && row[h] > row[best]) best = h;
    }
    head[d - 1] = best;
  }
  if (is_tree(head, n, scratch.mark)) return;
  Edmonds(scores, n, scratch).run(head);
}

}  // namespace casus::lang
