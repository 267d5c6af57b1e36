// `casus parse`: tokens, tags and trees as CoNLL-U.
#include "cli/articles.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/given.h"
#include "lang/conllu.h"

namespace casus::cli {

int run_parse(const Options& options) {
  auto resources = engine::Resources::load(options.model, options.pack, engine::kParse);
  if (!resources) return report(resources.error());
  if (is_conllu(options)) return parse_given(options, *resources);
  ArticleRun run;
  run.work = [&](engine::Worker& worker, const article::Article& article) {
    worker.analyse(article, false, worker.scratch());
    const auto& a = worker.scratch();
    std::vector<std::string> ids;
    for (size_t i = 0; i < a.doc.sentences.size(); ++i) ids.push_back(article.id + "-" + std::to_string(i + 1));
    std::string out = "# newdoc id = " + article.id + "\n";
    lang::write_conllu(a.doc, a.parse, ids, out);
    return out;
  };
  return go_through_articles(options, *resources, run);
}

}  // namespace casus::cli
