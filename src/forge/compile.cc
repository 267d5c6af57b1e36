#include "forge/compile.h"

#include "forge/codebook_data.h"
#include "forge/symbols.h"
#include "pack/pack.h"

namespace casus::forge {

Compiled compile(const std::string& data_dir) {
  Compiled out;
  SymbolCollector symbols;
  pack::Writer writer;
  compile_codebook(data_dir + "/codebook", symbols, writer, out.rules, out.examples, out.diagnostics);
  if (!out.diagnostics.ok()) return out;
  pack::add_symbols(writer, symbols.take());
  out.bytes = writer.bytes();
  return out;
}

}  // namespace casus::forge
