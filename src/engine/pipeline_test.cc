#include "engine/pipeline.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

using casus::engine::Pipeline;
using Squares = Pipeline<int, long>;

namespace {

// Uneven work, so that later batches are often done before earlier ones.
void uneven(int n) {
  if (n % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
}

std::vector<long> squares(unsigned threads, int count, int stop_after = -1, const std::atomic<bool>* stop = nullptr) {
  std::vector<long> out;
  int next = 0;
  Squares::Steps steps;
  steps.make = [&](int& batch) {
    batch = next;
    return next++ < count;
  };
  steps.work = [](unsigned, int& batch, long& output) {
    uneven(batch);
    output = static_cast<long>(batch) * batch;
  };
  steps.take = [&](long& output) {
    out.push_back(output);
    return stop_after < 0 || static_cast<int>(out.size()) < stop_after;
  };
  Squares::run(threads, stop, steps);
  return out;
}

}  // namespace

TEST_CASE("results come in the order of their batches, whatever the number of threads") {
  for (const int count : {0, 1, 3, 200}) {
    const auto expected = squares(1, count);
    CHECK(static_cast<int>(expected.size()) == count);
    for (const unsigned threads : {2u, 3u, 8u}) CHECK(squares(threads, count) == expected);
  }
}

TEST_CASE("a taker that has enough ends the run") {
  for (const unsigned threads : {1u, 2u, 8u}) {
    const auto some = squares(threads, 200, 5);
    REQUIRE(some.size() == 5);
    CHECK(some.back() == 16);
  }
}

TEST_CASE("a stop leaves a prefix of the results") {
  for (const unsigned threads : {1u, 2u, 8u}) {
    std::atomic<bool> stop{true};
    CHECK(squares(threads, 200, -1, &stop).empty());
  }
  for (const unsigned threads : {2u, 8u}) {
    std::atomic<bool> stop{false};
    std::vector<long> out;
    int next = 0;
    Squares::Steps steps;
    steps.make = [&](int& batch) {
      batch = next++;
      if (next == 100) stop = true;
      return next < 100000;
    };
    steps.work = [](unsigned, int& batch, long& output) { output = batch; };
    steps.take = [&](long& output) {
      out.push_back(output);
      return true;
    };
    Squares::run(threads, &stop, steps);
    CHECK(out.size() <= 100);
    for (size_t i = 0; i < out.size(); ++i) CHECK(out[i] == static_cast<long>(i));
  }
}

TEST_CASE("no more batches are under way than the depth allows") {
  constexpr unsigned kThreads = 3;
  std::atomic<int> under_way{0}, most{0};
  int next = 0;
  Squares::Steps steps;
  steps.make = [&](int& batch) {
    batch = next++;
    if (next > 500) return false;
    most = std::max(most.load(), ++under_way);
    return true;
  };
  steps.work = [&](unsigned worker, int& batch, long& output) {
    if (worker >= kThreads) most = 1000000;
    uneven(batch);
    output = batch;
  };
  steps.take = [&](long&) {
    --under_way;
    return true;
  };
  Squares::run(kThreads, nullptr, steps);
  CHECK(under_way == 0);
  CHECK(most <= static_cast<int>(kThreads * Squares::kDepth));
}
