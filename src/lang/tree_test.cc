#include "lang/tree.h"

#include <doctest/doctest.h>

#include <random>

using namespace casus::lang;

namespace {

bool one_root_tree(const std::vector<uint32_t>& head) {
  int roots = 0;
  for (size_t d = 0; d < head.size(); ++d) {
    roots += head[d] == 0;
    size_t at = d + 1, steps = 0;
    while (at != 0 && steps <= head.size()) at = head[at - 1], ++steps;
    if (at != 0) return false;
  }
  return roots == 1;
}

// The slow twin: every assignment of heads.
double best_by_hand(const std::vector<float>& scores, uint32_t n) {
  double best = -1e30;
  std::vector<uint32_t> head(n, 0);
  for (;;) {
    if (one_root_tree(head)) {
      double sum = 0;
      for (uint32_t d = 0; d < n; ++d) sum += scores[d * (n + 1) + head[d]];
      best = std::max(best, sum);
    }
    uint32_t i = 0;
    while (i < n && ++head[i] > n) head[i++] = 0;
    if (i == n) return best;
  }
}

}  // namespace

TEST_CASE("best_tree agrees with trying every tree") {
  std::mt19937 random(5);
  TreeScratch scratch;
  for (uint32_t n = 1; n <= 5; ++n) {
    for (int round = 0; round < 300; ++round) {
      std::vector<float> scores(n * (n + 1));
      for (float& x : scores) x = static_cast<float>(random() % 21) - 10;
      std::vector<uint32_t> head(n);
      best_tree(scores.data(), n, scratch, head.data());
      REQUIRE(one_root_tree(head));
      double sum = 0;
      for (uint32_t d = 0; d < n; ++d) sum += scores[d * (n + 1) + head[d]];
      CHECK(sum == doctest::Approx(best_by_hand(scores, n)));
    }
  }
}

TEST_CASE("best_tree makes a tree of any scores, and the same one each time") {
  std::mt19937 random(6);
  TreeScratch scratch, fresh;
  for (uint32_t n : {0u, 1u, 2u, 40u, 150u}) {
    for (int round = 0; round < 5; ++round) {
      std::vector<float> scores(n * (n + 1));
      for (float& x : scores) x = round == 0 ? 0.0f : static_cast<float>(random() % 1000) / 7;
      std::vector<uint32_t> head(n), again(n);
      best_tree(scores.data(), n, scratch, head.data());
      best_tree(scores.data(), n, fresh, again.data());
      CHECK(head == again);
      if (n > 0) CHECK(one_root_tree(head));
    }
  }
}
