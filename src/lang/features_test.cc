#include "lang/features.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace casus::lang;

namespace {
FormFeatures of(std::string_view form) {
  FormFeatures f;
  form_features(form, f);
  return f;
}
bool same(const FormFeatures& a, const FormFeatures& b) {
  return a.norm == b.norm && a.count == b.count && std::equal(a.rows.begin(), a.rows.begin() + a.count, b.rows.begin());
}
}  // namespace

TEST_CASE("normal forms") {
  CHECK(of("Tokyo").norm == "tokyo");
  CHECK(of("1,250").norm == "0,000");
  CHECK(of("ÉTAT").norm == "état");
  CHECK(of("n’t").norm == "n't");
}

TEST_CASE("case shows in the rows, the kind of quote does not") {
  CHECK_FALSE(same(of("Turkey"), of("turkey")));
  CHECK(same(of("n’t"), of("n't")));
  CHECK(same(of("“"), of("\"")));
}

TEST_CASE("rows stay in the table for any bytes") {
  std::mt19937 random(4);
  for (int round = 0; round < 3000; ++round) {
    std::string form(random() % 60, ' ');
    for (char& c : form) c = static_cast<char>(random() % 256);
    const FormFeatures f = of(form);
    REQUIRE(f.count >= 7);
    REQUIRE(f.count <= kMaxFeatureRows);
    for (uint32_t i = 0; i < f.count; ++i) CHECK(f.rows[i] < kHashedRows);
  }
}
