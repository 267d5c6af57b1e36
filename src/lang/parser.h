// The reader: tags, lemmas, features, trees and names for the tokens of a document, from one trained model.
//
// One shared BiLSTM reads the tokens of a sentence; linear heads and a biaffine arc scorer read the BiLSTM (network.h).
#pragma once
#include <memory>
#include <string>

#include "base/result.h"
#include "lang/parse.h"
#include "pack/pack.h"
#include "text/text.h"

namespace casus::lang {

class Model;

// Scratch for Parser::parse: buffers that only grow and a bounded cache of word vectors. One a thread; may serve any
// parser in turn. It never changes what parse() returns.
class Workspace {
 public:
  // `plain` runs the plain loops instead of vector instructions: same results, slowly.
  explicit Workspace(bool plain = false);
  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) noexcept;
  ~Workspace();
  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// Immutable after open(); one parser may serve any number of threads, each with its own Workspace.
class Parser {
 public:
  // Maps the model file. kModelMissing, or kModelInvalid if it is damaged or of another version.
  static Result<Parser> open(const std::string& model_path);
  explicit Parser(std::shared_ptr<const Model> model) : model_(std::move(model)) {}

  // Fills every column of `out` (cleared first, buffers kept) for `document`, whose sentences must cover its tokens in
  // order. Lemma and folded form are looked up in `symbols`. The result depends on the sentence alone: the same bytes
  // whatever the document, the thread, the workspace's past or the vector instructions of the machine. Never fails.
  void parse(const text::Document& document, const pack::Symbols& symbols, Workspace& workspace, Parse& out) const;

  // parse(), and where it finds that sentences run together because a stop is missing, `document` is split there
  // (text::split_sentences) and parsed once more. For documents whose sentences come from text::segment.
  void read(text::Document& document, const pack::Symbols& symbols, Workspace& workspace, Parse& out) const;

  const Model& model() const { return *model_; }

 private:
  std::shared_ptr<const Model> model_;
};

}  // namespace casus::lang
