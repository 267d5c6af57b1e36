#include "text/lexicon.h"

#include <array>
#include <cstddef>

namespace casus::text {

namespace {

struct List {
  uint32_t bits;
  std::string_view words;  // separated by single spaces; in a kLexSplit list "|" marks the place
};

// Hyphen prefixes, contractions without apostrophe and glued units were learned from the training halves of EWT and GUM
// (the majority decides); the abbreviations are those of English newspapers.
constexpr List kLists[] = {
    {kLexTitle,
     "mr mrs ms messrs mlle mme dr drs prof gen lt col capt cpt cmdr cdr maj sgt cpl pvt pfc adm brig hon rev fr msgr "
     "sen sens rep reps gov govs pres amb atty supt insp det sra srta ste mt ft gens cols lts st rt spc ofc "
     "comdr asst assoc dep dir ald"},
    {kLexNumbered,
     "no nos art arts sec secs fig figs vol vols ch chap para paras par pp p pt pts op eq eqs tel ext vv reg"},
    {kLexMonth, "jan feb mar apr jun jul aug sep sept oct nov dec"},
    {kLexDay, "mon tue tues wed weds thu thur thurs fri sat sun"},
    {kLexCompany, "inc corp co cos ltd llc plc bros jr sr esq intl dept depts univ assn natl mfg bldg div regt"},
    {kLexCompany, "ave blvd rd hwy pkwy"},
    {kLexState,
     "ala ariz ark calif colo conn del fla ga ill ind kan kans ky la mass md mich minn miss mo mont neb nebr nev okla "
     "ore pa "
     "penn tenn tex va vt wash wis wyo ont que alta sask"},
    {kLexOngoing, "vs v viz cf approx ca c eg ie incl esp resp repr abbr arrv attn"},
    {kLexPeriod, "vs viz cf approx etc eg ie incl esp attn arrv"},
    {kLexFinal, "etc al"},
    {kLexUnit, "ft lb lbs oz sq in min mins hr hrs yr yrs mi mph km kg cm mm mil bn cu gal qt doz"},
    {kLexGlued,
     "am pm km kms kg kgs cm mm mg ml g m k b bn mn mm tn mph kph kmh kw mw gw kwh mwh hz khz mhz ghz kb mb gb tb mi "
     "ft lb lbs oz "
     "hr hrs min mins sec secs yr yrs ms nm kv x cc mpg rpm db pt a.m p.m bc ad ce bce km2 sqm"},
    {kLexPrefix,
     "non anti pro pre post re co ex multi mid semi neo sub over cross counter inter intra micro mini un pan socio "
     "psycho arch "
     "e quasi pseudo ultra trans hyper proto"},
    {kLexWhole, "uh-huh uh-oh mm-hmm mm-hm hm-m m-hm nuh-uh uh-uh oh-oh"},
    {kLexStarter,
     "the it we and in this you they he if so but there that what thanks my as please she do when oh well yeah how for "
     "no "
     "however let after on by at now yes from with can here just his all some our are then not good while although "
     "even since "
     "many because why have according any an see their her both maybe once did other another those over where during "
     "which should take therefore everything anyway today its despite more never actually could try sure everyone "
     "perhaps each "
     "such sometimes six again three put us instead yet given otherwise probably being almost whether has within "
     "anything upon "
     "check without throughout besides only indeed under four several nobody moreover recently through consider later "
     "unlike "
     "these also one two most earlier meanwhile nevertheless nonetheless officials police witnesses residents critics "
     "analysts authorities experts reports elsewhere still until last asked few nearly about before between among "
     "against "
     "amid along across like to i a would will is was were who nor or five seven eight nine ten hundreds thousands "
     "dozens "
     "neither either every whatever whoever nothing something someone none much half soon early late yesterday "
     "tomorrow "
     "tonight afterwards afterward additionally furthermore thus hence rather eventually finally initially previously "
     "separately similarly likewise unfortunately fortunately apparently clearly asked says did does your them him me"},
    {kLexAlone, "we they he she it there this these you my our if when please however although what how thanks"},
    {kLexLinking,
     "of the a an in on at to for from by with and or but as than that called named titled entitled like is are was "
     "were "
     "film movie book song album novel show series play game hit magazine newspaper single poem essay episode video "
     "said "
     "says about into his her its their our your my than via per not de la le van von al el bin"},
    {kLexZone,
     "monday tuesday wednesday thursday friday saturday sunday gmt est edt cst cdt pst pdt mst mdt utc et pt ct bst "
     "ist cet eet msk jst kst hkt local eastern pacific central"},
    {kLexElided, "em til till cause cuz coz bout n tis twas round neath cos"},
    {kLexDomain,
     "com org net gov edu info biz uk ru cn fr jp kr ir ua eu au ca za nz br mx tv io int mil us ie nl se ch pl es il"},
    {kLexFile,
     "doc docx xls xlsx ppt pptx pdf txt htm html jpg jpeg gif png bmp zip exe csv mp3 mp4 wav avi xml json gz dat php "
     "asp"},
    {kLexSplit,
     "can|not gon|na wan|na got|ta out|ta do|nt did|nt does|nt ca|nt wo|nt could|nt would|nt should|nt is|nt was|nt "
     "are|nt "
     "were|nt have|nt has|nt had|nt ai|nt i|m i|ve you|ve we|ve they|ve that|s there|s he|s what|s dun|no gim|me "
     "lem|me "
     "'t|is 't|was"},
};

struct Slot {
  uint64_t hash = 0;  // 0 = free
  uint32_t lex = 0;
};
constexpr size_t kSlots = 2048;

constexpr std::array<Slot, kSlots> make_table() {
  std::array<Slot, kSlots> table{};
  for (const List& list : kLists) {
    for (size_t at = 0; at < list.words.size();) {
      size_t stop = list.words.find(' ', at);
      if (stop == std::string_view::npos) stop = list.words.size();
      WordHash hash;
      uint32_t lex = list.bits;
      for (size_t i = at; i < stop; ++i) {
        if (list.words[i] == '|')
          lex |= static_cast<uint32_t>(i - at) << 24;
        else
          hash.add(list.words[i]);
      }
      size_t slot = hash.value() % kSlots;
      while (table[slot].hash != 0 && table[slot].hash != hash.value()) slot = (slot + 1) % kSlots;
      table[slot].hash = hash.value();
      table[slot].lex |= lex;
      at = stop + 1;
    }
  }
  return table;
}
constexpr std::array<Slot, kSlots> kTable = make_table();

}  // namespace

uint32_t lexicon(uint64_t word_hash) {
  for (size_t slot = word_hash % kSlots; kTable[slot].hash != 0; slot = (slot + 1) % kSlots)
    if (kTable[slot].hash == word_hash) return kTable[slot].lex;
  return 0;
}

}  // namespace casus::text
