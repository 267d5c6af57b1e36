#include "forge/codebook_data.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>
#include <map>
#include <set>

#include "base/files.h"
#include "base/utf8.h"
#include "forge/tsv.h"

namespace casus::forge {

namespace {

namespace fs = std::filesystem;
using coding::Event;
using coding::kEventCount;
namespace format = coding::format;

std::string file_name(const std::string& path) { return fs::path(path).filename().string(); }

std::vector<std::string> files_in(const std::string& dir, const char* extension) {
  std::vector<std::string> out;
  std::error_code ec;
  for (const auto& e : fs::directory_iterator(dir, ec))
    if (e.path().extension() == extension) out.push_back(e.path().string());
  std::sort(out.begin(), out.end());
  return out;
}

// Closest known name, for hints; "" if none is near.
std::string nearest(const std::string& word, const std::vector<std::string>& known) {
  const auto distance = [](const std::string& a, const std::string& b) {
    std::vector<size_t> row(b.size() + 1);
    for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (size_t i = 1; i <= a.size(); ++i) {
      size_t diagonal = row[0];
      row[0] = i;
      for (size_t j = 1; j <= b.size(); ++j) {
        const size_t up = row[j];
        row[j] = std::min({up + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
        diagonal = up;
      }
    }
    return row[b.size()];
  };
  std::string best;
  size_t best_distance = 3;
  for (const auto& k : known)
    if (const size_t d = distance(word, k); d < best_distance) best_distance = d, best = k;
  return best;
}

class Compiler {
 public:
  Compiler(const std::string& dir, SymbolCollector& symbols, pack::Writer& writer, std::vector<RuleAst>& asts,
           std::vector<Example>& examples, Diagnostics& diagnostics)
      : dir_(dir), symbols_(symbols), writer_(writer), asts_(asts), examples_(examples), d_(diagnostics) {}

  void run() {
    text("");
    symbols_.add("of");
    read_cameo();
    read_modes();
    read_events();
    read_compose();
    read_sets();
    read_rules();
    read_contexts();
    if (!d_.ok()) return;
    write();
  }

 private:
  uint32_t text(const std::string& s) {
    const auto [it, fresh] = text_index_.emplace(s, static_cast<uint32_t>(texts_.size()));
    if (fresh) texts_.push_back(s);
    return it->second;
  }

  uint8_t event(const TsvRow& row, std::string_view column) {
    Event e{};
    const std::string_view cell = row.cell(column);
    if (cell.empty() || cell == "*") return 0;
    if (!coding::event_from_string(cell, e))
      row.error(d_, column, "unknown-event", "'" + std::string(cell) + "' is no PLOVER event");
    return static_cast<uint8_t>(e);
  }

  uint16_t cameo(const std::string& code) const {
    const auto it = cameo_index_.find(code);
    return it == cameo_index_.end() ? format::kNone16 : it->second;
  }

  uint16_t mode(uint8_t event, const std::string& name) const {
    const auto it = mode_index_.find({event, name});
    return it == mode_index_.end() ? format::kNone16 : it->second;
  }

  uint16_t cameo_cell(const TsvRow& row, std::string_view column) {
    const std::string code(row.cell(column));
    if (code.empty()) return format::kNone16;
    const uint16_t c = cameo(code);
    if (c == format::kNone16) row.error(d_, column, "unknown-cameo", "'" + code + "' is no CAMEO code");
    return c;
  }

  float float_cell(const TsvRow& row, std::string_view column) {
    const std::string cell(row.cell(column));
    if (cell.empty()) return std::numeric_limits<float>::quiet_NaN();
    char* end = nullptr;
    const float v = std::strtof(cell.c_str(), &end);
    if (*end) row.error(d_, column, "number", "'" + cell + "' is no number");
    return v;
  }

  Tsv table(const char* name) { return Tsv::read(dir_ + "/" + name, std::string("codebook/") + name, d_); }

  void read_cameo() {
    for (const auto& row : table("cameo.tsv").rows) {
      format::Cameo c{};
      const std::string code(row.cell("code"));
      if (code.size() < 2 || code.size() > 4) {
        row.error(d_, "code", "cameo-code", "a CAMEO code has two to four digits");
        continue;
      }
      std::memcpy(c.code, code.data(), code.size());
      c.event = event(row, "event");
      c.goldstein = float_cell(row, "goldstein");
      cameo_index_.emplace(code, static_cast<uint16_t>(cameo_.size()));
      cameo_.push_back(c);
    }
  }

  void read_modes() {
    for (const auto& row : table("modes.tsv").rows) {
      format::Mode m{};
      m.event = event(row, "event");
      m.name = text(std::string(row.cell("mode")));
      m.intensity = float_cell(row, "intensity");
      m.cameo = cameo_cell(row, "cameo");
      mode_index_.emplace(std::pair(m.event, std::string(row.cell("mode"))), static_cast<uint16_t>(modes_.size()));
      modes_.push_back(m);
    }
  }

  void read_events() {
    events_.assign(kEventCount, format::EventInfo{});
    events_[0].cameo = format::kNone16;
    for (const auto& row : table("plover.tsv").rows) {
      auto& e = events_[event(row, "event")];
      e.intensity = float_cell(row, "intensity");
      e.quad = static_cast<uint8_t>(float_cell(row, "quad"));
      e.cameo = cameo_cell(row, "cameo");
    }
    for (const auto& row : table("modality.tsv").rows) {
      auto& e = events_[event(row, "event")];
      e.future = event(row, "future");
      e.negated = event(row, "negated");
      e.future_negated = event(row, "future_negated");
    }
  }

  void read_compose() {
    for (const auto& row : table("compose.tsv").rows) {
      format::Compose c{};
      c.outer = event(row, "outer");
      const std::string inner(row.cell("inner"));
      if (!inner.empty() && inner[0] >= '0' && inner[0] <= '9' && inner.size() <= 4)
        std::memcpy(c.inner_cameo, inner.data(), inner.size());
      else
        c.inner_event = event(row, "inner");
      const std::string m(row.cell("mode"));
      c.mode = m.empty() ? format::kNone16 : mode(c.outer, m);
      if (!m.empty() && c.mode == format::kNone16)
        row.error(d_, "mode", "unknown-mode", "'" + m + "' is no mode of that event");
      c.cameo = cameo_cell(row, "cameo");
      compose_.push_back(c);
    }
    std::stable_sort(compose_.begin(), compose_.end(), [](const auto& a, const auto& b) {
      const auto weight = [](const format::Compose& c) {
        return c.inner_cameo[0] ? 10 + std::strlen(c.inner_cameo) : c.inner_event ? 5 : 0;
      };
      return a.outer != b.outer ? a.outer < b.outer : weight(a) > weight(b);
    });
  }

  // ---------------------------------------------------------------- sets
  void read_sets() {
    std::vector<WordSet> more;
    for (const auto& path : files_in(dir_ + "/sets", ".sets")) {
      auto bytes = read_file(path);
      const std::string name = "sets/" + file_name(path);
      if (!bytes) {
        d_.error(name, 0, 0, "unreadable", bytes.error().message);
        continue;
      }
      for (auto& s : parse_sets(*bytes, name, d_)) {
        if (s.extends) {
          more.push_back(std::move(s));
          continue;
        }
        const auto it = sets_.find(s.name);
        if (it != sets_.end()) {
          d_.error(
              s.file, s.line, 5, "duplicate-set",
              "set '" + s.name + "' stands in " + it->second.file + ":" + std::to_string(it->second.line) + " too");
          continue;
        }
        set_names_.push_back(s.name);
        const std::string key = s.name;
        sets_.emplace(key, std::move(s));
      }
    }
    for (auto& s : more) {
      const auto it = sets_.find(s.name);
      if (it == sets_.end()) {
        unknown_set(s.name, s.file, s.line);
        continue;
      }
      it->second.words.insert(it->second.words.end(), s.words.begin(), s.words.end());
      it->second.includes.insert(it->second.includes.end(), s.includes.begin(), s.includes.end());
      it->second.events |= s.events;
    }
    if (!sets_.count("transparent")) d_.error("sets", 0, 0, "no-transparent", "the set 'transparent' is missing");
    for (const auto& [name, s] : sets_)
      for (const auto& i : s.includes)
        if (!sets_.count(i)) unknown_set(i, s.file, s.line);
    set_number({"transparent"}, "", 0);  // number 0, by agreement with the matcher
  }

  void unknown_set(const std::string& name, const std::string& file, uint32_t line) {
    const std::string near = nearest(name, set_names_);
    d_.error(file, line, 0, "unknown-set", "unknown set {" + name + "}",
             near.empty() ? "" : "did you mean {" + near + "}?");
  }

  void expand(const std::string& name, std::set<std::string>& seen, std::set<Word>& words, uint32_t& events) const {
    if (!seen.insert(name).second) return;
    const auto it = sets_.find(name);
    if (it == sets_.end()) return;
    words.insert(it->second.words.begin(), it->second.words.end());
    events |= it->second.events;
    for (const auto& i : it->second.includes) expand(i, seen, words, events);
  }

  // Compiled number of the union of named sets; each union is compiled once.
  uint16_t set_number(const std::vector<std::string>& names, const std::string& file, uint32_t line) {
    std::vector<std::string> key = names;
    std::sort(key.begin(), key.end());
    const auto it = set_index_.find(key);
    if (it != set_index_.end()) return it->second;
    std::set<std::string> seen;
    std::set<Word> words;
    uint32_t events = 0;
    for (const auto& n : key) {
      if (!sets_.count(n)) unknown_set(n, file, line);
      expand(n, seen, words, events);
    }
    return new_set(std::move(key), words, events);
  }

  uint16_t new_set(std::vector<std::string> key, const std::set<Word>& words, uint32_t events) {
    const auto number = static_cast<uint16_t>(set_events_.size());
    std::string name;
    for (const auto& k : key) name += (name.empty() ? "" : "|") + k;
    set_name_.push_back(text(name));
    set_index_.emplace(std::move(key), number);
    set_events_.push_back(events);
    for (const auto& w : words) members_[symbol(w.lemma)].push_back(number);
    return number;
  }

  uint32_t symbol(const std::string& lemma) {
    const uint32_t s = symbols_.add(lemma);
    eventive_.insert(s);
    return s;
  }

  uint16_t modifier_set(const std::vector<std::string>& lemmas) {
    std::vector<std::string> key{"[]"};
    key.insert(key.end(), lemmas.begin(), lemmas.end());
    const auto it = set_index_.find(key);
    if (it != set_index_.end()) return it->second;
    std::set<Word> words;
    for (const auto& l : lemmas) words.insert(Word{l, 0xff});
    return new_set(std::move(key), words, 0);
  }

  // ---------------------------------------------------------------- rules
  void read_rules() {
    std::map<std::string, std::string> ids;
    for (const auto& path : files_in(dir_ + "/rules", ".rules")) {
      auto bytes = read_file(path);
      const std::string name = file_name(path);
      if (!bytes) {
        d_.error(name, 0, 0, "unreadable", bytes.error().message);
        continue;
      }
      RuleFile f = parse_rules(*bytes, name, d_);
      std::set<std::string> with_example;
      for (const auto& e : f.examples) with_example.insert(e.rule);
      for (const auto& r : f.rules) {
        const auto [it, fresh] = ids.emplace(r.id, name + ":" + std::to_string(r.line));
        if (!fresh) d_.error(name, r.line, 0, "duplicate-id", "id '" + r.id + "' stands in " + it->second + " too");
        if (!with_example.count(r.id))
          d_.error(name, r.line, 0, "no-example", "rule '" + r.id + "' has no example",
                   "add a line '+ sentence.  CODES > CODES'");
        add_rule(r);
      }
      examples_.insert(examples_.end(), f.examples.begin(), f.examples.end());
      asts_.insert(asts_.end(), f.rules.begin(), f.rules.end());
    }
    if (rules_.empty()) d_.error("rules", 0, 0, "no-rules", "no rules in " + dir_ + "/rules");
  }

  void add_rule(const RuleAst& r) {
    format::Rule out{};
    out.id = text(r.id);
    out.file = text(r.file);
    out.line = r.line;
    out.event = static_cast<uint8_t>(r.event);
    out.flags = r.flags;
    out.weight = static_cast<int16_t>(r.weight);
    out.mode = r.mode.empty() ? format::kNone16 : mode(out.event, r.mode);
    if (!r.mode.empty() && out.mode == format::kNone16)
      d_.error(r.file, r.line, 0, "unknown-mode",
               "'" + r.mode + "' is no mode of " + std::string(coding::to_string(r.event)));
    out.cameo = r.cameo.empty() ? format::kNone16 : cameo(r.cameo);
    if (!r.cameo.empty() && out.cameo == format::kNone16)
      d_.error(r.file, r.line, 0, "unknown-cameo", "'" + r.cameo + "' is no CAMEO code");
    out.status = status_number(r);
    out.first_slot = static_cast<uint32_t>(slots_.size());
    out.slot_count = static_cast<uint16_t>(r.slots.size());
    for (const auto& s : r.slots) add_slot(r, s);
    const auto index = static_cast<uint32_t>(rules_.size());
    rules_.push_back(out);
    std::map<std::string, std::pair<uint8_t, uint8_t>> predicates;  // lemma → kinds, specificity
    for (const auto& w : r.predicate) predicates[w.lemma] = {w.kinds, 4};
    for (const auto& n : r.predicate_sets) {
      if (!sets_.count(n)) unknown_set(n, r.file, r.line);
      std::set<std::string> seen;
      std::set<Word> words;
      uint32_t events = 0;
      expand(n, seen, words, events);
      for (const auto& w : words) predicates.emplace(w.lemma, std::pair<uint8_t, uint8_t>{w.kinds, 2});
    }
    for (const auto& [lemma, p] : predicates) posts_[symbol(lemma)].push_back({index, p.first, p.second, {}});
  }

  uint8_t status_number(const RuleAst& r) {
    if (r.status.empty()) return 0xff;
    for (uint8_t s = 0; s <= static_cast<uint8_t>(coding::Status::kHistorical); ++s)
      if (r.status == coding::to_string(static_cast<coding::Status>(s))) return s;
    d_.error(r.file, r.line, 0, "unknown-status", "'" + r.status + "' is no status");
    return 0xff;
  }

  void add_slot(const RuleAst& r, const SlotAst& s) {
    format::Slot out{};
    out.role = s.role;
    out.filler = s.filler;
    out.events = s.events;
    out.comps = s.comps;
    out.optional = s.optional;
    out.set = s.filler == format::Filler::kSet ? set_number(s.sets, r.file, r.line) : format::kNone16;
    out.modifiers = s.modifiers.empty() ? format::kNone16 : modifier_set(s.modifiers);
    for (const auto& p : s.preps) {
      const uint8_t n = clauses::find_preposition(p);
      out.preps[n / 64] |= uint64_t{1} << (n % 64);
    }
    slots_.push_back(out);
  }

  void read_contexts() {
    for (const auto& row : table("contexts.tsv").rows) {
      const auto name = static_cast<uint16_t>(text(std::string(row.cell("context"))));
      for (const auto& w : row.list("words")) contexts_[symbols_.add(utf8::fold(w))].push_back(name);
    }
  }

  // ---------------------------------------------------------------- sections
  template <typename T>
  void write_rows(const char* at_name, const char* name, const std::map<uint32_t, std::vector<T>>& rows) {
    std::vector<uint32_t> at{0};
    std::vector<T> values;
    const uint32_t last = rows.empty() ? 0 : rows.rbegin()->first + 1;
    auto it = rows.begin();
    for (uint32_t s = 0; s < last; ++s) {
      if (it != rows.end() && it->first == s) {
        values.insert(values.end(), it->second.begin(), it->second.end());
        ++it;
      }
      at.push_back(static_cast<uint32_t>(values.size()));
    }
    writer_.add(at_name, at);
    writer_.add(name, values);
  }

  void write() {
    if (set_events_.size() >= format::kNone16 || texts_.size() >= 0xffff) {
      d_.error("codebook", 0, 0, "too-large", "more than 65,534 sets or texts");
      return;
    }
    for (auto& [s, v] : members_) {
      std::sort(v.begin(), v.end());
      v.erase(std::unique(v.begin(), v.end()), v.end());
    }
    pack::add_strings(writer_, "cb.text", texts_);
    writer_.add("cb.events", events_);
    writer_.add("cb.modes", modes_);
    writer_.add("cb.cameo", cameo_);
    writer_.add("cb.compose", compose_);
    writer_.add("cb.rules", rules_);
    writer_.add("cb.slots", slots_);
    writer_.add("cb.set_events", set_events_);
    writer_.add("cb.set_names", set_name_);
    write_rows("cb.post_at", "cb.posts", posts_);
    write_rows("cb.set_at", "cb.sets", members_);
    write_rows("cb.ctx_at", "cb.ctx", contexts_);
    std::vector<uint8_t> eventive(symbols_.size(), 0);
    for (const uint32_t s : eventive_) eventive[s] = 1;
    writer_.add("clauses.eventive", eventive);
  }

  std::string dir_;
  SymbolCollector& symbols_;
  pack::Writer& writer_;
  std::vector<RuleAst>& asts_;
  std::vector<Example>& examples_;
  Diagnostics& d_;
  std::vector<std::string> texts_;
  std::map<std::string, uint32_t> text_index_;
  std::vector<format::EventInfo> events_;
  std::vector<format::Mode> modes_;
  std::vector<format::Cameo> cameo_;
  std::vector<format::Compose> compose_;
  std::vector<format::Rule> rules_;
  std::vector<format::Slot> slots_;
  std::vector<uint32_t> set_events_, set_name_;
  std::map<std::string, uint16_t> cameo_index_;
  std::map<std::pair<uint8_t, std::string>, uint16_t> mode_index_;
  std::map<std::string, WordSet> sets_;
  std::vector<std::string> set_names_;
  std::map<std::vector<std::string>, uint16_t> set_index_;
  std::map<uint32_t, std::vector<format::Posting>> posts_;
  std::map<uint32_t, std::vector<uint16_t>> members_, contexts_;
  std::set<uint32_t> eventive_;
};

}  // namespace

void compile_codebook(const std::string& codebook_dir, SymbolCollector& symbols, pack::Writer& writer,
                      std::vector<RuleAst>& rules, std::vector<Example>& examples, Diagnostics& diagnostics) {
  Compiler(codebook_dir, symbols, writer, rules, examples, diagnostics).run();
}

}  // namespace casus::forge
