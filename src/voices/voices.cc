#include "voices/voices.h"

#include <algorithm>

#include "voices/scan.h"

namespace casus::voices {

const char* to_string(Stance s) {
  static constexpr const char* kNames[] = {"report", "claim", "deny", "confirm", "quote"};
  return kNames[static_cast<int>(s)];
}

VoiceSet::VoiceSet() = default;
VoiceSet::~VoiceSet() = default;
VoiceSet::VoiceSet(VoiceSet&&) noexcept = default;
VoiceSet& VoiceSet::operator=(VoiceSet&&) noexcept = default;
VoiceSet::VoiceSet(const VoiceSet& o) : voices(o.voices) {}
VoiceSet& VoiceSet::operator=(const VoiceSet& o) {
  voices = o.voices;
  return *this;
}

void run(const text::Document& doc, const lang::Parse& parse, const clauses::ClauseSet& clauses, VoiceSet& out) {
  out.clear();
  const size_t n = doc.token_count();
  if (parse.head.size() != n || parse.upos.size() != n || parse.deprel.size() != n || clauses.at.size() != n ||
      parse.lemma_at.size() != n + 1)
    return;
  if (!out.scratch) out.scratch = std::make_unique<VoiceSet::Scratch>();
  Scan(doc, parse, clauses, out, *out.scratch).run();
}

void voices_of(const VoiceSet& set, TokenId head, std::vector<uint32_t>& out) {
  out.clear();
  // Cues are in order and contents reach far at most over a quotation, so all voices are looked at; they are few.
  for (uint32_t i = 0; i < set.voices.size(); ++i) {
    const Voice& v = set.voices[i];
    if (!v.attitude && v.content.contains(head) && !v.cue.contains(head) && !v.source.contains(head)) out.push_back(i);
  }
  // The wider content is the outer voice; of two over the same words the one told first.
  std::stable_sort(out.begin(), out.end(),
                   [&](uint32_t a, uint32_t b) { return set.voices[a].content.size() > set.voices[b].content.size(); });
}

}  // namespace casus::voices
