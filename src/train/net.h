// The network in training: float parameters, forward and backward passes written out by hand, Adam.
//
// A batch is a set of sentences, longest first. The BiLSTM runs over "packed" rows (all first tokens, then all second
// tokens, …), so no row is padding; the heads run over rows sentence by sentence. See lang/network.h for the same
// network as the engine runs it.
#pragma once
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "base/result.h"

namespace casus::train {

struct Shape {
  int emb = 128, vec = 64, hidden = 128, layers = 2, arc = 96, label = 96;
  int reach = 32;  // distances between dependent and head are told apart up to this
  int upos = 17, feats = 1, names = 17, deprels = 55;
  int words = 1, hashed = 1;  // rows of the two tables; word row 0 is the unknown word
  int listed = 1;             // rows for classes of the name gazetteer; row 0 is never used
  int starts = 2;             // does a sentence begin here: no, yes
  int schemes = 1;            // name corpora differ in what they mark: each has its own output, the first one ships
  bool operator==(const Shape&) const = default;
};

struct Rates {
  float rate = 2.5e-3f, beta1 = 0.9f, beta2 = 0.98f, eps = 1e-8f, clip = 5.0f, last = 0.02f;
  int warm_up = 100;
  float dropout = 0.2f, word_dropout = 0.12f;
  float upos_weight = 0.5f, feats_weight = 0.3f, names_weight = 0.5f, starts_weight = 0.5f;
};

// What is known about a word form: its row in the word table (0 = unknown), row of vectors (-1 = none), hashed rows.
struct Type {
  uint32_t word = 0;
  int32_t vector = -1;
  uint32_t listed = 0;  // class in the name gazetteer, 0 = not in it
  std::vector<uint32_t> rows;
};

struct Sample {
  std::vector<uint32_t> types;
  std::vector<uint8_t> upos, deprel, names, starts;  // starts: 1 = a sentence begins at this word, not the first
  std::vector<uint16_t> feats, head;                 // head: 0 = root, else 1..n
  bool has_tree = false, has_names = false, has_starts = false;
  uint8_t scheme = 0;  // which corpus marked the names
  size_t size() const { return types.size(); }
};

struct Tensor {
  std::string name;
  int rows = 0, cols = 0;
  bool sparse = false;  // a table: only rows that a batch touched are updated
  std::vector<float> value, grad, m, v;
  std::vector<uint32_t> touched;
  std::vector<uint8_t> is_touched;
  float* row(uint32_t r) { return value.data() + static_cast<size_t>(r) * static_cast<size_t>(cols); }
  const float* row(uint32_t r) const { return value.data() + static_cast<size_t>(r) * static_cast<size_t>(cols); }
};

struct Losses {
  double arc = 0, label = 0, upos = 0, feats = 0, names = 0, starts = 0;
  double total(const Rates& r) const {
    return arc + label + r.upos_weight * upos + r.feats_weight * feats + r.names_weight * names +
           r.starts_weight * starts;
  }
};

// What the heads say about one sentence, for scoring.
struct Output {
  std::vector<float> arcs;  // n x (n+1)
  std::vector<uint8_t> upos, names, starts;
  std::vector<uint16_t> feats;
};

class Net {
 public:
  Net(const Shape& shape, uint64_t seed);

  // `types` and `vectors` (rows of shape.vec) must outlive the net.
  void use(const std::vector<Type>* types, const float* vectors) { types_ = types, vectors_ = vectors; }

  // Mean losses over the batch's words; adds to the gradients if `learn`. Dropout is drawn from `seed` and off when
  // seed is 0.
  Losses pass(const std::vector<const Sample*>& batch, const Rates& rates, uint64_t seed, bool learn);
  // One step of Adam on the gradients; clears them. `progress` in [0,1] sets the learning rate.
  void step(const Rates& rates, double progress);
  // Arc scores and tags of each sentence, then the label of each word under the given head.
  void predict(const std::vector<const Sample*>& batch, std::vector<Output>& out);
  void labels(const std::vector<uint16_t>& head, size_t sentence, std::vector<uint8_t>& out);  // of the last predict()

  const Shape& shape() const { return shape_; }
  std::vector<Tensor>& tensors() { return tensors_; }
  Tensor& tensor(const std::string& name);
  int64_t steps() const { return steps_; }

  Result<void> save(const std::string& path, bool with_moments) const;
  Result<void> load(const std::string& path);  // needs the same shape
  void restart();                              // keeps the weights, forgets moments and steps: a new schedule begins

 private:
  struct Lstm {  // one direction of one layer
    size_t wx, wh, b;
    std::vector<float> gates, cell, tanh_cell, before;  // per packed row; `before` is the state that came in
  };
  size_t add(const std::string& name, int rows, int cols, float scale, bool sparse = false);
  void layout(const std::vector<const Sample*>& batch);
  void embed(const Rates& rates, uint64_t seed);
  void embed_back();
  void lstm_forward(Lstm& l, const std::vector<float>& in, int in_cols, bool reverse, float* out);
  void lstm_backward(Lstm& l, const std::vector<float>& in, int in_cols, bool reverse, const float* dout,
                     std::vector<float>& din);
  void encode(const Rates& rates, uint64_t seed);
  void encode_back();
  void heads_forward(float dropout, uint64_t seed);
  void heads_back();
  void arcs(size_t s, std::vector<float>& scores) const;
  double arc_loss(size_t s, bool learn);
  double label_loss(bool learn, float dropout, uint64_t seed);
  double tag_loss(int at, int classes, float weight, bool learn, int which);
  int distance(int dependent, int head) const;
  float* grad(size_t t) { return tensors_[t].grad.data(); }
  const float* value(size_t t) const { return tensors_[t].value.data(); }
  void touch(size_t t, uint32_t row);

  Shape shape_;
  std::vector<Tensor> tensors_;
  int64_t steps_ = 0;
  const std::vector<Type>* types_ = nullptr;
  const float* vectors_ = nullptr;
  std::mt19937_64 init_;

  // Tensors.
  size_t word_, hashed_, listed_, vecproj_, ln_gain_, ln_bias_, head_w_, head_b_, u_, v_, r_, root_, label_d_, label_w_,
      label_b_;
  std::vector<Lstm> lstm_;  // layer * 2 + direction

  // The batch.
  std::vector<const Sample*> batch_;
  std::vector<size_t> first_;                // of each sentence, in sentence order
  std::vector<int> step_rows_, step_first_;  // packed: how many sentences reach this position, and the first row
  std::vector<uint32_t> packed_;             // sentence-order row -> packed row
  std::vector<uint32_t> owner_;              // packed row -> sentence
  size_t n_ = 0;
  double scale_ = 1;

  // Activations and their gradients.
  std::vector<uint32_t> word_used_;
  std::vector<float> sum_, norm_, inv_std_, vec_, dsum_;
  std::vector<std::vector<float>> in_, mask_;  // input of each layer (last: output of the encoder), masks per sentence
  std::vector<float> enc_, denc_, heads_, dheads_, head_mask_, ub_, dub_, dist_, ddist_, tmp_, tmp2_;
  std::vector<float> z_, dz_, zmask_, logits_;
};

}  // namespace casus::train
