// casus-train: learns the reader's model from treebanks and plain text.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/utf8.h"
#include "engine/engine.h"
#include "lang/conllu.h"
#include "lang/features.h"
#include "lang/parser.h"
#include "train/corpus.h"
#include "train/data.h"
#include "train/export.h"
#include "train/gum_names.h"
#include "train/rank.h"
#include "train/silver.h"
#include "train/teach.h"
#include "train/vectors.h"

namespace {

using namespace casus;

int complain(const Error& e) {
  std::fprintf(stderr, "casus-train: %s\n", to_string(e).c_str());
  return 1;
}

int vectors(const std::vector<std::string>& args) {
  if (args.size() < 2) {
    std::fprintf(stderr, "usage: casus-train vectors OUT TEXT...\n");
    return 2;
  }
  std::vector<std::vector<std::string>> sentences;
  size_t words = 0;
  const auto add = [&](std::vector<std::string>& forms) {
    std::vector<std::string> norms(forms.size());
    for (size_t i = 0; i < forms.size(); ++i) lang::normal_form(forms[i], norms[i]);
    words += forms.size();
    sentences.push_back(std::move(norms));
    forms.clear();
  };
  std::vector<std::string> forms;
  for (size_t i = 1; i < args.size(); ++i) {
    if (args[i].ends_with(".conllu")) {
      auto bytes = read_file(args[i]);
      if (!bytes) return complain(bytes.error());
      auto doc = lang::read_conllu(*bytes, false, {});
      if (!doc) return complain(doc.error());
      for (const auto& s : doc->document.sentences) {
        for (uint32_t t = s.tokens.first; t < s.tokens.last; ++t) forms.emplace_back(doc->document.form(TokenId(t)));
        add(forms);
      }
      continue;
    }
    auto ok = train::each_paragraph(args[i], [&](std::string_view paragraph) {
      train::rough_words(paragraph, forms);
      add(forms);
    });
    if (!ok) return complain(ok.error());
  }
  std::printf("%zu paragraphs, %zu words\n", sentences.size(), words);
  const train::Vectors v = train::learn_vectors(sentences, {});
  std::printf("%zu vectors\n", v.words.size());
  if (auto ok = train::save_vectors(v, args[0]); !ok) return complain(ok.error());
  return 0;
}

// Command-line options: --key value, repeated keys allowed.
class Options {
 public:
  explicit Options(const std::vector<std::string>& args) {
    for (size_t i = 0; i + 1 < args.size(); i += 2) pairs_.push_back({args[i], args[i + 1]});
  }
  std::vector<std::string> all(const std::string& key) const {
    std::vector<std::string> out;
    for (const auto& [k, v] : pairs_) {
      if (k == key) out.push_back(v);
    }
    return out;
  }
  std::string text(const std::string& key, const std::string& otherwise = "") const {
    const auto v = all(key);
    return v.empty() ? otherwise : v.back();
  }
  double number(const std::string& key, double otherwise) const {
    const std::string v = text(key);
    return v.empty() ? otherwise : std::atof(v.c_str());
  }
  int whole(const std::string& key, int otherwise) const { return static_cast<int>(number(key, otherwise)); }

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

Result<std::vector<train::Treebank>> read_banks(const Options& o, const std::string& key, const train::NameTags& names,
                                                uint32_t min_count) {
  std::vector<train::Treebank> banks;
  for (const std::string& path : o.all(key)) {
    auto read = train::read_treebank(path);
    if (!read) return tl::unexpected<Error>(read.error());
    banks.push_back({std::move(*read), names, min_count});
    const auto gum = o.all("--gum-names");
    if (std::find(gum.begin(), gum.end(), path) == gum.end()) continue;
    auto more = train::read_gum_names(path, banks.back().read);
    if (!more) return tl::unexpected<Error>(more.error());
    banks.back().names = std::move(*more);
    banks.back().scheme = 1;
  }
  return banks;
}

Result<train::NameTags> read_names(const Options& o, const std::string& key) {
  train::NameTags all;
  for (const std::string& path : o.all(key)) {
    auto read = train::read_iob2(path);
    if (!read) return read;
    all.merge(*read);
  }
  return all;
}

train::Shape shape_of(const Options& o, const train::Data& data) {
  train::Shape s;
  s.hidden = o.whole("--hidden", s.hidden), s.layers = o.whole("--layers", s.layers);
  s.arc = o.whole("--arc", s.arc), s.label = o.whole("--label", s.label);
  s.vec = data.vectors.dim, s.upos = lang::kUposCount, s.deprels = lang::kDeprelCount;
  s.feats = static_cast<int>(data.feat_classes.size()), s.words = static_cast<int>(data.words.size());
  s.hashed = static_cast<int>(lang::kHashedRows);
  s.listed = static_cast<int>(train::kListedClasses), s.schemes = 3;
  return s;
}

// Learns a net, from nothing or from the weights of a checkpoint (--start), from treebanks (--gold, twice in an epoch
// with --gold-times 2; --silver, not at all with --silver-times 0, which still takes its words) and names (--names,
// --io-names), with a name gazetteer (--gazetteer); --lower and --upper add copies of parts of the gold sentences in
// small letters or capitals, --joined of neighbours run together.
int reader(const std::vector<std::string>& args) {
  const Options o(args);
  train::Data data;
  auto vectors = train::load_vectors(o.text("--vectors"));
  if (!vectors) return complain(vectors.error());
  data.vectors = std::move(*vectors);
  if (const std::string path = o.text("--gazetteer"); !path.empty()) {
    auto gazetteer = train::read_gazetteer(path);
    if (!gazetteer) return complain(gazetteer.error());
    data.gazetteer = std::move(*gazetteer);
  }
  auto names = read_names(o, "--names");
  if (!names) return complain(names.error());
  auto gold = read_banks(o, "--gold", *names, 2);
  auto silver_names = read_names(o, "--silver-names");
  if (!silver_names) return complain(silver_names.error());
  auto silver = read_banks(o, "--silver", *silver_names, 5);
  auto dev_names = read_names(o, "--dev-names");
  if (!dev_names) return complain(dev_names.error());
  auto dev = read_banks(o, "--dev", *dev_names, 2);
  for (const auto* banks : {&gold, &silver, &dev}) {
    if (!*banks) return complain(banks->error());
  }
  std::vector<const train::Treebank*> all;
  for (const auto& b : *gold) all.push_back(&b);
  for (const auto& b : *silver) all.push_back(&b);
  data.count(all);

  std::vector<train::Sample> samples;
  const double lower = o.number("--lower", 0), upper = o.number("--upper", 0), joined = o.number("--joined", 0);
  uint64_t recased = static_cast<uint64_t>(o.whole("--seed", 1));
  const auto take = [&](const std::vector<train::Sample>& more, int times, bool gold_text = true) {
    for (int i = 0; i < times; ++i) {
      samples.insert(samples.end(), more.begin(), more.end());
      if (!gold_text) continue;
      const auto pairs = data.joined(more, joined, ++recased);
      samples.insert(samples.end(), pairs.begin(), pairs.end());
      const auto copies = data.recased(more, lower, upper, ++recased);
      samples.insert(samples.end(), copies.begin(), copies.end());
    }
  };
  const int times = o.whole("--gold-times", 1);
  for (const auto& b : *gold) take(data.samples(b), times);
  for (const auto& b : *silver) take(data.samples(b), o.whole("--silver-times", 1), false);
  for (const std::string& path : o.all("--io-names")) {
    auto text = train::read_io_names(path);
    if (!text) return complain(text.error());
    take(data.samples(*text), times);
  }
  std::vector<std::pair<std::string, std::vector<train::Sample>>> dev_samples;
  for (size_t i = 0; i < dev->size(); ++i)
    dev_samples.push_back({o.all("--dev")[i].substr(o.all("--dev")[i].rfind('/') + 1), data.samples((*dev)[i])});

  train::Plan plan;
  plan.epochs = o.whole("--epochs", plan.epochs);
  plan.rates.dropout = static_cast<float>(o.number("--dropout", plan.rates.dropout));
  plan.rates.names_weight = static_cast<float>(o.number("--names-weight", plan.rates.names_weight));
  plan.rates.rate = static_cast<float>(o.number("--rate", plan.rates.rate));
  plan.batch_words = static_cast<size_t>(o.whole("--batch", 900));
  plan.seed = static_cast<uint64_t>(o.whole("--seed", 1));
  plan.checkpoint = o.text("--checkpoint");
  plan.score_every = o.whole("--score-every", plan.score_every);
  train::Net net(shape_of(o, data), plan.seed);
  net.use(&data.types, data.vectors.values.data());
  if (const std::string start = o.text("--start"); !start.empty()) {
    if (auto ok = net.load(start); !ok) return complain(ok.error());
    net.restart();
  }
  const auto say = [](const std::string& line) {
    std::printf("%s\n", line.c_str());
    std::fflush(stdout);
  };
  say(std::to_string(samples.size()) + " sentences, " + std::to_string(data.words.size()) + " words, " +
      std::to_string(data.feat_classes.size()) + " feature classes");
  if (auto ok = train::teach(net, samples, dev_samples, plan, say); !ok) return complain(ok.error());
  std::vector<const lang::ConlluDocument*> lemmas;
  for (const auto& b : *gold) lemmas.push_back(&b.read);
  if (auto ok = train::export_model(net, data, lemmas).write(o.text("--out", "reader.model")); !ok)
    return complain(ok.error());
  return 0;
}

// Reads plain text with a model: --model, --text (repeated; a .conllu file is read anew, all of it), --words, --out
// TREES,
// --names-out NAMES.
int silver(const std::vector<std::string>& args) {
  const Options o(args);
  auto parser = lang::Parser::open(o.text("--model"));
  if (!parser) return complain(parser.error());
  train::SilverOptions options;
  options.max_words = static_cast<size_t>(o.whole("--words", 1000000));
  std::string trees, names;
  if (auto ok = train::make_silver(*parser, o.all("--text"), options, trees, names); !ok) return complain(ok.error());
  if (auto ok = write_file(o.text("--out", "silver.conllu"), trees); !ok) return complain(ok.error());
  if (auto ok = write_file(o.text("--names-out", "silver.iob2"), names); !ok) return complain(ok.error());
  return 0;
}

// Learns the ranker: --model, --pack, --examples FILE (repeated), --out. A tenth of the sentences is held out for the
// score, then everything is learnt.
int ranker(const std::vector<std::string>& args) {
  const Options o(args);
  auto resources = engine::Resources::load(o.text("--model"), o.text("--pack"));
  if (!resources) return complain(resources.error());
  engine::Worker worker(*resources, engine::kAllStages & ~engine::kCoding);
  std::vector<train::RankSample> samples, learnt, held;
  for (const std::string& path : o.all("--examples")) {
    auto read = train::read_rank_samples(path, worker);
    if (!read) return complain(read.error());
    samples.insert(samples.end(), read->begin(), read->end());
  }
  for (const auto& x : samples) (x.held_out ? held : learnt).push_back(x);
  train::RankPlan plan;
  plan.epochs = o.whole("--epochs", plan.epochs);
  plan.rate = static_cast<float>(o.number("--rate", plan.rate));
  plan.penalty = static_cast<float>(o.number("--penalty", plan.penalty));
  std::printf("%zu sentences, %zu of them held out\n", samples.size(), held.size());
  std::printf("%s\n", train::score_ranker(train::learn_ranker(learnt, plan), held).c_str());
  if (auto ok = train::export_ranker(train::learn_ranker(samples, plan)).write(o.text("--out", "ranker.model")); !ok)
    return complain(ok.error());
  return 0;
}

struct Counts {
  size_t words = 0, upos = 0, feats = 0, lemma = 0, head = 0, labelled = 0, names_right = 0, names_said = 0,
         names_gold = 0;
};

std::vector<train::KindSpan> spans_of(const lang::Parse& p, TokenRange r) {
  std::vector<train::KindSpan> out;
  for (const lang::NameSpan& n : p.names) {
    if (r.contains(n.tokens))
      out.push_back({n.tokens.first - r.first, n.tokens.last - r.first, static_cast<uint8_t>(n.kind)});
  }
  return out;
}

Counts compare(const lang::ConlluDocument& gold, const lang::Parse& said, const train::NameTags& names) {
  Counts c;
  const lang::Parse& g = gold.parse;
  for (uint32_t t = 0; t < gold.document.token_count(); ++t) {
    ++c.words;
    c.upos += g.upos[t] == said.upos[t];
    c.feats += g.feats[t] == said.feats[t];
    c.lemma += utf8::lower(g.lemma(TokenId(t))) == utf8::lower(said.lemma(TokenId(t)));
    c.head += g.head[t] == said.head[t];
    c.labelled += g.head[t] == said.head[t] && lang::base(g.deprel[t]) == lang::base(said.deprel[t]);
  }
  for (size_t s = 0; s < gold.sent_ids.size(); ++s) {
    const auto n = names.find(gold.sent_ids[s]);
    if (n == names.end()) continue;
    const auto a = train::tags_to_spans(n->second), b = spans_of(said, gold.document.sentences[s].tokens);
    for (const auto& x : b)
      c.names_right +=
          x.kind != static_cast<uint8_t>(lang::NameKind::kMisc) && std::find(a.begin(), a.end(), x) != a.end();
    for (const auto& x : a) c.names_gold += x.kind != static_cast<uint8_t>(lang::NameKind::kMisc);
    for (const auto& x : b)
      c.names_said += x.kind != static_cast<uint8_t>(lang::NameKind::kMisc);  // Universal NER's dev set has no MISC
  }
  return c;
}

// Scores a model on gold trees with the engine's own parser, and times it.
int score(const std::vector<std::string>& args) {
  const Options o(args);
  auto parser = lang::Parser::open(o.text("--model"));
  if (!parser) return complain(parser.error());
  auto names = read_names(o, "--names");
  if (!names) return complain(names.error());
  auto banks = read_banks(o, "--gold", *names, 2);
  if (!banks) return complain(banks.error());
  for (size_t bank = 0; bank < banks->size(); ++bank) {
    const std::string path = o.all("--gold")[bank];
    const lang::ConlluDocument* gold = &(*banks)[bank].read;
    lang::Workspace workspace(o.whole("--plain", 0) != 0);
    lang::Parse said;
    double best = 1e9;
    for (int round = 0; round < o.whole("--rounds", 3); ++round) {
      const auto start = std::chrono::steady_clock::now();
      parser->parse(gold->document, {}, workspace, said);
      best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    const Counts c = compare(*gold, said, (*banks)[bank].names);
    const auto part = [&](size_t n) { return static_cast<double>(n) / static_cast<double>(c.words); };
    const double f1 = c.names_gold == 0
                          ? 0
                          : 2.0 * static_cast<double>(c.names_right) / static_cast<double>(c.names_said + c.names_gold);
    std::printf("%s words=%zu upos=%.4f feats=%.4f lemma=%.4f uas=%.4f las=%.4f names_f1=%.4f words_per_second=%.0f\n",
                path.substr(path.rfind('/') + 1).c_str(), c.words, part(c.upos), part(c.feats), part(c.lemma),
                part(c.head), part(c.labelled), f1, static_cast<double>(c.words) / best);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + (argc > 1 ? 2 : 1), argv + argc);
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "vectors") return vectors(args);
  if (what == "reader") return reader(args);
  if (what == "silver") return silver(args);
  if (what == "score") return score(args);
  if (what == "ranker") return ranker(args);
  std::fprintf(stderr, "usage: casus-train vectors | reader | silver | score | ranker …\n");
  return 2;
}
