#include "train/rank.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "base/files.h"
#include "base/hash.h"
#include "coding/ranker.h"
#include "train/math.h"

namespace casus::train {

namespace {

using coding::kEventCount;
using coding::kFeatureRows;

struct Marked {
  std::string text;
  Span source, target;
};

// Takes the marks out of "[S Iran] warned [T Israel]." False if there is not one of each.
bool unmark(std::string_view sentence, Marked& out) {
  bool s = false, t = false;
  for (size_t i = 0; i < sentence.size(); ++i) {
    if (sentence[i] != '[') {
      out.text += sentence[i];
      continue;
    }
    const size_t close = sentence.find(']', i);
    if (close == std::string_view::npos || close < i + 4 || sentence[i + 2] != ' ') return false;
    bool& seen = sentence[i + 1] == 'S' ? s : t;
    if (seen || (sentence[i + 1] != 'S' && sentence[i + 1] != 'T')) return false;
    seen = true;
    Span& span = sentence[i + 1] == 'S' ? out.source : out.target;
    span.begin = static_cast<uint32_t>(out.text.size());
    out.text += sentence.substr(i + 3, close - i - 3);
    span.end = static_cast<uint32_t>(out.text.size());
    i = close;
  }
  return s && t;
}

}  // namespace

Result<std::vector<RankSample>> read_rank_samples(const std::string& path, engine::Worker& worker) {
  auto bytes = read_file(path);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  std::vector<RankSample> out;
  uint32_t number = 0;
  std::string_view rest = *bytes;
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    ++number;
    if (line.empty() || line.front() == '#') continue;
    std::array<std::string_view, 5> cells;
    size_t n = 0;
    for (; n < 5; ++n) {
      const size_t tab = n < 4 ? line.find('\t') : std::string_view::npos;
      cells[n] = line.substr(0, tab);
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
    RankSample x;
    Marked marked;
    if (n != 4 || (cells[0] != "NONE" && !coding::event_from_string(cells[0], x.event)) || !unmark(cells[4], marked))
      return fail(ErrorCode::kInputUnreadable, path + ":" + std::to_string(number) + ": not a training sentence");
    x.event = coding::root_class(cells[2], x.event);  // as `relate` answers
    x.held_out = hash64(marked.text) % 10 == 0;
    article::Article article;
    article.id = "x";
    article.text = marked.text;
    article.blocks.push_back({{0, static_cast<uint32_t>(article.text.size())}, article::BlockKind::kParagraph});
    worker.analyse(article, false, worker.scratch());
    coding::Features features;
    worker.resources().codebook().features(worker.scratch().view(), {marked.source}, {marked.target}, features);
    x.rows = features.rows();
    out.push_back(std::move(x));
  }
  return out;
}

std::vector<float> learn_ranker(const std::vector<RankSample>& samples, const RankPlan& plan) {
  constexpr size_t k = kEventCount;
  std::vector<float> w(size_t{kFeatureRows} * k, 0.0f);
  std::array<float, k> weight{};
  for (const RankSample& x : samples) weight[static_cast<size_t>(x.event)] += 1;
  for (float& x : weight) x = x > 0 ? static_cast<float>(samples.size()) / (static_cast<float>(k) * x) : 0;
  std::vector<size_t> order(samples.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  Coin coin(plan.seed);
  for (int epoch = 0; epoch < plan.epochs; ++epoch) {
    for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[coin.next() % i]);
    const float rate = plan.rate * (1 - static_cast<float>(epoch) / static_cast<float>(plan.epochs));
    for (const size_t i : order) {
      const RankSample& x = samples[i];
      std::array<float, k> p{};
      for (const uint32_t r : x.rows)
        for (size_t e = 0; e < k; ++e) p[e] += w[r * k + e];
      const float top = *std::max_element(p.begin(), p.end());
      float total = 0;
      for (float& v : p) total += v = std::exp(v - top);
      const size_t gold = static_cast<size_t>(x.event);
      for (size_t e = 0; e < k; ++e) p[e] = (p[e] / total - (e == gold ? 1.0f : 0.0f)) * weight[gold] * rate;
      for (const uint32_t r : x.rows)
        for (size_t e = 0; e < k; ++e) w[r * k + e] -= p[e];
    }
    // The penalty of a whole epoch at once: weights that few sentences touch would cost as much as all others.
    const float keep = std::exp(-rate * plan.penalty);
    for (float& x : w) x *= keep;
  }
  return w;
}

std::string score_ranker(const std::vector<float>& w, const std::vector<RankSample>& samples) {
  constexpr size_t k = kEventCount;
  std::array<size_t, k> right{}, said{}, gold{};
  size_t all = 0;
  for (const RankSample& x : samples) {
    std::array<float, k> p{};
    for (const uint32_t r : x.rows)
      for (size_t e = 0; e < k; ++e) p[e] += w[r * k + e];
    const auto best = static_cast<size_t>(std::max_element(p.begin(), p.end()) - p.begin());
    const auto want = static_cast<size_t>(x.event);
    ++said[best], ++gold[want], right[want] += best == want, all += best == want;
  }
  double sum = 0;
  size_t classes = 0;
  std::string per;
  char text[64];
  for (size_t e = 0; e < k; ++e) {
    if (gold[e] == 0) continue;
    const double f = 2.0 * static_cast<double>(right[e]) / static_cast<double>(said[e] + gold[e]);
    sum += f, ++classes;
    std::snprintf(text, sizeof text, " %s=%.2f",
                  e == 0 ? "NONE" : std::string(coding::to_string(static_cast<coding::Event>(e))).c_str(), f);
    per += text;
  }
  std::snprintf(text, sizeof text, "accuracy=%.3f macro_f1=%.3f",
                static_cast<double>(all) / static_cast<double>(std::max<size_t>(samples.size(), 1)),
                sum / static_cast<double>(std::max<size_t>(classes, 1)));
  return text + per;
}

pack::Writer export_ranker(const std::vector<float>& weights) {
  constexpr size_t k = kEventCount;
  std::array<float, k> scale{};
  for (size_t i = 0; i < weights.size(); ++i) scale[i % k] = std::max(scale[i % k], std::abs(weights[i]));
  for (float& s : scale) s = std::max(s, 1e-9f) / 127.0f;
  std::vector<int8_t> q(weights.size());
  for (size_t i = 0; i < weights.size(); ++i) q[i] = static_cast<int8_t>(std::lrint(weights[i] / scale[i % k]));
  pack::Writer w;
  w.add<uint32_t>("ranker.meta", std::vector<uint32_t>{coding::kRankerVersion, kFeatureRows, kEventCount});
  w.add<float>("ranker.scale", std::vector<float>(scale.begin(), scale.end()));
  w.add<int8_t>("ranker.weights", q);
  return w;
}

}  // namespace casus::train
