#include "actors/format.h"

#include <array>

namespace casus::actors {

namespace {
constexpr std::array<std::string_view, static_cast<size_t>(Sector::kEmployer) + 1> kSectorNames = {
    "",    "GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "PRM", "SPY", "UAF", "CVL", "BUS",
    "JRN", "REL", "EDU", "LAB", "SOC", "REF", "CRM", "ELI", "AGR", "MED", "UNK", "PRE", "="};
}

std::string_view to_string(Sector s) {
  const auto i = static_cast<size_t>(s);
  return i < kSectorNames.size() ? kSectorNames[i] : std::string_view();
}

bool sector_from_string(std::string_view s, Sector& out) {
  for (size_t i = 1; i < kSectorNames.size(); ++i)
    if (kSectorNames[i] == s) {
      out = static_cast<Sector>(i);
      return true;
    }
  return false;
}

}  // namespace casus::actors
