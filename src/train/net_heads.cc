// The heads of the network (tags, arcs, labels), their losses, and the optimiser.
#include <algorithm>
#include <cmath>

#include "train/math.h"
#include "train/net.h"

namespace casus::train {

namespace {
constexpr float kLeak = 0.1f;
constexpr float kNever = -1e4f;
enum : uint64_t { kHeadSeed = 31, kLabelSeed = 32 };

// Turns scores into the gradient of their cross-entropy with `gold`; returns the loss.
double softmax_loss(float* row, int n, int gold) {
  float top = row[0], sum = 0;
  for (int i = 1; i < n; ++i) top = std::max(top, row[i]);
  for (int i = 0; i < n; ++i) sum += row[i] = std::exp(row[i] - top);
  const float inv = 1.0f / sum;
  for (int i = 0; i < n; ++i) row[i] *= inv;
  const double loss = -std::log(std::max(row[gold], 1e-30f));
  row[gold] -= 1.0f;
  return loss;
}

int argmax(const float* row, int n) {
  int best = 0;
  for (int i = 1; i < n; ++i) best = row[i] > row[best] ? i : best;
  return best;
}
}  // namespace

void Net::heads_forward(float dropout, uint64_t seed) {
  const Shape& s = shape_;
  const int width = tensors_[head_w_].cols, on = 2 * s.hidden, n = static_cast<int>(n_), k = s.arc;
  const size_t wn = static_cast<size_t>(width), kn = static_cast<size_t>(k);
  heads_.resize(n_ * wn);
  for (size_t i = 0; i < n_; ++i) std::copy_n(value(head_b_), wn, heads_.data() + i * wn);
  mul(n, width, on, enc_.data(), on, value(head_w_), width, 1.0f, heads_.data(), width);
  if (seed != 0) Coin(seed + kHeadSeed).mask(head_mask_, n_ * 2 * kn, dropout);
  for (size_t i = 0; i < n_; ++i) {
    float* x = heads_.data() + i * wn;
    for (size_t j = 0; j < 2 * kn; ++j) x[j] = x[j] > 0 ? x[j] : kLeak * x[j];
    if (seed != 0) {
      for (size_t j = 0; j < 2 * kn; ++j) x[j] *= head_mask_[i * 2 * kn + j];
    }
  }
  ub_.resize((n_ + 1) * kn);
  mul_bt(n, k, k, heads_.data() + k, width, value(u_), k, 0.0f, ub_.data(), k);
  mul_bt(1, k, k, value(root_), k, value(u_), k, 0.0f, ub_.data() + n_ * kn, k);
  const int places = tensors_[r_].rows;
  dist_.resize(n_ * static_cast<size_t>(places));
  mul_bt(n, places, k, heads_.data(), width, value(r_), k, 0.0f, dist_.data(), places);
}

void Net::arcs(size_t s, std::vector<float>& scores) const {
  const int n = static_cast<int>(batch_[s]->size()), width = tensors_[head_w_].cols, k = shape_.arc,
            places = tensors_[r_].rows;
  const size_t first = first_[s], wn = static_cast<size_t>(width), kn = static_cast<size_t>(k),
               cols = static_cast<size_t>(n) + 1;
  const float* a = heads_.data() + first * wn;
  const float *v = value(v_), *root = value(root_);
  scores.resize(static_cast<size_t>(n) * cols);
  mul_bt(n, n, k, a, width, ub_.data() + first * kn, k, 0.0f, scores.data() + 1, n + 1);
  mul_bt(n, 1, k, a, width, ub_.data() + n_ * kn, k, 0.0f, scores.data(), n + 1);
  for (size_t j = 0; j < cols; ++j) {
    const float* b = j == 0 ? root : a + (j - 1) * wn + kn;
    float bias = 0;
    for (size_t i = 0; i < kn; ++i) bias += v[i] * b[i];
    for (size_t d = 0; d + 1 < cols; ++d) scores[d * cols + j] += bias;
  }
  for (int d = 0; d < n; ++d) {
    const float* place = dist_.data() + (first + static_cast<size_t>(d)) * static_cast<size_t>(places);
    float* row = scores.data() + static_cast<size_t>(d) * cols;
    row[0] += place[places - 1];
    for (int h = 0; h < n; ++h) row[h + 1] += place[distance(d, h)];
    row[d + 1] = kNever;
  }
}

double Net::arc_loss(size_t s, bool learn) {
  std::vector<float>& g = tmp_;
  arcs(s, g);
  const Sample& sample = *batch_[s];
  const int n = static_cast<int>(sample.size()), width = tensors_[head_w_].cols, k = shape_.arc,
            places = tensors_[r_].rows;
  const size_t first = first_[s], wn = static_cast<size_t>(width), kn = static_cast<size_t>(k),
               cols = static_cast<size_t>(n) + 1;
  double loss = 0;
  for (size_t d = 0; d + 1 < cols; ++d) loss += softmax_loss(g.data() + d * cols, n + 1, sample.head[d]);
  if (!learn) return loss;
  for (float& x : g) x *= static_cast<float>(scale_);
  const float* a = heads_.data() + first * wn;
  float* da = dheads_.data() + first * wn;
  mul(n, k, n, g.data() + 1, n + 1, ub_.data() + first * kn, k, 1.0f, da, width);
  mul(n, k, 1, g.data(), n + 1, ub_.data() + n_ * kn, k, 1.0f, da, width);
  mul_at(n, k, n, g.data() + 1, n + 1, a, width, 1.0f, dub_.data() + first * kn, k);
  mul_at(1, k, n, g.data(), n + 1, a, width, 1.0f, dub_.data() + n_ * kn, k);
  const float* v = value(v_);
  for (size_t j = 0; j < cols; ++j) {
    float sum = 0;
    for (size_t d = 0; d + 1 < cols; ++d) sum += g[d * cols + j];
    const float* b = j == 0 ? value(root_) : a + (j - 1) * wn + kn;
    float *db = j == 0 ? grad(root_) : da + (j - 1) * wn + kn, *dv = grad(v_);
    for (size_t i = 0; i < kn; ++i) db[i] += sum * v[i], dv[i] += sum * b[i];
  }
  for (int d = 0; d < n; ++d) {
    float* place = ddist_.data() + (first + static_cast<size_t>(d)) * static_cast<size_t>(places);
    const float* row = g.data() + static_cast<size_t>(d) * cols;
    place[places - 1] += row[0];
    for (int h = 0; h < n; ++h) place[distance(d, h)] += row[h + 1];
  }
  return loss;
}

// Labels of gold arcs; the root needs none.
double Net::label_loss(bool learn, float dropout, uint64_t seed) {
  const int l = shape_.label, width = tensors_[head_w_].cols, classes = shape_.deprels;
  const size_t ln = static_cast<size_t>(l), wn = static_cast<size_t>(width), cn = static_cast<size_t>(classes);
  const size_t at = 2 * static_cast<size_t>(shape_.arc);
  struct Arc {
    size_t dep, head;
    uint32_t place;
    int gold;
  };
  std::vector<Arc> all;
  for (size_t s = 0; s < batch_.size(); ++s) {
    const Sample& x = *batch_[s];
    for (size_t d = 0; x.has_tree && d < x.size(); ++d) {
      if (x.head[d] == 0) continue;
      const size_t h = x.head[d] - 1u;
      all.push_back({first_[s] + d, first_[s] + h,
                     static_cast<uint32_t>(distance(static_cast<int>(d), static_cast<int>(h))), x.deprel[d]});
    }
  }
  const int n = static_cast<int>(all.size());
  z_.resize(all.size() * ln), logits_.resize(all.size() * cn);
  if (seed != 0) Coin(seed + kLabelSeed).mask(zmask_, all.size() * ln, dropout);
  for (size_t i = 0; i < all.size(); ++i) {
    const float *a = heads_.data() + all[i].dep * wn + at, *b = heads_.data() + all[i].head * wn + at + ln;
    const float* d = tensors_[label_d_].row(all[i].place);
    for (size_t k = 0; k < ln; ++k) {
      const float x = a[k] + b[k] + d[k];
      z_[i * ln + k] = (x > 0 ? x : kLeak * x) * (seed != 0 ? zmask_[i * ln + k] : 1.0f);
    }
    std::copy_n(value(label_b_), cn, logits_.data() + i * cn);
  }
  mul(n, classes, l, z_.data(), l, value(label_w_), classes, 1.0f, logits_.data(), classes);
  double loss = 0;
  for (size_t i = 0; i < all.size(); ++i) loss += softmax_loss(logits_.data() + i * cn, classes, all[i].gold);
  if (!learn) return loss;
  for (float& x : logits_) x *= static_cast<float>(scale_);
  float* db = grad(label_b_);
  for (size_t i = 0; i < all.size(); ++i) {
    for (size_t k = 0; k < cn; ++k) db[k] += logits_[i * cn + k];
  }
  dz_.resize(all.size() * ln);
  mul_at(l, classes, n, z_.data(), l, logits_.data(), classes, 1.0f, grad(label_w_), classes);
  mul_bt(n, l, classes, logits_.data(), classes, value(label_w_), classes, 0.0f, dz_.data(), l);
  for (size_t i = 0; i < all.size(); ++i) {
    float *a = dheads_.data() + all[i].dep * wn + at, *b = dheads_.data() + all[i].head * wn + at + ln;
    float* d = grad(label_d_) + all[i].place * ln;
    for (size_t k = 0; k < ln; ++k) {
      const float mask = seed != 0 ? zmask_[i * ln + k] : 1.0f;
      const float x = dz_[i * ln + k] * mask * (z_[i * ln + k] > 0 ? 1.0f : kLeak);
      a[k] += x, b[k] += x, d[k] += x;
    }
  }
  return loss;
}

// which: 0 tags, 1 features, 2 names, 3 sentence starts. The segment starts at column `at` of the heads.
double Net::tag_loss(int at, int classes, float weight, bool learn, int which) {
  const size_t wn = static_cast<size_t>(tensors_[head_w_].cols), cn = static_cast<size_t>(classes);
  std::vector<float> row(cn);
  double loss = 0;
  for (size_t s = 0; s < batch_.size(); ++s) {
    const Sample& x = *batch_[s];
    if (which == 3 ? !x.has_starts : which == 2 ? !x.has_names : !x.has_tree) continue;
    const std::vector<uint8_t>& gold = which == 0 ? x.upos : which == 3 ? x.starts : x.names;
    const size_t first = static_cast<size_t>(at) + (which == 2 ? x.scheme * cn : 0);
    for (size_t t = 0; t < x.size(); ++t) {
      const size_t i = (first_[s] + t) * wn + first;
      std::copy_n(heads_.data() + i, cn, row.data());
      loss += softmax_loss(row.data(), classes, which == 1 ? x.feats[t] : gold[t]);
      if (!learn) continue;
      for (size_t k = 0; k < cn; ++k) dheads_[i + k] += row[k] * weight * static_cast<float>(scale_);
    }
  }
  return loss;
}

void Net::heads_back() {
  const Shape& s = shape_;
  const int width = tensors_[head_w_].cols, on = 2 * s.hidden, n = static_cast<int>(n_), k = s.arc,
            places = tensors_[r_].rows;
  const size_t wn = static_cast<size_t>(width), kn = static_cast<size_t>(k);
  mul(n, k, k, dub_.data(), k, value(u_), k, 1.0f, dheads_.data() + k, width);
  mul_at(k, k, n, dub_.data(), k, heads_.data() + k, width, 1.0f, grad(u_), k);
  mul(1, k, k, dub_.data() + n_ * kn, k, value(u_), k, 1.0f, grad(root_), k);
  mul_at(k, k, 1, dub_.data() + n_ * kn, k, value(root_), k, 1.0f, grad(u_), k);
  mul(n, k, places, ddist_.data(), places, value(r_), k, 1.0f, dheads_.data(), width);
  mul_at(places, k, n, ddist_.data(), places, heads_.data(), width, 1.0f, grad(r_), k);
  float* db = grad(head_b_);
  for (size_t i = 0; i < n_; ++i) {
    float *d = dheads_.data() + i * wn, *x = heads_.data() + i * wn;
    for (size_t j = 0; j < 2 * kn; ++j)
      d[j] *= (x[j] > 0 ? 1.0f : kLeak) * (head_mask_.empty() ? 1.0f : head_mask_[i * 2 * kn + j]);
    for (size_t j = 0; j < wn; ++j) db[j] += d[j];
  }
  mul_at(on, width, n, enc_.data(), on, dheads_.data(), width, 1.0f, grad(head_w_), width);
  denc_.resize(n_ * static_cast<size_t>(on));
  mul_bt(n, on, width, dheads_.data(), width, value(head_w_), width, 0.0f, denc_.data(), on);
}

Losses Net::pass(const std::vector<const Sample*>& batch, const Rates& rates, uint64_t seed, bool learn) {
  layout(batch);
  if (seed == 0) {
    for (auto& m : mask_) m.clear();
    head_mask_.clear();
  }
  encode(rates, seed);
  heads_forward(rates.dropout, seed);
  dheads_.assign(heads_.size(), 0.0f);
  dub_.assign(ub_.size(), 0.0f);
  ddist_.assign(dist_.size(), 0.0f);
  Losses l;
  for (size_t s = 0; s < batch_.size(); ++s) {
    if (batch_[s]->has_tree) l.arc += arc_loss(s, learn);
  }
  l.label = label_loss(learn, rates.dropout, seed);
  const int at = 2 * shape_.arc + 2 * shape_.label;
  l.upos = tag_loss(at, shape_.upos, rates.upos_weight, learn, 0);
  l.feats = tag_loss(at + shape_.upos, shape_.feats, rates.feats_weight, learn, 1);
  l.starts = tag_loss(at + shape_.upos + shape_.feats, shape_.starts, rates.starts_weight, learn, 3);
  l.names = tag_loss(at + shape_.upos + shape_.feats + shape_.starts, shape_.names, rates.names_weight, learn, 2);
  l.arc *= scale_, l.label *= scale_, l.upos *= scale_, l.feats *= scale_, l.names *= scale_, l.starts *= scale_;
  if (learn) heads_back(), encode_back();
  return l;
}

void Net::step(const Rates& r, double progress) {
  const auto each_row = [](Tensor& t, const auto& f) {
    const size_t cols = static_cast<size_t>(t.cols);
    if (!t.sparse) return f(size_t{0}, t.value.size());
    for (uint32_t row : t.touched) f(row * cols, cols);
  };
  double norm = 0;
  for (Tensor& t : tensors_) {
    each_row(t, [&](size_t at, size_t n) {
      float sum = 0;
      for (size_t i = at; i < at + n; ++i) sum += t.grad[i] * t.grad[i];
      norm += sum;
    });
  }
  norm = std::sqrt(norm);
  const float shrink = norm > r.clip ? static_cast<float>(r.clip / norm) : 1.0f;
  ++steps_;
  const double warm = std::min(1.0, static_cast<double>(steps_) / r.warm_up);
  const double c1 = 1 - std::pow(r.beta1, static_cast<double>(steps_)),
               c2 = 1 - std::pow(r.beta2, static_cast<double>(steps_));
  const float rate = static_cast<float>(r.rate * warm * (1.0 - progress * (1.0 - r.last)) / c1);
  const float inv_c2 = static_cast<float>(1 / c2);
  for (Tensor& t : tensors_) {
    each_row(t, [&](size_t at, size_t n) {
      float *x = t.value.data() + at, *g = t.grad.data() + at, *m = t.m.data() + at, *v = t.v.data() + at;
#pragma GCC ivdep
      for (size_t i = 0; i < n; ++i) {
        const float d = g[i] * shrink;
        m[i] = r.beta1 * m[i] + (1 - r.beta1) * d;
        v[i] = r.beta2 * v[i] + (1 - r.beta2) * d * d;
        x[i] -= rate * m[i] / (std::sqrt(v[i] * inv_c2) + r.eps);
        g[i] = 0;
      }
    });
    for (uint32_t row : t.touched) t.is_touched[row] = 0;
    t.touched.clear();
  }
}

void Net::predict(const std::vector<const Sample*>& batch, std::vector<Output>& out) {
  layout(batch);
  for (auto& m : mask_) m.clear();
  head_mask_.clear();
  encode({}, 0);
  heads_forward(0, 0);
  out.resize(batch.size());
  const size_t wn = static_cast<size_t>(tensors_[head_w_].cols);
  for (size_t s = 0; s < batch.size(); ++s) {
    arcs(s, out[s].arcs);
    const size_t n = batch[s]->size();
    out[s].upos.resize(n), out[s].feats.resize(n), out[s].names.resize(n);
    out[s].starts.resize(n);
    for (size_t t = 0; t < n; ++t) {
      const float* x = heads_.data() + (first_[s] + t) * wn + 2 * (shape_.arc + shape_.label);
      out[s].upos[t] = static_cast<uint8_t>(argmax(x, shape_.upos));
      out[s].feats[t] = static_cast<uint16_t>(argmax(x + shape_.upos, shape_.feats));
      out[s].names[t] = static_cast<uint8_t>(argmax(x + shape_.upos + shape_.feats + shape_.starts, shape_.names));
      out[s].starts[t] = static_cast<uint8_t>(argmax(x + shape_.upos + shape_.feats, shape_.starts));
    }
  }
}

void Net::labels(const std::vector<uint16_t>& head, size_t s, std::vector<uint8_t>& out) {
  const size_t ln = static_cast<size_t>(shape_.label), wn = static_cast<size_t>(tensors_[head_w_].cols);
  const size_t at = 2 * static_cast<size_t>(shape_.arc);
  out.assign(head.size(), 0);
  std::vector<float> z(ln), row(static_cast<size_t>(shape_.deprels));
  for (size_t d = 0; d < head.size(); ++d) {
    if (head[d] == 0) continue;
    const size_t h = head[d] - 1u;
    const float *a = heads_.data() + (first_[s] + d) * wn + at, *b = heads_.data() + (first_[s] + h) * wn + at + ln;
    const float* place =
        tensors_[label_d_].row(static_cast<uint32_t>(distance(static_cast<int>(d), static_cast<int>(h))));
    for (size_t k = 0; k < ln; ++k) z[k] = a[k] + b[k] + place[k], z[k] = z[k] > 0 ? z[k] : kLeak * z[k];
    std::copy_n(value(label_b_), row.size(), row.data());
    mul(1, shape_.deprels, shape_.label, z.data(), shape_.label, value(label_w_), shape_.deprels, 1.0f, row.data(),
        shape_.deprels);
    out[d] = static_cast<uint8_t>(argmax(row.data(), shape_.deprels));
  }
}

}  // namespace casus::train
