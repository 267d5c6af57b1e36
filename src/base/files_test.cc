#include "base/files.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "base/diagnostic.h"
#include "base/hash.h"
#include "base/ids.h"

using namespace casus;

namespace {
std::string text_of(const MappedFile& m) { return {reinterpret_cast<const char*>(m.bytes().data()), m.bytes().size()}; }
}  // namespace

TEST_CASE("files: write, read, map") {
  const std::string path = CASUS_BINARY_DIR "/files_test_scratch";
  const std::string bytes("one\0two\n", 8);
  REQUIRE(write_file(path, bytes));
  CHECK(read_file(path).value() == bytes);
  auto map = MappedFile::open(path);
  REQUIRE(map);
  CHECK(text_of(*map) == bytes);
  MappedFile moved = std::move(*map);
  CHECK(text_of(moved) == bytes);
  MappedFile other;
  CHECK(other.bytes().empty());
  other = std::move(moved);
  CHECK(text_of(other) == bytes);

  // A map keeps what it was opened on, since writing replaces the file.
  REQUIRE(write_file(path, "new"));
  CHECK(text_of(other) == bytes);
  CHECK(read_file(path).value() == "new");

  REQUIRE(write_file(path, ""));
  CHECK(read_file(path).value().empty());
  const auto empty = MappedFile::open(path);
  REQUIRE(empty);
  CHECK(empty->bytes().empty());
  ::unlink(path.c_str());
}

TEST_CASE("files: failures leave no traces") {
  namespace fs = std::filesystem;
  const std::string folder = CASUS_BINARY_DIR "/files_test_folder";
  fs::create_directories(folder + "/target/inside");
  CHECK(read_file(folder + "/none").error().code == ErrorCode::kInputUnreadable);
  CHECK(read_file(folder).error().code == ErrorCode::kInputUnreadable);
  CHECK(MappedFile::open(folder + "/none").error().code == ErrorCode::kInputUnreadable);
  CHECK(write_file(folder + "/none/file", "x").error().code == ErrorCode::kOutputFailed);
  CHECK(write_file(folder + "/target", "x").error().code == ErrorCode::kOutputFailed);  // a folder stands there
  size_t left = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder)) ++left;
  CHECK(left == 1);
  fs::remove_all(folder);
}

TEST_CASE("hash: values are fixed for ever") {
  CHECK(hash64("") == 0x2d06800538d394c2ull);
  CHECK(hash64("a") != hash64("a", 1));
  CHECK(hash64("casus") == hash64(std::string("cas") + "us"));
}

TEST_CASE("errors and diagnostics are shown with place, code and hint") {
  CHECK(to_string(Error{ErrorCode::kInputCompressed, "a.gz: ends early", "fetch it again"}) ==
        "E201: a.gz: ends early Hint: fetch it again");
  CHECK(to_string(Error{ErrorCode::kInternal, "no", ""}) == "E900: no");
  Diagnostics d;
  d.warning("p.tsv", 3, 0, "odd", "odd line");
  CHECK(d.ok());
  d.error("p.tsv", 12, 4, "unknown-set", "unknown sector 'GOW'", "did you mean 'GOV'?");
  CHECK_FALSE(d.ok());
  CHECK(d.error_count() == 1);
  REQUIRE(d.all().size() == 2);
  CHECK(to_string(d.all()[1]) == "p.tsv:12:4: error: unknown sector 'GOW' [unknown-set]; did you mean 'GOV'?");
}

TEST_CASE("spans and ids") {
  CHECK(Span{1, 4}.overlaps({3, 9}));
  CHECK_FALSE(Span{1, 4}.overlaps({4, 9}));
  CHECK(Span{1, 9}.contains({4, 9}));
  CHECK(slice("0123456", {2, 5}) == "234");
  CHECK_FALSE(TokenId().valid());
  CHECK(TokenRange{2, 5}.contains(TokenId(4u)));
  CHECK_FALSE(TokenRange{2, 5}.contains(TokenId(5u)));
}
