// What happened: turns clauses and mentions into coded events, with reasons.
//
// For each clause the codebook answers, inside out, what act it tells: a pattern rule, else the algebra (what is done
// to what), else an operator over the act of its complement ("refused to lift the ban"). The event is the act of the
// outermost predicate that a party governs; what an operator consumed is not told again, unless the operator asserts it
// ("accused X of bombing Y").
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "actors/actors.h"
#include "base/ids.h"
#include "base/result.h"
#include "clauses/clauses.h"
#include "dates/dates.h"
#include "places/places.h"
#include "voices/voices.h"

namespace casus::coding {

// PLOVER events; order is fixed (packs store the numbers).
enum class Event : uint8_t {
  kNone,
  kAgree,
  kConsult,
  kSupport,
  kConcede,
  kCooperate,
  kAid,
  kRetreat,
  kRequest,
  kAccuse,
  kReject,
  kThreaten,
  kProtest,
  kSanction,
  kMobilize,
  kCoerce,
  kAssault,
};
inline constexpr int kEventCount = 17;
std::string_view to_string(Event e);  // "AGREE"; "" for kNone
bool event_from_string(std::string_view s, Event& out);
int quad(Event e);  // PLOVER: 1 verbal cooperation … 4 material conflict; 0 for kNone

// The class of a relation by the root of its CAMEO code ("191" → ASSAULT), as `relate` answers it: where PLOVER and the
// CAMEO roots part (a blockade, a conviction, a promise to yield), the root decides. `own` if the code says no more.
Event root_class(std::string_view cameo, Event own);

enum class Status : uint8_t { kActual, kOngoing, kFuture, kHypothetical, kNegated, kClaimed, kHistorical };
const char* to_string(Status s);

// Everything that the earlier stages know about one document; views, owned by the caller.
struct Analysis {
  const text::Document& doc;
  const lang::Parse& parse;
  const clauses::ClauseSet& clauses;
  const actors::ActorSet& actors;
  const dates::DateSet& dates;
  const places::PlaceSet& places;
  const voices::VoiceSet& voices;
  std::string_view published;
};

struct CodedEvent {
  ClauseId clause;
  SentenceId sentence;
  Event event = Event::kNone;
  std::string_view mode;  // in the pack; "" = none
  std::string_view cameo;
  double intensity = 0, goldstein = 0;
  std::vector<std::string_view> contexts;
  std::vector<MentionId> actors, recipients;
  Status status = Status::kActual;
  std::vector<TokenRange> trigger;          // words of the act
  std::vector<uint32_t> voices;             // indices into VoiceSet, outermost first
  const dates::Expression* when = nullptr;  // into DateSet
  const places::Place* where = nullptr;     // into PlaceSet
  std::string rule;  // "consult.rules:41 consult.hold-talks", or "a.rules:3 x + b.rules:9 y" if composed
  double score = 0;
};

// A candidate that lost or was consumed: for explain.
struct Lost {
  ClauseId clause;
  Event event = Event::kNone;
  std::string rule;
  std::string reason;  // "consumed by refuse (c3)", "no actor", "less specific than …"
};

struct CodingResult {
  std::vector<CodedEvent> events;  // by sentence, then by head token
  std::vector<Lost> lost;
  void clear() { events.clear(), lost.clear(); }
};

// The relation between two given parties in one text. Always answers.
struct RelateAnswer {
  Event event = Event::kNone;
  std::string_view mode;
  Status status = Status::kActual;
  std::string rule;
  double score = 0;
};

class Features;
class Ranker;

// Immutable; share between threads.
class Codebook {
 public:
  static Result<Codebook> open(const pack::Pack& pack);
  Codebook();
  Codebook(Codebook&&) noexcept;
  Codebook& operator=(Codebook&&) noexcept;
  ~Codebook();

  // `explain`: also fill `lost` (costs time).
  void code(const Analysis& analysis, bool explain, CodingResult& out) const;

  // Source and target are byte ranges of doc.text.
  RelateAnswer relate(const Analysis& analysis, const std::vector<Span>& source, const std::vector<Span>& target) const;
  void use(Ranker ranker);  // relate() weighs what it says from now on; call before sharing
  bool ranked() const;      // has one
  // What the ranker is told about the two; appended to `out`.
  void features(const Analysis& analysis, const std::vector<Span>& source, const std::vector<Span>& target,
                Features& out) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace casus::coding
