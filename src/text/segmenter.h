// The machine behind segment(): one pass over the text, chunk by chunk (a chunk is what stands between white space).
//
// A chunk is read from left to right; at each place one kind of token is recognised by what stands there: an internet
// name, a word with all that may stand inside it (U.S., 1,000, O'Brien, anti-war), an apostrophe, or other punctuation.
// Whether a full stop belongs to the word before it is settled at once, with a look at the word after it. A stop that
// may end a sentence is remembered; when the next chunk begins, `ends_before` settles whether the sentence does end.
// Lookahead is bounded (a word, or a token's greatest length), so time is linear. Internal to `text`.
#pragma once
#include <cstdint>
#include <string_view>

#include "text/chars.h"
#include "text/lexicon.h"
#include "text/text.h"

namespace casus::text {

class Segmenter {
 public:
  explicit Segmenter(Document& doc) : doc_(doc), text_(doc.text) {}

  // Appends the sentences of one block. `one` = the block is a single sentence whatever stops it holds.
  void block(Span span, SentenceKind kind, uint32_t paragraph, bool one);

 private:
  // What the last thing that may end a sentence was.
  enum class Stop : uint8_t {
    kNone,
    kStop,   // "."
    kMark,   // "!" "?"
    kDots,   // "…"
    kNever,  // "Gen.", a list number: the sentence goes on
    kName,   // "U.S.", "Inc.": ends before a word that is capitalised only at the start of sentences
    kFinal,  // "etc.": ends before any capital
    kTime,   // "p.m.": as kFinal, but "GMT" or "Monday" may follow
  };
  // The word after a place, as far as the choice between stop and abbreviation needs it.
  struct Next {
    enum Kind : uint8_t { kEnd, kLower, kUpper, kDigit, kPunct, kReference, kSymbol } kind = kEnd;
    uint32_t lex = 0;
    uint32_t length = 0;    // bytes of the word
    bool dotted = false;    // a stop follows it
    bool capitals = false;  // its second letter is one, too
    bool starter() const { return (lex & kLexStarter) && !(length == 1 && dotted); }
  };

  void plain_word(uint32_t begin, uint32_t end, uint64_t hash);
  void chunk(uint32_t begin, uint32_t end);
  uint32_t punctuation(uint32_t at, const At& c);
  uint32_t apostrophe(uint32_t at, const At& c);
  uint32_t dot(uint32_t at);

  // words.cc
  uint32_t word(uint32_t at);
  uint32_t scan_word(uint32_t at, uint32_t& apostrophe) const;
  bool joins(uint32_t begin, uint32_t part, uint32_t at, const At& c) const;
  bool joins_dot(uint32_t part, uint32_t at) const;
  bool joins_digits(uint32_t begin, uint32_t at, char c) const;
  bool joins_hyphen(uint32_t begin, uint32_t part, uint32_t at) const;
  uint32_t split_clitics(uint32_t begin, uint32_t end, uint32_t apostrophe);
  bool split_number(uint32_t begin, uint32_t end);
  uint32_t link_end(uint32_t at) const;
  uint32_t emoticon_end(uint32_t at) const;

  // stops.cc
  Stop abbreviation(uint32_t begin, uint32_t end) const;
  Stop initial(uint32_t begin, uint32_t end, const Next& next) const;
  Stop listed(uint32_t begin, uint32_t end, uint32_t lex, const Next& next) const;
  Next peek(uint32_t at) const;
  bool ends_before(uint32_t at) const;
  bool stop_is_missing(uint32_t at) const;
  bool is_reference(uint32_t begin, uint32_t end) const;

  void emit(uint32_t begin, uint32_t end, uint8_t flags = 0);
  void emit_stop(uint32_t begin, uint32_t end, Stop stop);
  void finish_sentence();

  At at(uint32_t pos) const { return char_at(text_, pos); }
  Char kind_at(uint32_t pos, uint32_t limit) const { return pos < limit ? char_at(text_, pos).kind : Char::kSpace; }
  uint32_t before(uint32_t pos) const;   // where the character before `pos` begins; pos > 0
  Char kind_before(uint32_t pos) const;  // kSpace at the start of the chunk
  uint32_t tokens_in_sentence() const { return static_cast<uint32_t>(doc_.begin.size()) - first_; }
  std::string_view last_form() const;  // of the sentence so far; "" if it has none

  Document& doc_;
  const std::string_view text_;
  uint32_t end_ = 0;  // of the block
  uint32_t chunk_begin_ = 0, chunk_end_ = 0;
  bool chunk_at_ = false;    // the chunk holds "@"
  bool chunk_link_ = false;  // the chunk holds ".", "/" or ":" inside
  uint32_t first_ = 0;       // first token of the open sentence
  SentenceKind kind_ = SentenceKind::kBody;
  uint32_t paragraph_ = 0;
  bool one_ = false;
  Stop stop_ = Stop::kNone;
  bool closed_ = false;       // a closing quote or bracket stands after the stop
  bool single_open_ = false;  // an opening single quote has not been closed
  bool double_open_ = false;  // the same for the straight double quote
};

}  // namespace casus::text
