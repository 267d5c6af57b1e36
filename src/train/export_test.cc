#include "train/export.h"

#include <doctest/doctest.h>

#include "lang/features.h"
#include "lang/model.h"
#include "lang/parser.h"
#include "train/teach.h"

using namespace casus;
using namespace casus::train;

namespace {

const char* const kTrees =
    "# sent_id = 1\n"
    "1\tPolice\tpolice\tNOUN\t_\tNumber=Plur\t2\tnsubj\t_\t_\n"
    "2\tarrested\tarrest\tVERB\t_\tTense=Past|VerbForm=Fin\t0\troot\t_\t_\n"
    "3\tten\tten\tNUM\t_\t_\t4\tnummod\t_\t_\n"
    "4\tstudents\tstudent\tNOUN\t_\tNumber=Plur\t2\tobj\t_\t_\n"
    "5\tin\tin\tADP\t_\t_\t6\tcase\t_\t_\n"
    "6\tCaracas\tCaracas\tPROPN\t_\tNumber=Sing\t2\tobl\t_\tSpaceAfter=No\n"
    "7\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n"
    "# sent_id = 2\n"
    "1\tStudents\tstudent\tNOUN\t_\tNumber=Plur\t2\tnsubj\t_\t_\n"
    "2\twent\tgo\tVERB\t_\tTense=Past|VerbForm=Fin\t0\troot\t_\t_\n"
    "3\thome\thome\tADV\t_\t_\t2\tadvmod\t_\t_\n\n";

}  // namespace

TEST_CASE("a net learned by heart is exported and read back by the engine") {
  Treebank bank;
  // Three times over: rarer feature classes are dropped.
  auto read = lang::read_conllu(std::string(kTrees) + kTrees + kTrees, true, {});
  REQUIRE(read.has_value());
  bank.read = std::move(*read);
  bank.min_count = 1;
  bank.names["1"] = spans_to_tags({{5, 6, 3}}, 7);
  bank.names["2"] = spans_to_tags({}, 3);
  Data data;
  data.vectors.dim = 4;
  data.vectors.words = {"police", "city"};
  data.vectors.index = {{"police", 0}, {"city", 1}};
  data.vectors.values = {1, 0, 0, 0, 0, 1, 0, 0};
  data.count({&bank});
  const std::vector<Sample> samples = data.samples(bank);

  Shape shape;
  shape.emb = 16, shape.vec = 4, shape.hidden = 16, shape.arc = 16, shape.label = 16;
  shape.upos = lang::kUposCount, shape.feats = static_cast<int>(data.feat_classes.size()),
  shape.deprels = lang::kDeprelCount;
  shape.words = static_cast<int>(data.words.size()), shape.hashed = static_cast<int>(lang::kHashedRows);
  Net net(shape, 1);
  net.use(&data.types, data.vectors.values.data());
  Plan plan;
  plan.epochs = 300, plan.rates.dropout = 0, plan.rates.warm_up = 5, plan.rates.rate = 0.01f,
  plan.rates.feats_weight = 1;
  plan.rates.names_weight = 1;
  REQUIRE(teach(net, samples, {}, plan, [](const std::string&) {}).has_value());

  auto model = lang::Model::from_bytes(export_model(net, data, {&bank.read}).bytes());
  REQUIRE_MESSAGE(model.has_value(), (model ? "" : model.error().message));
  lang::Workspace w;
  lang::Parse p;
  lang::Parser(*model).parse(bank.read.document, {}, w, p);
  const lang::Parse& gold = bank.read.parse;
  CHECK(p.upos == gold.upos);
  CHECK(p.feats == gold.feats);
  CHECK(p.head == gold.head);
  CHECK(p.deprel == gold.deprel);
  CHECK(p.lemma_bytes == gold.lemma_bytes);
  REQUIRE(p.names.size() == 3);
  CHECK(p.names[0].kind == lang::NameKind::kLoc);
  CHECK(p.names[0].tokens == TokenRange{5, 6});
}

TEST_CASE("spans and tags") {
  const std::vector<KindSpan> spans = {{0, 1, 1}, {1, 3, 2}, {4, 7, 4}};
  CHECK(tags_to_spans(spans_to_tags(spans, 8)) == spans);
  CHECK(tags_to_spans({2, 3, 0, 4}).size() == 2);  // ill-formed tags still make spans
}
