// Persons on a day: which office they hold, and whom a surname means.
#include <algorithm>

#include "actors/scratch.h"

namespace casus::actors {

namespace {

// Offices whose holders are meant by a bare surname.
bool top_office(std::string_view office) {
  return one_of(office, std::initializer_list<std::string_view>{
                            "president", "prime minister", "chancellor", "king", "queen", "monarch", "supreme leader",
                            "secretary general", "premier", "pope", "party leader", "head of state",
                            "head of government", "emir", "crown prince"});
}

}  // namespace

void fill_person(const Input& in, uint32_t person, uint32_t code, uint32_t office, Who& who) {
  const auto& t = in.tables;
  const Person& p = t.persons[person];
  const Term* best = nullptr;
  int best_score = -1000;
  bool current = false;
  for (uint32_t i = p.first_term; i < p.last_term; ++i) {
    const Term& term = t.terms[i];
    const bool now = in.day ? holds(term.from, term.to, in.day) : (term.to == kOpen || !in.alone);
    const bool past = in.day ? term.to <= in.day : !now;
    int score = now ? 100 : past ? 50 : 0;
    if (code && term.code == code) score += 20;
    if (office && term.office == office) score += 30;
    if (top_office(t.str(term.office))) score += 2;
    // Of several that hold, or that are over, the latest begun.
    if (score > best_score || (score == best_score && best && term.from > best->from))
      best = &term, best_score = score, current = now;
  }
  who.person = true;
  who.plural = false;
  who.gender = static_cast<Gender>(p.gender);
  if (!best) return;
  who.code = best->code;
  if (current) {
    who.office = best->office;
    who.sectors = best->sectors;
  } else {
    // Leaving an office makes a former member of the elite; a bishop, a rebel or a professor stays what he is.
    const Sector was = best->sectors.first();
    const bool stays = best->sectors.has(Sector::REL) || was == Sector::REB || was == Sector::EDU ||
                       was == Sector::CRM || was == Sector::BUS || was == Sector::UAF || was == Sector::JRN;
    who.sectors = stays ? best->sectors : Sectors(Sector::ELI);
  }
}

uint32_t pick_surname(const Input& in, const Scratch& s, const Item& item, uint32_t code, uint32_t office,
                      bool titled) {
  const auto& t = in.tables;
  uint32_t best = kNone;
  int best_score = 0;
  bool tie = false;
  for (const Sense& sense : t.senses_of(item.node)) {
    if (sense.kind != SenseKind::kSurname || ((sense.flags & kAmbiguous) && !titled && !code)) continue;
    const Person& p = t.persons[sense.row];
    int score = 0;
    for (uint32_t i = p.first_term; i < p.last_term; ++i) {
      const Term& term = t.terms[i];
      const bool now = in.day ? holds(term.from, term.to, in.day) : term.to == kOpen;
      int here = now ? 4 : 0;
      if (!now && in.day && term.to <= in.day && term.to + 100000 > in.day) here = 2;  // over since less than ten years
      if (!now && !in.day) here = 1;
      if (code) here += term.code == code ? 6 : -8;
      if (office) here += term.office == office ? 5 : 0;
      if (top_office(t.str(term.office))) here += 2;
      if (here > 0 && std::ranges::any_of(s.doc_codes, [&](const auto& c) { return c.first == term.code; })) here += 1;
      score = std::max(score, here);
    }
    if (score > best_score) {
      best = sense.row, best_score = score, tie = false;
    } else if (score == best_score && best != sense.row) {
      tie = true;
    }
  }
  const int needed = titled ? 5 : 4;  // alone: somebody in office, or a leader of late
  return best_score >= needed && !tie ? best : kNone;
}

}  // namespace casus::actors
