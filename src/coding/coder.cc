#include "coding/coder.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/limits.h"

namespace casus::coding {

namespace {

using clauses::Clause;
using clauses::ClauseSet;
using clauses::Kind;
using clauses::Relation;
using clauses::Role;

// Events that need nobody at the other end (PLOVER coding rules; the annotation guidelines' list).
bool stands_alone(Event e) {
  switch (e) {
    case Event::kProtest:
    case Event::kMobilize:
    case Event::kRetreat:
    case Event::kConcede:
    case Event::kCoerce:
    case Event::kReject:
    case Event::kRequest:
    case Event::kThreaten:
    case Event::kAgree:
    case Event::kConsult:
      return true;
    default:
      return false;
  }
}

// Events that may be told by their other end alone ("two students were detained", "protests against the king").
bool may_lack_actor(Event e) {
  return e == Event::kAssault || e == Event::kCoerce || e == Event::kSanction || e == Event::kProtest;
}

uint32_t depth_of(const ClauseSet& set, ClauseId c) {
  uint32_t d = 0;
  for (ClauseId p = set[c].parent; p.valid() && d < limits::kMaxClausesPerSentence; p = set[p].parent) ++d;
  return d;
}

class Coder {
 public:
  Coder(const Tables& tables, const Analysis& a, bool explain, CodingResult& out)
      : t_(tables),
        a_(a),
        out_(out),
        explain_(explain),
        matcher_(tables, a.doc, a.parse, a.clauses, a.actors, explain ? &candidates_ : nullptr) {}

  void run() {
    const size_t n = a_.clauses.clauses.size();
    consumed_by_.assign(n, ClauseId());
    asserted_by_.assign(n, ClauseId());
    for (size_t i = 0; i < n;) {
      size_t j = i;
      while (j < n && a_.clauses.clauses[j].sentence == a_.clauses.clauses[i].sentence) ++j;
      sentence(i, j);
      i = j;
    }
    if (explain_) explain_candidates();
    std::stable_sort(out_.events.begin(), out_.events.end(), [&](const CodedEvent& x, const CodedEvent& y) {
      return a_.clauses[x.clause].head < a_.clauses[y.clause].head;
    });
  }

 private:
  // Outer clauses come first, so that what they consume is known when its turn comes.
  void sentence(size_t first, size_t last) {
    order_.clear();
    for (size_t i = first; i < last; ++i)
      order_.emplace_back(depth_of(a_.clauses, ClauseId(i)), static_cast<uint32_t>(i));
    std::sort(order_.begin(), order_.end());
    const size_t before = out_.events.size();
    for (const auto& [depth, i] : order_) {
      if (out_.events.size() - before >= limits::kMaxEventsPerSentence) return;
      clause(ClauseId(i));
    }
  }

  void lose(ClauseId c, const Act& act, std::string reason) {
    if (explain_) out_.lost.push_back({c, act.event, rule_text(t_, act.rule), std::move(reason)});
  }

  void clause(ClauseId id) {
    const Act& act = matcher_.act(id);
    if (act.rule == kNoRule) return;
    if (!act.found()) {
      consume(id, act);
      return lose(id, act, "the rule says that this is no event");
    }
    if (consumed_by_[id.v].valid()) {
      consume(id, act);  // what this one took stays taken
      if (!asserted_by_[id.v].valid()) return lose(id, act, "part of what '" + word(consumed_by_[id.v]) + "' tells");
    }
    Act told = act;
    if (asserted_by_[id.v].valid()) lend_parties(asserted_by_[id.v], told);
    if (std::string why = unfit(id, told); !why.empty()) return lose(id, act, std::move(why));
    if (repeats(id, told)) return lose(id, act, "the same event is told by another word of the sentence");
    consume(id, act);
    emit(id, told);
  }

  std::string word(ClauseId c) const { return std::string(a_.doc.form(a_.clauses[c].head)); }

  void consume(ClauseId id, const Act& act) {
    for (const ClauseId c : act.consumed) {
      if (!c.valid() || c == id || consumed_by_[c.v].valid()) continue;
      consumed_by_[c.v] = id;
      if (act.flags & format::kAsserts) asserted_by_[c.v] = id;
    }
  }

  // "accused T of bombing Y": T is who bombed.
  void lend_parties(ClauseId outer, Act& told) const {
    const Act& o = const_cast<Matcher&>(matcher_).act(outer);
    if (!told.actors.empty()) return;
    for (const auto& p : o.recipients) {
      const bool there = std::any_of(told.recipients.begin(), told.recipients.end(),
                                     [&](const Party& q) { return q.mention == p.mention; });
      if (!there) told.actors.push(p);
    }
  }

  bool coded(const Parties& parties) const {
    return std::any_of(parties.begin(), parties.end(), [&](const Party& p) {
      const auto& e = a_.actors.entity(p.mention);
      return !e.country.empty() || !e.sectors.empty();
    });
  }

  // "Ford sold cars to a dealer": trade among firms is no event (PLOVER, "what is not coded").
  bool all_business(const Act& act) const {
    const auto firm = [&](const Party& p) {
      const auto& e = a_.actors.entity(p.mention);
      return std::any_of(e.sectors.begin(), e.sectors.end(), [](const std::string& s) { return s == "BUS"; }) ||
             e.country == "MNC";
    };
    return act.actors.size() + act.recipients.size() > 1 && std::all_of(act.actors.begin(), act.actors.end(), firm) &&
           std::all_of(act.recipients.begin(), act.recipients.end(), firm);
  }

  std::string unfit(ClauseId id, const Act& act) const {
    const Clause& c = a_.clauses[id];
    if (act.actors.empty() && act.recipients.empty()) return "no party is named";
    if (!coded(act.actors) && !coded(act.recipients)) return "no party has a code";
    if (quad(act.event) < 4 && all_business(act)) return "only firms take part";
    if (act.actors.empty() && !may_lack_actor(act.event)) return "nobody does it";
    if (act.actors.empty() && asks_for_doer(act) && has_subject(c)) return "what does it is no party";
    const bool mutual = act.actors.size() > 1;
    if (act.recipients.empty() && !mutual && !stands_alone(act.event) &&
        !(act.event == Event::kAssault && coded(act.actors)) && !(act.event == Event::kAccuse && coded(act.actors)))
      return "nobody at whom it is directed";
    if (c.kind == Kind::kNoun && !c.light.valid() && c.relation != Relation::kRoot) {
      // A noun beside the story is background, unless it tells who did it.
      const bool own_actor =
          std::any_of(act.actors.begin(), act.actors.end(), [](const Party& p) { return p.distance < 2; });
      if (!own_actor) return "a noun without its own actor";
      if (c.relation == Relation::kNominal && act.recipients.empty() && !mutual && !stands_alone(act.event))
        return "a noun in passing";
    }
    if (c.mood == clauses::Mood::kQuestion) return "a question";
    return {};
  }

  bool asks_for_doer(const Act& act) const {
    const auto& rule = t_.rules[act.rule];
    const auto slots = t_.slots.subspan(rule.first_slot, rule.slot_count);
    return !(act.flags & format::kSwap) && std::any_of(slots.begin(), slots.end(), [](const format::Slot& s) {
      return s.role == format::SlotRole::kSubject && s.filler == format::Filler::kSource;
    });
  }

  bool has_subject(const Clause& c) const {
    const auto args = a_.clauses.args(c);
    return std::any_of(args.begin(), args.end(), [](const clauses::Argument& a) { return a.role == Role::kSubject; });
  }

  bool repeats(ClauseId id, const Act& act) const {
    const auto sentence = a_.clauses[id].sentence;
    for (auto e = out_.events.rbegin(); e != out_.events.rend() && e->sentence == sentence; ++e) {
      const Act& other = const_cast<Matcher&>(matcher_).act(e->clause);
      if (other.event != act.event) continue;
      const bool related = a_.clauses[id].tokens.contains(a_.clauses[e->clause].head) ||
                           a_.clauses[e->clause].tokens.contains(a_.clauses[id].head) ||
                           a_.clauses[id].light == a_.clauses[e->clause].head;
      if (!related) continue;
      const auto share = [&](const Parties& p, const std::vector<MentionId>& q) {
        return p.empty() || q.empty() || std::any_of(p.begin(), p.end(), [&](const Party& x) {
                 return std::any_of(q.begin(), q.end(),
                                    [&](MentionId y) { return a_.actors[x.mention].entity == a_.actors[y].entity; });
               });
      };
      if (share(act.actors, e->actors) && share(act.recipients, e->recipients)) return true;
    }
    return false;
  }

  void emit(ClauseId id, const Act& act) {
    const Clause& c = a_.clauses[id];
    CodedEvent e;
    e.clause = id;
    e.sentence = c.sentence;
    Status status = Status::kActual;
    e.event = apply_form(t_, act, form_of(a_.clauses, id, act), status);
    if (act.status != 0xff) status = static_cast<Status>(act.status);
    codes(act, e);
    for (const auto& p : act.actors) e.actors.push_back(p.mention);
    for (const auto& p : act.recipients) e.recipients.push_back(p.mention);
    voices::voices_of(a_.voices, c.head, e.voices);
    drop_own_voices(e);
    e.when = dates::date_of(a_.dates, a_.clauses, c, a_.doc, a_.parse);
    e.where = places::place_of(a_.places, a_.clauses, c, a_.doc, a_.parse);
    e.status = final_status(e, status, asserted_by_[id.v].valid());
    trigger(c, act, e);
    contexts(c, e);
    e.rule = rule_text(t_, act.rule);
    for (ClauseId inner = act.inner; inner.valid();) {
      const Act& in = matcher_.act(inner);
      if (in.rule == kNoRule) break;
      e.rule += " + " + rule_text(t_, in.rule);
      inner = in.inner;
    }
    e.score = score(act, c);
    out_.events.push_back(std::move(e));
  }

  void codes(const Act& act, CodedEvent& e) const {
    const auto& info = t_.info(e.event);
    // Tables are floats; the scale has steps of a tenth.
    const auto tenths = [](float v) { return std::round(static_cast<double>(v) * 10) / 10; };
    e.intensity = tenths(info.intensity);
    uint16_t cameo = act.cameo, mode = act.mode;
    if (e.event != act.event) {  // turned by the modality table: as an operator over the act
      mode = format::kNone16, cameo = info.cameo;
      const char* inner = t_.code_of(act.event, act.cameo);
      for (const auto& row : t_.compose) {
        if (row.outer != static_cast<uint8_t>(e.event) ||
            (row.inner_event && row.inner_event != static_cast<uint8_t>(act.event)) ||
            (row.inner_cameo[0] &&
             std::string_view(inner).substr(0, std::string_view(row.inner_cameo).size()) != row.inner_cameo))
          continue;
        mode = row.mode, cameo = row.cameo;
        break;
      }
    }
    if (mode != format::kNone16) {
      e.mode = t_.text[t_.modes[mode].name];
      if (!std::isnan(t_.modes[mode].intensity)) e.intensity = tenths(t_.modes[mode].intensity);
      if (cameo == format::kNone16) cameo = t_.modes[mode].cameo;
    }
    if (cameo == format::kNone16) cameo = info.cameo;
    if (cameo != format::kNone16) {
      e.cameo = t_.cameo[cameo].code;
      e.goldstein = tenths(t_.cameo[cameo].goldstein);
    }
  }

  // The speaker of "demanded" is the actor itself, not a witness.
  void drop_own_voices(CodedEvent& e) const {
    std::erase_if(e.voices, [&](uint32_t v) {
      const auto& voice = a_.voices.voices[v];
      return voice.cue_clause == e.clause;
    });
  }

  Status final_status(const CodedEvent& e, Status status, bool asserted) const {
    if (asserted) return Status::kClaimed;
    if (status != Status::kActual && status != Status::kOngoing) return status;
    if (e.when && a_.published.size() >= 4 && e.when->from.size() >= 4 && !e.when->background) {
      int year = 0, published = 0;
      const auto number = [](std::string_view s, int& n) {
        for (size_t i = 0; i < 4; ++i) {
          if (s[i] < '0' || s[i] > '9') return false;
          n = n * 10 + (s[i] - '0');
        }
        return true;
      };
      if (number(e.when->from, year) && number(a_.published, published) &&
          (year + 1 < published || (year + 1 == published && e.when->granularity == dates::Granularity::kYear)))
        return Status::kHistorical;
    }
    if (e.voices.size() > 1) return Status::kClaimed;  // hearsay: the writer quotes somebody who quotes
    for (const uint32_t v : e.voices)
      if (a_.voices.voices[v].stance == voices::Stance::kClaim || a_.voices.voices[v].stance == voices::Stance::kDeny ||
          partisan(e, a_.voices.voices[v]))
        return Status::kClaimed;
    return status;
  }

  // Of an attack or a seizure, a party to it is no neutral witness.
  bool partisan(const CodedEvent& e, const voices::Voice& voice) const {
    if (quad(e.event) != 4 || !voice.source_head.valid()) return false;
    const MentionId m = a_.actors.at[voice.source_head.v];
    if (!m.valid()) return false;
    const auto& speaker = a_.actors.entity(m);
    static constexpr std::array<std::string_view, 5> kFighters = {"MIL", "REB", "PRM", "OPP", "UAF"};
    const bool fights = std::any_of(speaker.sectors.begin(), speaker.sectors.end(), [](const std::string& s) {
      return std::find(kFighters.begin(), kFighters.end(), s) != kFighters.end();
    });
    const auto is_speaker = [&](MentionId p) { return a_.actors[p].entity == a_.actors[m].entity; };
    return fights || std::any_of(e.actors.begin(), e.actors.end(), is_speaker) ||
           std::any_of(e.recipients.begin(), e.recipients.end(), is_speaker);
  }

  // The predicate, its particle and light verb, and the noun that makes the act ("launched … appeal").
  void trigger(const Clause& c, const Act& act, CodedEvent& e) const {
    std::vector<uint32_t> tokens{c.head.v};
    for (const ClauseId inner : act.consumed)
      if (inner.valid() && a_.clauses[inner].kind == Kind::kNoun && a_.clauses[inner].parent == e.clause &&
          a_.clauses[inner].head > c.head)
        tokens.push_back(a_.clauses[inner].head.v);
    if (c.particle.valid()) tokens.push_back(c.particle.v);
    if (c.light.valid()) tokens.push_back(c.light.v);
    std::sort(tokens.begin(), tokens.end());
    tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
    for (const uint32_t t : tokens) {
      if (!e.trigger.empty() && e.trigger.back().last == t)
        e.trigger.back().last = t + 1;
      else
        e.trigger.push_back({t, t + 1});
    }
  }

  void contexts(const Clause& c, CodedEvent& e) const {
    for (uint32_t t = c.tokens.first; t < c.tokens.last; ++t)
      for (const uint16_t x : t_.contexts(a_.parse.lemma_symbol[t])) {
        const std::string_view name = t_.text[x];
        if (std::find(e.contexts.begin(), e.contexts.end(), name) == e.contexts.end()) e.contexts.push_back(name);
      }
    std::sort(e.contexts.begin(), e.contexts.end());
  }

  // A first, uncalibrated confidence: how specific the rule is and how directly the parties stand.
  static double score(const Act& act, const Clause& c) {
    double s = 0.35 + 0.04 * std::min(act.score, 10);
    if (!act.actors.empty() && act.actors[0].distance == 0) s += 0.1;
    if (!act.recipients.empty() && act.recipients[0].distance == 0) s += 0.1;
    if (c.uncertain) s -= 0.1;
    return std::clamp(s, 0.05, 0.95);
  }

  void explain_candidates() {
    for (const auto& c : candidates_) {
      const Act& best = matcher_.act(c.clause);
      if (best.rule == c.rule || best.rule == kNoRule) continue;
      out_.lost.push_back({c.clause, static_cast<Event>(t_.rules[c.rule].event), rule_text(t_, c.rule),
                           "less specific (" + std::to_string(c.score) + ") than " + rule_text(t_, best.rule) + " (" +
                               std::to_string(best.score) + ")"});
    }
  }

  const Tables& t_;
  const Analysis& a_;
  CodingResult& out_;
  bool explain_;
  std::vector<Candidate> candidates_;
  Matcher matcher_;
  std::vector<ClauseId> consumed_by_, asserted_by_;
  std::vector<std::pair<uint32_t, uint32_t>> order_;
};

}  // namespace

std::string rule_text(const Tables& t, uint32_t rule) {
  if (rule == kNoRule) return {};
  const auto& r = t.rules[rule];
  return std::string(t.text[r.file]) + ":" + std::to_string(r.line) + " " + std::string(t.text[r.id]);
}

Form form_of(const ClauseSet& clauses, ClauseId id, const Act& act) {
  const Clause& c = clauses[id];
  Form f;
  f.negated = c.negations % 2 == 1;
  f.future = c.tense == clauses::Tense::kFuture;
  f.ongoing = c.progressive && c.tense == clauses::Tense::kPresent;
  f.hypothetical = c.conditional || c.modal == clauses::Modal::kWould || c.modal == clauses::Modal::kMight ||
                   c.modal == clauses::Modal::kMay || c.modal == clauses::Modal::kCould;
  // "said that Russia would expel": the future, seen from the past.
  const bool reported = c.modal == clauses::Modal::kWould && !c.conditional && c.parent.valid() &&
                        (c.relation == Relation::kComplement || c.relation == Relation::kQuote) &&
                        clauses[c.parent].tense == clauses::Tense::kPast;
  if (reported) f.future = true, f.hypothetical = false;
  if (act.flags & format::kPass) {  // "plans to expel", "announced that it will impose": as far off as what is planned
    f.future |= act.status == static_cast<uint8_t>(Status::kFuture);
    f.hypothetical |= act.status == static_cast<uint8_t>(Status::kHypothetical);
    if (act.inner.valid()) f.future |= clauses[act.inner].tense == clauses::Tense::kFuture;
  }
  // An operator's own inner clause is spoken for; words of demand and reproach keep their event in "would" and "may".
  if (act.event == Event::kRequest || act.event == Event::kAccuse || act.event == Event::kReject ||
      act.event == Event::kThreaten)
    f.future = f.future && !f.hypothetical;
  return f;
}

Event apply_form(const Tables& t, const Act& act, Form form, Status& status) {
  const auto& info = t.info(act.event);
  status = form.ongoing ? Status::kOngoing : Status::kActual;
  const bool ahead = form.future || form.hypothetical;
  if (ahead && form.negated) {
    status = form.future ? Status::kFuture : Status::kHypothetical;
    return static_cast<Event>(info.future_negated);
  }
  if (ahead) {
    status = form.hypothetical ? Status::kHypothetical : Status::kFuture;
    return static_cast<Event>(info.future);
  }
  if (form.negated) {
    const auto e = static_cast<Event>(info.negated);
    status = e == act.event ? Status::kNegated : Status::kActual;
    return e;
  }
  return act.event;
}

void code_document(const Tables& tables, const Analysis& analysis, bool explain, CodingResult& out) {
  out.clear();
  Coder(tables, analysis, explain, out).run();
}

}  // namespace casus::coding
