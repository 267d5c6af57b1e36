// The network as the engine runs it.
//
//   form → rows of two tables, summed, normalised (once for each word form, then cached) → two layers of BiLSTM →
//     tags, feature classes, name tags: linear
//     arc d ← h:  a_d · (U b_h) + v · b_h + a_d · R[h - d]      with a, b = leaky linear maps, h = 0 a learned root
//     label of an arc: linear of leaky(A x_d + B x_h + D[h - d])
//
// Sentences run together, a group at a time: row blocks of all first words, then of all second words, … so that one
// pass over a matrix serves several sentences. Every number belongs to one sentence alone, and kernels.h promises the
// same bits for any grouping.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "lang/features.h"
#include "lang/kernels.h"
#include "lang/model.h"
#include "lang/tree.h"

namespace casus::lang {

// The encoder's input for word forms seen before; emptied when full. What it holds depends on the model alone.
class FormCache {
 public:
  static constexpr size_t kMaxForms = 1 << 14, kMaxBytes = 1 << 20;
  // The word vector of `form` in fixed point, `emb` values; valid until the next call.
  const int16_t* find(const Model& model, std::string_view form);

 private:
  void clear(const Model& model);
  struct Entry {
    uint64_t hash;
    uint32_t begin, size;
  };
  uint64_t model_ = 0;
  size_t emb_ = 0;
  std::vector<uint32_t> slots_;  // entry + 1, or 0
  std::vector<Entry> entries_;
  std::string bytes_;
  std::vector<int16_t> vectors_;
  std::vector<float> sum_;
  FormFeatures features_;
};

// What the network says about one sentence.
struct Reading {
  std::vector<uint8_t> upos, names;  // names: name tags, always well formed
  std::vector<uint16_t> feat_class;
  std::vector<uint32_t> head;  // 0 = root, else 1..n
  std::vector<uint8_t> deprel;
  std::vector<uint32_t> starts;  // words, not the first, at which a sentence of its own seems to begin
};

class Network {
 public:
  explicit Network(bool plain = false) : kernels_(plain ? &plain_kernels() : &vector_kernels()) {}

  // Starts a group. Add sentences longest first, at most kMaxRows words in all (one sentence may be longer); then
  // run(), then read().
  static constexpr size_t kMaxRows = 128, kMaxSentences = 8;
  void begin(const Model& model);
  void add(size_t words) { lengths_.push_back(static_cast<uint32_t>(words)), rows_ += words; }
  bool fits(size_t words) const {
    return lengths_.empty() || (lengths_.size() < kMaxSentences && rows_ + words <= kMaxRows);
  }
  size_t sentences() const { return lengths_.size(); }
  void layout();                                 // once all sentences are added
  int16_t* input(size_t sentence, size_t word);  // to be filled with FormCache::find before run()
  void run();
  void read(size_t sentence, Reading& out);

 private:
  void lstm(const LstmWeights& w, const int16_t* in, size_t in_width, bool reverse, int16_t* out);
  void arcs(size_t sentence, size_t n);
  void labels(size_t sentence, Reading& out);
  void names(size_t sentence, std::vector<uint8_t>& out);
  size_t row(size_t sentence, size_t word) const { return step_first_[word] + sentence; }
  const float* head_row(size_t sentence, size_t word) const {
    return heads_.data() + row(sentence, word) * padded(model_->heads.outputs);
  }
  size_t distance(size_t dependent, size_t head) const;

  const Kernels* kernels_;
  const Model* model_ = nullptr;
  size_t rows_ = 0;
  std::vector<uint32_t> lengths_, step_rows_;
  std::vector<size_t> step_first_;
  std::vector<int16_t> in_, out_;
  std::vector<float> gates_, cell_, heads_;
  std::vector<float> a_, b_, ub_, panels_, bias_, dist_, wide_, scores_, z_, logits_, path_;
  std::vector<uint8_t> back_;
  TreeScratch tree_;
};

}  // namespace casus::lang
