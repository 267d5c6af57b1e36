// An article's text as sentences and tokens: Universal Dependencies English segmentation.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "base/ids.h"

namespace casus::text {

// How a sentence stands in the article. A title is the article's metadata headline; a headline stands inside the text.
enum class SentenceKind : uint8_t { kBody, kTitle, kHeadline, kDateline, kByline, kBullet, kTable };

struct Sentence {
  Span span;          // bytes of Document::text, trimmed of white space
  TokenRange tokens;  // never empty
  uint32_t paragraph = 0;
  SentenceKind kind = SentenceKind::kBody;
};

enum TokenFlag : uint8_t {
  kSpaceAfter = 1,  // white space (or the end) follows
  kMwtFirst = 2,    // first syntactic word of a multiword token ("do" of "don't")
  kMwtInside = 4,   // later syntactic word of one ("n't")
};

// The segmented document. Tokens are columns; each is a substring of `text`. Sentences are in text order, the title (if
// any) last: `text` is the article's text, followed, if there is a title, by "\n\n" and the title. Offsets below
// `body_size` are offsets into Article::text.
struct Document {
  std::string text;
  uint32_t body_size = 0;
  std::vector<uint32_t> begin, end;  // per token, bytes of `text`
  std::vector<uint8_t> flags;        // per token, TokenFlag bits
  std::vector<Sentence> sentences;

  size_t token_count() const { return begin.size(); }
  Span span(TokenId t) const { return {begin[t.v], end[t.v]}; }
  Span span(TokenRange r) const { return r.empty() ? Span{} : Span{begin[r.first], end[r.last - 1]}; }
  std::string_view form(TokenId t) const { return std::string_view(text).substr(begin[t.v], end[t.v] - begin[t.v]); }
  std::string_view words(TokenRange r) const { return slice(text, span(r)); }
  bool space_after(TokenId t) const { return flags[t.v] & kSpaceAfter; }
  void clear() {
    text.clear(), begin.clear(), end.clear(), flags.clear(), sentences.clear();
    body_size = 0;
  }
};

// Segments `article` into `out` (cleared first; its buffers are kept). Never fails: sentences over
// limits::kMaxSentenceTokens are cut, tokens over limits::kMaxTokenBytes too. Every non-blank byte of the text is in
// exactly one token.
void segment(const article::Article& article, Document& out);

// Ends a sentence before each of `starts` (token indices, ascending) where it may: in running text, between words that
// white space parts. Returns whether any sentence was split. Tokens stay.
bool split_sentences(Document& document, const std::vector<uint32_t>& starts);

}  // namespace casus::text
