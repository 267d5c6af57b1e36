#include "coding/coding.h"

#include <array>

namespace casus::coding {

namespace {
constexpr std::array<std::string_view, kEventCount> kNames = {
    "",       "AGREE",  "CONSULT",  "SUPPORT", "CONCEDE",  "COOPERATE", "AID",    "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE",  "COERCE", "ASSAULT"};
}  // namespace

std::string_view to_string(Event e) { return kNames[static_cast<size_t>(e)]; }

bool event_from_string(std::string_view s, Event& out) {
  for (size_t i = 1; i < kNames.size(); ++i)
    if (kNames[i] == s) {
      out = static_cast<Event>(i);
      return true;
    }
  return false;
}

int quad(Event e) {
  switch (e) {
    case Event::kNone:
      return 0;
    case Event::kAgree:
    case Event::kConsult:
    case Event::kSupport:
    case Event::kConcede:
      return 1;
    case Event::kCooperate:
    case Event::kAid:
    case Event::kRetreat:
      return 2;
    case Event::kRequest:
    case Event::kAccuse:
    case Event::kReject:
    case Event::kThreaten:
      return 3;
    default:
      return 4;
  }
}

const char* to_string(Status s) {
  static constexpr std::array<const char*, 7> kStatus = {"actual",  "ongoing", "future",    "hypothetical",
                                                         "negated", "claimed", "historical"};
  return kStatus[static_cast<size_t>(s)];
}

}  // namespace casus::coding
