// CoNLL-U in and out: sentences whose tokens (and, if wanted, tags and trees) are given.
//
// Reading keeps words (ids 1, 2, …), turns multiword-token ranges (8-9) into TokenFlags, and skips empty nodes (8.1),
// comments and the XPOS, DEPS and MISC columns, except SpaceAfter=No. The text is rebuilt from the words and
// SpaceAfter; `# newpar` and
// `# newdoc` start a paragraph. All functions are pure and may run in any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lang/parse.h"
#include "pack/pack.h"
#include "text/text.h"

namespace casus::lang {

struct ConlluDocument {
  text::Document document;
  Parse parse;                        // all columns but names; empty unless trees were kept
  std::vector<std::string> sent_ids;  // one a sentence, "" where the block has none
};

// Reads any number of blocks. With `keep_trees` every word needs a known UPOS, a known relation and a head, and each
// block must be a tree with one root; symbols are looked up in `symbols`. Fails with kInputConllu (the message names
// the line) at the first block that is malformed or longer than limits::kMaxSentenceTokens; never on no blocks at all.
// Any bytes are safe: text that is not UTF-8 is repaired.
Result<ConlluDocument> read_conllu(std::string_view bytes, bool keep_trees, const pack::Symbols& symbols);

// Appends one block a sentence to `out`: 10 columns, `# sent_id` (from `sent_ids`, else 1, 2, …), `# text`, ranges,
// and in MISC SpaceAfter=No and the names as NER=B-PER, NER=I-PER (PER, ORG, LOC, MISC). Requires `parse` to be of
// `document`; `sent_ids` is empty or has one entry a sentence.
void write_conllu(const text::Document& document, const Parse& parse, const std::vector<std::string>& sent_ids,
                  std::string& out);

// "Number=Plur|Tense=Past" → Feat bits; features without a bit are ignored. VerbForm=Part with Tense=Pres sets kGer as
// well.
uint16_t feats_from_string(std::string_view feats);
// The inverse, in the order of the UD guidelines; "_" if there are none.
std::string feats_to_string(uint16_t feats);

// Appends one token's lemma and symbols to the columns of `parse` (lemma_at gets its leading 0 at the first call).
void append_lemma(Parse& parse, std::string_view lemma, std::string_view form, const pack::Symbols& symbols);

}  // namespace casus::lang
