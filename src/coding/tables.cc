// Opens the codebook's sections and checks every index, so that the matcher need not.
#include <algorithm>

#include "coding/matcher.h"

namespace casus::coding {

namespace {

tl::unexpected<Error> bad(const char* what) {
  return fail(ErrorCode::kPackInvalid, std::string("pack: codebook: ") + what, "compile the data again");
}

template <typename T>
bool load(const pack::Pack& pack, const char* name, std::span<const T>& out, Result<void>& error) {
  auto s = pack.section<T>(name);
  if (!s) {
    error = tl::unexpected<Error>(s.error());
    return false;
  }
  out = *s;
  return true;
}

bool offsets_fit(std::span<const uint32_t> at, size_t size) {
  return !at.empty() && at.front() == 0 && at.back() == size && std::is_sorted(at.begin(), at.end());
}

Result<void> check(const Tables& t) {
  using format::kNone16;
  if (t.events.size() != kEventCount) return bad("events");
  const auto cameo_ok = [&](uint16_t c) { return c == kNone16 || c < t.cameo.size(); };
  const auto mode_ok = [&](uint16_t m) { return m == kNone16 || m < t.modes.size(); };
  const auto set_ok = [&](uint16_t s) { return s == kNone16 || s < t.set_events.size(); };
  for (const auto& e : t.events)
    if (!cameo_ok(e.cameo) || e.future >= kEventCount || e.negated >= kEventCount || e.future_negated >= kEventCount)
      return bad("event table");
  for (const auto& m : t.modes)
    if (m.name >= t.text.size() || !cameo_ok(m.cameo)) return bad("modes");
  for (const auto& c : t.cameo)
    if (c.code[4] != 0) return bad("cameo");
  for (const auto& c : t.compose)
    if (!mode_ok(c.mode) || !cameo_ok(c.cameo) || c.inner_cameo[4] != 0) return bad("compose");
  for (const auto& r : t.rules)
    if (r.id >= t.text.size() || r.file >= t.text.size() || r.first_slot > t.slots.size() ||
        r.slot_count > t.slots.size() - r.first_slot || !mode_ok(r.mode) || !cameo_ok(r.cameo) ||
        r.event >= kEventCount)
      return bad("rules");
  for (const auto& s : t.slots)
    if (!set_ok(s.set) || !set_ok(s.modifiers) || (s.filler == format::Filler::kSet && s.set == kNone16))
      return bad("slots");
  if (!offsets_fit(t.post_at, t.posts.size()) || !offsets_fit(t.set_at, t.sets.size()) ||
      !offsets_fit(t.ctx_at, t.ctx.size()))
    return bad("offsets");
  for (const auto& p : t.posts)
    if (p.rule >= t.rules.size()) return bad("postings");
  for (const auto s : t.sets)
    if (s >= t.set_events.size()) return bad("sets");
  if (t.set_names.size() != t.set_events.size()) return bad("set names");
  for (const auto n : t.set_names)
    if (n >= t.text.size()) return bad("set names");
  for (const auto c : t.ctx)
    if (c >= t.text.size()) return bad("contexts");
  return {};
}

template <typename T>
std::span<const T> row(std::span<const uint32_t> at, std::span<const T> values, SymbolId s) {
  if (!s.valid() || s.v + 1 >= at.size()) return {};
  return values.subspan(at[s.v], at[s.v + 1] - at[s.v]);
}

}  // namespace

Result<Tables> Tables::open(const pack::Pack& pack) {
  Tables t;
  auto symbols = pack::Symbols::open(pack);
  if (!symbols) return tl::unexpected<Error>(symbols.error());
  t.symbols = *symbols;
  auto text = pack::Strings::open(pack, "cb.text");
  if (!text) return tl::unexpected<Error>(text.error());
  t.text = *text;
  Result<void> error;
  if (!load(pack, "cb.events", t.events, error) || !load(pack, "cb.modes", t.modes, error) ||
      !load(pack, "cb.cameo", t.cameo, error) || !load(pack, "cb.compose", t.compose, error) ||
      !load(pack, "cb.rules", t.rules, error) || !load(pack, "cb.slots", t.slots, error) ||
      !load(pack, "cb.post_at", t.post_at, error) || !load(pack, "cb.posts", t.posts, error) ||
      !load(pack, "cb.set_at", t.set_at, error) || !load(pack, "cb.sets", t.sets, error) ||
      !load(pack, "cb.set_events", t.set_events, error) || !load(pack, "cb.set_names", t.set_names, error) ||
      !load(pack, "cb.ctx_at", t.ctx_at, error) || !load(pack, "cb.ctx", t.ctx, error))
    return tl::unexpected<Error>(error.error());
  if (auto ok = check(t); !ok) return tl::unexpected<Error>(ok.error());
  return t;
}

std::span<const format::Posting> Tables::postings(SymbolId s) const { return row(post_at, posts, s); }

std::span<const uint16_t> Tables::sets_of(SymbolId s) const { return row(set_at, sets, s); }

bool Tables::in_set(SymbolId s, uint16_t set) const {
  const auto r = sets_of(s);
  return std::find(r.begin(), r.end(), set) != r.end();
}

std::span<const uint16_t> Tables::contexts(SymbolId s) const { return row(ctx_at, ctx, s); }

}  // namespace casus::coding
