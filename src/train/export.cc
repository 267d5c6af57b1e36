#include "train/export.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/hash.h"
#include "lang/model.h"
#include "train/lemmas.h"

namespace casus::train {

namespace {

using lang::kPanel;
using lang::padded;

// A column-per-output view of weights: input i, output o.
struct View {
  const float* at;
  size_t inputs, outputs, input_stride, output_stride;
  float operator()(size_t i, size_t o) const { return at[i * input_stride + o * output_stride]; }
};

View view(const Tensor& t) {
  return {t.value.data(), static_cast<size_t>(t.rows), static_cast<size_t>(t.cols), static_cast<size_t>(t.cols), 1};
}
View transposed(const Tensor& t) {
  return {t.value.data(), static_cast<size_t>(t.cols), static_cast<size_t>(t.rows), 1, static_cast<size_t>(t.cols)};
}

void add_matrix16(pack::Writer& w, const std::string& name, const View& m, const float* bias, float activation) {
  const size_t out = padded(m.outputs);
  std::vector<int16_t> q(out * m.inputs, 0);
  std::vector<float> scale(out, 0.0f), b(out, 0.0f);
  for (size_t o = 0; o < m.outputs; ++o) {
    float top = 1e-12f;
    for (size_t i = 0; i < m.inputs; ++i) top = std::max(top, std::abs(m(i, o)));
    const float step = top / static_cast<float>(lang::kMaxWeight);
    int16_t* panel = q.data() + o / kPanel * kPanel * m.inputs + o % kPanel * 2;
    for (size_t i = 0; i < m.inputs; ++i)
      panel[i / 2 * 2 * kPanel + i % 2] = static_cast<int16_t>(std::lrint(m(i, o) / step));
    scale[o] = step / activation;
    if (bias != nullptr) b[o] = bias[o];
  }
  w.add<int16_t>(name + ".w", q);
  w.add<float>(name + ".scale", scale);
  w.add<float>(name + ".bias", b);
}

std::vector<float> panels32(const View& m) {
  std::vector<float> q(padded(m.outputs) * m.inputs, 0.0f);
  for (size_t o = 0; o < m.outputs; ++o) {
    for (size_t i = 0; i < m.inputs; ++i) q[o / kPanel * kPanel * m.inputs + i * kPanel + o % kPanel] = m(i, o);
  }
  return q;
}

// Rows in 8 bits with one scale each.
struct Rows8 {
  std::vector<int8_t> table;
  std::vector<float> scale;
  void add(const float* row, size_t n) {
    float top = 1e-12f;
    for (size_t k = 0; k < n; ++k) top = std::max(top, std::abs(row[k]));
    const float step = top / 127.0f;
    for (size_t k = 0; k < n; ++k) table.push_back(static_cast<int8_t>(std::lrint(row[k] / step)));
    scale.push_back(step);
  }
  void write(pack::Writer& w, const std::string& name) const {
    w.add<int8_t>(name + ".table", table);
    w.add<float>(name + ".scale", scale);
  }
};

// Words of the treebanks, words with a vector, words of the gazetteer: what each adds to the sum.
void add_words(pack::Writer& w, Net& net, const Data& data) {
  const Tensor &word = net.tensor("word"), &project = net.tensor("vecproj");
  const size_t emb = static_cast<size_t>(word.cols), dim = static_cast<size_t>(project.rows);
  std::map<uint64_t, std::string> keys;
  for (size_t i = 1; i < data.words.size(); ++i) keys.emplace(hash64(data.words[i]), data.words[i]);
  for (const std::string& v : data.vectors.words) keys.emplace(hash64(v), v);
  for (const auto& [name, listed] : data.gazetteer) keys.emplace(hash64(name), name);
  Rows8 rows;
  std::vector<uint64_t> hashes;
  rows.add(word.row(0), emb);
  std::vector<float> row(emb);
  for (const auto& [hash, key] : keys) {
    hashes.push_back(hash);
    const auto known = data.word_index.find(key);
    std::copy_n(word.row(known == data.word_index.end() ? 0 : known->second), emb, row.data());
    if (const auto v = data.vectors.index.find(key); v != data.vectors.index.end()) {
      for (size_t d = 0; d < dim; ++d) {
        const float x = data.vectors.values[v->second * dim + d];
        const float* p = project.row(static_cast<uint32_t>(d));
        for (size_t k = 0; k < emb; ++k) row[k] += x * p[k];
      }
    }
    if (const auto g = data.gazetteer.find(key); g != data.gazetteer.end()) {
      const float* listed = net.tensor("listed").row(g->second);
      for (size_t k = 0; k < emb; ++k) row[k] += listed[k];
    }
    rows.add(row.data(), emb);
  }
  lang::HashIndex::write(w, "word", hashes);
  rows.write(w, "word");
}

void add_arcs(pack::Writer& w, Net& net) {
  const Tensor &u = net.tensor("arc.u"), &v = net.tensor("arc.v"), &root = net.tensor("arc.root");
  Tensor uv = u;  // one more row: v
  ++uv.rows;
  uv.value.insert(uv.value.end(), v.value.begin(), v.value.end());
  const View m = transposed(uv);
  w.add<float>("arc.u.w", panels32(m));
  w.add<float>("arc.dist.w", panels32(transposed(net.tensor("arc.dist"))));
  std::vector<float> r;
  for (size_t o = 0; o < m.outputs; ++o) {
    float sum = 0;
    for (size_t i = 0; i < m.inputs; ++i) sum += m(i, o) * root.value[i];
    r.push_back(sum);
  }
  w.add<float>("arc.root", r);
}

}  // namespace

pack::Writer export_model(Net& net, const Data& data, const std::vector<const lang::ConlluDocument*>& banks) {
  pack::Writer w;
  const Shape& s = net.shape();
  std::vector<uint32_t> meta{lang::kModelVersion};
  for (int x : {s.emb, s.hidden, s.layers, s.arc, s.label, s.reach, s.feats}) meta.push_back(static_cast<uint32_t>(x));
  w.add<uint32_t>("meta", meta);
  w.add<uint16_t>("feats", data.feat_classes);
  add_words(w, net, data);
  Rows8 hashed;
  const Tensor& h = net.tensor("hashed");
  for (int r = 0; r < h.rows; ++r) hashed.add(h.row(static_cast<uint32_t>(r)), static_cast<size_t>(h.cols));
  hashed.write(w, "hashed");
  w.add<float>("ln.gain", net.tensor("ln_gain").value);
  w.add<float>("ln.bias", net.tensor("ln_bias").value);
  const float state = static_cast<float>(lang::kMaxActivation);
  for (int layer = 0; layer < s.layers; ++layer) {
    for (const char* direction : {"f", "b"}) {
      const std::string name = "lstm" + std::to_string(layer) + direction;
      add_matrix16(w, name + ".wx", view(net.tensor(name + ".wx")), net.tensor(name + ".b").value.data(),
                   layer == 0 ? lang::kWordActivation : state);
      add_matrix16(w, name + ".wh", view(net.tensor(name + ".wh")), nullptr, state);
    }
  }
  View heads = view(net.tensor("heads.w"));  // of the name outputs only the first
  heads.outputs -= static_cast<size_t>(s.names * (s.schemes - 1));
  add_matrix16(w, "heads", heads, net.tensor("heads.b").value.data(), state);
  add_arcs(w, net);
  w.add<float>("label.dist", net.tensor("label.dist").value);
  const Tensor& label = net.tensor("label.w");
  w.add<float>("label.w", panels32(view(label)));
  std::vector<float> bias = net.tensor("label.b").value;
  bias.resize(padded(bias.size()));
  w.add<float>("label.bias", bias);
  learn_lemmas(banks, w);
  return w;
}

}  // namespace casus::train
