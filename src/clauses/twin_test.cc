// A slow twin: subjects and objects of verbs in small trees, by definitions that call each other, compared with the
// extractor on every small tree of verbs and names.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "clauses/clauses.h"
#include "clauses/mini_tree.h"

using namespace casus;
using namespace casus::clauses;
using lang::Deprel;

namespace {

using Set = std::set<uint32_t>;

struct Tree {
  std::vector<bool> verb;
  std::vector<uint32_t> head;  // of the root: itself
  std::vector<Deprel> rel;
  uint32_t size() const { return static_cast<uint32_t>(head.size()); }
  bool root(uint32_t i) const { return head[i] == i; }
  std::vector<uint32_t> with(uint32_t h, Deprel d) const {
    std::vector<uint32_t> out;
    for (uint32_t i = 0; i < size(); ++i)
      if (!root(i) && head[i] == h && rel[i] == d) out.push_back(i);
    return out;
  }
  bool has(uint32_t h, Deprel d) const { return !with(h, d).empty(); }
};

// The definitions. A verb is passive if it has a passive subject, or an agent and no object. Its "surface" is its
// syntactic subject: its own, or its controller's, its noun's, or its first conjunct's.
struct Twin {
  const Tree& t;

  bool passive(uint32_t v) const {
    return t.has(v, Deprel::nsubj_pass) || (t.has(v, Deprel::obl_agent) && !t.has(v, Deprel::obj));
  }
  Set with_conjuncts(uint32_t n) const {
    Set out{n};
    for (const uint32_t c : t.with(n, Deprel::conj)) out.merge(with_conjuncts(c));
    return out;
  }
  Set all(uint32_t v, Deprel d) const {
    Set out;
    for (const uint32_t c : t.with(v, d)) out.merge(with_conjuncts(c));
    return out;
  }
  Set own_subject(uint32_t v) const {
    Set out = all(v, Deprel::nsubj);
    out.merge(all(v, Deprel::nsubj_pass));
    return out;
  }
  Set surface(uint32_t v) const {
    if (Set own = own_subject(v); !own.empty() || t.root(v)) return own;
    const uint32_t h = t.head[v];
    if (t.rel[v] == Deprel::conj) return surface(h);
    if (t.rel[v] == Deprel::acl_relcl) return {h};
    if (Set o = passive(h) ? Set{} : objects(h); !o.empty()) return o;
    return surface(h);
  }
  // The noun that a relative clause with a subject leaves to the deepest verb of its chain of complements.
  Set gap(uint32_t v) const {
    if (t.has(v, Deprel::obj) || t.has(v, Deprel::xcomp) || passive(v)) return {};
    uint32_t r = v;
    while (!t.root(r) && t.rel[r] == Deprel::xcomp && t.with(t.head[r], Deprel::xcomp).back() == r && r > t.head[r])
      r = t.head[r];
    if (t.root(r) || t.rel[r] != Deprel::acl_relcl || own_subject(r).empty()) return {};
    return {t.head[r]};
  }
  bool bare(uint32_t v, uint32_t later) const {
    for (uint32_t i = v + 1; i < later; ++i)
      if (!t.root(i) && t.head[i] == v && t.rel[i] != Deprel::conj) return false;
    return true;
  }
  bool wants(uint32_t v) const { return !t.has(v, Deprel::obj) && !t.has(v, Deprel::xcomp); }
  Set objects(uint32_t v) const {
    if (passive(v)) {
      Set out = surface(v);
      out.merge(all(v, Deprel::obj));
      return out;
    }
    if (Set own = all(v, Deprel::obj); !own.empty()) return own;
    if (Set g = gap(v); !g.empty()) return g;
    if (!wants(v)) return {};
    // From the first conjunct, if the object follows this verb, too; or its relative noun.
    if (!t.root(v) && t.rel[v] == Deprel::conj && own_subject(v).empty() && !passive(t.head[v])) {
      const uint32_t h = t.head[v];
      if (Set g = gap(h); !g.empty()) return g;
      Set out;
      if (bare(h, v))
        for (const uint32_t o : all(h, Deprel::obj))
          if (o > v && o > h) out.insert(o);
      if (!out.empty()) return out;
    }
    // From a later conjunct, where this verb is bare.
    const bool conjunct = !t.root(v) && t.rel[v] == Deprel::conj;
    std::vector<uint32_t> givers = t.with(v, Deprel::conj);
    if (conjunct && own_subject(v).empty())
      for (const uint32_t c : t.with(t.head[v], Deprel::conj))
        if (c > v && v > t.head[v]) givers.push_back(c);
    for (const uint32_t c : givers) {
      const uint32_t h = t.head[c];
      if (wants(c) || passive(c) || passive(h) || !own_subject(c).empty() || !bare(h, c) || !bare(v, c)) continue;
      Set out;
      for (const uint32_t o : all(c, Deprel::obj))
        if (o > c && o > v) out.insert(o);
      if (!out.empty()) return out;
    }
    return {};
  }
  Set subjects(uint32_t v) const {
    if (!passive(v)) return surface(v);
    Set out = all(v, Deprel::obl_agent);
    return out;
  }
};

struct Made {
  text::Document doc;
  lang::Parse parse;
};

void make(const Tree& t, Made& m) {
  const Twin twin{t};
  m.doc.clear(), m.parse.clear();
  m.parse.lemma_at.push_back(0);
  for (uint32_t i = 0; i < t.size(); ++i) {
    m.doc.begin.push_back(static_cast<uint32_t>(m.doc.text.size()));
    m.doc.text += t.verb[i] ? "strengthened" : "Aachen";
    m.doc.end.push_back(static_cast<uint32_t>(m.doc.text.size()));
    m.doc.text += ' ';
    m.doc.flags.push_back(text::kSpaceAfter);
    m.parse.upos.push_back(t.verb[i] ? lang::Upos::VERB : lang::Upos::PROPN);
    const bool part = t.verb[i] && twin.passive(i);
    m.parse.feats.push_back(!t.verb[i] ? 0 : part ? lang::kPart | lang::kPast : lang::kFin | lang::kPast);
    m.parse.head.push_back(t.head[i]);
    m.parse.deprel.push_back(t.rel[i]);
    m.parse.lemma_bytes += t.verb[i] ? "strengthen" : "Aachen";
    m.parse.lemma_at.push_back(static_cast<uint32_t>(m.parse.lemma_bytes.size()));
    m.parse.lemma_symbol.emplace_back(), m.parse.form_symbol.emplace_back();
  }
  m.doc.body_size = static_cast<uint32_t>(m.doc.text.size());
  m.doc.sentences.push_back({{0, m.doc.body_size - 1}, {0, t.size()}, 0, text::SentenceKind::kBody});
}

std::string show(const Tree& t) {
  std::string s;
  for (uint32_t i = 0; i < t.size(); ++i)
    s += std::to_string(i) + (t.verb[i] ? "/V/" : "/N/") + std::to_string(t.head[i]) + "/" +
         std::string(lang::to_string(t.rel[i])) + " ";
  return s;
}
std::string show(const Set& set) {
  std::string s;
  for (const uint32_t i : set) s += std::to_string(i) + " ";
  return s;
}

// Trees whose labels newswire parses have: one subject, object, agent and complement a verb; coordination of like with
// like; no shared agents (a matter of its own, told in the golden files).
bool sensible(const Tree& t) {
  for (uint32_t v = 0; v < t.size(); ++v) {
    if (!t.verb[v]) continue;
    const auto count = [&](Deprel d) { return t.with(v, d).size(); };
    if (count(Deprel::nsubj) + count(Deprel::nsubj_pass) > 1 || count(Deprel::obj) > 1 ||
        count(Deprel::obl_agent) > 1 || count(Deprel::xcomp) > 1)
      return false;
    if (!t.root(v) && t.rel[v] == Deprel::xcomp && (v < t.head[v] || Twin{t}.own_subject(v).size() > 0)) return false;
    if (!t.root(v) && (t.rel[v] == Deprel::conj || t.rel[v] == Deprel::acl_relcl) && v < t.head[v]) return false;
    // Two later conjuncts at once that could give an object, one beside and one below: a tree nobody draws.
    if (!t.root(v) && t.rel[v] == Deprel::conj && count(Deprel::conj) > 0 && t.with(t.head[v], Deprel::conj).size() > 1)
      return false;
    // Agents shared by conjuncts, and an agent beside an object, are matters of their own.
    if (t.has(v, Deprel::obl_agent)) {
      if ((!t.root(v) && t.rel[v] == Deprel::conj) || t.has(v, Deprel::conj)) return false;
      if (t.has(v, Deprel::obj) && !t.has(v, Deprel::nsubj_pass)) return false;
    }
  }
  for (uint32_t n = 0; n < t.size(); ++n)
    if (!t.verb[n] && !t.root(n) && t.rel[n] == Deprel::conj && n < t.head[n]) return false;
  return true;
}

struct Checker {
  Extractor extractor;
  Extractor::WorkspacePtr workspace = Extractor::make_workspace();
  ClauseSet set;
  Made made;
  size_t trees = 0, failures = 0;

  void check(const Tree& t) {
    if (!sensible(t)) return;
    ++trees;
    make(t, made);
    extractor.run(made.doc, made.parse, *workspace, set);
    const Twin twin{t};
    for (uint32_t v = 0; v < t.size(); ++v) {
      if (!t.verb[v]) continue;
      Set subjects, objects;
      const ClauseId c = set.at[v];
      if (c.valid())
        for (const Argument& a : set.args(c)) {
          if (a.clause.valid()) continue;
          if (a.role == Role::kSubject) subjects.insert(a.head.v);
          if (a.role == Role::kObject) objects.insert(a.head.v);
        }
      if (subjects == twin.subjects(v) && objects == twin.objects(v)) continue;
      if (++failures > 5) return;
      FAIL_CHECK(show(t) << "verb " << v << " subj: " << show(subjects) << "twin: " << show(twin.subjects(v))
                         << "obj: " << show(objects) << "twin: " << show(twin.objects(v)));
    }
  }

  // All heads and labels for the tokens from `i` on.
  void label(Tree& t, uint32_t i) {
    if (failures > 5) return;
    if (i == t.size()) {
      for (uint32_t s = 0; s < t.size(); ++s) {  // acyclic?
        uint32_t steps = 0;
        for (uint32_t at = s; !t.root(at); at = t.head[at])
          if (++steps > t.size()) return;
      }
      check(t);
      return;
    }
    if (t.root(i)) {
      t.rel[i] = Deprel::root;
      label(t, i + 1);
      return;
    }
    const uint32_t h = t.head[i];
    std::vector<Deprel> labels;
    if (t.verb[i])
      labels = t.verb[h] ? std::vector{Deprel::conj, Deprel::xcomp} : std::vector{Deprel::acl_relcl};
    else
      labels = t.verb[h] ? std::vector{Deprel::nsubj, Deprel::nsubj_pass, Deprel::obj, Deprel::obl_agent}
                         : std::vector{Deprel::conj};
    for (const Deprel d : labels) t.rel[i] = d, label(t, i + 1);
  }
  void heads(Tree& t, uint32_t i, uint32_t root) {
    if (failures > 5) return;
    if (i == t.size()) {
      label(t, 0);
      return;
    }
    if (i == root) {
      t.head[i] = i;
      heads(t, i + 1, root);
      return;
    }
    for (uint32_t h = 0; h < t.size(); ++h)
      if (h != i) t.head[i] = h, heads(t, i + 1, root);
  }
};

}  // namespace

TEST_CASE("the slow twin agrees on all small trees of verbs and names") {
  Checker checker;
  for (uint32_t n = 1; n <= 6; ++n)
    for (uint32_t mask = 1; mask < (1u << n); ++mask)
      for (uint32_t root = 0; root < n; ++root) {
        Tree t;
        t.verb.resize(n), t.head.resize(n), t.rel.resize(n);
        for (uint32_t i = 0; i < n; ++i) t.verb[i] = (mask >> i) & 1;
        if (!t.verb[root]) continue;
        checker.heads(t, 0, root);
      }
  MESSAGE(checker.trees << " trees");
  CHECK(checker.failures == 0);
  CHECK(checker.trees > 10000);
}
