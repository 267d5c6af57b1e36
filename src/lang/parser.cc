#include "lang/parser.h"

#include <algorithm>

#include "base/limits.h"
#include "base/utf8.h"
#include "lang/model.h"
#include "lang/network.h"

namespace casus::lang {

// A stretch of tokens that is read as one sentence.
struct Piece {
  uint32_t first, size;
};

struct Workspace::Impl {
  FormCache cache;
  Network network;
  Reading reading;
  std::vector<Piece> pieces;
  std::string lower, folded, lemma;
};

Workspace::Workspace(bool plain) : impl_(std::make_unique<Impl>()) { impl_->network = Network(plain); }
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;
Workspace::~Workspace() = default;

namespace {

// ASCII without a call to Unicode tables; anything else through them.
void lower_into(std::string_view form, std::string& out, bool& ascii) {
  out.clear();
  ascii = true;
  for (char c : form) {
    ascii = ascii && static_cast<unsigned char>(c) < 128;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  if (ascii) return;
  out = utf8::lower(form);
  plain_quotes(out);
}

// Sentences, longest first. One over the limit (which segmentation never makes) is read in parts.
void collect(const text::Document& document, std::vector<Piece>& pieces) {
  pieces.clear();
  for (const text::Sentence& s : document.sentences) {
    for (uint32_t at = s.tokens.first; at < s.tokens.last; at += limits::kMaxSentenceTokens)
      pieces.push_back({at, std::min(limits::kMaxSentenceTokens, s.tokens.last - at)});
  }
  std::sort(pieces.begin(), pieces.end(),
            [](Piece a, Piece b) { return a.size != b.size ? a.size > b.size : a.first < b.first; });
}

void store(const Model& model, const Reading& r, Piece piece, Parse& out) {
  for (uint32_t t = 0; t < piece.size; ++t) {
    const uint32_t at = piece.first + t;
    out.upos[at] = static_cast<Upos>(r.upos[t]);
    out.feats[at] = model.feats[r.feat_class[t]];
    out.head[at] = r.head[t] == 0 ? at : piece.first + r.head[t] - 1;
    out.deprel[at] = static_cast<Deprel>(r.deprel[t]);
  }
  for (const uint32_t t : r.starts) out.starts.push_back(piece.first + t);
  for (uint32_t t = 0; t < piece.size; ++t) {
    if (r.names[t] == 0) continue;
    const auto kind = static_cast<NameKind>(1 + (r.names[t] - 1) / 4);
    const uint32_t first = piece.first + t;
    for (int place = (r.names[t] - 1) % 4; place != 2 && place != 3;) place = (r.names[++t] - 1) % 4;
    out.names.push_back({{first, piece.first + t + 1}, kind});
  }
}

// Hangs the later parts of a sentence that was read in parts under its first root.
void join_parts(const text::Document& document, Parse& out) {
  for (const text::Sentence& s : document.sentences) {
    if (s.tokens.size() <= limits::kMaxSentenceTokens) continue;
    uint32_t root = s.tokens.last;
    for (uint32_t t = s.tokens.first; t < s.tokens.last; ++t) {
      if (out.head[t] != t) continue;
      if (root == s.tokens.last) {
        root = t;
      } else {
        out.head[t] = root;
        out.deprel[t] = Deprel::parataxis;
      }
    }
  }
}

// A plural that begins a sentence and stands in no name is no proper noun if the data know its singular: "Talks between
// …".
void plain_nouns(const text::Document& document, const pack::Symbols& symbols, Parse& out, std::string& lower,
                 std::string& base) {
  size_t name = 0;
  for (const text::Sentence& s : document.sentences) {
    const uint32_t t = s.tokens.first;
    while (name < out.names.size() && out.names[name].tokens.last <= t) ++name;
    const bool named = name < out.names.size() && out.names[name].tokens.first <= t;
    if (named || out.upos[t] != Upos::PROPN || s.tokens.size() < 2) continue;
    bool ascii = true;
    lower_into(document.form(TokenId(t)), lower, ascii);
    if (!ascii || !lower.ends_with('s') || !known_base(lower, Upos::NOUN, symbols, base) || base == lower) continue;
    out.upos[t] = Upos::NOUN;
    out.feats[t] = kPlur;
  }
}

}  // namespace

Result<Parser> Parser::open(const std::string& model_path) {
  auto model = Model::open(model_path);
  if (!model) return tl::unexpected<Error>(model.error());
  return Parser(std::move(*model));
}

void Parser::parse(const text::Document& document, const pack::Symbols& symbols, Workspace& workspace,
                   Parse& out) const {
  Workspace::Impl& w = workspace.impl();
  const size_t n = document.token_count();
  out.clear();
  out.upos.resize(n, Upos::X), out.feats.resize(n), out.head.resize(n), out.deprel.resize(n, Deprel::dep);
  collect(document, w.pieces);
  for (size_t next = 0; next < w.pieces.size();) {
    const size_t first = next;
    w.network.begin(*model_);
    while (next < w.pieces.size() && w.network.fits(w.pieces[next].size)) w.network.add(w.pieces[next++].size);
    w.network.layout();
    for (size_t s = first; s < next; ++s) {
      for (uint32_t t = 0; t < w.pieces[s].size; ++t) {
        const int16_t* vector = w.cache.find(*model_, document.form(TokenId(w.pieces[s].first + t)));
        std::copy_n(vector, model_->emb, w.network.input(s - first, t));
      }
    }
    w.network.run();
    for (size_t s = first; s < next; ++s) {
      w.network.read(s - first, w.reading);
      store(*model_, w.reading, w.pieces[s], out);
    }
  }
  join_parts(document, out);
  std::sort(out.names.begin(), out.names.end(),
            [](const NameSpan& a, const NameSpan& b) { return a.tokens.first < b.tokens.first; });
  std::sort(out.starts.begin(), out.starts.end());
  plain_nouns(document, symbols, out, w.lower, w.lemma);
  out.lemma_at.push_back(0);
  for (uint32_t t = 0; t < n; ++t) {
    const std::string_view form = document.form(TokenId(t));
    bool ascii = true;
    lower_into(form, w.lower, ascii);
    const bool met = model_->lemmas.lemma(form, w.lower, out.upos[t], out.feats[t], w.lemma);
    const bool past = out.upos[t] == Upos::VERB && irregular_base(w.lower, w.lemma);
    // "freed": a treebank says "fre"; "bombed": the data know "bom", a name.
    const size_t size = w.lower.size();
    const bool cut_short =
        !met && size > 4 && w.lemma.size() < 4 && w.lower.ends_with("ed") && w.lower[size - 3] != w.lower[size - 4];
    const bool past_form = (out.feats[t] & (kPast | kPart)) != 0;  // not "feed", "need"
    const bool doubtful =
        (past_form && w.lower.ends_with("eed")) || cut_short || (!met && !symbols.find(w.lemma).valid());
    if (!past && doubtful) known_base(w.lower, out.upos[t], symbols, w.lemma);
    out.lemma_bytes += w.lemma;
    out.lemma_at.push_back(static_cast<uint32_t>(out.lemma_bytes.size()));
    out.lemma_symbol.push_back(symbols.find(w.lemma));
    if (!ascii) w.folded = utf8::fold(form);
    out.form_symbol.push_back(symbols.find(ascii ? w.lower : w.folded));
  }
}

void Parser::read(text::Document& document, const pack::Symbols& symbols, Workspace& workspace, Parse& out) const {
  parse(document, symbols, workspace, out);
  if (text::split_sentences(document, out.starts)) parse(document, symbols, workspace, out);
}

}  // namespace casus::lang
