#include "train/lemmas.h"

#include <map>
#include <string>
#include <tuple>

#include "base/utf8.h"
#include "lang/features.h"
#include "lang/lemma.h"

namespace casus::train {

namespace {

using lang::LemmaKey;
using lang::Upos;

// Bytes that `a` and `b` share at their start, whole code points only.
size_t common(std::string_view a, std::string_view b) {
  size_t n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
  const auto inside = [&](std::string_view s) {
    return n < s.size() && (static_cast<unsigned char>(s[n]) & 0xC0) == 0x80;
  };
  while (n > 0 && (inside(a) || inside(b))) --n;
  return n;
}

std::string rule_from(char flag, std::string_view base, std::string_view lemma) {
  const size_t n = common(base, lemma);
  const size_t strip = base.size() - n;
  return std::string{flag, static_cast<char>('A' + strip)} + std::string(lemma.substr(n));
}

// Empty when no rule does it (a very long word).
std::string rule_for(std::string_view form, std::string_view lower, std::string_view lemma, Upos upos) {
  if (form.size() > 60 || lower.size() > 60) return {};
  const std::string keep = rule_from('k', form, lemma), low = rule_from('l', lower, lemma);
  const size_t a = static_cast<size_t>(keep[1]) + keep.size(), b = static_cast<size_t>(low[1]) + low.size();
  if (a != b) return a < b ? keep : low;
  return upos == Upos::PROPN ? keep : low;
}

using RuleCounts = std::map<std::string, uint32_t>;

std::string best(const RuleCounts& counts) {
  const std::pair<const std::string, uint32_t>* top = nullptr;
  for (const auto& c : counts) {
    if (top == nullptr || c.second > top->second) top = &c;
  }
  return top == nullptr ? std::string() : top->first;
}

uint32_t total(const RuleCounts& counts) {
  uint32_t n = 0;
  for (const auto& c : counts) n += c.second;
  return n;
}

class Learner {
 public:
  void see(std::string_view form, std::string_view lemma, Upos upos, uint16_t feats) {
    std::string lower = utf8::lower(form);
    lang::plain_quotes(lower);
    const std::string rule = rule_for(form, lower, lemma, upos);
    if (rule.empty()) return;
    // Endings are learnt from words, not from their occurrences: one frequent odd word makes no rule.
    if (++words_[{upos, lower}][feats][rule] > 1) return;
    for (size_t n = 0; n <= std::min(lang::kMaxEnding, lower.size()); ++n)
      ++endings_[{upos, feats, n, lower.substr(lower.size() - n)}][rule];
  }

  void write(pack::Writer& writer) {
    learn_endings();
    learn_words();
    std::vector<uint64_t> hashes;
    std::vector<uint16_t> ids;
    std::vector<std::string> rules;
    std::map<std::string, uint16_t> index;
    for (const auto& [hash, rule] : chosen_) {
      const auto [it, fresh] = index.emplace(rule, static_cast<uint16_t>(rules.size()));
      if (fresh) rules.push_back(rule);
      hashes.push_back(hash);
      ids.push_back(it->second);
    }
    lang::HashIndex::write(writer, "lemma", hashes);
    writer.add<uint16_t>("lemma.rule", ids);
    pack::add_strings(writer, "lemma.rules", rules);
  }

 private:
  using Ending = std::tuple<Upos, uint16_t, size_t, std::string>;

  std::string by_ending(Upos upos, uint16_t feats, const std::string& lower) const {
    for (size_t n = std::min(lang::kMaxEnding, lower.size()) + 1; n-- > 0;) {
      const auto it = chosen_.find(
          lang::lemma_key(LemmaKey::kEnding, upos, feats, std::string_view(lower).substr(lower.size() - n)));
      if (it != chosen_.end()) return it->second;
    }
    return {};
  }

  // Shorter endings first; a longer one is kept where it says something else than what it ends in.
  void learn_endings() {
    for (size_t n = 0; n <= lang::kMaxEnding; ++n) {
      for (const auto& [key, counts] : endings_) {
        const auto& [upos, feats, length, text] = key;
        if (length != n || (n > 0 && total(counts) < 2)) continue;
        std::string rule = best(counts);
        // What adds so much ("Jan" → "January") belongs to single words.
        if (rule.size() > 2 + 3) rule = upos == Upos::PROPN ? "kA" : "lA";
        if (by_ending(upos, feats, text) != rule) chosen_[lang::lemma_key(LemmaKey::kEnding, upos, feats, text)] = rule;
      }
    }
  }

  // A word is stored with all its features as soon as one of them breaks the rule of its ending.
  void learn_words() {
    for (const auto& [key, by_feats] : words_) {
      const auto& [upos, lower] = key;
      bool irregular = false;
      RuleCounts all;
      for (const auto& [feats, counts] : by_feats) {
        irregular = irregular || by_ending(upos, feats, lower) != best(counts);
        for (const auto& [rule, n] : counts) all[rule] += n;
      }
      if (!irregular) continue;
      for (const auto& [feats, counts] : by_feats)
        words_chosen_[lang::lemma_key(LemmaKey::kWordFeats, upos, feats, lower)] = best(counts);
      words_chosen_[lang::lemma_key(LemmaKey::kWord, upos, 0, lower)] = best(all);
    }
    chosen_.merge(words_chosen_);
  }

  std::map<std::pair<Upos, std::string>, std::map<uint16_t, RuleCounts>> words_;
  std::map<Ending, RuleCounts> endings_;
  std::map<uint64_t, std::string> chosen_, words_chosen_;
};

}  // namespace

void learn_lemmas(const std::vector<const lang::ConlluDocument*>& banks, pack::Writer& writer) {
  Learner learner;
  for (const lang::ConlluDocument* bank : banks) {
    for (uint32_t t = 0; t < bank->document.token_count(); ++t) {
      const TokenId id(t);
      if (bank->parse.lemma(id) == "_" && bank->document.form(id) != "_") continue;  // no lemma given
      learner.see(bank->document.form(id), bank->parse.lemma(id), bank->parse.upos[t], bank->parse.feats[t]);
    }
  }
  learner.write(writer);
}

}  // namespace casus::train
