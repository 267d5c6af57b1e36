#include <algorithm>

#include "article/layout.h"
#include "base/limits.h"
#include "text/segmenter.h"
#include "text/text.h"

namespace casus::text {

namespace {

SentenceKind sentence_kind(article::BlockKind kind) {
  using article::BlockKind;
  switch (kind) {
    case BlockKind::kHeadline:
      return SentenceKind::kHeadline;
    case BlockKind::kDateline:
      return SentenceKind::kDateline;
    case BlockKind::kByline:
    case BlockKind::kAgency:
      return SentenceKind::kByline;
    case BlockKind::kBullet:
      return SentenceKind::kBullet;
    case BlockKind::kTable:
      return SentenceKind::kTable;
    case BlockKind::kParagraph:
    case BlockKind::kQuoteLine:
      break;
  }
  return SentenceKind::kBody;
}

// Datelines, bylines and table rows hold stops that end nothing.
bool is_one_sentence(SentenceKind kind) {
  return kind == SentenceKind::kDateline || kind == SentenceKind::kByline || kind == SentenceKind::kTable;
}

}  // namespace

void segment(const article::Article& article, Document& out) {
  out.clear();
  out.text = article.text;
  out.body_size = static_cast<uint32_t>(article.text.size());
  if (!article.title.empty()) out.text.append("\n\n").append(article.title);

  std::vector<article::Block> found;
  if (article.blocks.empty()) article::find_blocks(article.text, found);
  const auto& blocks = article.blocks.empty() ? found : article.blocks;

  Segmenter segmenter(out);
  uint32_t at = 0, paragraph = 0;
  for (const auto& b : blocks) {
    // Whatever blocks the article brings, no byte is lost and none is taken twice.
    const uint32_t begin = std::clamp(b.span.begin, at, out.body_size);
    const uint32_t end = std::clamp(b.span.end, begin, out.body_size);
    if (begin > at) segmenter.block({at, begin}, SentenceKind::kBody, paragraph, false);
    const auto kind = sentence_kind(b.kind);
    segmenter.block({begin, end}, kind, paragraph, is_one_sentence(kind));
    if (b.kind != article::BlockKind::kDateline) ++paragraph;
    at = end;
  }
  if (at < out.body_size) segmenter.block({at, out.body_size}, SentenceKind::kBody, paragraph++, false);
  if (!article.title.empty())
    segmenter.block({out.body_size + 2, static_cast<uint32_t>(out.text.size())}, SentenceKind::kTitle, paragraph,
                    false);
}

bool split_sentences(Document& doc, const std::vector<uint32_t>& starts) {
  if (starts.empty()) return false;
  std::vector<Sentence> out;
  size_t next = 0;
  for (Sentence s : doc.sentences) {
    for (; next < starts.size() && starts[next] < s.tokens.last; ++next) {
      const uint32_t t = starts[next];
      const bool running = s.kind == SentenceKind::kBody || s.kind == SentenceKind::kBullet;
      if (!running || t <= s.tokens.first || !doc.space_after(TokenId(t - 1))) continue;
      out.push_back(s);
      out.back().tokens.last = t;
      out.back().span = doc.span(out.back().tokens);
      s.tokens.first = t;
      s.span = doc.span(s.tokens);
    }
    out.push_back(s);
  }
  const bool any = out.size() > doc.sentences.size();
  doc.sentences.swap(out);
  return any;
}

void Segmenter::block(Span span, SentenceKind kind, uint32_t paragraph, bool one) {
  end_ = span.end, kind_ = kind, paragraph_ = paragraph, one_ = one;
  stop_ = Stop::kNone, closed_ = single_open_ = double_open_ = false;
  first_ = static_cast<uint32_t>(doc_.begin.size());
  for (uint32_t i = span.begin; i < end_;) {
    const At first = at(i);
    if (first.kind == Char::kSpace) {
      i += first.length;
      continue;
    }
    const uint32_t begin = i;
    bool letters = true;
    chunk_at_ = chunk_link_ = false;
    WordHash hash;
    while (i < end_) {
      const At c = at(i);
      if (c.kind == Char::kSpace) break;
      if (c.length == 1 && is_alpha(c.kind)) {
        hash.add(static_cast<char>(c.c));
      } else {
        letters = false;
        chunk_at_ |= c.c == '@';
        chunk_link_ |= c.c == '.' || c.c == '/' || c.c == '@';
      }
      i += c.length;
    }
    const bool over = stop_ != Stop::kNone ? ends_before(begin) : first.kind == Char::kUpper && stop_is_missing(begin);
    if (over && !one_) finish_sentence();
    const Stop before = stop_;
    if (letters)
      plain_word(begin, i, hash.value());
    else
      chunk(begin, i);
    if (before == Stop::kStop && is_reference(begin, i)) stop_ = before;  // "… in 1971. [3] The next …"
    doc_.flags.back() |= kSpaceAfter;
  }
  finish_sentence();
}

// "[3]", "[12,14]".
bool Segmenter::is_reference(uint32_t begin, uint32_t end) const {
  if (end - begin < 3 || text_[begin] != '[' || text_[end - 1] != ']') return false;
  return std::all_of(text_.begin() + begin + 1, text_.begin() + end - 1,
                     [](char c) { return (c >= '0' && c <= '9') || c == ',' || c == '-'; });
}

void Segmenter::plain_word(uint32_t begin, uint32_t end, uint64_t hash) {
  const uint32_t lex = end - begin <= 8 ? lexicon(hash) : 0;
  if (lex & kLexSplit) {
    emit(begin, begin + split_at(lex), kMwtFirst);
    emit(begin + split_at(lex), end, kMwtInside);
  } else {
    emit(begin, end);
  }
}

void Segmenter::chunk(uint32_t begin, uint32_t end) {
  chunk_begin_ = begin, chunk_end_ = end;
  for (uint32_t i = begin; i < end;) {
    const At c = at(i);
    if (chunk_link_ && (is_word(c.kind) || c.c == '@') && !is_word(kind_before(i))) {
      if (const uint32_t stop = link_end(i); stop > i) {
        emit(i, stop);
        i = stop;
        continue;
      }
    }
    if (is_word(c.kind)) {
      i = word(i);
    } else if (c.kind == Char::kApostrophe || c.kind == Char::kOpenSingle) {
      i = apostrophe(i, c);
    } else if (c.kind == Char::kDot) {
      i = dot(i);
    } else {
      i = punctuation(i, c);
    }
  }
}

// "." and what begins with it: a stop, an ellipsis, ".15", ".doc".
uint32_t Segmenter::dot(uint32_t at_byte) {
  uint32_t i = at_byte;
  while (i < chunk_end_ && text_[i] == '.') ++i;
  if (i - at_byte > 1) {
    emit_stop(at_byte, i, Stop::kDots);
    return i;
  }
  const Char after = kind_at(i, chunk_end_);
  if (is_word(after) && !is_word(kind_before(at_byte)) && stop_ == Stop::kNone) {
    uint32_t j = i;
    while (j < chunk_end_ && j - i < 24 && is_word(at(j).kind)) j += at(j).length;
    if (after == Char::kDigit || (lexicon(text_.substr(i, j - i)) & (kLexFile | kLexDomain))) {
      emit(at_byte, j);
      return j;
    }
  }
  const auto before = last_form();
  const bool list_mark = tokens_in_sentence() == 1 && before.size() <= 3 && !before.empty() &&
                         (kAscii[before[0] & 0x7f] == Char::kDigit || before.size() == 1);
  // "… three factors: 1. The nature of …"
  const auto tokens = doc_.begin.size();
  const bool after_colon = tokens_in_sentence() > 1 && before.size() <= 2 && kAscii[before[0] & 0x7f] == Char::kDigit &&
                           doc_.form(TokenId(tokens - 2)) == ":";
  emit_stop(at_byte, i, list_mark || after_colon ? Stop::kNever : Stop::kStop);
  // "…said.He went": a space was forgotten.
  if (after == Char::kUpper && !one_ && kind_before(at_byte) == Char::kLower && before.size() > 1 &&
      kind_at(i + at(i).length, chunk_end_) == Char::kLower)
    finish_sentence();
  return i;
}

uint32_t Segmenter::punctuation(uint32_t at_byte, const At& c) {
  if (const uint32_t stop = emoticon_end(at_byte); stop > at_byte) {
    const Stop keep = stop_;
    emit(at_byte, stop);
    stop_ = keep == Stop::kNone ? Stop::kDots : keep;
    return stop;
  }
  uint32_t i = at_byte + c.length;
  const auto run = [&](auto&& same) {
    while (i < chunk_end_) {
      const At n = at(i);
      if (!same(n)) break;
      i += n.length;
    }
  };
  switch (c.kind) {
    case Char::kMark:
      if (c.c == '!' && last_form() == "Yahoo") {  // the mark is part of the name
        doc_.end.back() = i;
        return i;
      }
      run([](const At& n) { return n.kind == Char::kMark; });
      emit_stop(at_byte, i, Stop::kMark);
      return i;
    case Char::kEllipsis:
      run([](const At& n) { return n.kind == Char::kEllipsis; });
      emit_stop(at_byte, i, Stop::kDots);
      return i;
    case Char::kQuote:
    case Char::kCloseQuote:
    case Char::kClose: {
      const Stop keep = stop_;
      if (c.kind == Char::kQuote) double_open_ = !double_open_;
      emit(at_byte, i);
      stop_ = keep, closed_ = keep != Stop::kNone;
      return i;
    }
    case Char::kOpen:
      if (c.c == '[') {  // "[...]": words left out
        uint32_t j = i;
        while (j < chunk_end_ && (at(j).kind == Char::kDot || at(j).kind == Char::kEllipsis)) j += at(j).length;
        if (j > i && j < chunk_end_ && text_[j] == ']') i = j + 1;
      }
      break;
    case Char::kHyphen:
      run([](const At& n) { return n.kind == Char::kHyphen; });
      if (i < chunk_end_ && text_[i] == '>') ++i;
      break;
    case Char::kDash:
      run([&](const At& n) { return n.c == c.c; });
      break;
    case Char::kEmoji:
      run([](const At& n) {
        return n.c == 0xFE0F || n.c == 0x200D || (n.c >= 0x1F3FB && n.c <= 0x1F3FF) ||
               (n.c >= 0xE0020 && n.c <= 0xE007F);
      });
      break;
    case Char::kSymbol:
      if (c.c == '#' && is_alpha(kind_at(i, chunk_end_)) && !is_word(kind_before(at_byte))) {
        run([](const At& n) { return is_word(n.kind) || n.c == '_'; });
      } else if (c.c == '+' && kind_at(i, chunk_end_) == Char::kDigit && !is_word(kind_before(at_byte))) {
        i = word(at_byte);
        return i;
      } else {
        run([&](const At& n) { return n.c == c.c && c.c != '$' && c.c != '%'; });
      }
      break;
    default:
      break;
  }
  emit(at_byte, i);
  return i;
}

// An apostrophe outside a word: "'72", "'em", a quotation mark.
uint32_t Segmenter::apostrophe(uint32_t at_byte, const At& c) {
  uint32_t i = at_byte + c.length;
  const bool free = !is_word(kind_before(at_byte));
  if (i < chunk_end_ && at(i).c == c.c) {  // '' or ``
    const Stop keep = c.c == '`' ? Stop::kNone : stop_;
    i += c.length;
    emit(at_byte, i);
    stop_ = keep, closed_ = keep != Stop::kNone;
    return i;
  }
  if (free && c.kind == Char::kApostrophe && i < chunk_end_ && is_word(at(i).kind)) {
    uint32_t j = i;
    while (j < chunk_end_ && j - i < 16 && is_word(at(j).kind)) j += at(j).length;
    const auto form = text_.substr(i, j - i);
    const bool year = form.size() >= 2 && form.size() <= 3 && kAscii[form[0] & 0x7f] == Char::kDigit &&
                      kAscii[form[1] & 0x7f] == Char::kDigit;
    const uint32_t lex = lexicon(form);
    const bool clitic = at_byte == chunk_begin_ && j == chunk_end_ &&
                        (form == "s" || form == "re" || form == "ve" || form == "ll" || form == "d" || form == "m");
    if (year || (lex & kLexElided) || clitic) {
      emit(at_byte, j);
      return j;
    }
  }
  const bool opens =
      c.kind == Char::kOpenSingle || (free && stop_ == Stop::kNone && i < chunk_end_ && is_word(at(i).kind));
  const Stop keep = opens ? Stop::kNone : stop_;
  emit(at_byte, i);
  single_open_ = opens;
  stop_ = keep, closed_ = keep != Stop::kNone;
  return i;
}

uint32_t Segmenter::before(uint32_t pos) const {
  do --pos;
  while ((static_cast<unsigned char>(text_[pos]) & 0xC0) == 0x80);
  return pos;
}

Char Segmenter::kind_before(uint32_t pos) const { return pos <= chunk_begin_ ? Char::kSpace : at(before(pos)).kind; }

std::string_view Segmenter::last_form() const {
  return tokens_in_sentence() == 0 ? std::string_view() : doc_.form(TokenId(doc_.begin.size() - 1));
}

void Segmenter::emit(uint32_t begin, uint32_t end, uint8_t flags) {
  // The budget leaves room for the clitics of a multiword token, so that no cut falls inside one.
  if (tokens_in_sentence() >= limits::kMaxSentenceTokens - 4 && !(flags & kMwtInside)) finish_sentence();
  while (end - begin > limits::kMaxTokenBytes) {
    uint32_t cut = begin + limits::kMaxTokenBytes;
    while ((static_cast<unsigned char>(text_[cut]) & 0xC0) == 0x80) --cut;
    doc_.begin.push_back(begin), doc_.end.push_back(cut), doc_.flags.push_back(0);
    begin = cut;
    if (tokens_in_sentence() >= limits::kMaxSentenceTokens - 4) finish_sentence();
  }
  doc_.begin.push_back(begin), doc_.end.push_back(end), doc_.flags.push_back(flags);
  stop_ = Stop::kNone, closed_ = false;
}

void Segmenter::emit_stop(uint32_t begin, uint32_t end, Stop stop) {
  emit(begin, end);
  stop_ = stop;
}

void Segmenter::finish_sentence() {
  const auto last = static_cast<uint32_t>(doc_.begin.size());
  if (last > first_) {
    doc_.sentences.push_back({{doc_.begin[first_], doc_.end[last - 1]}, {first_, last}, paragraph_, kind_});
    first_ = last;
  }
  stop_ = Stop::kNone, closed_ = false;
}

}  // namespace casus::text
