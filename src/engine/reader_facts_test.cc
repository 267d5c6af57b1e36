// What the reader must get right about single sentences: tests/golden/reader/facts.txt. A block is a title line ("=
// kind: title"), the text ("> …", one a line), and facts: "WORD relation HEAD", "WORD root", "WORD upos TAG", "WORD
// lemma BASE", "WORDS name KIND", "sentences N"; "word#2" is the second such word. "! " marks a fact that the shipped
// model misses; CASUS_UPDATE=1 sets and clears these marks.
#include <doctest/doctest.h>

#include <cstdlib>
#include <sstream>

#include "base/files.h"
#include "engine/engine.h"

using namespace casus;
using namespace casus::engine;

namespace {

class Facts {
 public:
  explicit Facts(const Analysed& a) : a_(a) {}

  bool holds(const std::string& fact) const {
    std::vector<std::string> w;
    std::istringstream in(fact);
    for (std::string x; in >> x;) w.push_back(x);
    if (w.size() == 2 && w[0] == "sentences") return std::to_string(a_.doc.sentences.size()) == w[1];
    for (size_t i = 1; i + 1 < w.size(); ++i)
      if (w[i] == "name") return name({w.begin(), w.begin() + static_cast<ptrdiff_t>(i)}, w[i + 1]);
    const int64_t t = w.empty() ? -1 : token(w[0]);
    if (t < 0) return false;
    const TokenId id(static_cast<uint32_t>(t));
    if (w.size() == 2 && w[1] == "root") return a_.parse.is_root(id);
    if (w.size() != 3) return false;
    if (w[1] == "upos") return lang::to_string(a_.parse.upos[id.v]) == w[2];
    if (w[1] == "lemma") return a_.parse.lemma(id) == w[2];
    return !a_.parse.is_root(id) && lang::to_string(lang::base(a_.parse.deprel[id.v])) == w[1] &&
           a_.parse.head_of(id).v == static_cast<uint32_t>(token(w[2]));
  }

 private:
  int64_t token(std::string word) const {
    size_t nth = 1;
    if (const size_t at = word.rfind('#'); at != std::string::npos && at > 0 && at + 2 == word.size())
      nth = static_cast<size_t>(word.back() - '0'), word.resize(at);
    for (uint32_t t = 0; t < a_.doc.token_count(); ++t)
      if (a_.doc.form(TokenId(t)) == word && --nth == 0) return t;
    return -1;
  }
  bool name(const std::vector<std::string>& words, const std::string& kind) const {
    static constexpr const char* kKinds[] = {"", "PER", "ORG", "LOC", "MISC"};
    for (const auto& n : a_.parse.names) {
      if (n.tokens.size() != words.size() || kKinds[static_cast<size_t>(n.kind)] != kind) continue;
      bool same = true;
      for (uint32_t i = 0; i < n.tokens.size(); ++i)
        same = same && a_.doc.form(TokenId(n.tokens.first + i)) == words[i];
      if (same) return true;
    }
    return false;
  }
  const Analysed& a_;
};

}  // namespace

TEST_CASE("the reader's facts hold, but for the known misses") {
  const std::string path = CASUS_SOURCE_DIR "/tests/golden/reader/facts.txt";
  auto resources = Resources::load(CASUS_SOURCE_DIR "/models/reader.model", "", kParse);
  REQUIRE(resources.has_value());
  auto bytes = read_file(path);
  REQUIRE(bytes.has_value());
  const bool update = std::getenv("CASUS_UPDATE") != nullptr;
  Worker worker(*resources, kParse);
  std::string out, text, title;
  bool read = false;
  size_t facts = 0, misses = 0;
  std::istringstream in(*bytes);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("= ")) {
      title = line, text.clear(), read = false;
    } else if (line.starts_with("> ")) {
      text += (text.empty() ? "" : "\n") + line.substr(2);
    } else if (!line.empty() && line.front() != '#') {
      if (!read) {
        article::Article article;
        article.id = "x", article.text = text;
        worker.analyse(article, false, worker.scratch());
        read = true;
      }
      const bool known_miss = line.starts_with("! ");
      const std::string fact = known_miss ? line.substr(2) : line;
      const bool holds = Facts(worker.scratch()).holds(fact);
      ++facts, misses += !holds;
      if (!update) CHECK_MESSAGE((holds || known_miss), title << ": " << fact);
      line = (holds ? "" : "! ") + fact;
    }
    out += line + "\n";
  }
  CHECK(facts >= 300);
  CHECK(misses * 10 <= facts);
  if (update) REQUIRE(write_file(path, out).has_value());
}
