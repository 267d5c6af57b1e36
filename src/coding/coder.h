// From acts to the events of a document: which acts are told, in what status, by whom, when and where. Internal to
// coding.
#pragma once
#include "coding/matcher.h"
#include "coding/ranker.h"

namespace casus::coding {

// How the act of a clause is told: form of its own predicate, or of the light verb or copula that carries it.
struct Form {
  bool future = false, negated = false, hypothetical = false, ongoing = false;
};
Form form_of(const clauses::ClauseSet& clauses, ClauseId c, const Act& act);

// The event after the modality table; `status` is set to what the form says.
Event apply_form(const Tables& tables, const Act& act, Form form, Status& status);

std::string rule_text(const Tables& tables, uint32_t rule);  // "consult.rules:41 consult.hold-talks"

void code_document(const Tables& tables, const Analysis& analysis, bool explain, CodingResult& out);
RelateAnswer relate_parties(const Tables& tables, const Ranker& ranker, const Analysis& analysis,
                            const std::vector<Span>& source, const std::vector<Span>& target);

}  // namespace casus::coding
