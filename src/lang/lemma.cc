#include "lang/lemma.h"

#include "base/hash.h"

namespace casus::lang {

uint64_t lemma_key(LemmaKey kind, Upos upos, uint16_t feats, std::string_view text) {
  if (kind == LemmaKey::kWord) feats = 0;
  return hash64(text,
                static_cast<uint64_t>(kind) | static_cast<uint64_t>(upos) << 8 | static_cast<uint64_t>(feats) << 16);
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

void Lemmatizer::lemma(std::string_view form, std::string_view lower, Upos upos, uint16_t feats,
                       std::string& out) const {
  const auto use = [&](LemmaKey kind, std::string_view text) {
    const uint32_t at = keys_.find(lemma_key(kind, upos, feats, text));
    if (at == HashIndex::kNone) return false;
    apply_lemma_rule(rules_[rule_[at]], form, lower, out);
    return true;
  };
  if (use(LemmaKey::kWordFeats, lower) || use(LemmaKey::kWord, lower)) return;
  for (size_t n = std::min(kMaxEnding, lower.size()) + 1; n-- > 0;) {
    if (use(LemmaKey::kEnding, lower.substr(lower.size() - n))) return;
  }
  out.assign(upos == Upos::PROPN ? form : lower);
}

}  // namespace casus::lang
