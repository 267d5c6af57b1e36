// The stages behind the parser on any tree over real words: parsers err, and no tree may break what reads it.
//
// Each token takes four bytes: word, where its head is, relation, tag. Heads are chosen among the tokens already tied
// to the tree, in an order that the input gives, so that every input makes a tree.
#include <numeric>

#include "check_records.h"
#include "fuzz.h"
#include "lang/conllu.h"

using namespace casus;

namespace {

constexpr std::string_view kWords[] = {
    "Russia",   "Iran",   "Peruvian",  "Merkel", "police",     "troops",    "rebels",   "minister",  "president",
    "students", "Lima",   "Kabul",     "the",    "a",          "his",       "their",    "who",       "which",
    "they",     "he",     "and",       "or",     "but",        ",",         ".",        "\"",        "“",
    "”",        "(",      ")",         "said",   "accused",    "denied",    "met",      "attacked",  "killed",
    "arrested", "agreed", "refused",   "urged",  "threatened", "lifted",    "imposed",  "sent",      "held",
    "was",      "were",   "been",      "be",     "has",        "will",      "would",    "not",       "never",
    "n't",      "to",     "of",        "in",     "on",         "by",        "with",     "between",   "after",
    "before",   "if",     "that",      "talks",  "attack",     "sanctions", "aid",      "agreement", "release",
    "protest",  "visit",  "ban",       "Monday", "yesterday",  "1987",      "May",      "according", "U.S.",
    "'s",       "two",    "thousands", "both",   "sides",      "ready",     "critical", "—",         "UN",
    "called",   "off",    "handed",    "over",   "aside",      "out",       "freed",    "granted"};

void build(fuzz::Bytes& in, engine::Analysed& a, const pack::Symbols& symbols) {
  a.doc.clear(), a.parse.clear();
  const uint32_t n = 1 + in.byte() % 40;
  std::vector<uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0u);
  a.parse.head.resize(n);
  a.parse.deprel.assign(n, lang::Deprel::root);
  for (uint32_t i = 0; i < n; ++i) std::swap(order[i], order[i + in.byte() % (n - i)]);
  for (uint32_t i = 0; i < n; ++i) {
    const uint32_t t = order[i];
    a.parse.head[t] = i == 0 ? t : order[in.byte() % i];
    auto relation = static_cast<lang::Deprel>(in.byte() % lang::kDeprelCount);
    if (i > 0 && relation == lang::Deprel::root) relation = lang::Deprel::dep;
    if (i > 0) a.parse.deprel[t] = relation;
  }
  for (uint32_t t = 0; t < n; ++t) {
    const std::string_view word = kWords[in.byte() % std::size(kWords)];
    if (t > 0) a.doc.text += ' ';
    a.doc.begin.push_back(static_cast<uint32_t>(a.doc.text.size()));
    a.doc.text += word;
    a.doc.end.push_back(static_cast<uint32_t>(a.doc.text.size()));
    a.doc.flags.push_back(text::kSpaceAfter);
    const uint8_t tag = in.byte();
    a.parse.upos.push_back(static_cast<lang::Upos>(tag % lang::kUposCount));
    a.parse.feats.push_back(static_cast<uint16_t>(tag * 257));
    lang::append_lemma(a.parse, tag & 1 && word.ends_with("ed") ? word.substr(0, word.size() - 2) : word, word,
                       symbols);
  }
  a.doc.sentences.push_back({{0, a.doc.end.back()}, {0, n}, 0, text::SentenceKind::kBody});
  a.doc.body_size = static_cast<uint32_t>(a.doc.text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static engine::Worker worker = fuzz::make_worker(CASUS_MODEL, CASUS_PACK);
  fuzz::Bytes in(data, size);
  engine::Analysed& a = worker.scratch();
  build(in, a, worker.resources().symbols());
  article::Article article;
  article.id = "fuzz", article.published = "2014-04-17", article.text = a.doc.text;
  worker.analyse_parsed(article, true, a);
  fuzz::check_records(worker);
  const auto party = [&] {
    const size_t n = a.doc.token_count(), first = in.byte() % n, last = first + in.byte() % (n - first);
    return std::vector<Span>{{a.doc.begin[first], a.doc.end[last]}};
  };
  const auto source = party(), target = party();
  const auto relation = worker.resources().codebook().relate(a.view(), source, target);
  fuzz::demand(relation.event != coding::Event::kNone && relation.score >= 0 && relation.score <= 1,
               "relate always answers, with a score between 0 and 1");
  return 0;
}
