#include "lang/model.h"

#include <cmath>

#include "lang/features.h"

namespace casus::lang {

namespace {

// Reads sections and remembers the first thing that is wrong.
class Checker {
 public:
  explicit Checker(const pack::Pack& pack) : pack_(pack) {}

  template <typename T>
  std::span<const T> take(const std::string& name, size_t size) {
    auto s = pack_.section<T>(name);
    if (!s) return say(s.error().message), std::span<const T>{};
    if (s->size() != size) return say("section '" + name + "' has the wrong size"), std::span<const T>{};
    return *s;
  }
  // Floats that are finite and small, so that no later sum can overflow.
  std::span<const float> floats(const std::string& name, size_t size) {
    const auto s = take<float>(name, size);
    for (float x : s) {
      if (!(std::abs(x) <= 1e4f)) {
        say("section '" + name + "' holds a value out of range");
        break;
      }
    }
    return s;
  }
  Matrix16 matrix16(const std::string& name, size_t inputs, size_t outputs) {
    Matrix16 m{nullptr, nullptr, nullptr, inputs, outputs};
    const auto w = take<int16_t>(name + ".w", inputs * padded(outputs));
    m.scale = floats(name + ".scale", padded(outputs)).data();
    m.bias = floats(name + ".bias", padded(outputs)).data();
    for (int16_t x : w) {
      if (x < -kMaxWeight || x > kMaxWeight) {
        say("section '" + name + ".w' holds a weight out of range");
        break;
      }
    }
    m.w = w.data();
    return m;
  }
  Matrix32 matrix32(const std::string& name, size_t inputs, size_t outputs, bool with_bias) {
    Matrix32 m{floats(name + ".w", inputs * padded(outputs)).data(), nullptr, inputs, outputs};
    if (with_bias) m.bias = floats(name + ".bias", padded(outputs)).data();
    return m;
  }
  void say(const std::string& what) {
    if (wrong_.empty()) wrong_ = what;
  }
  const std::string& wrong() const { return wrong_; }

 private:
  const pack::Pack& pack_;
  std::string wrong_;
};

tl::unexpected<Error> invalid(const std::string& what) {
  return fail(ErrorCode::kModelInvalid, "model: " + what,
              "fetch the model that came with this version, or train it again");
}

bool width_ok(size_t n) { return n >= kPanel && n <= kMaxWidth && n % kPanel == 0; }

}  // namespace

Result<std::shared_ptr<const Model>> Model::open(const std::string& path) {
  auto pack = pack::Pack::open(path);
  if (!pack) {
    if (pack.error().code == ErrorCode::kPackMissing)
      return fail(ErrorCode::kModelMissing, pack.error().message, "models/README.md says where the model is from");
    return invalid(path + ": " + pack.error().message);
  }
  return check(std::move(*pack));
}

Result<std::shared_ptr<const Model>> Model::from_bytes(std::vector<std::byte> bytes) {
  auto pack = pack::Pack::from_bytes(std::move(bytes));
  if (!pack) return invalid(pack.error().message);
  return check(std::move(*pack));
}

Result<std::shared_ptr<const Model>> Model::check(pack::Pack pack) {
  auto owner = std::make_shared<Model>();
  Model& m = *owner;
  m.pack_ = std::move(pack);
  Checker c(m.pack_);
  const auto meta = c.take<uint32_t>("meta", 8);
  if (meta.empty()) return invalid(c.wrong());
  if (meta[0] != kModelVersion) return invalid("made by another version of Casus");
  m.emb = meta[1], m.hidden = meta[2], m.layers = meta[3], m.arc = meta[4], m.label = meta[5], m.reach = meta[6];
  const size_t classes = meta[7];
  if (!width_ok(m.emb) || !width_ok(m.hidden) || !width_ok(m.arc) || !width_ok(m.label) || m.layers < 1 ||
      m.layers > kMaxLayers || m.reach < 1 || m.reach > kMaxReach || classes < 1 || classes > kMaxFeatClasses)
    return invalid("sizes out of range");
  auto index = HashIndex::open(m.pack_, "word");
  if (!index) return invalid(index.error().message);
  m.word_index = *index;
  m.feats = c.take<uint16_t>("feats", classes);
  const auto table = [&](const std::string& name, size_t rows) {
    return Int8Table{c.take<int8_t>(name + ".table", rows * m.emb), c.floats(name + ".scale", rows)};
  };
  m.words = table("word", m.word_index.size() + 1);
  m.hashed = table("hashed", kHashedRows);
  m.ln_gain = c.floats("ln.gain", m.emb);
  m.ln_bias = c.floats("ln.bias", m.emb);
  for (size_t layer = 0; layer < m.layers; ++layer) {
    for (const char* direction : {"f", "b"}) {
      const std::string name = "lstm" + std::to_string(layer) + direction;
      m.lstm.push_back({c.matrix16(name + ".wx", layer == 0 ? m.emb : 2 * m.hidden, 4 * m.hidden),
                        c.matrix16(name + ".wh", m.hidden, 4 * m.hidden)});
    }
  }
  m.heads = c.matrix16("heads", 2 * m.hidden, m.names_at() + kNameTags);
  m.arc_u = c.matrix32("arc.u", m.arc, m.arc + 1, false);
  m.arc_dist = c.matrix32("arc.dist", m.arc, 2 * m.reach + 2, false);
  m.arc_root = c.floats("arc.root", m.arc + 1);
  m.label_dist = c.floats("label.dist", (2 * m.reach + 1) * m.label);
  m.label_w = c.matrix32("label", m.label, kDeprelCount, true);
  auto lemmas = Lemmatizer::open(m.pack_);
  if (!lemmas) return invalid(lemmas.error().message);
  m.lemmas = *lemmas;
  if (!c.wrong().empty()) return invalid(c.wrong());
  return std::shared_ptr<const Model>(std::move(owner));
}

}  // namespace casus::lang
