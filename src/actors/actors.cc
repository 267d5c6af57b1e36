#include "actors/actors.h"

namespace casus::actors {

const char* to_string(Via v) {
  switch (v) {
    case Via::kName:
      return "name";
    case Via::kMetonym:
      return "metonym";
    case Via::kDemonym:
      return "demonym";
    case Via::kRole:
      return "role";
    case Via::kTitle:
      return "title";
    case Via::kApposition:
      return "apposition";
    case Via::kAcronym:
      return "acronym";
    case Via::kSurname:
      return "surname";
    case Via::kDefinite:
      return "definite";
    case Via::kPronoun:
      return "pronoun";
    case Via::kUnknown:
      return "unknown";
  }
  return "unknown";
}

std::string Entity::code() const {
  if (country.empty() && sectors.empty()) return {};
  std::string out = country.empty() ? "---" : country;
  for (const auto& s : sectors) out += s;
  return out;
}

MentionId mention_of(const ActorSet& set, const clauses::Argument& argument) {
  if (!argument.head.valid() || argument.head.v >= set.at.size()) return {};
  if (set.at[argument.head.v].valid()) return set.at[argument.head.v];
  // Else the narrowest mention over the head that does not reach beyond the argument's phrase.
  MentionId best;
  for (uint32_t i = 0; i < set.mentions.size(); ++i) {
    const Mention& m = set.mentions[i];
    if (m.tokens.first > argument.head.v) break;
    if (m.tokens.contains(argument.head) && argument.phrase.contains(m.tokens) && !m.modifier &&
        (!best.valid() || m.tokens.size() <= set[best].tokens.size()))
      best = MentionId(i);
  }
  return best;
}

}  // namespace casus::actors
