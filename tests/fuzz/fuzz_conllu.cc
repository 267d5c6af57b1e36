// CoNLL-U: any bytes are read or refused; what is read can be written and read again.
#include "fuzz.h"
#include "lang/conllu.h"

using namespace casus;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const pack::Symbols none;
  const auto text = fuzz::as_text(data, size);
  (void)lang::read_conllu(text, false, none);
  const auto kept = lang::read_conllu(text, true, none);
  if (!kept) return 0;
  std::string written;
  lang::write_conllu(kept->document, kept->parse, kept->sent_ids, written);
  const auto again = lang::read_conllu(written, true, none);
  fuzz::demand(again.has_value(), "what was written can be read");
  fuzz::demand(again->document.token_count() == kept->document.token_count(), "no word is lost");
  fuzz::demand(again->parse.head == kept->parse.head && again->parse.deprel == kept->parse.deprel, "trees are kept");
  return 0;
}
