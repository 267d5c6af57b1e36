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
  if (cameo.size() < 2 || cameo[0] < '0' || cameo[0] > '2' || cameo[1] < '0' || cameo[1] > '9') return own;
  switch ((cameo[0] - '0') * 10 + (cameo[1] - '0')) {
    case 2:
    case 10:
      return Event::kRequest;
    case 3:
      return Event::kAgree;
    case 4:
      return Event::kConsult;
    case 5:
      return Event::kSupport;
    case 6:
      return Event::kCooperate;
    case 7:
      return Event::kAid;
    case 8:
      return own == Event::kRetreat ? own : Event::kConcede;
    case 9:
    case 11:
      return Event::kAccuse;
    case 12:
      return Event::kReject;
    case 13:
      return Event::kThreaten;
    case 14:
      return Event::kProtest;
    case 15:
      return Event::kMobilize;
    case 16:
      return Event::kSanction;
    case 17:  // 1712, damage to property, is an attack in PLOVER and in the data sets of relations
      return own == Event::kAssault ? own : Event::kCoerce;
    case 18:
    case 19:
    case 20:
      return Event::kAssault;
    default:
      return own;
  }
}

const char* to_string(Status s) {
  static constexpr std::array<const char*, 7> kStatus = {"actual",  "ongoing", "future",    "hypothetical",
                                                         "negated", "claimed", "historical"};
  return kStatus[static_cast<size_t>(s)];
}

}  // namespace casus::coding
