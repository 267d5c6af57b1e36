// Clauses as lines for people.
#include "clauses/clauses.h"

namespace casus::clauses {
namespace {

const char* name(Tense t) {
  constexpr const char* kNames[] = {"", "past", "present", "future"};
  return kNames[static_cast<int>(t)];
}
const char* name(Modal m) {
  constexpr const char* kNames[] = {"", "will", "would", "can", "could", "may", "might", "must", "should", "need"};
  return kNames[static_cast<int>(m)];
}
const char* name(Comp c) {
  constexpr const char* kNames[] = {"", "that", "to", "gerund", "quote", "wh", "noun"};
  return kNames[static_cast<int>(c)];
}

std::string number(ClauseId id) { return "c" + std::to_string(id.v); }

void properties(const Clause& c, const text::Document& doc, std::string& out) {
  const auto put = [&](const char* word) {
    if (*word) (out += ' ') += word;
  };
  out += to_string(c.kind);
  put(name(c.tense));
  put(name(c.modal));
  if (c.perfect) put("perfect");
  if (c.progressive) put("progressive");
  if (c.passive) put("passive");
  if (c.mood == Mood::kImperative) put("imperative");
  if (c.mood == Mood::kQuestion) put("question");
  if (c.negations) put(c.negations == 1 ? "neg" : ("neg" + std::to_string(c.negations)).c_str());
  if (c.conditional) put("conditional");
  if (c.quoted) put("quoted");
  if (c.uncertain) put("uncertain");
  if (c.prep) (out += " prep:") += prepositions()[c.prep];
  if (c.light.valid()) (out += " light:") += doc.form(c.light);
}

void argument(const ClauseSet& set, const Argument& a, const text::Document& doc, std::string& out) {
  (out += ' ') += to_string(a.role);
  if (a.role == Role::kPrep || (a.role == Role::kComplement && a.prep)) (out += ':') += prepositions()[a.prep];
  if (a.comp != Comp::kNone) (out += ':') += name(a.comp);
  if (a.role == Role::kAdverbial && a.clause.valid()) {
    // What a conjunct is beside the verb, the clause it is coordinated with tells.
    ClauseId c = a.clause;
    if (set[c].relation == Relation::kConjunct && set[c].parent.valid()) c = set[c].parent;
    (out += ':') += to_string(set[c].relation);
  }
  out += '=';
  const bool inner = a.role == Role::kComplement || a.role == Role::kAdverbial;
  if (!inner || !a.clause.valid()) {
    out += doc.words(a.phrase);
    if (a.clause.valid()) out += '{' + number(a.clause) + '}';
  } else {
    out += number(a.clause);
  }
  if (a.how != How::kDirect) ((out += '(') += to_string(a.how)) += ')';
}

}  // namespace

const char* to_string(Kind k) {
  constexpr const char* kNames[] = {"verb", "noun", "adjective", "copula"};
  return kNames[static_cast<int>(k)];
}
const char* to_string(Role r) {
  constexpr const char* kNames[] = {"subj", "obj", "iobj", "prep", "comp", "adv", "mod"};
  return kNames[static_cast<int>(r)];
}
const char* to_string(How h) {
  constexpr const char* kNames[] = {"direct",    "agent",      "controlled", "shared", "relative",
                                    "possessor", "apposition", "nominal",    "light"};
  return kNames[static_cast<int>(h)];
}
const char* to_string(Relation r) {
  constexpr const char* kNames[] = {"root",   "conjunct", "complement", "purpose",  "condition", "time",      "reason",
                                    "result", "manner",   "concession", "relative", "nominal",   "parataxis", "quote"};
  return kNames[static_cast<int>(r)];
}

std::string describe(const ClauseSet& set, ClauseId id, const text::Document& doc, const lang::Parse& parse) {
  const Clause& c = set[id];
  std::string out(parse.lemma(c.head));
  if (c.particle.valid()) (out += ' ') += doc.form(c.particle);
  out += '[';
  properties(c, doc, out);
  out += ']';
  for (const Argument& a : set.args(c)) argument(set, a, doc, out);
  (out += " rel=") += to_string(c.relation);
  if (c.parent.valid()) out += '(' + number(c.parent) + ')';
  return out;
}

}  // namespace casus::clauses
