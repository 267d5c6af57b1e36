#include "train/teach.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <numeric>

#include "lang/parse.h"
#include "lang/tree.h"
#include "train/math.h"

namespace casus::train {

namespace {

using Batch = std::vector<const Sample*>;

// Batches of about `words` words from sentences of nearly the same length; longest first within a batch.
std::vector<Batch> make_batches(const std::vector<Sample>& samples, size_t words, uint64_t seed) {
  Coin coin(seed);
  std::vector<std::pair<float, const Sample*>> order;
  for (const Sample& s : samples)
    order.push_back({static_cast<float>(s.size()) + coin.unit() * (2.0f + 0.1f * static_cast<float>(s.size())), &s});
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<Batch> batches;
  size_t filled = words;
  for (const auto& [key, s] : order) {
    if (filled >= words) batches.emplace_back(), filled = 0;
    batches.back().push_back(s);
    filled += s->size();
  }
  for (Batch& b : batches)
    std::stable_sort(b.begin(), b.end(), [](const Sample* a, const Sample* c) { return a->size() > c->size(); });
  for (size_t i = batches.size(); i > 1; --i) std::swap(batches[i - 1], batches[coin.next() % i]);
  return batches;
}

std::string line_of(int epoch, int epochs, const Losses& l, double seconds) {
  char text[200];
  std::snprintf(text, sizeof text,
                "epoch %d/%d  arc %.4f  label %.4f  upos %.4f  feats %.4f  names %.4f  starts %.4f  %.0f s", epoch,
                epochs, l.arc, l.label, l.upos, l.feats, l.names, l.starts, seconds);
  return text;
}

}  // namespace

std::string to_string(const Score& s) {
  const auto part = [&](size_t n) {
    return 100.0 * static_cast<double>(n) / static_cast<double>(std::max<size_t>(s.words, 1));
  };
  char text[160];
  std::snprintf(text, sizeof text, "words=%zu upos=%.2f feats=%.2f uas=%.2f las=%.2f names=%.2f", s.words, part(s.upos),
                part(s.feats), part(s.head), part(s.labelled), 100 * s.names_f1());
  return text;
}

Score score(Net& net, const std::vector<Sample>& samples) {
  Score result;
  std::vector<Output> out;
  lang::TreeScratch scratch;
  for (const Batch& batch : make_batches(samples, 2000, 1)) {
    net.predict(batch, out);
    for (size_t s = 0; s < batch.size(); ++s) {
      const Sample& gold = *batch[s];
      const size_t n = gold.size();
      if (gold.has_names) {
        const auto a = tags_to_spans(gold.names), b = tags_to_spans(out[s].names);
        for (const KindSpan& x : b) result.names_right += std::find(a.begin(), a.end(), x) != a.end();
        result.names_gold += a.size(), result.names_said += b.size();
      }
      if (!gold.has_tree) continue;
      std::vector<uint32_t> tree(n);
      lang::best_tree(out[s].arcs.data(), static_cast<uint32_t>(n), scratch, tree.data());
      const std::vector<uint16_t> head(tree.begin(), tree.end());
      std::vector<uint8_t> label;
      net.labels(head, s, label);
      result.words += n;
      for (size_t t = 0; t < n; ++t) {
        const auto said = head[t] == 0 ? lang::Deprel::root : lang::base(static_cast<lang::Deprel>(label[t]));
        result.upos += out[s].upos[t] == gold.upos[t];
        result.feats += out[s].feats[t] == gold.feats[t];
        result.head += head[t] == gold.head[t];
        result.labelled += head[t] == gold.head[t] && said == lang::base(static_cast<lang::Deprel>(gold.deprel[t]));
      }
    }
  }
  return result;
}

Result<void> teach(Net& net, const std::vector<Sample>& samples,
                   const std::vector<std::pair<std::string, std::vector<Sample>>>& dev, const Plan& plan,
                   const std::function<void(const std::string&)>& say) {
  const auto epoch_seed = [&](int epoch) { return plan.seed * 1000003 + static_cast<uint64_t>(epoch) * 7919; };
  const size_t per_epoch = make_batches(samples, plan.batch_words, epoch_seed(0)).size();
  int first = 0;
  if (!plan.checkpoint.empty() && std::filesystem::exists(plan.checkpoint)) {
    if (auto ok = net.load(plan.checkpoint); !ok) return ok;
    while (first < plan.epochs &&
           static_cast<int64_t>(per_epoch) * first + static_cast<int64_t>(per_epoch) / 2 < net.steps())
      ++first;
    say("continuing after epoch " + std::to_string(first));
  }
  for (int epoch = first; epoch < plan.epochs; ++epoch) {
    const auto start = std::chrono::steady_clock::now();
    const auto batches = make_batches(samples, plan.batch_words, epoch_seed(epoch));
    Losses sum;
    for (size_t i = 0; i < batches.size(); ++i) {
      const double progress =
          (epoch + static_cast<double>(i) / static_cast<double>(batches.size())) / static_cast<double>(plan.epochs);
      const uint64_t seed = Coin(epoch_seed(epoch) + i * 104729).next() | 1;
      const Losses l = net.pass(batches[i], plan.rates, seed, true);
      net.step(plan.rates, progress);
      const double part = 1.0 / static_cast<double>(batches.size());
      sum.arc += l.arc * part, sum.label += l.label * part, sum.upos += l.upos * part, sum.feats += l.feats * part;
      sum.names += l.names * part, sum.starts += l.starts * part;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    say(line_of(epoch + 1, plan.epochs, sum, took.count()));
    if ((epoch + 1) % plan.score_every == 0 || epoch + 1 == plan.epochs) {
      for (const auto& [name, set] : dev) say("  " + name + ": " + to_string(score(net, set)));
    }
    if (!plan.checkpoint.empty()) {
      if (auto ok = net.save(plan.checkpoint, true); !ok) return ok;
    }
  }
  return {};
}

}  // namespace casus::train
