// The compiled codebook: what forge writes into a pack and the matcher reads. Plain structs, no pointers; strings are
// indices.
//
// Sections: cb.events cb.modes cb.cameo cb.compose cb.modality cb.rules cb.slots cb.post_at cb.posts cb.set_at cb.sets
// cb.set_events cb.set_names (cb.text) cb.ctx_at cb.ctx, and the strings cb.text. *_at sections have one offset a
// symbol, plus one at the end.
#pragma once
#include <cstdint>

namespace casus::coding::format {

inline constexpr uint16_t kNone16 = 0xffff;

struct EventInfo {  // one an Event, index 0 = none
  float intensity;
  uint16_t cameo;                           // default CAMEO code
  uint8_t future, negated, future_negated;  // Event numbers
  uint8_t quad;
  uint8_t pad[2];
};

struct Mode {
  uint32_t name;    // cb.text
  float intensity;  // NaN = none published
  uint16_t cameo;   // default CAMEO code of the event with this mode
  uint8_t event;
  uint8_t pad;
};

struct Cameo {
  char code[5];  // NUL padded
  uint8_t event;
  uint8_t pad[2];
  float goldstein;  // NaN = none published
};

struct Compose {               // rows of one outer event stand together, the more specific first
  char inner_cameo[5];         // prefix; "" = any
  uint8_t outer, inner_event;  // inner_event 0 = any
  uint8_t pad;
  uint16_t mode, cameo;
};

enum class SlotRole : uint8_t { kSubject, kObject, kPrep, kComplement };
enum class Filler : uint8_t { kSource, kTarget, kBoth, kAnything, kEvent, kSet };

struct Slot {
  uint64_t preps[4];   // bit per preposition number; for kPrep, and for gerunds after a preposition
  uint32_t events;     // bit per Event, for kEvent (0 = any)
  uint16_t set;        // for kSet
  uint16_t modifiers;  // set of which one must stand before the head; kNone16 = no such demand
  SlotRole role;
  Filler filler;
  uint8_t comps;  // bit per clauses::Comp that a complement may have
  uint8_t optional;
  uint8_t pad[4];
};

enum RuleFlag : uint8_t { kPass = 1, kNoEvent = 2, kAsserts = 4, kSymmetric = 8, kSwap = 16, kCompose = 32 };

struct Rule {
  uint32_t id, file;  // cb.text
  uint32_t line;
  uint32_t first_slot;
  uint16_t slot_count;
  uint16_t mode, cameo;  // kNone16 = not said
  int16_t weight;
  uint8_t event;
  uint8_t flags;
  uint8_t status;  // Status number, 0xff = not said
  uint8_t pad;
};

struct Posting {  // one predicate lemma of one rule
  uint32_t rule;
  uint8_t kinds;        // bit per clauses::Kind
  uint8_t specificity;  // how much the predicate itself says
  uint8_t pad[2];
};

}  // namespace casus::coding::format
