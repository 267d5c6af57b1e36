// The matcher and the coder over small hand-made trees with a codebook of their own, so that neither the model nor the
// shipped rules decide the outcome.
#include "coding/coding.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>

#include "base/golden.h"
#include "clauses/mini_tree.h"
#include "coding/matcher.h"

using namespace casus;
using namespace casus::coding;

namespace {

using format::Filler;
using format::kNone16;
using format::SlotRole;

// A codebook in miniature, written as the compiler would write it.
class TinyBook {
 public:
  TinyBook() {
    texts_ = {"", "t.rules"};
    word("of");
    events_.assign(kEventCount, format::EventInfo{});
    for (int e = 0; e < kEventCount; ++e) {
      events_[e].cameo = kNone16;
      events_[e].future = events_[e].negated = events_[e].future_negated = static_cast<uint8_t>(e);
      events_[e].quad = static_cast<uint8_t>(quad(static_cast<Event>(e)));
    }
    info(Event::kConsult).future = info(Event::kAid).future = static_cast<uint8_t>(Event::kAgree);
    info(Event::kAssault).future = static_cast<uint8_t>(Event::kThreaten);
    info(Event::kAssault).future_negated = static_cast<uint8_t>(Event::kConcede);
    info(Event::kAid).negated = info(Event::kConsult).negated = static_cast<uint8_t>(Event::kReject);
    set({"series", "wave"}, 0);  // set 0: transparent nouns
    aid_ = set({"aid", "food"}, 0);
    ban_ = set({"ban", "embargo"}, 1u << static_cast<int>(Event::kSanction));
  }

  format::EventInfo& info(Event e) { return events_[static_cast<size_t>(e)]; }
  uint16_t aid() const { return aid_; }
  uint16_t ban() const { return ban_; }

  format::Slot slot(SlotRole role, Filler filler, const char* prep = nullptr, uint16_t set = kNone16) const {
    format::Slot s{};
    s.role = role;
    s.filler = filler;
    s.set = set;
    s.modifiers = kNone16;
    s.comps = 0xff;
    if (prep) {
      const uint8_t n = clauses::find_preposition(prep);
      s.preps[n / 64] |= uint64_t{1} << (n % 64);
    }
    return s;
  }

  void rule(const char* id, Event event, const std::vector<const char*>& lemmas, const std::vector<format::Slot>& slots,
            uint8_t flags = 0, int16_t weight = 0) {
    format::Rule r{};
    r.id = text(id);
    r.file = 1;
    r.line = static_cast<uint32_t>(rules_.size() + 1);
    r.first_slot = static_cast<uint32_t>(slots_.size());
    r.slot_count = static_cast<uint16_t>(slots.size());
    r.mode = r.cameo = kNone16;
    r.event = static_cast<uint8_t>(event);
    r.flags = flags;
    r.status = 0xff;
    r.weight = weight;
    slots_.insert(slots_.end(), slots.begin(), slots.end());
    for (const char* l : lemmas) posts_[word(l)].push_back({static_cast<uint32_t>(rules_.size()), 0xff, 4, {}});
    rules_.push_back(r);
  }

  pack::Pack pack() {
    pack::Writer w;
    pack::add_strings(w, "cb.text", texts_);
    w.add("cb.events", events_);
    w.add("cb.modes", std::vector<format::Mode>{});
    w.add("cb.cameo", std::vector<format::Cameo>{});
    w.add("cb.compose", std::vector<format::Compose>{});
    w.add("cb.rules", rules_);
    w.add("cb.slots", slots_);
    w.add("cb.set_events", set_events_);
    w.add("cb.set_names", std::vector<uint32_t>(set_events_.size(), 0));
    rows(w, "cb.post_at", "cb.posts", posts_);
    rows(w, "cb.set_at", "cb.sets", members_);
    w.add("cb.ctx_at", std::vector<uint32_t>{0});
    w.add("cb.ctx", std::vector<uint16_t>{});
    w.add("clauses.eventive", std::vector<uint8_t>(words_.size(), 1));
    pack::add_symbols(w, words_);
    auto p = pack::Pack::from_bytes(w.bytes());
    REQUIRE(p);
    return std::move(*p);
  }

  std::vector<format::Rule> rules_;

 private:
  uint32_t word(const std::string& s) {
    const auto it = std::find(words_.begin(), words_.end(), s);
    if (it != words_.end()) return static_cast<uint32_t>(it - words_.begin());
    words_.push_back(s);
    return static_cast<uint32_t>(words_.size() - 1);
  }
  uint32_t text(const std::string& s) {
    texts_.push_back(s);
    return static_cast<uint32_t>(texts_.size() - 1);
  }
  uint16_t set(const std::vector<const char*>& lemmas, uint32_t events) {
    for (const char* l : lemmas) members_[word(l)].push_back(static_cast<uint16_t>(set_events_.size()));
    set_events_.push_back(events);
    return static_cast<uint16_t>(set_events_.size() - 1);
  }
  template <typename T>
  static void rows(pack::Writer& w, const char* at_name, const char* name,
                   const std::map<uint32_t, std::vector<T>>& m) {
    std::vector<uint32_t> at{0};
    std::vector<T> values;
    for (uint32_t s = 0; !m.empty() && s <= m.rbegin()->first; ++s) {
      if (const auto it = m.find(s); it != m.end()) values.insert(values.end(), it->second.begin(), it->second.end());
      at.push_back(static_cast<uint32_t>(values.size()));
    }
    w.add(at_name, at);
    w.add(name, values);
  }

  std::vector<std::string> words_, texts_;
  std::vector<format::EventInfo> events_;
  std::vector<format::Slot> slots_;
  std::vector<uint32_t> set_events_;
  std::map<uint32_t, std::vector<format::Posting>> posts_;
  std::map<uint32_t, std::vector<uint16_t>> members_;
  uint16_t aid_ = 0, ban_ = 0;
};

TinyBook tiny_book() {
  TinyBook b;
  const auto source = b.slot(SlotRole::kSubject, Filler::kSource), both = b.slot(SlotRole::kSubject, Filler::kBoth);
  const auto target = b.slot(SlotRole::kObject, Filler::kTarget), event = b.slot(SlotRole::kObject, Filler::kEvent);
  const auto to_event = b.slot(SlotRole::kPrep, Filler::kEvent, "to");
  b.rule("meet", Event::kConsult, {"meet", "talk"}, {source, target});
  b.rule("meet-both", Event::kConsult, {"meet", "talk"}, {both}, format::kSymmetric);
  b.rule("talk-with", Event::kConsult, {"talk"}, {source, b.slot(SlotRole::kPrep, Filler::kTarget, "with")});
  b.rule("attack", Event::kAssault, {"attack", "bomb"}, {source, target});
  b.rule("send-aid", Event::kAid, {"send"},
         {source, b.slot(SlotRole::kObject, Filler::kSet, nullptr, b.aid()),
          b.slot(SlotRole::kPrep, Filler::kTarget, "to")});
  b.rule("ban-on", Event::kSanction, {"ban"}, {source, b.slot(SlotRole::kPrep, Filler::kTarget, "on")});
  b.rule("lift-ban", Event::kConcede, {"lift"}, {source, b.slot(SlotRole::kObject, Filler::kSet, nullptr, b.ban())});
  b.rule("refuse", Event::kReject, {"refuse"}, {source, to_event}, format::kCompose);
  b.rule("agree", Event::kAgree, {"agree"}, {source, to_event}, format::kCompose);
  b.rule("urge", Event::kRequest, {"urge"}, {source, target, to_event}, format::kCompose);
  b.rule("accuse", Event::kAccuse, {"accuse"}, {source, target, b.slot(SlotRole::kPrep, Filler::kEvent, "of")},
         format::kAsserts | format::kCompose);
  b.rule("begin", Event::kNone, {"begin"}, {source, to_event}, format::kPass);
  b.rule("condemn", Event::kAccuse, {"condemn"}, {source, event}, format::kCompose);
  return b;
}

// Every proper noun is a party whose country is its own upper-case form; so is "rebel" with sector REB.
actors::ActorSet parties(const text::Document& doc, const lang::Parse& parse) {
  actors::ActorSet set;
  set.at.resize(doc.token_count());
  for (uint32_t t = 0; t < doc.token_count(); ++t) {
    const bool rebel = parse.lemma(TokenId(t)) == "rebel";
    if (parse.upos[t] != lang::Upos::PROPN && !rebel) continue;
    actors::Entity e;
    e.name = std::string(doc.form(TokenId(t)));
    if (rebel)
      e.sectors = {"REB"};
    else
      e.country = e.name;
    actors::Mention m;
    m.tokens = {t, t + 1};
    m.head = TokenId(t);
    m.entity = EntityId(set.entities.size());
    set.entities.push_back(e);
    set.at[t] = MentionId(set.mentions.size());
    set.mentions.push_back(m);
  }
  return set;
}

struct Made {
  lang::ConlluDocument doc;
  clauses::ClauseSet clauses;
  actors::ActorSet actors;
  dates::DateSet dates;
  places::PlaceSet places;
  voices::VoiceSet voices;
  Analysis view() const { return {doc.document, doc.parse, clauses, actors, dates, places, voices, "2020-05-01"}; }
};

Made make(const std::string& lines, const pack::Pack& pack) {
  auto doc = clauses::mini_document(lines, *pack::Symbols::open(pack));
  REQUIRE(doc);
  Made m{std::move(*doc), {}, {}, {}, {}, {}};
  const auto extractor = clauses::Extractor::open(pack);
  REQUIRE(extractor);
  extractor->run(m.doc.document, m.doc.parse, *clauses::Extractor::make_workspace(), m.clauses);
  m.actors = parties(m.doc.document, m.doc.parse);
  return m;
}

std::string names(const std::vector<MentionId>& list, const actors::ActorSet& set) {
  std::string out;
  for (const MentionId m : list) out += (out.empty() ? "" : ", ") + set.entity(m).name;
  return out;
}

std::string coded(const std::string& input) {
  TinyBook book = tiny_book();
  const auto pack = book.pack();
  const auto codebook = Codebook::open(pack);
  REQUIRE(codebook);
  const Made m = make(input, pack);
  CodingResult r;
  codebook->code(m.view(), true, r);
  std::string out;
  for (const auto& e : r.events)
    out += std::string(to_string(e.event)) + " " + to_string(e.status) + ": " + names(e.actors, m.actors) + " > " +
           names(e.recipients, m.actors) + " [" + e.rule + "]\n";
  for (const auto& l : r.lost) out += "- " + std::string(to_string(l.event)) + " [" + l.rule + "] " + l.reason + "\n";
  return out;
}

}  // namespace

TEST_CASE("golden events over small trees") {
  for (const auto& f :
       golden::run(CASUS_SOURCE_DIR "/tests/golden/coding", [](const golden::Case& c) { return coded(c.input); }))
    FAIL_CHECK(f);
}

TEST_CASE("relate: the act that the source governs and that reaches the target") {
  TinyBook book = tiny_book();
  const auto pack = book.pack();
  const auto codebook = Codebook::open(pack);
  REQUIRE(codebook);
  const Made m = make(
      "Oslo/PROPN/2/nsubj urged:urge/VERB+past/0/root Lima/PROPN/2/obj to/PART/5/mark meet/VERB+inf/2/xcomp "
      "rebels/NOUN+pl/5/obj",
      pack);
  const auto span = [&](uint32_t t) { return std::vector<Span>{m.doc.document.span(TokenId(t))}; };
  CHECK(codebook->relate(m.view(), span(0), span(2)).event == Event::kRequest);
  CHECK(codebook->relate(m.view(), span(0), span(5)).event == Event::kRequest);
  const auto none = codebook->relate(m.view(), {}, {});
  CHECK(none.event != Event::kNone);
}

TEST_CASE("a damaged codebook is refused, not read") {
  const auto opens = [](TinyBook b) {
    const auto pack = b.pack();
    return Codebook::open(pack).has_value();
  };
  CHECK(opens(tiny_book()));
  TinyBook slots = tiny_book();
  slots.rules_[0].first_slot = 4000;
  CHECK_FALSE(opens(slots));
  TinyBook event = tiny_book();
  event.rules_[1].event = 99;
  CHECK_FALSE(opens(event));
  TinyBook text = tiny_book();
  text.rules_[2].id = 5000;
  CHECK_FALSE(opens(text));
}
