// The coder: opens the tables and runs the steps over a document or a phrase.
#include <algorithm>

#include "actors/scratch.h"

namespace casus::actors {

struct Coder::Tables {
  TableSet set;
};

struct Coder::Workspace {
  Scratch scratch;
  text::Document document;
  lang::Parse parse;
  clauses::ClauseSet clauses;
  ActorSet actors;
};

Coder::Coder() = default;
Coder::Coder(Coder&&) noexcept = default;
Coder& Coder::operator=(Coder&&) noexcept = default;
Coder::~Coder() = default;

void Coder::WorkspaceDeleter::operator()(Workspace* w) const { delete w; }
Coder::WorkspacePtr Coder::make_workspace() { return WorkspacePtr(new Workspace); }

Result<Coder> Coder::open(const pack::Pack& pack) {
  auto set = TableSet::open(pack);
  if (!set) return tl::unexpected<Error>(set.error());
  Coder c;
  c.tables_ = std::make_unique<Tables>(Tables{*set});
  return c;
}

namespace {

void code(const Input& in, Scratch& s, ActorSet& out) {
  out.clear();
  out.at.assign(in.doc.token_count(), MentionId());
  s.named.clear(), s.by_key.clear(), s.facts.clear(), s.seen.clear(), s.phrases.clear();
  s.np.assign(in.doc.token_count(), kNone);
  s.phrase_at.assign(in.doc.token_count(), kNone);
  s.depth.assign(in.doc.token_count(), 0);
  find_items(in, s);
  count_countries(in, s);
  settle_parties(in, s);
  s.last_speaker = kNone;
  for (uint32_t i = 0; i < in.doc.sentences.size(); ++i) {
    find_phrases(in, in.doc.sentences[i].tokens, s);
    compose(in, s);
    write_mentions(in, SentenceId(i), s, out);
  }
}

}  // namespace

void Coder::run(const text::Document& doc, const lang::Parse& parse, const clauses::ClauseSet& clauses,
                std::string_view published, Workspace& workspace, ActorSet& out) const {
  out.clear();
  if (!tables_) return;
  Input in{tables_->set, doc, parse, clauses};
  in.day = day_number(published);
  code(in, workspace.scratch, out);
}

Answer Coder::answer(std::string_view phrase, std::string_view date, Workspace& w) const {
  Answer a;
  if (!tables_) return a;
  article::Article article;
  article.text = phrase;
  text::segment(article, w.document);
  if (w.document.token_count() == 0) return a;
  // One phrase is one sentence, whatever stops stand in it.
  w.document.sentences.resize(1);
  w.document.sentences[0].tokens = {0, static_cast<uint32_t>(w.document.token_count())};
  Input in{tables_->set, w.document, w.parse, w.clauses};
  in.day = day_number(date);
  in.alone = true;
  in.any_case = !std::ranges::any_of(phrase, [](char c) { return c >= 'a' && c <= 'z'; }) ||
                !std::ranges::any_of(phrase, [](char c) { return c >= 'A' && c <= 'Z'; });
  guess_parse(tables_->set, w.document, w.parse);
  w.clauses.clear();
  w.clauses.at.assign(w.document.token_count(), ClauseId());
  code(in, w.scratch, w.actors);
  if (w.actors.mentions.empty()) return a;
  MentionId best;
  for (uint32_t t = 0; t < w.document.token_count(); ++t)
    if (w.parse.head[t] == t) best = w.actors.at[t];
  // The head is no party: then the first that is one, not a word before a noun.
  for (uint32_t i = 0; !best.valid() && i < w.actors.mentions.size(); ++i)
    if (!w.actors.mentions[i].modifier) best = MentionId(i);
  if (!best.valid()) best = MentionId(0u);
  Entity& e = w.actors.entities[w.actors[best].entity.v];
  // A city that is no seat of government, named as a party, stands for its people.
  if (w.scratch.facts[w.actors[best].entity.v].who.key == Who::Key::kCity)
    e.sectors.emplace_back(to_string(Sector::CVL));
  a.name = e.name, a.code = e.code(), a.country = e.country, a.office = e.office, a.sectors = e.sectors;
  return a;
}

}  // namespace casus::actors
