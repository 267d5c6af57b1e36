#include "lang/conllu.h"

#include <array>
#include <charconv>

#include "base/limits.h"
#include "base/utf8.h"

namespace casus::lang {

namespace {

constexpr size_t kColumns = 10;
using Row = std::array<std::string_view, kColumns>;

struct NamedFeat {
  std::string_view name;
  uint16_t bit;
};
// In the order in which the guidelines want them written: by name, letters without case.
constexpr NamedFeat kFeats[] = {{"Degree=Cmp", kCmp},   {"Degree=Sup", kSup},     {"Gender=Fem", kFem},
                                {"Gender=Masc", kMasc}, {"Mood=Imp", kImp},       {"Number=Plur", kPlur},
                                {"Number=Sing", kSing}, {"Poss=Yes", kPoss},      {"Tense=Past", kPast},
                                {"Tense=Pres", kPres},  {"VerbForm=Fin", kFin},   {"VerbForm=Ger", kGer},
                                {"VerbForm=Inf", kInf}, {"VerbForm=Part", kPart}, {"Voice=Pass", kPassVoice}};

// Takes the text up to `stop` (or all of it) off the front of `rest`.
std::string_view cut(std::string_view& rest, char stop) {
  const size_t at = rest.find(stop);
  const std::string_view head = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
  return head;
}

bool number(std::string_view s, uint32_t& out) {
  const auto r = std::from_chars(s.data(), s.data() + s.size(), out);
  return r.ec == std::errc() && r.ptr == s.data() + s.size();
}

std::string_view trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  return s;
}

bool has_item(std::string_view misc, std::string_view item) {
  while (!misc.empty()) {
    if (cut(misc, '|') == item) return true;
  }
  return false;
}

class Reader {
 public:
  Reader(bool keep_trees, const pack::Symbols& symbols) : keep_(keep_trees), symbols_(symbols) {}

  Result<ConlluDocument> read(std::string_view bytes) {
    std::string repaired;
    if (!utf8::is_valid(bytes)) bytes = repaired = utf8::repair(bytes);
    if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
    if (bytes.size() >= 0xffffffffu) return fail(ErrorCode::kInputConllu, "CoNLL-U input over 4 GiB", "split it");
    while (!bytes.empty()) {
      std::string_view line = cut(bytes, '\n');
      ++line_;
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      if (auto ok = take(line); !ok) return tl::unexpected<Error>(ok.error());
    }
    if (auto ok = end_block(); !ok) return tl::unexpected<Error>(ok.error());
    doc().body_size = static_cast<uint32_t>(doc().text.size());
    if (keep_ && out_.parse.lemma_at.empty()) out_.parse.lemma_at.push_back(0);
    return std::move(out_);
  }

 private:
  text::Document& doc() { return out_.document; }
  tl::unexpected<Error> bad(const std::string& what) const {
    return fail(ErrorCode::kInputConllu, "line " + std::to_string(line_) + ": " + what,
                "each word is a line of 10 columns separated by tabs; a blank line ends a sentence");
  }

  Result<void> take(std::string_view line) {
    if (trim(line).empty()) return end_block();
    if (line.front() == '#') {
      comment(trim(line.substr(1)));
      return {};
    }
    Row row;
    std::string_view rest = line;
    for (size_t i = 0; i < kColumns; ++i) {
      if (i > 0 && rest.data() == nullptr) return bad("fewer than 10 columns");
      const bool last = rest.find('\t') == std::string_view::npos;
      row[i] = cut(rest, '\t');
      if (last && i + 1 < kColumns) return bad("fewer than 10 columns");
      if (!last && i + 1 == kColumns) return bad("more than 10 columns");
      if (row[i].empty()) return bad("an empty column (write _)");
    }
    const std::string_view id = row[0];
    if (id.find('.') != std::string_view::npos) return {};  // an empty node: not a word of the text
    const size_t dash = id.find('-');
    if (dash != std::string_view::npos) return range(row, id.substr(0, dash), id.substr(dash + 1));
    uint32_t n = 0;
    if (!number(id, n) || n != words_ + 1) return bad("word ids must count 1, 2, 3, …");
    return word(row);
  }

  void comment(std::string_view c) {
    if (c.starts_with("newpar") || c.starts_with("newdoc")) new_paragraph_ = true;
    if (c.starts_with("sent_id")) {
      const size_t eq = c.find('=');
      if (eq != std::string_view::npos) sent_id_ = trim(c.substr(eq + 1));
    }
  }

  Result<void> range(const Row& row, std::string_view first, std::string_view last) {
    uint32_t a = 0, b = 0;
    if (!number(first, a) || !number(last, b) || a != words_ + 1 || b <= a || b > limits::kMaxSentenceTokens ||
        b <= range_last_)
      return bad("a multiword-token range must stand before its words");
    range_first_ = a, range_last_ = b;
    range_no_space_ = has_item(row[9], "SpaceAfter=No");
    return {};
  }

  Result<void> word(const Row& row) {
    if (words_ >= limits::kMaxSentenceTokens)
      return bad("sentence longer than " + std::to_string(limits::kMaxSentenceTokens) + " words");
    text::Document& d = doc();
    if (words_ == 0) start_sentence();
    ++words_;
    uint8_t flags = 0;
    bool space = !has_item(row[9], "SpaceAfter=No");
    if (words_ <= range_last_) {
      flags = words_ == range_first_ ? text::kMwtFirst : text::kMwtInside;
      space = words_ == range_last_ && !range_no_space_;
    }
    if (space) flags |= text::kSpaceAfter;
    if (words_ > 1 && (d.flags.back() & text::kSpaceAfter)) d.text += ' ';
    d.begin.push_back(static_cast<uint32_t>(d.text.size()));
    d.text += row[1];
    if (d.text.size() >= 0xfffffff0u) return bad("text over 4 GiB");
    d.end.push_back(static_cast<uint32_t>(d.text.size()));
    d.flags.push_back(flags);
    return keep_ ? annotate(row) : Result<void>{};
  }

  void start_sentence() {
    text::Document& d = doc();
    first_ = static_cast<uint32_t>(d.token_count());
    if (!d.sentences.empty()) {
      if (new_paragraph_) {
        ++paragraph_;
        d.text += "\n\n";
        d.flags.back() |= text::kSpaceAfter;
      } else if (d.flags.back() & text::kSpaceAfter) {
        d.text += ' ';
      }
    }
    new_paragraph_ = false;
  }

  Result<void> annotate(const Row& row) {
    Parse& p = out_.parse;
    Upos upos;
    Deprel deprel;
    uint32_t head = 0;
    if (!upos_from_string(row[3], upos)) return bad("unknown UPOS '" + std::string(row[3]) + "'");
    if (!number(row[6], head)) return bad("the head is no number");
    if (!deprel_from_string(row[7], deprel)) return bad("unknown relation '" + std::string(row[7]) + "'");
    if ((head == 0) != (deprel == Deprel::root)) return bad("head 0 and relation root go together");
    p.upos.push_back(upos);
    p.feats.push_back(feats_from_string(row[5]));
    p.head.push_back(head);  // still within the sentence, from 1; end_block() makes it document-wide
    p.deprel.push_back(deprel);
    append_lemma(p, row[2], row[1], symbols_);
    return {};
  }

  Result<void> end_block() {
    if (words_ == 0) {
      if (range_last_ > 0) return bad("a block without words");
      return {};
    }
    if (range_last_ > words_) return bad("a multiword-token range reaches past its sentence");
    text::Document& d = doc();
    text::Sentence s;
    s.tokens = {first_, first_ + words_};
    s.span = d.span(s.tokens);
    s.paragraph = paragraph_;
    d.sentences.push_back(s);
    out_.sent_ids.push_back(std::move(sent_id_));
    if (keep_) {
      if (auto ok = check_tree(); !ok) return ok;
    }
    sent_id_.clear();
    words_ = range_first_ = range_last_ = 0;
    return {};
  }

  // Requires that heads are in 1..n or 0; makes them document-wide.
  Result<void> check_tree() {
    uint32_t* head = out_.parse.head.data() + first_;
    uint32_t roots = 0;
    for (uint32_t i = 0; i < words_; ++i) {
      if (head[i] > words_) return bad("a head lies outside the sentence");
      roots += head[i] == 0;
    }
    if (roots != 1) return bad("a sentence needs exactly one root");
    for (uint32_t i = 0; i < words_; ++i) {
      uint32_t at = i + 1, steps = 0;
      while (at != 0 && steps <= words_) at = head[at - 1], ++steps;
      if (at != 0) return bad("the heads form a cycle");
    }
    for (uint32_t i = 0; i < words_; ++i) head[i] = first_ + (head[i] == 0 ? i : head[i] - 1);
    return {};
  }

  const bool keep_;
  const pack::Symbols& symbols_;
  ConlluDocument out_;
  uint64_t line_ = 0;
  uint32_t words_ = 0, first_ = 0, paragraph_ = 0;
  uint32_t range_first_ = 0, range_last_ = 0;
  bool range_no_space_ = false, new_paragraph_ = false;
  std::string sent_id_;
};

// Tabs and line ends inside a value would break the columns.
void put(std::string& out, std::string_view value) {
  if (value.empty()) value = "_";
  for (char c : value) out += (c == '\t' || c == '\n' || c == '\r') ? ' ' : c;
}

void write_range(const text::Document& d, uint32_t first, uint32_t t, uint32_t end, std::string& out) {
  uint32_t last = t;
  while (last + 1 < end && (d.flags[last + 1] & text::kMwtInside)) ++last;
  if (last == t) return;
  out += std::to_string(t - first + 1) + "-" + std::to_string(last - first + 1) + "\t";
  put(out, slice(d.text, {d.begin[t], d.end[last]}));
  out += "\t_\t_\t_\t_\t_\t_\t_\t";
  out += (d.flags[last] & text::kSpaceAfter) ? "_\n" : "SpaceAfter=No\n";
}

}  // namespace

Result<ConlluDocument> read_conllu(std::string_view bytes, bool keep_trees, const pack::Symbols& symbols) {
  return Reader(keep_trees, symbols).read(bytes);
}

void write_conllu(const text::Document& d, const Parse& p, const std::vector<std::string>& sent_ids, std::string& out) {
  static constexpr std::string_view kNames[] = {"", "PER", "ORG", "LOC", "MISC"};
  size_t name = 0;
  for (size_t s = 0; s < d.sentences.size(); ++s) {
    const text::Sentence& sentence = d.sentences[s];
    const uint32_t first = sentence.tokens.first;
    out += "# sent_id = ";
    put(out, s < sent_ids.size() && !sent_ids[s].empty() ? sent_ids[s] : std::to_string(s + 1));
    out += "\n# text = ";
    put(out, slice(d.text, sentence.span));
    out += '\n';
    for (uint32_t t = first; t < sentence.tokens.last; ++t) {
      const TokenId id(t);
      if (d.flags[t] & text::kMwtFirst) write_range(d, first, t, sentence.tokens.last, out);
      const bool inside = t + 1 < sentence.tokens.last && (d.flags[t + 1] & text::kMwtInside);
      const bool in_range = inside || (d.flags[t] & text::kMwtInside);
      out += std::to_string(t - first + 1) + "\t";
      put(out, d.form(id));
      out += '\t';
      put(out, p.lemma(id));
      out += '\t';
      out += to_string(p.upos[t]);
      out += "\t_\t" + feats_to_string(p.feats[t]) + "\t";
      out += p.is_root(id) ? std::string("0") : std::to_string(p.head[t] - first + 1);
      out += '\t';
      out += to_string(p.deprel[t]);
      out += "\t_\t";
      while (name < p.names.size() && p.names[name].tokens.last <= t) ++name;
      const bool named = name < p.names.size() && p.names[name].tokens.first <= t;
      const bool joined = !in_range && !(d.flags[t] & text::kSpaceAfter);
      if (named) {
        out += p.names[name].tokens.first == t ? "NER=B-" : "NER=I-";
        out += kNames[static_cast<size_t>(p.names[name].kind)];
      }
      if (joined) out += named ? "|SpaceAfter=No" : "SpaceAfter=No";
      out += named || joined ? "\n" : "_\n";
    }
    out += '\n';
  }
}

uint16_t feats_from_string(std::string_view feats) {
  uint16_t bits = 0;
  while (!feats.empty()) {
    const std::string_view item = cut(feats, '|');
    for (const NamedFeat& f : kFeats) {
      if (f.name == item) bits = static_cast<uint16_t>(bits | f.bit);
    }
  }
  if ((bits & kPart) && (bits & kPres)) bits = static_cast<uint16_t>(bits | kGer);
  return bits;
}

std::string feats_to_string(uint16_t feats) {
  if (feats & kPart) feats = static_cast<uint16_t>(feats & ~kGer);
  std::string out;
  for (const NamedFeat& f : kFeats) {
    if (!(feats & f.bit)) continue;
    if (!out.empty()) out += '|';
    out += f.name;
  }
  return out.empty() ? "_" : out;
}

void append_lemma(Parse& parse, std::string_view lemma, std::string_view form, const pack::Symbols& symbols) {
  if (parse.lemma_at.empty()) parse.lemma_at.push_back(0);
  parse.lemma_bytes += lemma;
  parse.lemma_at.push_back(static_cast<uint32_t>(parse.lemma_bytes.size()));
  parse.lemma_symbol.push_back(symbols.find(lemma));
  parse.form_symbol.push_back(symbols.find(utf8::fold(form)));
}

}  // namespace casus::lang
