// The other half of evaluate(): what is said from now or from the date told before, spans, repetition and clock times.
#pragma once
#include "dates/values.h"

namespace casus::dates {

bool evaluate_relative(const Site& site, const Reference& reference, const TenseAt& tense, Expression& out);
const char* part_code(int part);  // of PartOfDay: "TMO", …

}  // namespace casus::dates
