#include "train/net.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

#include "lang/activation.h"
#include "pack/pack.h"
#include "train/math.h"

namespace casus::train {

namespace {
// Seeds of the several dropout masks of one pass.
enum : uint64_t { kWordSeed = 11, kInputSeed = 12 };
}  // namespace

Net::Net(const Shape& shape, uint64_t seed) : shape_(shape), init_(seed) {
  const Shape& s = shape_;
  const auto glorot = [](int a, int b) { return std::sqrt(6.0f / static_cast<float>(a + b)); };
  word_ = add("word", s.words, s.emb, 0.15f, true);
  hashed_ = add("hashed", s.hashed, s.emb, 0.15f, true);
  listed_ = add("listed", s.listed, s.emb, 0.05f, true);
  vecproj_ = add("vecproj", s.vec, s.emb, 1.0f);
  ln_gain_ = add("ln_gain", 1, s.emb, 0);
  ln_bias_ = add("ln_bias", 1, s.emb, 0);
  std::fill(tensors_[ln_gain_].value.begin(), tensors_[ln_gain_].value.end(), 1.0f);
  for (int l = 0; l < s.layers; ++l) {
    const int in = l == 0 ? s.emb : 2 * s.hidden;
    for (int dir = 0; dir < 2; ++dir) {
      const std::string at = "lstm" + std::to_string(l) + (dir == 0 ? "f" : "b");
      const float scale = 1.0f / std::sqrt(static_cast<float>(s.hidden));
      Lstm lstm{};
      lstm.wx = add(at + ".wx", in, 4 * s.hidden, scale);
      lstm.wh = add(at + ".wh", s.hidden, 4 * s.hidden, scale);
      lstm.b = add(at + ".b", 1, 4 * s.hidden, 0);
      std::fill_n(tensors_[lstm.b].value.begin() + s.hidden, s.hidden, 1.0f);  // remember at first
      lstm_.push_back(lstm);
    }
  }
  const int width = 2 * s.arc + 2 * s.label + s.upos + s.feats + s.starts + s.names * s.schemes;
  head_w_ = add("heads.w", 2 * s.hidden, width, glorot(2 * s.hidden, s.arc));
  head_b_ = add("heads.b", 1, width, 0);
  u_ = add("arc.u", s.arc, s.arc, glorot(s.arc, s.arc));
  v_ = add("arc.v", 1, s.arc, 0);
  r_ = add("arc.dist", 2 * s.reach + 2, s.arc, 0.05f);
  root_ = add("arc.root", 1, s.arc, 0.3f);
  label_d_ = add("label.dist", 2 * s.reach + 1, s.label, 0.1f);
  label_w_ = add("label.w", s.label, s.deprels, glorot(s.label, s.deprels));
  label_b_ = add("label.b", 1, s.deprels, 0);
  in_.resize(static_cast<size_t>(s.layers) + 1);
  mask_.resize(static_cast<size_t>(s.layers) + 1);
}

size_t Net::add(const std::string& name, int rows, int cols, float scale, bool sparse) {
  Tensor t;
  t.name = name, t.rows = rows, t.cols = cols, t.sparse = sparse;
  const size_t n = static_cast<size_t>(rows) * static_cast<size_t>(cols);
  t.value.resize(n), t.grad.resize(n), t.m.resize(n), t.v.resize(n);
  if (sparse) t.is_touched.resize(static_cast<size_t>(rows));
  for (float& x : t.value) x = (static_cast<float>(init_() >> 40) * (2.0f / 16777216.0f) - 1.0f) * scale;
  tensors_.push_back(std::move(t));
  return tensors_.size() - 1;
}

Tensor& Net::tensor(const std::string& name) {
  for (Tensor& t : tensors_) {
    if (t.name == name) return t;
  }
  return tensors_.front();
}

void Net::touch(size_t t, uint32_t row) {
  Tensor& x = tensors_[t];
  if (x.is_touched[row]) return;
  x.is_touched[row] = 1;
  x.touched.push_back(row);
}

int Net::distance(int dependent, int head) const {
  return std::clamp(head - dependent, -shape_.reach, shape_.reach) + shape_.reach;
}

// Requires sentences, longest first.
void Net::layout(const std::vector<const Sample*>& batch) {
  batch_ = batch;
  first_.assign(batch.size(), 0);
  n_ = 0;
  for (size_t s = 0; s < batch.size(); ++s) first_[s] = n_, n_ += batch[s]->size();
  step_rows_.clear(), step_first_.clear();
  packed_.resize(n_), owner_.resize(n_);
  int row = 0;
  for (size_t t = 0; t < batch[0]->size(); ++t) {
    step_first_.push_back(row);
    int rows = 0;
    for (size_t s = 0; s < batch.size() && batch[s]->size() > t; ++s, ++rows, ++row) {
      packed_[first_[s] + t] = static_cast<uint32_t>(row);
      owner_[static_cast<size_t>(row)] = static_cast<uint32_t>(s);
    }
    step_rows_.push_back(rows);
  }
  scale_ = 1.0 / static_cast<double>(n_);
}

void Net::embed(const Rates& rates, uint64_t seed) {
  const int e = shape_.emb, dv = shape_.vec;
  const size_t en = static_cast<size_t>(e), vn = static_cast<size_t>(dv);
  word_used_.resize(n_);
  sum_.resize(n_ * en), norm_.resize(n_ * en), inv_std_.resize(n_), vec_.assign(n_ * vn, 0.0f);
  Coin coin(seed + kWordSeed);
  for (size_t s = 0; s < batch_.size(); ++s) {
    for (size_t t = 0; t < batch_[s]->size(); ++t) {
      const uint32_t row = packed_[first_[s] + t];
      const Type& type = (*types_)[batch_[s]->types[t]];
      word_used_[row] = seed != 0 && coin.unit() < rates.word_dropout ? 0 : type.word;
      float* out = sum_.data() + row * en;
      std::copy_n(tensors_[word_].row(word_used_[row]), en, out);
      const auto take = [&](size_t table, uint32_t r) {
        const float* in = tensors_[table].row(r);
        for (size_t k = 0; k < en; ++k) out[k] += in[k];
      };
      for (uint32_t r : type.rows) take(hashed_, r);
      if (type.listed != 0) take(listed_, type.listed);
      if (type.vector >= 0) std::copy_n(vectors_ + static_cast<size_t>(type.vector) * vn, vn, vec_.data() + row * vn);
    }
  }
  mul(static_cast<int>(n_), e, dv, vec_.data(), dv, value(vecproj_), e, 1.0f, sum_.data(), e);
  in_[0].resize(n_ * en);
  if (seed != 0) Coin(seed + kInputSeed).mask(mask_[0], batch_.size() * en, rates.dropout);
  const float *gain = value(ln_gain_), *bias = value(ln_bias_);
  for (size_t row = 0; row < n_; ++row) {
    const float* x = sum_.data() + row * en;
    float mean = 0, var = 0;
    for (size_t k = 0; k < en; ++k) mean += x[k];
    mean /= static_cast<float>(e);
    for (size_t k = 0; k < en; ++k) var += (x[k] - mean) * (x[k] - mean);
    inv_std_[row] = 1.0f / std::sqrt(var / static_cast<float>(e) + 1e-5f);
    float *norm = norm_.data() + row * en, *out = in_[0].data() + row * en;
    for (size_t k = 0; k < en; ++k) norm[k] = (x[k] - mean) * inv_std_[row];
    for (size_t k = 0; k < en; ++k) out[k] = norm[k] * gain[k] + bias[k];
    if (seed != 0) {
      const float* m = mask_[0].data() + owner_[row] * en;
      for (size_t k = 0; k < en; ++k) out[k] *= m[k];
    }
  }
}

// dsum_ holds the gradient of in_[0].
void Net::embed_back() {
  const int e = shape_.emb;
  const size_t en = static_cast<size_t>(e);
  const float* gain = value(ln_gain_);
  float *dgain = grad(ln_gain_), *dbias = grad(ln_bias_);
  for (size_t row = 0; row < n_; ++row) {
    float* d = dsum_.data() + row * en;
    if (!mask_[0].empty()) {
      const float* m = mask_[0].data() + owner_[row] * en;
      for (size_t k = 0; k < en; ++k) d[k] *= m[k];
    }
    const float* norm = norm_.data() + row * en;
    float a = 0, b = 0;
    for (size_t k = 0; k < en; ++k) {
      dgain[k] += d[k] * norm[k];
      dbias[k] += d[k];
      d[k] *= gain[k];
      a += d[k];
      b += d[k] * norm[k];
    }
    a /= static_cast<float>(e), b /= static_cast<float>(e);
    for (size_t k = 0; k < en; ++k) d[k] = (d[k] - a - norm[k] * b) * inv_std_[row];
  }
  mul_at(shape_.vec, e, static_cast<int>(n_), vec_.data(), shape_.vec, dsum_.data(), e, 1.0f, grad(vecproj_), e);
  for (size_t s = 0; s < batch_.size(); ++s) {
    for (size_t t = 0; t < batch_[s]->size(); ++t) {
      const uint32_t row = packed_[first_[s] + t];
      const float* d = dsum_.data() + row * en;
      const auto give = [&](size_t table, uint32_t r) {
        touch(table, r);
        float* g = grad(table) + r * en;
        for (size_t k = 0; k < en; ++k) g[k] += d[k];
      };
      give(word_, word_used_[row]);
      const Type& type = (*types_)[batch_[s]->types[t]];
      for (uint32_t r : type.rows) give(hashed_, r);
      if (type.listed != 0) give(listed_, type.listed);
    }
  }
}

void Net::lstm_forward(Lstm& l, const std::vector<float>& in, int in_cols, bool reverse, float* out) {
  const int h = shape_.hidden, h4 = 4 * h;
  const size_t hn = static_cast<size_t>(h), gn = 4 * hn, on = 2 * hn;
  l.gates.resize(n_ * gn), l.cell.resize(n_ * hn), l.tanh_cell.resize(n_ * hn), l.before.assign(n_ * hn, 0.0f);
  for (size_t row = 0; row < n_; ++row) std::copy_n(value(l.b), gn, l.gates.data() + row * gn);
  mul(static_cast<int>(n_), h4, in_cols, in.data(), in_cols, value(l.wx), h4, 1.0f, l.gates.data(), h4);
  const int steps = static_cast<int>(step_rows_.size());
  for (int i = 0; i < steps; ++i) {
    const int t = reverse ? steps - 1 - i : i, from = reverse ? t + 1 : t - 1;
    const size_t first = static_cast<size_t>(step_first_[static_cast<size_t>(t)]);
    const int rows = step_rows_[static_cast<size_t>(t)];
    int before = 0;
    size_t from_first = 0;
    if (i > 0) {
      before = std::min(rows, step_rows_[static_cast<size_t>(from)]);
      from_first = static_cast<size_t>(step_first_[static_cast<size_t>(from)]);
      for (size_t r = 0; r < static_cast<size_t>(before); ++r)
        std::copy_n(out + (from_first + r) * on, hn, l.before.data() + (first + r) * hn);
      mul(before, h4, h, l.before.data() + first * hn, h, value(l.wh), h4, 1.0f, l.gates.data() + first * gn, h4);
    }
    for (size_t r = 0; r < static_cast<size_t>(rows); ++r) {
      float* g = l.gates.data() + (first + r) * gn;
      float *c = l.cell.data() + (first + r) * hn, *tc = l.tanh_cell.data() + (first + r) * hn,
            *o = out + (first + r) * on;
      const float* old = l.cell.data() + (from_first + r) * hn;
      const float keep = static_cast<int>(r) < before ? 1.0f : 0.0f;
      for (size_t k = 0; k < 2 * hn; ++k) g[k] = lang::sigmoid_exact(g[k]);
      for (size_t k = 2 * hn; k < 3 * hn; ++k) g[k] = lang::tanh_exact(g[k]);
      for (size_t k = 3 * hn; k < 4 * hn; ++k) g[k] = lang::sigmoid_exact(g[k]);
      for (size_t k = 0; k < hn; ++k) {
        c[k] = g[k] * g[2 * hn + k] + (keep != 0 ? g[hn + k] * old[k] : 0.0f);
        tc[k] = lang::tanh_exact(c[k]);
        o[k] = g[3 * hn + k] * tc[k];
      }
    }
  }
}

void Net::lstm_backward(Lstm& l, const std::vector<float>& in, int in_cols, bool reverse, const float* dout,
                        std::vector<float>& din) {
  const int h = shape_.hidden, h4 = 4 * h;
  const size_t hn = static_cast<size_t>(h), gn = 4 * hn, on = 2 * hn;
  std::vector<float>&dh = tmp_, &dc = tmp2_;
  dh.assign(n_ * hn, 0.0f), dc.assign(n_ * hn, 0.0f);
  const int steps = static_cast<int>(step_rows_.size());
  for (int i = steps - 1; i >= 0; --i) {
    const int t = reverse ? steps - 1 - i : i, from = reverse ? t + 1 : t - 1;
    const size_t first = static_cast<size_t>(step_first_[static_cast<size_t>(t)]);
    const int rows = step_rows_[static_cast<size_t>(t)];
    const int before = i > 0 ? std::min(rows, step_rows_[static_cast<size_t>(from)]) : 0;
    const size_t from_first = i > 0 ? static_cast<size_t>(step_first_[static_cast<size_t>(from)]) : 0;
    for (size_t r = 0; r < static_cast<size_t>(rows); ++r) {
      float* g = l.gates.data() + (first + r) * gn;  // becomes the gradient of the sums
      const float* tc = l.tanh_cell.data() + (first + r) * hn;
      const float *d1 = dout + (first + r) * on, *d2 = dh.data() + (first + r) * hn, *d3 = dc.data() + (first + r) * hn;
      const bool has = static_cast<int>(r) < before;
      const float* old = l.cell.data() + (from_first + r) * hn;
      float* dold = dc.data() + (from_first + r) * hn;
      for (size_t k = 0; k < hn; ++k) {
        const float d = d1[k] + d2[k], ig = g[k], fg = g[hn + k], gg = g[2 * hn + k], og = g[3 * hn + k];
        const float dcell = d3[k] + d * og * (1 - tc[k] * tc[k]);
        g[k] = dcell * gg * ig * (1 - ig);
        g[hn + k] = has ? dcell * old[k] * fg * (1 - fg) : 0.0f;
        g[2 * hn + k] = dcell * ig * (1 - gg * gg);
        g[3 * hn + k] = d * tc[k] * og * (1 - og);
        if (has) dold[k] = dcell * fg;
      }
    }
    if (before > 0)
      mul_bt(before, h, h4, l.gates.data() + first * gn, h4, value(l.wh), h4, 0.0f, dh.data() + from_first * hn, h);
  }
  const int n = static_cast<int>(n_);
  mul_at(h, h4, n, l.before.data(), h, l.gates.data(), h4, 1.0f, grad(l.wh), h4);
  mul_at(in_cols, h4, n, in.data(), in_cols, l.gates.data(), h4, 1.0f, grad(l.wx), h4);
  float* db = grad(l.b);
  for (size_t row = 0; row < n_; ++row) {
    for (size_t k = 0; k < gn; ++k) db[k] += l.gates[row * gn + k];
  }
  mul_bt(n, in_cols, h4, l.gates.data(), h4, value(l.wx), h4, 1.0f, din.data(), in_cols);
}

void Net::encode(const Rates& rates, uint64_t seed) {
  embed(rates, seed);
  const size_t on = 2 * static_cast<size_t>(shape_.hidden);
  for (size_t layer = 0; layer < static_cast<size_t>(shape_.layers); ++layer) {
    const int cols = layer == 0 ? shape_.emb : 2 * shape_.hidden;
    std::vector<float>& out = in_[layer + 1];
    out.resize(n_ * on);
    lstm_forward(lstm_[2 * layer], in_[layer], cols, false, out.data());
    lstm_forward(lstm_[2 * layer + 1], in_[layer], cols, true, out.data() + shape_.hidden);
    if (seed == 0) continue;
    std::vector<float>& mask = mask_[layer + 1];
    Coin(seed + kInputSeed + 1 + layer).mask(mask, batch_.size() * on, rates.dropout);
    for (size_t row = 0; row < n_; ++row) {
      const float* m = mask.data() + owner_[row] * on;
      for (size_t k = 0; k < on; ++k) out[row * on + k] *= m[k];
    }
  }
  enc_.resize(n_ * on);
  for (size_t i = 0; i < n_; ++i) std::copy_n(in_.back().data() + packed_[i] * on, on, enc_.data() + i * on);
}

void Net::encode_back() {
  const size_t on = 2 * static_cast<size_t>(shape_.hidden);
  std::vector<float> dout(n_ * on), din;
  for (size_t i = 0; i < n_; ++i) std::copy_n(denc_.data() + i * on, on, dout.data() + packed_[i] * on);
  for (size_t layer = static_cast<size_t>(shape_.layers); layer-- > 0;) {
    const int cols = layer == 0 ? shape_.emb : 2 * shape_.hidden;
    if (!mask_[layer + 1].empty()) {
      for (size_t row = 0; row < n_; ++row) {
        const float* m = mask_[layer + 1].data() + owner_[row] * on;
        for (size_t k = 0; k < on; ++k) dout[row * on + k] *= m[k];
      }
    }
    din.assign(n_ * static_cast<size_t>(cols), 0.0f);
    lstm_backward(lstm_[2 * layer], in_[layer], cols, false, dout.data(), din);
    lstm_backward(lstm_[2 * layer + 1], in_[layer], cols, true, dout.data() + shape_.hidden, din);
    dout.swap(din);
  }
  dsum_.swap(dout);
  embed_back();
}

Result<void> Net::save(const std::string& path, bool with_moments) const {
  pack::Writer w;
  w.add<int32_t>(
      "shape", std::vector<int32_t>{shape_.emb, shape_.vec, shape_.hidden, shape_.layers, shape_.arc, shape_.label,
                                    shape_.reach, shape_.upos, shape_.feats, shape_.names, shape_.deprels, shape_.words,
                                    shape_.hashed, shape_.listed, shape_.starts, shape_.schemes});
  w.add<int64_t>("steps", std::vector<int64_t>{steps_});
  for (const Tensor& t : tensors_) {
    w.add<float>(t.name, t.value);
    if (with_moments) w.add<float>(t.name + ".m", t.m), w.add<float>(t.name + ".v", t.v);
  }
  return w.write(path);
}

Result<void> Net::load(const std::string& path) {
  auto p = pack::Pack::open(path);
  if (!p) return tl::unexpected<Error>(p.error());
  auto steps = p->section<int64_t>("steps");
  if (!steps || steps->size() != 1) return fail(ErrorCode::kModelInvalid, path + ": not a checkpoint");
  steps_ = steps->front();
  for (Tensor& t : tensors_) {
    const auto take = [&](const std::string& name, std::vector<float>& to) {
      auto x = p->section<float>(name);
      if (!x || x->size() != to.size()) return false;
      std::copy(x->begin(), x->end(), to.begin());
      return true;
    };
    if (!take(t.name, t.value)) return fail(ErrorCode::kModelInvalid, path + ": '" + t.name + "' has another shape");
    if (p->has(t.name + ".m")) take(t.name + ".m", t.m), take(t.name + ".v", t.v);
  }
  return {};
}

void Net::restart() {
  steps_ = 0;
  for (Tensor& t : tensors_) {
    std::fill(t.m.begin(), t.m.end(), 0.0f);
    std::fill(t.v.begin(), t.v.end(), 0.0f);
  }
}

}  // namespace casus::train
