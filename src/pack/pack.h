// A pack is one read-only file of named, typed arrays: compiled data (rules, actors, ontology) and trained models
// alike.
//
// Layout (little endian, every section aligned to 64 bytes):
//   0   8  magic "CASUSPK1" (written last, so a half-written file is never taken for a pack)
//   8   4  format version (1)      12  4  section count
//   16  8  XXH3-64 of bytes [24, file size)
//   24     section table: per section 24 bytes name (NUL padded), u32 element size, u32 zero, u64 offset, u64 byte size
// Opening checks magic, version, hash, and that every section lies in the file, is aligned, and divides into its
// elements.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/files.h"
#include "base/ids.h"
#include "base/result.h"

namespace casus::pack {

// An open pack; immutable and shareable between threads. All spans it hands out live as long as the Pack.
class Pack {
 public:
  static Result<Pack> open(const std::string& path);             // by mmap; kPackMissing or kPackInvalid
  static Result<Pack> from_bytes(std::vector<std::byte> bytes);  // owns the bytes; kPackInvalid

  // The section as an array of T; kPackInvalid if it is absent or its element size is not sizeof(T).
  template <typename T>
  Result<std::span<const T>> section(std::string_view name) const {
    static_assert(std::is_trivially_copyable_v<T>);
    auto raw = find(name, sizeof(T));
    if (!raw) return tl::unexpected<Error>(raw.error());
    return std::span<const T>(reinterpret_cast<const T*>(raw->data()), raw->size() / sizeof(T));
  }
  bool has(std::string_view name) const;
  uint64_t content_hash() const { return hash_; }  // of everything after the header: the `pack` field of records

 private:
  Result<std::span<const std::byte>> find(std::string_view name, size_t element_size) const;
  Result<void> check();
  MappedFile file_;
  std::vector<std::byte> owned_;
  std::span<const std::byte> bytes_;
  uint64_t hash_ = 0;
};

// Collects sections and writes them as a pack.
class Writer {
 public:
  template <typename T>
  void add(std::string_view name, std::span<const T> values) {  // name: at most 23 bytes, unique
    static_assert(std::is_trivially_copyable_v<T>);
    add_raw(name, sizeof(T), std::as_bytes(values));
  }
  template <typename T>
  void add(std::string_view name, const std::vector<T>& values) {
    add(name, std::span<const T>(values));
  }
  std::vector<std::byte> bytes() const;
  Result<void> write(const std::string& path) const;

 private:
  struct Section {
    std::string name;
    uint32_t element_size;
    std::vector<std::byte> data;
  };
  void add_raw(std::string_view name, size_t element_size, std::span<const std::byte> data);
  std::vector<Section> sections_;
};

// Many strings as two sections, NAME.at (u32 offsets, n+1) and NAME.bytes.
class Strings {
 public:
  Strings() = default;
  static Result<Strings> open(const Pack& pack, std::string_view name);
  size_t size() const { return at_.empty() ? 0 : at_.size() - 1; }
  std::string_view operator[](size_t i) const { return bytes_.substr(at_[i], at_[i + 1] - at_[i]); }  // i < size()

 private:
  std::span<const uint32_t> at_;
  std::string_view bytes_;
};
void add_strings(Writer& writer, std::string_view name, const std::vector<std::string>& values);

// The frozen symbol table: every lemma and folded word form that the data mention, numbered in the order of the
// strings. Sections symbols.at, symbols.bytes, symbols.slots (open addressing by hash64, u32 id or 0xffffffff, power of
// two).
class Symbols {
 public:
  Symbols() = default;  // empty: finds nothing
  static Result<Symbols> open(const Pack& pack);
  SymbolId find(std::string_view text) const;  // none if the data never mention it
  std::string_view text(SymbolId id) const { return strings_[id.v]; }
  size_t size() const { return strings_.size(); }

 private:
  Strings strings_;
  std::span<const uint32_t> slots_;
};
void add_symbols(Writer& writer, const std::vector<std::string>& unique_texts);

}  // namespace casus::pack
