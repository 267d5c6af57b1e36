// A trained reader: one pack file, mapped and checked once, then shared by all threads.
//
// Sections: meta (u32: version, emb, hidden, layers, arc, label, reach, feature classes) · feats (u16 Feat bits of each
// class) · word.hash/.first + word.table/.scale (row 0: unknown words; row i+1: key i) · hashed.table/.scale
// (features.h) · ln.gain/.bias · lstmLf/lstmLb.wx/.wh (layer L forward, backward) · heads · arc.u (and v as its last
// output) · arc.dist · arc.root · label.dist · label.w · lemma.*. Integer matrices have .w/.scale/.bias, float ones .w
// and some .bias, as in kernels.h.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "lang/hash_index.h"
#include "lang/kernels.h"
#include "lang/lemma.h"
#include "lang/parse.h"
#include "pack/pack.h"

namespace casus::lang {

inline constexpr uint32_t kModelVersion = 2;
inline constexpr uint32_t kNameTags = 17;      // outside, then first, inside, last, alone for each NameKind
inline constexpr float kWordActivation = 256;  // fixed-point scale of word vectors
inline constexpr size_t kMaxWidth = 256, kMaxLayers = 4, kMaxReach = 64, kMaxFeatClasses = 256;

struct Int8Table {
  std::span<const int8_t> values;  // rows of `emb`
  std::span<const float> scale;    // one a row
};

struct LstmWeights {
  Matrix16 wx, wh;
};

class Model {
 public:
  // Everything that parsing relies on (sizes, ranges, indices) is checked here. kModelMissing or kModelInvalid.
  static Result<std::shared_ptr<const Model>> open(const std::string& path);
  static Result<std::shared_ptr<const Model>> from_bytes(std::vector<std::byte> bytes);

  uint64_t content_hash() const { return pack_.content_hash(); }

  // Read-only parts, views into the file.
  size_t emb = 0, hidden = 0, layers = 0, arc = 0, label = 0, reach = 0;
  std::span<const uint16_t> feats;
  HashIndex word_index;
  Int8Table words, hashed;
  std::span<const float> ln_gain, ln_bias;
  std::vector<LstmWeights> lstm;  // 2 * layer + direction
  Matrix16
      heads;  // arc dependent, arc head, label dependent, label head, tags, feature classes, starts (no, yes), names
  Matrix32 arc_u, arc_dist, label_w;
  std::span<const float> arc_root, label_dist;  // arc_root: u * root, then v * root
  Lemmatizer lemmas;

  size_t tags_at() const { return 2 * arc + 2 * label; }
  size_t starts_at() const { return tags_at() + kUposCount + feats.size(); }
  size_t names_at() const { return starts_at() + 2; }

 private:
  static Result<std::shared_ptr<const Model>> check(pack::Pack pack);
  pack::Pack pack_;
};

}  // namespace casus::lang
