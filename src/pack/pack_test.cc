#include "pack/pack.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <string>

#include "base/hash.h"

using namespace casus;
using namespace casus::pack;

namespace {

struct Point {
  uint32_t x;
  float y;
};

std::vector<std::string> words(size_t n) {
  std::vector<std::string> out;
  for (size_t i = 0; i < n; ++i) out.push_back("word" + std::to_string(i * 7919));
  return out;
}

std::vector<std::byte> example() {
  Writer w;
  w.add<uint32_t>("numbers", std::vector<uint32_t>{1, 2, 3});
  w.add<Point>("points", std::vector<Point>{{7, 0.5f}});
  w.add<char>("empty", std::vector<char>{});
  add_strings(w, "names", {"one", "", "three"});
  add_symbols(w, words(100));
  return w.bytes();
}

// A pack changed behind its checksum, with the checksum made right again: what only the deeper checks can find.
std::vector<std::byte> rehashed(std::vector<std::byte> b) {
  const uint64_t h = hash64({reinterpret_cast<const char*>(b.data()) + 24, b.size() - 24});
  std::memcpy(b.data() + 16, &h, sizeof h);
  return b;
}

// Whatever a pack that opens holds, reading all of it stays inside it.
void read_everything(const Pack& p) {
  size_t sum = 0;
  if (auto s = p.section<uint32_t>("numbers")) sum += s->size();
  if (auto s = Strings::open(p, "names"))
    for (size_t i = 0; i < s->size(); ++i) sum += (*s)[i].size();
  if (auto s = Symbols::open(p)) {
    for (const auto& w : words(20)) sum += s->find(w).v;
    sum += s->find("absent").v;
    for (uint32_t i = 0; i < s->size(); ++i) sum += s->text(SymbolId(i)).size();
  }
  CHECK(sum + 1 != 0);
}

}  // namespace

TEST_CASE("pack: what was written is read") {
  auto p = Pack::from_bytes(example());
  REQUIRE(p);
  const auto numbers = p->section<uint32_t>("numbers");
  REQUIRE(numbers);
  CHECK(std::vector<uint32_t>(numbers->begin(), numbers->end()) == std::vector<uint32_t>{1, 2, 3});
  CHECK(reinterpret_cast<uintptr_t>(p->section<Point>("points")->data()) % alignof(Point) == 0);
  CHECK(p->section<Point>("points")->front().y == 0.5f);
  CHECK(p->section<char>("empty")->empty());
  CHECK(p->has("empty"));
  CHECK_FALSE(p->has("nothing"));
  CHECK(p->section<uint64_t>("numbers").error().code == ErrorCode::kPackInvalid);
  CHECK(p->section<uint32_t>("nothing").error().code == ErrorCode::kPackInvalid);
  CHECK(p->content_hash() == Pack::from_bytes(example())->content_hash());

  const auto names = Strings::open(*p, "names");
  REQUIRE(names);
  REQUIRE(names->size() == 3);
  CHECK((*names)[0] == "one");
  CHECK((*names)[1].empty());
  CHECK((*names)[2] == "three");
  CHECK_FALSE(Strings::open(*p, "numbers"));

  const auto symbols = Symbols::open(*p);
  REQUIRE(symbols);
  const auto all = words(100);
  for (uint32_t i = 0; i < all.size(); ++i) {
    REQUIRE(symbols->find(all[i]).v == i);
    REQUIRE(symbols->text(SymbolId(i)) == all[i]);
  }
  CHECK_FALSE(symbols->find("absent").valid());
  CHECK_FALSE(Symbols().find("word0").valid());
  CHECK_FALSE(Pack().has("x"));
}

TEST_CASE("pack: files") {
  const std::string path = CASUS_BINARY_DIR "/pack_test_scratch.pack";
  Writer w;
  w.add<uint32_t>("numbers", std::vector<uint32_t>{5});
  REQUIRE(w.write(path));
  auto p = Pack::open(path);
  REQUIRE(p);
  Pack moved = std::move(*p);
  CHECK(moved.section<uint32_t>("numbers")->front() == 5);
  ::unlink(path.c_str());
  CHECK(Pack::open(path).error().code == ErrorCode::kPackMissing);
  REQUIRE(write_file(path, "CASUSPK1 and no more"));
  CHECK(Pack::open(path).error().code == ErrorCode::kPackInvalid);
  ::unlink(path.c_str());
}

TEST_CASE("pack: moving a pack keeps its sections valid") {
  auto p = Pack::from_bytes(example());
  REQUIRE(p);
  const auto numbers = *p->section<uint32_t>("numbers");
  Pack moved = std::move(*p);
  CHECK(numbers[2] == 3);
  CHECK(moved.section<uint32_t>("numbers")->data() == numbers.data());
}

TEST_CASE("pack: every cut and every flipped byte is noticed") {
  const auto good = example();
  for (size_t size = 0; size < good.size(); size += size < 300 ? 1 : 37)
    REQUIRE_FALSE(Pack::from_bytes({good.begin(), good.begin() + static_cast<ptrdiff_t>(size)}));
  for (size_t i = 0; i < good.size(); i += i < 500 ? 1 : 11) {
    auto bad = good;
    bad[i] ^= std::byte{0x40};
    REQUIRE_FALSE(Pack::from_bytes(bad));
  }
  auto longer = good;
  longer.push_back(std::byte{0});
  CHECK_FALSE(Pack::from_bytes(longer));
}

TEST_CASE("pack: damage with a right checksum is refused or harmless") {
  const auto good = example();
  std::mt19937 random(9);
  for (size_t i = 8; i < 24 + 10 * 48; ++i)
    for (const uint8_t value : {uint8_t{0}, uint8_t{1}, uint8_t{0x7F}, uint8_t{0xFF}}) {
      auto bad = good;
      bad[i] = std::byte{value};
      if (auto p = Pack::from_bytes(rehashed(bad))) read_everything(*p);
    }
  for (int round = 0; round < 4000; ++round) {
    auto bad = good;
    for (auto n = 1 + random() % 4; n > 0; --n)
      bad[24 + random() % (bad.size() - 24)] = static_cast<std::byte>(random() % 256);
    if (auto p = Pack::from_bytes(rehashed(bad))) read_everything(*p);
  }
}
