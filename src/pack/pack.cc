#include "pack/pack.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/hash.h"

namespace casus::pack {

namespace {
constexpr char kMagic[8] = {'C', 'A', 'S', 'U', 'S', 'P', 'K', '1'};
constexpr uint32_t kVersion = 1;
constexpr size_t kHeader = 24, kName = 24, kAlign = 64, kMaxSections = 4096;

struct Entry {
  char name[kName];
  uint32_t element_size;
  uint32_t zero;
  uint64_t offset;
  uint64_t size;
};
static_assert(sizeof(Entry) == 48);

template <typename T>
T load(const std::byte* p) {
  T v;
  std::memcpy(&v, p, sizeof v);
  return v;
}
template <typename T>
void store(std::vector<std::byte>& out, size_t at, const T& v) {
  std::memcpy(out.data() + at, &v, sizeof v);
}
std::string_view as_text(std::span<const std::byte> b) { return {reinterpret_cast<const char*>(b.data()), b.size()}; }
size_t aligned(size_t n) { return (n + kAlign - 1) / kAlign * kAlign; }
tl::unexpected<Error> invalid(const std::string& what) {
  return fail(ErrorCode::kPackInvalid, "pack: " + what,
              "build it again, or fetch the file that came with this version");
}
}  // namespace

Result<Pack> Pack::open(const std::string& path) {
  auto file = MappedFile::open(path);
  if (!file)
    return fail(ErrorCode::kPackMissing, file.error().message, "build it with the release preset, or give its path");
  Pack p;
  p.file_ = std::move(*file);
  p.bytes_ = p.file_.bytes();
  if (auto ok = p.check(); !ok) return fail(ErrorCode::kPackInvalid, path + ": " + ok.error().message, ok.error().hint);
  return p;
}

Result<Pack> Pack::from_bytes(std::vector<std::byte> bytes) {
  Pack p;
  p.owned_ = std::move(bytes);
  p.bytes_ = p.owned_;
  if (auto ok = p.check(); !ok) return tl::unexpected<Error>(ok.error());
  return p;
}

Result<void> Pack::check() {
  if (bytes_.size() < kHeader || std::memcmp(bytes_.data(), kMagic, sizeof kMagic) != 0)
    return invalid("not a Casus pack");
  if (load<uint32_t>(bytes_.data() + 8) != kVersion) return invalid("made by another version of Casus");
  const auto count = load<uint32_t>(bytes_.data() + 12);
  if (count > kMaxSections || kHeader + count * sizeof(Entry) > bytes_.size())
    return invalid("section table cut short");
  hash_ = load<uint64_t>(bytes_.data() + 16);
  if (hash64(as_text(bytes_.subspan(kHeader))) != hash_) return invalid("damaged (checksum differs)");
  for (uint32_t i = 0; i < count; ++i) {
    const auto e = load<Entry>(bytes_.data() + kHeader + i * sizeof(Entry));
    if (e.name[kName - 1] != 0 || e.element_size == 0 || e.offset % kAlign != 0 || e.offset > bytes_.size() ||
        e.size > bytes_.size() - e.offset || e.size % e.element_size != 0)
      return invalid("section " + std::to_string(i) + " lies outside the file");
  }
  return {};
}

bool Pack::has(std::string_view name) const {
  if (bytes_.empty()) return false;
  const auto count = load<uint32_t>(bytes_.data() + 12);
  for (uint32_t i = 0; i < count; ++i) {
    const auto e = load<Entry>(bytes_.data() + kHeader + i * sizeof(Entry));
    if (name == e.name) return true;
  }
  return false;
}

Result<std::span<const std::byte>> Pack::find(std::string_view name, size_t element_size) const {
  if (!bytes_.empty()) {
    const auto count = load<uint32_t>(bytes_.data() + 12);
    for (uint32_t i = 0; i < count; ++i) {
      const auto e = load<Entry>(bytes_.data() + kHeader + i * sizeof(Entry));
      if (name != e.name) continue;
      if (e.element_size != element_size)
        return invalid("section '" + std::string(name) + "' has another element size");
      return bytes_.subspan(e.offset, e.size);
    }
  }
  return invalid("section '" + std::string(name) + "' is missing");
}

void Writer::add_raw(std::string_view name, size_t element_size, std::span<const std::byte> data) {
  sections_.push_back({std::string(name), static_cast<uint32_t>(element_size), {data.begin(), data.end()}});
}

std::vector<std::byte> Writer::bytes() const {
  size_t size = aligned(kHeader + sections_.size() * sizeof(Entry));
  std::vector<Entry> entries;
  for (const auto& s : sections_) {
    Entry e{};
    s.name.copy(e.name, kName - 1);
    e.element_size = s.element_size;
    e.offset = size;
    e.size = s.data.size();
    entries.push_back(e);
    size = aligned(size + s.data.size());
  }
  std::vector<std::byte> out(size);
  store(out, 8, kVersion);
  store(out, 12, static_cast<uint32_t>(sections_.size()));
  for (size_t i = 0; i < sections_.size(); ++i) {
    store(out, kHeader + i * sizeof(Entry), entries[i]);
    std::copy(sections_[i].data.begin(), sections_[i].data.end(),
              out.begin() + static_cast<ptrdiff_t>(entries[i].offset));
  }
  store(out, 16, hash64(as_text(std::span<const std::byte>(out).subspan(kHeader))));
  std::memcpy(out.data(), kMagic, sizeof kMagic);
  return out;
}

Result<void> Writer::write(const std::string& path) const {
  const auto b = bytes();
  return write_file(path, as_text(b));
}

Result<Strings> Strings::open(const Pack& pack, std::string_view name) {
  auto at = pack.section<uint32_t>(std::string(name) + ".at");
  if (!at) return tl::unexpected<Error>(at.error());
  auto bytes = pack.section<char>(std::string(name) + ".bytes");
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  if (at->empty() || at->front() != 0 || at->back() > bytes->size() || !std::is_sorted(at->begin(), at->end()))
    return invalid("strings '" + std::string(name) + "' are out of order");
  Strings s;
  s.at_ = *at;
  s.bytes_ = {bytes->data(), bytes->size()};
  return s;
}

void add_strings(Writer& writer, std::string_view name, const std::vector<std::string>& values) {
  std::vector<uint32_t> at{0};
  std::vector<char> bytes;
  for (const auto& v : values) {
    bytes.insert(bytes.end(), v.begin(), v.end());
    at.push_back(static_cast<uint32_t>(bytes.size()));
  }
  writer.add<uint32_t>(std::string(name) + ".at", at);
  writer.add<char>(std::string(name) + ".bytes", bytes);
}

Result<Symbols> Symbols::open(const Pack& pack) {
  auto strings = Strings::open(pack, "symbols");
  if (!strings) return tl::unexpected<Error>(strings.error());
  auto slots = pack.section<uint32_t>("symbols.slots");
  if (!slots) return tl::unexpected<Error>(slots.error());
  const auto ok = [&](uint32_t s) { return s == SymbolId::kNone || s < strings->size(); };
  if (!std::has_single_bit(slots->size()) || !std::all_of(slots->begin(), slots->end(), ok) ||
      std::find(slots->begin(), slots->end(), SymbolId::kNone) == slots->end())
    return invalid("symbol table is damaged");
  Symbols s;
  s.strings_ = *strings;
  s.slots_ = *slots;
  return s;
}

SymbolId Symbols::find(std::string_view text) const {
  if (slots_.empty()) return {};
  const size_t mask = slots_.size() - 1;
  for (size_t i = hash64(text) & mask;; i = (i + 1) & mask) {  // ends: at least one slot is empty (checked on open)
    if (slots_[i] == SymbolId::kNone) return {};
    if (strings_[slots_[i]] == text) return SymbolId(slots_[i]);
  }
}

void add_symbols(Writer& writer, const std::vector<std::string>& unique_texts) {
  std::vector<uint32_t> slots(std::bit_ceil(unique_texts.size() * 2 + 2), SymbolId::kNone);
  const size_t mask = slots.size() - 1;
  for (uint32_t id = 0; id < unique_texts.size(); ++id) {
    size_t i = hash64(unique_texts[id]) & mask;
    while (slots[i] != SymbolId::kNone) i = (i + 1) & mask;
    slots[i] = id;
  }
  add_strings(writer, "symbols", unique_texts);
  writer.add<uint32_t>("symbols.slots", slots);
}

}  // namespace casus::pack
