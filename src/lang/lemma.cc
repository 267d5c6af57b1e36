#include "lang/lemma.h"

#include <utility>

#include "base/hash.h"

namespace casus::lang {

uint64_t lemma_key(LemmaKey kind, Upos upos, uint16_t feats, std::string_view text) {
  if (kind == LemmaKey::kWord) feats = 0;
  // The hash of up to three bytes only adds the seed to them: a seed of few bits would make them meet.
  const uint64_t seed =
      static_cast<uint64_t>(kind) | static_cast<uint64_t>(upos) << 8 | static_cast<uint64_t>(feats) << 16;
  const char bytes[8] = {static_cast<char>(seed),
                         static_cast<char>(seed >> 8),
                         static_cast<char>(seed >> 16),
                         static_cast<char>(seed >> 24),
                         static_cast<char>(seed >> 32),
                         'k',
                         'e',
                         'y'};
  return hash64(text, hash64(std::string_view(bytes, sizeof bytes)));
}

void apply_lemma_rule(std::string_view rule, std::string_view form, std::string_view lower, std::string& out) {
  const std::string_view base = rule[0] == 'l' ? lower : form;
  const size_t strip = static_cast<size_t>(static_cast<unsigned char>(rule[1]) - 'A');
  size_t cut = base.size() > strip ? base.size() - strip : 0;
  while (cut > 0 && cut < base.size() && (static_cast<unsigned char>(base[cut]) & 0xC0) == 0x80) --cut;
  out.assign(base.substr(0, cut));
  out += rule.substr(2);
  if (out.empty()) out.assign(base);
}

Result<Lemmatizer> Lemmatizer::open(const pack::Pack& pack) {
  Lemmatizer l;
  auto keys = HashIndex::open(pack, "lemma");
  if (!keys) return tl::unexpected<Error>(keys.error());
  auto rule = pack.section<uint16_t>("lemma.rule");
  if (!rule) return tl::unexpected<Error>(rule.error());
  auto rules = pack::Strings::open(pack, "lemma.rules");
  if (!rules) return tl::unexpected<Error>(rules.error());
  bool good = rule->size() == keys->size();
  for (uint16_t r : *rule) good = good && r < rules->size();
  for (size_t i = 0; i < rules->size(); ++i) good = good && (*rules)[i].size() >= 2 && (*rules)[i][1] >= 'A';
  if (!good) return fail(ErrorCode::kModelInvalid, "model: lemma rules are damaged");
  l.keys_ = *keys, l.rule_ = *rule, l.rules_ = *rules;
  return l;
}

bool Lemmatizer::lemma(std::string_view form, std::string_view lower, Upos upos, uint16_t feats,
                       std::string& out) const {
  const auto use = [&](LemmaKey kind, std::string_view text) {
    const uint32_t at = keys_.find(lemma_key(kind, upos, feats, text));
    if (at == HashIndex::kNone) return false;
    apply_lemma_rule(rules_[rule_[at]], form, lower, out);
    return true;
  };
  if (use(LemmaKey::kWordFeats, lower) || use(LemmaKey::kWord, lower)) return true;
  for (size_t n = std::min(kMaxEnding, lower.size()) + 1; n-- > 0;) {
    if (use(LemmaKey::kEnding, lower.substr(lower.size() - n))) return false;
  }
  out.assign(upos == Upos::PROPN ? form : lower);
  return false;
}

namespace {

// Irregular past forms of verbs that reports of politics and war use and small treebanks may lack.
constexpr std::pair<std::string_view, std::string_view> kIrregular[] = {
    {"arose", "arise"},
    {"bade", "bid"},
    {"bent", "bend"},
    {"sang", "sing"},
    {"sank", "sink"},
    {"sunk", "sink"},
    {"swam", "swim"},
    {"spun", "spin"},
    {"sprung", "spring"},
    {"clad", "clothe"},
    {"rang", "ring"},
    {"beaten", "beat"},
    {"befell", "befall"},
    {"begun", "begin"},
    {"besought", "beseech"},
    {"bled", "bleed"},
    {"blew", "blow"},
    {"blown", "blow"},
    {"broke", "break"},
    {"broken", "break"},
    {"burnt", "burn"},
    {"chose", "choose"},
    {"chosen", "choose"},
    {"clung", "cling"},
    {"crept", "creep"},
    {"dealt", "deal"},
    {"drew", "draw"},
    {"drawn", "draw"},
    {"drove", "drive"},
    {"driven", "drive"},
    {"dug", "dig"},
    {"fed", "feed"},
    {"fled", "flee"},
    {"flew", "fly"},
    {"flown", "fly"},
    {"flung", "fling"},
    {"forbade", "forbid"},
    {"forbidden", "forbid"},
    {"forgave", "forgive"},
    {"forgiven", "forgive"},
    {"forsook", "forsake"},
    {"forswore", "forswear"},
    {"fought", "fight"},
    {"froze", "freeze"},
    {"frozen", "freeze"},
    {"hid", "hide"},
    {"hidden", "hide"},
    {"hung", "hang"},
    {"laid", "lay"},
    {"leapt", "leap"},
    {"lent", "lend"},
    {"mistook", "mistake"},
    {"outlawed", "outlaw"},
    {"overcame", "overcome"},
    {"overran", "overrun"},
    {"oversaw", "oversee"},
    {"overthrew", "overthrow"},
    {"overthrown", "overthrow"},
    {"overtook", "overtake"},
    {"partook", "partake"},
    {"rebuilt", "rebuild"},
    {"retook", "retake"},
    {"retaken", "retake"},
    {"reaffirmed", "reaffirm"},
    {"rode", "ride"},
    {"rose", "rise"},
    {"shook", "shake"},
    {"shaken", "shake"},
    {"shot", "shoot"},
    {"shrank", "shrink"},
    {"slain", "slay"},
    {"slew", "slay"},
    {"slung", "sling"},
    {"sold", "sell"},
    {"sought", "seek"},
    {"spoke", "speak"},
    {"spoken", "speak"},
    {"sprang", "spring"},
    {"stole", "steal"},
    {"stolen", "steal"},
    {"stove", "stave"},
    {"strove", "strive"},
    {"striven", "strive"},
    {"struck", "strike"},
    {"stricken", "strike"},
    {"stuck", "stick"},
    {"stung", "sting"},
    {"swept", "sweep"},
    {"swore", "swear"},
    {"sworn", "swear"},
    {"swung", "swing"},
    {"threw", "throw"},
    {"thrown", "throw"},
    {"tore", "tear"},
    {"torn", "tear"},
    {"undertook", "undertake"},
    {"undertaken", "undertake"},
    {"undid", "undo"},
    {"undone", "undo"},
    {"upheld", "uphold"},
    {"waylaid", "waylay"},
    {"withdrawn", "withdraw"},
    {"withdrew", "withdraw"},
    {"withheld", "withhold"},
    {"withstood", "withstand"},
    {"woke", "wake"},
    {"wrung", "wring"},
};

}  // namespace

bool irregular_base(std::string_view lower, std::string& out) {
  for (const auto& [form, base] : kIrregular) {
    if (form != lower) continue;
    out.assign(base);
    return true;
  }
  return false;
}

bool known_base(std::string_view lower, Upos upos, const pack::Symbols& symbols, std::string& out) {
  const size_t n = lower.size();
  char buffer[64];
  if (n < 4 || n + 2 > sizeof buffer) return false;
  const auto attempt = [&](size_t cut, std::string_view add) {
    const size_t stem = n - cut;
    if (stem < 2) return false;
    lower.copy(buffer, stem);
    add.copy(buffer + stem, add.size());
    const std::string_view base(buffer, stem + add.size());
    if (!symbols.find(base).valid()) return false;
    out.assign(base);
    return true;
  };
  const auto doubled = [&](size_t cut) { return n > cut + 2 && lower[n - cut - 1] == lower[n - cut - 2]; };
  if (upos == Upos::VERB || upos == Upos::AUX || upos == Upos::ADJ) {
    if (lower.ends_with("ied")) return attempt(3, "y") || attempt(1, "");
    if (lower.ends_with("eed")) return attempt(1, "") || attempt(2, "");  // "freed"
    if (lower.ends_with("ed")) return attempt(2, "") || attempt(1, "") || (doubled(2) && attempt(3, ""));
    if (lower.ends_with("ing")) return attempt(3, "") || attempt(3, "e") || (doubled(3) && attempt(4, ""));
    if (upos == Upos::ADJ) return attempt(0, "");
  }
  if (upos == Upos::VERB || upos == Upos::NOUN) {
    if (lower.ends_with("ies")) return attempt(3, "y") || attempt(1, "");
    if (lower.ends_with("es")) return attempt(1, "") || attempt(2, "");
    if (lower.ends_with("s") && !lower.ends_with("ss")) return attempt(1, "");
    return attempt(0, "");  // "militia" is no plural, "withdraw" no past
  }
  return false;
}

}  // namespace casus::lang
