#include "lang/network.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"

namespace casus::lang {

namespace {

constexpr float kNever = -1e4f;      // an arc from a word to itself
constexpr float kForbidden = -1e9f;  // below any sum of scores

size_t argmax(const float* x, size_t n) {
  size_t best = 0;
  for (size_t i = 1; i < n; ++i) best = x[i] > x[best] ? i : best;
  return best;
}

// Sum of table rows, normalised, in fixed point. Plain loops: each output is the same sequence of operations
// everywhere.
void embed(const Model& m, const FormFeatures& f, float* sum, int16_t* out) {
  const size_t n = m.emb;
  const uint32_t key = m.word_index.find(hash64(f.norm));
  const size_t word = key == HashIndex::kNone ? 0 : key + 1;
  const auto row = [n](const Int8Table& t, size_t r) { return t.values.data() + r * n; };
  const int8_t* first = row(m.words, word);
  for (size_t k = 0; k < n; ++k) sum[k] = m.words.scale[word] * static_cast<float>(first[k]);
  for (uint32_t i = 0; i < f.count; ++i) {
    const int8_t* q = row(m.hashed, f.rows[i]);
    const float scale = m.hashed.scale[f.rows[i]];
    for (size_t k = 0; k < n; ++k) sum[k] += scale * static_cast<float>(q[k]);
  }
  float mean = 0, var = 0;
  for (size_t k = 0; k < n; ++k) mean += sum[k];
  mean /= static_cast<float>(n);
  for (size_t k = 0; k < n; ++k) var += (sum[k] - mean) * (sum[k] - mean);
  const float inv = 1.0f / std::sqrt(var / static_cast<float>(n) + 1e-5f);
  for (size_t k = 0; k < n; ++k) {
    const float x = ((sum[k] - mean) * inv * m.ln_gain[k] + m.ln_bias[k]) * kWordActivation;
    const float limit = static_cast<float>(kMaxActivation);
    out[k] = static_cast<int16_t>(std::lrint(std::min(std::max(x, -limit), limit)));
  }
}

}  // namespace

void FormCache::clear(const Model& model) {
  model_ = model.content_hash(), emb_ = model.emb;
  slots_.assign(2 * kMaxForms, 0);
  entries_.clear();
  entries_.reserve(kMaxForms);
  bytes_.clear();
  vectors_.resize(kMaxForms * emb_);
  sum_.resize(emb_);
}

const int16_t* FormCache::find(const Model& model, std::string_view form) {
  if (slots_.empty() || model_ != model.content_hash() || entries_.size() >= kMaxForms || bytes_.size() >= kMaxBytes)
    clear(model);
  const uint64_t hash = hash64(form);
  size_t slot = hash & (slots_.size() - 1);
  for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
    const Entry& e = entries_[slots_[slot] - 1];
    if (e.hash == hash && std::string_view(bytes_).substr(e.begin, e.size) == form)
      return vectors_.data() + (slots_[slot] - 1) * emb_;
  }
  form_features(form, features_);
  int16_t* out = vectors_.data() + entries_.size() * emb_;
  embed(model, features_, sum_.data(), out);
  entries_.push_back({hash, static_cast<uint32_t>(bytes_.size()), static_cast<uint32_t>(form.size())});
  bytes_ += form;
  slots_[slot] = static_cast<uint32_t>(entries_.size());
  return out;
}

void Network::begin(const Model& model) {
  model_ = &model;
  rows_ = 0;
  lengths_.clear();
}

void Network::layout() {
  step_first_.clear(), step_rows_.clear();
  size_t first = 0;
  uint32_t active = static_cast<uint32_t>(lengths_.size());
  for (uint32_t t = 0; t < lengths_[0]; ++t) {
    while (active > 0 && lengths_[active - 1] <= t) --active;
    step_first_.push_back(first);
    step_rows_.push_back(active);
    first += active;
  }
  const size_t widest = std::max(model_->emb, 2 * model_->hidden);
  if (in_.size() < rows_ * widest) in_.resize(rows_ * widest), out_.resize(rows_ * widest);
  if (gates_.size() < rows_ * 4 * model_->hidden) gates_.resize(rows_ * 4 * model_->hidden);
  if (heads_.size() < rows_ * padded(model_->heads.outputs)) heads_.resize(rows_ * padded(model_->heads.outputs));
}

int16_t* Network::input(size_t sentence, size_t word) { return in_.data() + row(sentence, word) * model_->emb; }

void Network::lstm(const LstmWeights& w, const int16_t* in, size_t in_width, bool reverse, int16_t* out) {
  const size_t h = model_->hidden, stride = 2 * h, steps = step_first_.size();
  kernels_->mul16(w.wx, in, in_width, rows_, gates_.data(), 4 * h, false);
  cell_.assign(lengths_.size() * h, 0.0f);
  for (size_t i = 0; i < steps; ++i) {
    const size_t t = reverse ? steps - 1 - i : i;
    float* gates = gates_.data() + step_first_[t] * 4 * h;
    if (i > 0) {
      const size_t from = reverse ? t + 1 : t - 1;
      const size_t rows = std::min(step_rows_[t], step_rows_[from]);
      kernels_->mul16(w.wh, out + step_first_[from] * stride, stride, rows, gates, 4 * h, true);
    }
    for (size_t r = 0; r < step_rows_[t]; ++r)
      kernels_->lstm(gates + r * 4 * h, h, cell_.data() + r * h, out + (step_first_[t] + r) * stride);
  }
}

void Network::run() {
  const Model& m = *model_;
  for (size_t layer = 0; layer < m.layers; ++layer) {
    const size_t width = layer == 0 ? m.emb : 2 * m.hidden;
    lstm(m.lstm[2 * layer], in_.data(), width, false, out_.data());
    lstm(m.lstm[2 * layer + 1], in_.data(), width, true, out_.data() + m.hidden);
    in_.swap(out_);
  }
  const size_t stride = padded(m.heads.outputs);
  kernels_->mul16(m.heads, in_.data(), 2 * m.hidden, rows_, heads_.data(), stride, false);
  for (size_t r = 0; r < rows_; ++r) kernels_->leaky(heads_.data() + r * stride, 2 * m.arc);
}

size_t Network::distance(size_t dependent, size_t head) const {
  const ptrdiff_t reach = static_cast<ptrdiff_t>(model_->reach);
  const ptrdiff_t far = static_cast<ptrdiff_t>(head) - static_cast<ptrdiff_t>(dependent);
  return static_cast<size_t>(std::clamp(far, -reach, reach) + reach);
}

// Fills scores_: n rows of n + 1 heads.
void Network::arcs(size_t sentence, size_t n) {
  const Model& m = *model_;
  const size_t k = m.arc, uk = padded(k + 1), heads = padded(n + 1), places = padded(m.arc_dist.outputs);
  a_.resize(n * k), b_.resize(n * k), ub_.resize(n * uk);
  panels_.assign(heads * k, 0.0f), bias_.assign(heads, 0.0f);
  dist_.resize(n * places), wide_.resize(n * heads), scores_.resize(n * (n + 1));
  for (size_t t = 0; t < n; ++t) {
    const float* x = head_row(sentence, t);
    std::copy_n(x, k, a_.data() + t * k);
    std::copy_n(x + k, k, b_.data() + t * k);
  }
  kernels_->mul32(m.arc_u, b_.data(), k, n, ub_.data(), uk);
  for (size_t h = 0; h <= n; ++h) {
    const float* u = h == 0 ? m.arc_root.data() : ub_.data() + (h - 1) * uk;
    float* panel = panels_.data() + h / kPanel * kPanel * k + h % kPanel;
    for (size_t i = 0; i < k; ++i) panel[i * kPanel] = u[i];
    bias_[h] = u[k];
  }
  kernels_->mul32({panels_.data(), bias_.data(), k, n + 1}, a_.data(), k, n, wide_.data(), heads);
  kernels_->mul32(m.arc_dist, a_.data(), k, n, dist_.data(), places);
  for (size_t d = 0; d < n; ++d) {
    const float *wide = wide_.data() + d * heads, *place = dist_.data() + d * places;
    float* out = scores_.data() + d * (n + 1);
    out[0] = wide[0] + place[2 * m.reach + 1];
    for (size_t h = 0; h < n; ++h) out[h + 1] = wide[h + 1] + place[distance(d, h)];
    out[d + 1] = kNever;
  }
}

void Network::labels(size_t sentence, Reading& out) {
  const Model& m = *model_;
  const size_t n = out.head.size(), l = m.label, at = 2 * m.arc, width = padded(kDeprelCount);
  z_.resize(n * l), logits_.resize(n * width);
  for (size_t d = 0; d < n; ++d) {
    const size_t h = out.head[d] == 0 ? d : out.head[d] - 1;
    const float *a = head_row(sentence, d) + at, *b = head_row(sentence, h) + at + l;
    const float* place = m.label_dist.data() + distance(d, h) * l;
    for (size_t k = 0; k < l; ++k) z_[d * l + k] = a[k] + b[k] + place[k];
  }
  kernels_->leaky(z_.data(), n * l);
  kernels_->mul32(m.label_w, z_.data(), l, n, logits_.data(), width);
  out.deprel.resize(n);
  for (size_t d = 0; d < n; ++d) {
    logits_[d * width + static_cast<size_t>(Deprel::root)] = kForbidden;  // but for the root itself
    out.deprel[d] = static_cast<uint8_t>(out.head[d] == 0 ? static_cast<size_t>(Deprel::root)
                                                          : argmax(logits_.data() + d * width, kDeprelCount));
  }
}

// The best well-formed sequence of name tags (Viterbi).
void Network::names(size_t sentence, std::vector<uint8_t>& out) {
  const size_t n = out.size(), at = model_->names_at();
  const auto kind = [](size_t tag) { return (tag - 1) / 4; };
  const auto open = [](size_t tag) { return tag != 0 && (tag - 1) % 4 < 2; };  // a name goes on after it
  const auto inner = [](size_t tag) {
    const size_t p = (tag - 1) % 4;
    return tag != 0 && (p == 1 || p == 2);
  };
  path_.assign(2 * kNameTags, kForbidden);
  back_.resize(n * kNameTags);
  float *before = path_.data(), *now = before + kNameTags;
  before[0] = 0;
  for (size_t t = 0; t < n; ++t) {
    const float* x = head_row(sentence, t) + at;
    for (size_t tag = 0; tag < kNameTags; ++tag) {
      float best = 0;
      uint8_t from = 0;
      bool any = false;
      for (size_t p = 0; p < kNameTags; ++p) {
        if (open(p) != inner(tag) || (open(p) && kind(p) != kind(tag))) continue;
        if (!any || before[p] > best) best = before[p], from = static_cast<uint8_t>(p), any = true;
      }
      now[tag] = best + x[tag];
      back_[t * kNameTags + tag] = from;
    }
    std::swap(before, now);
  }
  size_t tag = 0;
  for (size_t p = 1; p < kNameTags; ++p) {
    if (!open(p) && before[p] > before[tag]) tag = p;
  }
  for (size_t t = n; t-- > 0;) {
    out[t] = static_cast<uint8_t>(tag);
    tag = back_[t * kNameTags + tag];
  }
}

void Network::read(size_t sentence, Reading& out) {
  const size_t n = lengths_[sentence], classes = model_->feats.size();
  out.upos.resize(n), out.names.resize(n), out.feat_class.resize(n), out.head.resize(n);
  out.starts.clear();
  for (size_t t = 0; t < n; ++t) {
    const float* x = head_row(sentence, t) + model_->tags_at();
    out.upos[t] = static_cast<uint8_t>(argmax(x, kUposCount));
    out.feat_class[t] = static_cast<uint16_t>(argmax(x + kUposCount, classes));
    const float* starts = head_row(sentence, t) + model_->starts_at();
    if (t > 0 && starts[1] > starts[0]) out.starts.push_back(static_cast<uint32_t>(t));
  }
  names(sentence, out.names);
  arcs(sentence, n);
  best_tree(scores_.data(), static_cast<uint32_t>(n), tree_, out.head.data());
  labels(sentence, out);
}

}  // namespace casus::lang
