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

Event root_class(std::string_view cameo, Event own) {
  using enum Event;
  static constexpr std::array<Event, 21> kRoots = {
      kNone,   kNone,   kRequest,  kAgree,   kConsult,  kSupport,  kCooperate, kAid,     kConcede, kAccuse, kRequest,
      kAccuse, kReject, kThreaten, kProtest, kMobilize, kSanction, kCoerce,    kAssault, kAssault, kAssault};
  if (cameo.size() < 2 || cameo[0] < '0' || cameo[0] > '2' || cameo[1] < '0' || cameo[1] > '9') return own;
  const auto root = static_cast<size_t>(cameo[0] - '0') * 10 + static_cast<size_t>(cameo[1] - '0');
  if (root >= kRoots.size() || kRoots[root] == kNone) return own;
  if (root == 8 && own == kRetreat) return own;
  // 1712, damage to property, is an attack in PLOVER and in the data sets of relations.
  if (root == 17 && own == kAssault) return own;
  return kRoots[root];
}

const char* to_string(Status s) {
  static constexpr std::array<const char*, 7> kStatus = {"actual",  "ongoing", "future",    "hypothetical",
                                                         "negated", "claimed", "historical"};
  return kStatus[static_cast<size_t>(s)];
}

}  // namespace casus::coding
