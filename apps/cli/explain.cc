// `casus explain`: everything that the stages made of each sentence, for people or (--json) for machines.
#include <algorithm>

#include "cli/articles.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/paint.h"

namespace casus::cli {

namespace {

using engine::Analysed;

// Which sentence each thing belongs to: by its first token.
bool in(const text::Sentence& s, TokenRange tokens) {
  return !tokens.empty() && s.tokens.contains(TokenId(tokens.first));
}

// --- for people ---------------------------------------------------------------------------------------------------

class Page {
 public:
  Page(const Analysed& a, const std::vector<records::Record>& records, const Paint& paint, std::string& out)
      : a_(a), records_(records), paint_(paint), out_(out) {}

  void article() {
    const auto& article = a_.article;
    out_ += paint_.strong("article " + article.id);
    if (!article.published.empty()) out_ += " · " + article.published;
    if (!article.source.empty()) out_ += " · " + article.source;
    if (!article.title.empty()) out_ += "\n  title: " + article.title;
    out_ += '\n';
    for (const auto& n : article.notes) out_ += paint_.dim("  note: " + n) + '\n';
    for (size_t i = 0; i < a_.doc.sentences.size(); ++i) sentence(SentenceId(i));
  }

 private:
  void sentence(SentenceId id) {
    const text::Sentence& s = a_.doc.sentences[id.v];
    const bool title = s.kind == text::SentenceKind::kTitle;
    out_ += "\n" + paint_.strong(title ? "[headline]" : "[" + std::to_string(id.v) + "]") + ' ' +
            paint_.strong(one_line(slice(a_.doc.text, s.span))) + '\n';
    heading("tree");
    tree(s);
    heading("clauses");
    for (size_t i = 0; i < a_.clauses.clauses.size(); ++i)
      if (a_.clauses.clauses[i].sentence == id)
        item("c" + std::to_string(i) + " " + one_line(clauses::describe(a_.clauses, ClauseId(i), a_.doc, a_.parse)));
    mentions(s);
    dates(s);
    places(s);
    voices(s);
    events(id);
    lost(id);
  }

  void heading(std::string_view name) { pending_ = name; }
  void item(const std::string& line) {
    if (!pending_.empty()) out_ += "  " + paint_.head(pending_) + '\n';
    pending_ = {};
    out_ += "    " + line + '\n';
  }

  std::string words(TokenRange tokens) const { return "\"" + one_line(a_.doc.words(tokens)) + "\""; }

  // Depth first from the root, with a list of what is still to do: a tree may be as deep as the sentence is long.
  void tree(const text::Sentence& s) {
    std::vector<std::vector<uint32_t>> children(s.tokens.size());
    std::vector<std::pair<uint32_t, uint32_t>> todo;  // token, depth
    for (uint32_t t = s.tokens.last; t-- > s.tokens.first;) {
      if (a_.parse.is_root(TokenId(t)))
        todo.emplace_back(t, 0);
      else
        children[a_.parse.head[t] - s.tokens.first].push_back(t);
    }
    while (!todo.empty()) {
      const auto [t, depth] = todo.back();
      todo.pop_back();
      const TokenId token(t);
      item(std::string(2 * size_t{std::min(depth, 40u)}, ' ') + std::string(a_.doc.form(token)) + "  " +
           paint_.dim(std::string(a_.parse.lemma(token)) + " " + std::string(lang::to_string(a_.parse.upos[t])) + " " +
                      std::string(lang::to_string(a_.parse.deprel[t]))));
      for (const uint32_t c : children[t - s.tokens.first]) todo.emplace_back(c, depth + 1);
    }
  }

  void mentions(const text::Sentence& s) {
    heading("mentions");
    for (const auto& m : a_.actors.mentions) {
      if (!in(s, m.tokens)) continue;
      const auto& e = a_.actors.entities[m.entity.v];
      std::string line = words(m.tokens) + " → " + e.name;
      if (!e.code().empty()) line += "  " + paint_.code(e.code());
      line += paint_.dim(std::string("  ") + actors::to_string(m.via) + (m.locative ? " locative" : "") +
                         (m.modifier ? " modifier" : "") + (m.non_actor ? " not-a-party" : ""));
      item(line);
    }
  }

  void dates(const text::Sentence& s) {
    heading("dates");
    for (const auto& e : a_.dates.expressions)
      if (in(s, e.tokens))
        item(words(e.tokens) + " → " + dates::to_string(e.type) + " " + (e.value.empty() ? "?" : e.value) +
             paint_.dim("  " + e.method + (e.background ? " background" : "")));
  }

  void places(const text::Sentence& s) {
    heading("places");
    for (const auto& p : a_.places.places)
      if (in(s, p.tokens))
        item(words(p.tokens) + " → " + p.name + (p.country.empty() ? "" : ", " + p.country) +
             paint_.dim(std::string("  ") + places::to_string(p.precision) + (p.dateline ? " dateline" : "") +
                        (p.locative ? " locative" : "")));
  }

  void voices(const text::Sentence& s) {
    heading("voices");
    for (const auto& v : a_.voices.voices)
      if (in(s, v.cue))
        item((v.source.empty() ? std::string("(nobody named)") : words(v.source)) + " " + words(v.cue) + " " +
             paint_.dim(voices::to_string(v.stance)) + ": " + words(v.content));
  }

  static std::string parties(const std::vector<records::Party>& list) {
    std::string out;
    for (const auto& p : list)
      out += (out.empty() ? "" : "; ") + one_line(p.mention.text) + " (" + p.name +
             (p.code.empty() ? "" : ", " + p.code) + ", " + p.via + ")";
    return out.empty() ? "—" : out;
  }

  void events(SentenceId id) {
    heading("events");
    for (size_t i = 0; i < a_.coded.events.size(); ++i) {
      if (a_.coded.events[i].sentence != id) continue;
      const records::Record& r = records_[i];
      std::string contexts;
      for (const auto& c : r.contexts) contexts += " #" + c;
      item(paint_.event(r.event + (r.mode.empty() ? "" : "/" + r.mode)) + "  cameo " +
           (r.cameo.empty() ? "?" : r.cameo) + "  quad " + std::to_string(r.quad) + "  " + r.status + "  score " +
           fixed(r.score) + contexts);
      item("  from    " + parties(r.actors));
      item("  to      " + parties(r.recipients));
      item("  trigger \"" + one_line(r.trigger_text) + "\"  " +
           paint_.dim("in c" + std::to_string(a_.coded.events[i].clause.v)));
      if (r.when)
        item("  when    " + (r.when->date.empty() ? "?" : r.when->date) + " \"" + one_line(r.when->words.text) + "\"");
      if (r.where) item("  where   " + r.where->name + " \"" + one_line(r.where->words.text) + "\"");
      for (const auto& v : r.voices)
        item("  voice   " + (v.actor ? v.actor->name : "(nobody named)") + " \"" + one_line(v.cue.text) + "\" " +
             v.stance);
      item("  rule    " + r.rule);
    }
  }

  void lost(SentenceId id) {
    heading("candidates that lost");
    for (const auto& l : a_.coded.lost) {
      if (!l.clause.valid() || a_.clauses[l.clause].sentence != id) continue;
      item(std::string(coding::to_string(l.event)) + " in c" + std::to_string(l.clause.v) + "  " + l.rule + ": " +
           paint_.dim(l.reason));
    }
  }

  const Analysed& a_;
  const std::vector<records::Record>& records_;
  const Paint& paint_;
  std::string& out_;
  std::string_view pending_;
};

// --- for machines -------------------------------------------------------------------------------------------------

class Object {
 public:
  Object(const Analysed& a, const std::vector<records::Record>& records, records::Offsets offsets, json::Writer& out)
      : a_(a), records_(records), lines_(std::string_view(a.doc.text).substr(0, a.doc.body_size), offsets), out_(out) {}

  void article() {
    out_.begin_object().field("id", a_.article.id).key("notes").begin_array();
    for (const auto& n : a_.article.notes) out_.string(n);
    out_.end_array().key("sentences").begin_array();
    for (size_t i = 0; i < a_.doc.sentences.size(); ++i) sentence(SentenceId(i));
    out_.end_array().end_object();
  }

 private:
  void span(TokenRange tokens) {
    out_.key("span");
    lines_.span(engine::quote_of(a_.doc, tokens).span, out_);
    out_.field("text", a_.doc.words(tokens));
  }

  void sentence(SentenceId id) {
    const text::Sentence& s = a_.doc.sentences[id.v];
    const bool title = s.kind == text::SentenceKind::kTitle;
    out_.begin_object().field("index", title ? int64_t{-1} : int64_t{id.v});
    span(s.tokens);
    tokens(s);
    out_.key("clauses").begin_array();
    for (size_t i = 0; i < a_.clauses.clauses.size(); ++i) {
      if (a_.clauses.clauses[i].sentence != id) continue;
      out_.begin_object().field("id", static_cast<int64_t>(i));
      out_.field("clause", clauses::describe(a_.clauses, ClauseId(i), a_.doc, a_.parse)).end_object();
    }
    out_.end_array();
    found(s);
    out_.key("events").begin_array();
    for (size_t i = 0; i < records_.size(); ++i)
      if (a_.coded.events[i].sentence == id) lines_.write(records_[i], out_);
    out_.end_array().key("lost").begin_array();
    for (const auto& l : a_.coded.lost) {
      if (!l.clause.valid() || a_.clauses[l.clause].sentence != id) continue;
      out_.begin_object().field("clause", int64_t{l.clause.v}).field_or_null("event", coding::to_string(l.event));
      out_.field_or_null("rule", l.rule).field("reason", l.reason).end_object();
    }
    out_.end_array().end_object();
  }

  void tokens(const text::Sentence& s) {
    out_.key("tokens").begin_array();
    for (uint32_t t = s.tokens.first; t < s.tokens.last; ++t) {
      const TokenId token(t);
      out_.begin_object().field("form", a_.doc.form(token)).field("lemma", a_.parse.lemma(token));
      out_.field("upos", lang::to_string(a_.parse.upos[t])).field("deprel", lang::to_string(a_.parse.deprel[t]));
      out_.field("head", a_.parse.is_root(token) ? int64_t{0} : int64_t{a_.parse.head[t] - s.tokens.first + 1});
      out_.end_object();
    }
    out_.end_array();
  }

  void found(const text::Sentence& s) {
    out_.key("mentions").begin_array();
    for (const auto& m : a_.actors.mentions) {
      if (!in(s, m.tokens)) continue;
      const auto& e = a_.actors.entities[m.entity.v];
      out_.begin_object();
      span(m.tokens);
      out_.field_or_null("name", e.name)
          .field_or_null("code", e.code())
          .field("via", actors::to_string(m.via))
          .end_object();
    }
    out_.end_array().key("dates").begin_array();
    for (const auto& e : a_.dates.expressions) {
      if (!in(s, e.tokens)) continue;
      out_.begin_object();
      span(e.tokens);
      out_.field("type", dates::to_string(e.type))
          .field_or_null("value", e.value)
          .field_or_null("method", e.method)
          .end_object();
    }
    out_.end_array().key("places").begin_array();
    for (const auto& p : a_.places.places) {
      if (!in(s, p.tokens)) continue;
      out_.begin_object();
      span(p.tokens);
      out_.field_or_null("name", p.name).field_or_null("country", p.country).end_object();
    }
    out_.end_array().key("voices").begin_array();
    for (const auto& v : a_.voices.voices) {
      if (!in(s, v.cue)) continue;
      out_.begin_object().key("source");
      lines_.span(v.source.empty() ? std::nullopt : engine::quote_of(a_.doc, v.source).span, out_);
      out_.key("cue");
      lines_.span(engine::quote_of(a_.doc, v.cue).span, out_);
      out_.key("content");
      lines_.span(engine::quote_of(a_.doc, v.content).span, out_);
      out_.field("stance", voices::to_string(v.stance)).end_object();
    }
    out_.end_array();
  }

  const Analysed& a_;
  const std::vector<records::Record>& records_;
  records::JsonLines lines_;
  json::Writer& out_;
};

}  // namespace

int run_explain(const Options& options) {
  auto resources = engine::Resources::load(options.model, options.pack);
  if (!resources) return report(resources.error());
  const Paint paint(options.colour == "always" ||
                    (options.colour == "auto" && options.output.empty() && stdout_is_terminal()));
  ArticleRun run;
  run.work = [&](engine::Worker& worker, const article::Article& article) {
    std::vector<records::Record> records;
    std::string out;
    Analysed& a = worker.scratch();
    worker.analyse(article, true, a);
    engine::to_records(a, worker.resources().pack_hash(), records);
    if (!options.json) {
      Page(a, records, paint, out).article();
      return out + '\n';
    }
    json::Writer writer;
    Object(a, records, offsets_of(options), writer).article();
    return std::string(writer.view()) + '\n';
  };
  return go_through_articles(options, *resources, run);
}

}  // namespace casus::cli
