// Packs: raw bytes, or the real pack damaged behind its checksum. What opens must be safe to use.
#include "engine/engine.h"
#include "fuzz.h"
#include "lang/conllu.h"
#include "pack/pack.h"

using namespace casus;

namespace {

// A sentence that goes through all tables: names, a title, a place, a rule.
constexpr std::string_view kTrees =
    "1\tForeign\tforeign\tADJ\t_\t_\t2\tamod\t_\t_\n2\tMinister\tminister\tNOUN\t_\t_\t3\tcompound\t_\t_\n"
    "3\tMerkel\tMerkel\tPROPN\t_\t_\t4\tnsubj\t_\t_\n4\tmet\tmeet\tVERB\t_\tTense=Past|VerbForm=Fin\t0\troot\t_\t_\n"
    "5\tRussian\tRussian\tADJ\t_\t_\t6\tamod\t_\t_\n6\ttroops\ttroops\tNOUN\t_\t_\t4\tobj\t_\t_\n"
    "7\tin\tin\tADP\t_\t_\t8\tcase\t_\t_\n8\tParis\tParis\tPROPN\t_\t_\t4\tobl\t_\tSpaceAfter=No\n"
    "9\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_\n\n";

void use(const pack::Pack& pack) {
  const auto symbols = pack::Symbols::open(pack);
  const auto extractor = clauses::Extractor::open(pack);
  const auto coder = actors::Coder::open(pack);
  const auto gazetteer = places::Gazetteer::open(pack);
  const auto codebook = coding::Codebook::open(pack);
  if (!symbols || !extractor || !coder || !gazetteer || !codebook) return;
  const auto read = lang::read_conllu(kTrees, true, *symbols);
  fuzz::demand(read.has_value(), "the sample sentence can be read");
  engine::Analysed a;
  a.doc = read->document, a.parse = read->parse;
  const auto clause_space = clauses::Extractor::make_workspace();
  const auto actor_space = actors::Coder::make_workspace();
  extractor->run(a.doc, a.parse, *clause_space, a.clauses);
  coder->run(a.doc, a.parse, a.clauses, "2014-04-17", *actor_space, a.actors);
  (void)coder->answer("the German foreign minister", "2014-04-17", *actor_space);
  gazetteer->run(a.doc, a.parse, a.clauses, a.places);
  codebook->code(a.view(), true, a.coded);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const fuzz::DamagedPack real(CASUS_PACK);
  if (size == 0) return 0;
  if (data[0] == 0) {
    const auto bytes = std::as_bytes(std::span(data + 1, size - 1));
    if (const auto pack = pack::Pack::from_bytes({bytes.begin(), bytes.end()})) use(*pack);
    return 0;
  }
  fuzz::Bytes in(data + 1, size - 1);
  if (const auto pack = pack::Pack::from_bytes(real.damaged(in))) use(*pack);
  return 0;
}
