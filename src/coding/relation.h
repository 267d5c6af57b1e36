// Two given parties in one text: the acts that lie between them, in order of fitness, and the facts that the ranker
// weighs. Internal to coding.
#pragma once
#include <vector>

#include "coding/coder.h"
#include "coding/features.h"

namespace casus::coding {

class Relation {
 public:
  // All views must outlive it. Parties are token ranges; either may be empty.
  Relation(const Tables& tables, const Analysis& analysis, std::vector<TokenRange> source,
           std::vector<TokenRange> target);

  struct Option {
    ClauseId clause;
    double fitness;  // how well the parties stand in the act, the higher the better
  };
  // Acts of the text, best first; none if no rule fits anywhere.
  const std::vector<Option>& options();

  const Act& act(ClauseId c) { return matcher_.act(c); }
  Event event_of(ClauseId c, Status& status);  // after the modality table

  void features(Features& out);

 private:
  actors::ActorSet with_given() const;
  bool is(const Party& p, const std::vector<TokenRange>& group) const;
  int among(const Parties& parties, const std::vector<TokenRange>& group) const;
  double fitness(ClauseId id, const Act& act);
  TokenId head_of(const std::vector<TokenRange>& group) const;
  std::string_view lemma(TokenId t) const { return a_.parse.lemma(t); }
  void act_features(Features& out);
  void clause_features(Features& out);
  void path_features(Features& out);
  void word_features(Features& out);
  void sets(TokenId t, std::string_view prefix, Features& out) const;

  const Tables& t_;
  const Analysis& a_;
  std::vector<TokenRange> source_, target_;
  actors::ActorSet actors_;
  Matcher matcher_;
  std::vector<ClauseId> taken_by_;  // per clause: whose act it is part of
  std::vector<Option> options_;
  bool evaluated_ = false;
};

// The tokens of the document that lie in one of the byte spans.
std::vector<TokenRange> ranges(const text::Document& doc, const std::vector<Span>& spans);

}  // namespace casus::coding
