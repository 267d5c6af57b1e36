#include "forge/compile.h"

#include "forge/actors_data.h"
#include "forge/codebook_data.h"
#include "forge/places_data.h"
#include "forge/symbols.h"
#include "pack/pack.h"

namespace casus::forge {

Compiled compile(const std::string& data_dir) {
  Compiled out;
  SymbolCollector symbols;
  pack::Writer writer;
  compile_actors(data_dir + "/actors", symbols, writer, out.diagnostics);
  compile_places(data_dir + "/places", data_dir + "/actors", symbols, writer, out.diagnostics);
  // Last, because it marks eventive nouns among all symbols.
  compile_codebook(data_dir + "/codebook", symbols, writer, out.rules, out.examples, out.diagnostics);
  if (!out.diagnostics.ok()) return out;
  pack::add_symbols(writer, symbols.take());
  out.bytes = writer.bytes();
  return out;
}

}  // namespace casus::forge
