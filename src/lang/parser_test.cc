#include "lang/parser.h"

#include <doctest/doctest.h>

#include <cstring>
#include <random>
#include <thread>

#include "base/files.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "lang/conllu.h"
#include "lang/model.h"

using namespace casus;
using namespace casus::lang;

namespace {

const std::string kModelPath = std::string(CASUS_SOURCE_DIR) + "/models/reader.model";

const Parser& parser() {
  static const Parser kParser = [] {
    auto p = Parser::open(kModelPath);
    REQUIRE_MESSAGE(p.has_value(), "models/reader.model must open");
    return *p;
  }();
  return kParser;
}

// Words separated by blanks, one sentence a string.
text::Document document(const std::vector<std::string>& sentences) {
  std::string conllu;
  for (const std::string& s : sentences) {
    int id = 0;
    for (size_t at = 0; at < s.size();) {
      const size_t end = std::min(s.find(' ', at), s.size());
      conllu += std::to_string(++id) + "\t" + s.substr(at, end - at) + "\t_\t_\t_\t_\t_\t_\t_\t_\n";
      at = end + 1;
    }
    conllu += "\n";
  }
  auto r = read_conllu(conllu, false, {});
  REQUIRE(r.has_value());
  return r->document;
}

const std::vector<std::string> kSentences = {
    "Police arrested ten students in Caracas on Monday .",
    "Ten students were arrested by police .",
    "Seoul , Tokyo hold talks",
    "The envoy , who met the rebels in March , did n't say that they had agreed to a truce .",
    "\"",
    "\xC3\x9Cmit \xC3\x96zil \xE2\x80\x94 \xE6\x9D\xB1\xE4\xBA\xAC \xF0\x9F\x98\x80 naïve",
    "Troops left the town after the president ordered them home , officials said .",
    "No",
};

bool same(const Parse& a, const Parse& b) {
  bool names = a.names.size() == b.names.size();
  for (size_t i = 0; names && i < a.names.size(); ++i)
    names = a.names[i].tokens == b.names[i].tokens && a.names[i].kind == b.names[i].kind;
  return names && a.upos == b.upos && a.feats == b.feats && a.head == b.head && a.deprel == b.deprel &&
         a.lemma_bytes == b.lemma_bytes && a.lemma_at == b.lemma_at;
}

void check_shape(const text::Document& d, const Parse& p) {
  REQUIRE(p.upos.size() == d.token_count());
  REQUIRE(p.lemma_at.size() == d.token_count() + 1);
  REQUIRE(p.lemma_symbol.size() == d.token_count());
  REQUIRE(p.form_symbol.size() == d.token_count());
  for (const auto& s : d.sentences) {
    int roots = 0;
    for (uint32_t t = s.tokens.first; t < s.tokens.last; ++t) {
      roots += p.head[t] == t;
      CHECK((p.head[t] == t) == (p.deprel[t] == Deprel::root));
      CHECK_FALSE(p.lemma(TokenId(t)).empty());
      uint32_t at = t, steps = 0;
      while (p.head[at] != at && steps <= s.tokens.size()) {
        at = p.head[at], ++steps;
        REQUIRE(s.tokens.contains(TokenId(at)));
      }
      CHECK(steps <= s.tokens.size());
    }
    CHECK(roots == 1);
  }
  for (size_t i = 1; i < p.names.size(); ++i) CHECK(p.names[i - 1].tokens.last <= p.names[i].tokens.first);
}

}  // namespace

TEST_CASE("plain sentences are read as a person would") {
  const text::Document d = document(kSentences);
  Workspace w;
  Parse p;
  parser().parse(d, {}, w, p);
  check_shape(d, p);
  CHECK(p.deprel[0] == Deprel::nsubj);
  CHECK(p.is_root(TokenId(1u)));
  CHECK(p.lemma(TokenId(1u)) == "arrest");
  CHECK(p.lemma(TokenId(3u)) == "student");
  CHECK(p.deprel[3] == Deprel::obj);
  CHECK(p.head[3] == 1);
  CHECK(p.upos[5] == Upos::PROPN);
  const uint32_t second = d.sentences[1].tokens.first;
  CHECK(p.deprel[second + 1] == Deprel::nsubj_pass);
  CHECK(p.deprel[second + 5] == Deprel::obl_agent);
  CHECK(p.has(TokenId(second + 3), kPassVoice));
}

TEST_CASE("the result is the same for any batch, order, workspace and instruction set") {
  const text::Document d = document(kSentences);
  Workspace used, plain(true);
  Parse all, again, slow;
  parser().parse(d, {}, used, all);
  parser().parse(d, {}, used, again);
  parser().parse(d, {}, plain, slow);
  CHECK(same(all, again));
  CHECK(same(all, slow));
  for (size_t s = 0; s < kSentences.size(); ++s) {
    const text::Document one = document({kSentences[s]});
    Workspace fresh;
    Parse p;
    parser().parse(one, {}, s % 2 == 0 ? fresh : used, p);
    const uint32_t first = d.sentences[s].tokens.first;
    for (uint32_t t = 0; t < one.token_count(); ++t) {
      CHECK(p.upos[t] == all.upos[first + t]);
      CHECK(p.head[t] + first == all.head[first + t]);
      CHECK(p.deprel[t] == all.deprel[first + t]);
      CHECK(p.lemma(TokenId(t)) == all.lemma(TokenId(first + t)));
    }
  }
}

TEST_CASE("threads share a parser") {
  const text::Document d = document(kSentences);
  Workspace w;
  Parse expected;
  parser().parse(d, {}, w, expected);
  std::vector<Parse> got(4);
  std::vector<std::thread> threads;
  for (Parse& p : got) {
    threads.emplace_back([&] {
      Workspace own;
      for (int i = 0; i < 3; ++i) parser().parse(d, {}, own, p);
    });
  }
  for (auto& t : threads) t.join();
  for (const Parse& p : got) CHECK(same(p, expected));
}

TEST_CASE("empty, long and strange documents") {
  Workspace w;
  Parse p;
  parser().parse(text::Document{}, {}, w, p);
  CHECK(p.lemma_at.size() == 1);
  text::Document d;  // one sentence of 900 tokens, over the limit
  for (uint32_t i = 0; i < 900; ++i) {
    d.begin.push_back(static_cast<uint32_t>(d.text.size()));
    d.text += i % 7 == 0 ? "\xFF\xFE" : "word";
    d.end.push_back(static_cast<uint32_t>(d.text.size()));
    d.flags.push_back(0);
  }
  text::Sentence s;
  s.tokens = {0, 900};
  d.sentences = {s};
  parser().parse(d, {}, w, p);
  CHECK(p.upos.size() == 900);
  int roots = 0;
  for (uint32_t t = 0; t < 900; ++t) roots += p.head[t] == t;
  CHECK(roots == 1);
}

TEST_CASE("names are spans in text order") {
  const text::Document d = document({"President Nicolas Maduro met Angela Merkel in Berlin ."});
  Workspace w;
  Parse p;
  parser().parse(d, {}, w, p);
  check_shape(d, p);
  for (const NameSpan& n : p.names) CHECK(n.kind != NameKind::kNone);
}

TEST_CASE("a missing model and a damaged one are errors, never crashes") {
  auto missing = Parser::open("/nonexistent/reader.model");
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().code == ErrorCode::kModelMissing);
  auto junk = Model::from_bytes(std::vector<std::byte>(100));
  REQUIRE_FALSE(junk.has_value());
  CHECK(junk.error().code == ErrorCode::kModelInvalid);

  auto file = read_file(kModelPath);
  REQUIRE(file.has_value());
  std::mt19937 random(8);
  const text::Document d = document({kSentences[3]});
  int opened = 0;
  for (int round = 0; round < 40; ++round) {
    std::vector<std::byte> bytes(file->size());
    std::memcpy(bytes.data(), file->data(), file->size());
    const size_t reach = round % 2 == 0 ? 4096 : bytes.size() - 24;  // header and section table, or anywhere
    for (int k = 0; k < 1 + round % 5; ++k)
      bytes[24 + random() % (reach - 24)] = static_cast<std::byte>(random() % 256);
    if (round % 10 == 9) bytes.resize(24 + random() % (bytes.size() - 24));
    const std::string_view rest(reinterpret_cast<const char*>(bytes.data()) + 24, bytes.size() - 24);
    const uint64_t hash = hash64(rest);
    std::memcpy(bytes.data() + 16, &hash, sizeof hash);
    auto m = Model::from_bytes(std::move(bytes));
    if (!m) {
      CHECK(m.error().code == ErrorCode::kModelInvalid);
      continue;
    }
    ++opened;
    Workspace w;
    Parse p;
    Parser(*m).parse(d, {}, w, p);
    check_shape(d, p);
  }
  MESSAGE("of 40 damaged models, opened: " << opened);
}

TEST_CASE("folding ASCII is lower-casing, as the parser assumes") {
  std::string ascii, lower;
  for (char c = 1; c < 127; ++c) ascii += c, lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  CHECK(utf8::fold(ascii) == lower);
}
