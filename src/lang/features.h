// What a word form alone tells the encoder: its normal form and the rows of one hashed table (shape, affixes, letter
// n-grams). Trainer and parser share this file; a change makes every trained model invalid (raise Model's kVersion).
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace casus::lang {

// Rows of the hashed table, one stretch for each kind of feature.
inline constexpr uint32_t kShapeRows = 512, kPrefix1Rows = 512, kPrefix3Rows = 4096, kSuffix1Rows = 256,
                          kSuffix2Rows = 2048, kSuffix3Rows = 4096, kSuffix4Rows = 4096, kGramRows = 12288;
inline constexpr uint32_t kHashedRows =
    kShapeRows + kPrefix1Rows + kPrefix3Rows + kSuffix1Rows + kSuffix2Rows + kSuffix3Rows + kSuffix4Rows + kGramRows;
inline constexpr uint32_t kMaxGrams = 20;
inline constexpr uint32_t kMaxFeatureRows = 7 + kMaxGrams;
inline constexpr uint32_t kMaxFeatureChars = 40;  // later letters of longer forms are not looked at

struct FormFeatures {
  std::string norm;  // lower case, every digit 0: the key into the word table
  std::array<uint32_t, kMaxFeatureRows> rows{};
  uint32_t count = 0;
};

// Curly quotes and apostrophes become the ASCII ones, in place: "don’t" is the same word however it was typed.
void plain_quotes(std::string& text);

// Lower case, plain quotes, every decimal digit of ASCII 0.
void normal_form(std::string_view form, std::string& out);

// Fills `out` for any bytes; allocates only while `out.norm` grows.
void form_features(std::string_view form, FormFeatures& out);

}  // namespace casus::lang
