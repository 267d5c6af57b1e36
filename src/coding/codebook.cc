// The door of the folder: tables and ranker behind one class.
#include "coding/coder.h"
#include "coding/relation.h"

namespace casus::coding {

struct Codebook::Impl {
  Tables tables;
  Ranker ranker;
};

Codebook::Codebook() = default;
Codebook::Codebook(Codebook&&) noexcept = default;
Codebook& Codebook::operator=(Codebook&&) noexcept = default;
Codebook::~Codebook() = default;

Result<Codebook> Codebook::open(const pack::Pack& pack) {
  auto tables = Tables::open(pack);
  if (!tables) return tl::unexpected<Error>(tables.error());
  Codebook c;
  c.impl_ = std::make_unique<Impl>(Impl{*tables, {}});
  return c;
}

void Codebook::code(const Analysis& analysis, bool explain, CodingResult& out) const {
  code_document(impl_->tables, analysis, explain, out);
}

RelateAnswer Codebook::relate(const Analysis& analysis, const std::vector<Span>& source,
                              const std::vector<Span>& target) const {
  return relate_parties(impl_->tables, impl_->ranker, analysis, source, target);
}

void Codebook::features(const Analysis& a, const std::vector<Span>& source, const std::vector<Span>& target,
                        Features& out) const {
  Relation(impl_->tables, a, ranges(a.doc, source), ranges(a.doc, target)).features(out);
}

void Codebook::use(Ranker ranker) { impl_->ranker = std::move(ranker); }
bool Codebook::ranked() const { return impl_->ranker.ready(); }

}  // namespace casus::coding
