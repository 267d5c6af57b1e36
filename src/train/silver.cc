#include "train/silver.h"

#include <unordered_set>

#include "base/files.h"
#include "base/hash.h"
#include "lang/conllu.h"
#include "text/text.h"
#include "train/corpus.h"

namespace casus::train {

namespace {

// The chosen sentences of one document as a document of their own.
void keep(const text::Document& from, const std::vector<size_t>& chosen, text::Document& to) {
  to.clear();
  to.text = from.text;
  for (size_t s : chosen) {
    text::Sentence sentence = from.sentences[s];
    const TokenRange r = sentence.tokens;
    sentence.tokens = {static_cast<uint32_t>(to.token_count()), static_cast<uint32_t>(to.token_count()) + r.size()};
    for (uint32_t t = r.first; t < r.last; ++t) {
      to.begin.push_back(from.begin[t]), to.end.push_back(from.end[t]), to.flags.push_back(from.flags[t]);
    }
    to.sentences.push_back(sentence);
  }
}

void write_names(const text::Document& d, const lang::Parse& p, const std::vector<std::string>& ids, std::string& out) {
  static constexpr const char* kKinds[] = {"O", "PER", "ORG", "LOC", "MISC"};
  size_t name = 0;
  for (size_t s = 0; s < d.sentences.size(); ++s) {
    out += "# sent_id = " + ids[s] + "\n";
    const TokenRange r = d.sentences[s].tokens;
    for (uint32_t t = r.first; t < r.last; ++t) {
      while (name < p.names.size() && p.names[name].tokens.last <= t) ++name;
      const bool in = name < p.names.size() && p.names[name].tokens.contains(TokenId(t));
      out += std::to_string(t - r.first + 1) + "\t";
      out += d.form(TokenId(t));
      out += in ? (p.names[name].tokens.first == t ? "\tB-" : "\tI-") +
                      std::string(kKinds[static_cast<size_t>(p.names[name].kind)])
                : "\tO";
      out += '\n';
    }
    out += '\n';
  }
}

bool good_sentence(const text::Document& d, const text::Sentence& s, const SilverOptions& o) {
  if (s.tokens.size() < o.min_tokens || s.tokens.size() > o.max_tokens || s.kind != text::SentenceKind::kBody)
    return false;
  const std::string_view last = d.form(TokenId(s.tokens.last - 1));
  return last == "." || last == "?" || last == "!" || last == "\"" || last == "\xE2\x80\x9D";
}

}  // namespace

Result<void> make_silver(const lang::Parser& parser, const std::vector<std::string>& texts, const SilverOptions& o,
                         std::string& trees, std::string& names) {
  size_t all_bytes = 0;
  for (const std::string& path : texts) {
    if (path.ends_with(".conllu")) continue;
    if (auto ok = each_paragraph(path, [&](std::string_view p) { all_bytes += p.size(); }); !ok) return ok;
  }
  const double share = std::min(1.0, static_cast<double>(o.max_words) * 7.5 / static_cast<double>(all_bytes + 1));
  std::unordered_set<uint64_t> seen;
  lang::Workspace workspace;
  lang::Parse parse;
  text::Document document, part;
  article::Article article;
  size_t words = 0, count = 0;
  const auto take = [&](std::string_view paragraph) {
    if (words >= o.max_words) return;
    if (static_cast<double>(hash64(paragraph, o.seed) >> 11) * 0x1.0p-53 > share) return;
    article.text = paragraph;
    article.blocks = {{{0, static_cast<uint32_t>(paragraph.size())}, article::BlockKind::kParagraph}};
    text::segment(article, document);
    std::vector<size_t> chosen;
    std::vector<std::string> ids;
    for (size_t s = 0; s < document.sentences.size(); ++s) {
      const text::Sentence& sentence = document.sentences[s];
      if (!good_sentence(document, sentence, o) || !seen.insert(hash64(slice(document.text, sentence.span))).second)
        continue;
      chosen.push_back(s);
      ids.push_back("s" + std::to_string(++count));
      words += sentence.tokens.size();
    }
    keep(document, chosen, part);
    parser.parse(part, {}, workspace, parse);
    lang::write_conllu(part, parse, ids, trees);
    write_names(part, parse, ids, names);
  };
  for (const std::string& path : texts) {
    if (path.ends_with(".conllu")) {
      auto bytes = read_file(path);
      if (!bytes) return tl::unexpected<Error>(bytes.error());
      auto given = lang::read_conllu(*bytes, false, {});
      if (!given) return tl::unexpected<Error>(given.error());
      parser.parse(given->document, {}, workspace, parse);
      lang::write_conllu(given->document, parse, given->sent_ids, trees);
      write_names(given->document, parse, given->sent_ids, names);
    } else if (auto ok = each_paragraph(path, take); !ok) {
      return ok;
    }
  }
  return {};
}

}  // namespace casus::train
