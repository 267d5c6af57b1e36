#include "ingest/reader.h"

#include <doctest/doctest.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <random>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/limits.h"
#include "base/utf8.h"

using namespace casus;
using namespace casus::ingest;

namespace {

std::vector<Item> read_all(std::string_view bytes, std::string name = "news/day.jsonl", Options options = {}) {
  Reader reader(memory_source(bytes), std::move(name), std::move(options));
  std::vector<Item> out;
  while (auto item = reader.next()) {
    out.push_back(std::move(*item));
    REQUIRE(out.size() < 100000);
  }
  CHECK_FALSE(reader.next());
  return out;
}
const article::Article& article_of(const Item& item) {
  REQUIRE(std::holds_alternative<article::Article>(item));
  return std::get<article::Article>(item);
}
const SetAside& aside_of(const Item& item) {
  REQUIRE(std::holds_alternative<SetAside>(item));
  return std::get<SetAside>(item);
}

std::string gzip(std::string_view bytes) {
  z_stream s{};
  REQUIRE(deflateInit2(&s, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&s, bytes.size()) + 64, '\0');
  std::string in(bytes);
  s.next_in = reinterpret_cast<Bytef*>(in.data()), s.avail_in = static_cast<uInt>(in.size());
  s.next_out = reinterpret_cast<Bytef*>(out.data()), s.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&s, Z_FINISH) == Z_STREAM_END);
  out.resize(s.total_out);
  deflateEnd(&s);
  return out;
}
std::string zstd(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}
std::string lines(size_t n) {
  std::string out;
  for (size_t i = 0; i < n; ++i) {
    const auto k = std::to_string(i);
    out += R"({"id":"a)" + k + R"(","text":"Envoys met on day )" + k + std::to_string(i * 2654435761u) +
           R"( of the talks."})" + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("a plain text is one article") {
  const auto items = read_all("\xEF\xBB\xBFRebels took the caf\xC3\xA9.\r\n\r\nNo one was hurt.\n", "dir/a1.txt.gz");
  REQUIRE(items.size() == 1);
  const auto& a = article_of(items[0]);
  CHECK(a.id == "a1");
  CHECK(a.text == "Rebels took the caf\xC3\xA9.\r\n\r\nNo one was hurt.\n");
  CHECK(a.blocks.size() == 2);
  CHECK(article::original_byte(a, 0) == 3);
  CHECK(article::original_byte(a, 10) == 13);
}

TEST_CASE("inputs without a word give nothing") {
  CHECK(read_all("").empty());
  CHECK(read_all("\n\n  \n").empty());
  CHECK(read_all("\xEF\xBB\xBF").empty());
  CHECK(read_all("", "x", {Kind::kJsonl, {}}).empty());
  CHECK(read_all("[]").empty());
}

TEST_CASE("JSONL: fields, ids, dates") {
  const auto items = read_all(
      "{\"id\":\"x\",\"text\":\"One.\",\"title\":\" A\\n title "
      "\",\"source\":\"S\",\"url\":\"u\",\"language\":\"en\",\"published\":\"April 17, 2014\"}\n"
      "{\"id\":12,\"text\":\"Two.\",\"published\":20140417}\r\n"
      "\n"
      "{\"text\":\"Three.\",\"published\":\"some day\",\"title\":[1]}\n"
      "{\"id\":\"last\",\"text\":\"No line break at the end.\"}");
  REQUIRE(items.size() == 4);
  CHECK(article_of(items[0]).id == "x");
  CHECK(article_of(items[0]).title == "A title");
  CHECK(article_of(items[0]).source == "S");
  CHECK(article_of(items[0]).published == "2014-04-17");
  CHECK(article_of(items[1]).id == "12");
  CHECK(article_of(items[1]).published == "2014-04-17");
  CHECK(article_of(items[2]).id == "day:4");
  CHECK(article_of(items[2]).published.empty());
  CHECK(article_of(items[2]).notes.size() == 2);
  CHECK(article_of(items[3]).id == "last");
}

TEST_CASE("JSONL: a bad line is set aside and the rest goes on") {
  std::string deep = "{\"text\":";
  deep += std::string(100, '[') + std::string(100, ']') + "}";
  const auto items = read_all(
      "{\"id\":\"a\",\"text\":\"Good.\"}\n{\"id\":\"b\", broken\n[1,2]\n{\"id\":\"c\"}\n{\"id\":\"d\",\"text\":7}\n" +
      deep + "\n{\"id\":\"e\",\"text\":\"Good.\"}\n");
  REQUIRE(items.size() == 7);
  CHECK(article_of(items[0]).id == "a");
  CHECK(aside_of(items[1]).error.code == ErrorCode::kInputJson);
  CHECK(aside_of(items[1]).line == 2);
  CHECK(aside_of(items[1]).error.message.starts_with("news/day.jsonl:2: "));
  CHECK(aside_of(items[2]).id == "day:3");
  CHECK(aside_of(items[3]).id == "c");
  CHECK(aside_of(items[4]).id == "d");
  CHECK(aside_of(items[5]).error.code == ErrorCode::kInputJson);
  CHECK(article_of(items[6]).id == "e");
}

TEST_CASE("JSONL: mapped fields") {
  Options options;
  for (const auto* m : {"text=event_text", "id=meta.key", "published=when"}) {
    auto pair = parse_map(m);
    REQUIRE(pair);
    options.map.push_back(*pair);
  }
  const auto items = read_all(
      "{\"event_text\":\"Yes.\",\"meta\":{\"key\":\"k9\"},\"when\":\"2014-04-17T10:30:00Z\"}\n{\"text\":\"no\"}\n", "x",
      options);
  REQUIRE(items.size() == 2);
  CHECK(article_of(items[0]).id == "k9");
  CHECK(article_of(items[0]).text == "Yes.");
  CHECK(article_of(items[0]).published == "2014-04-17T10:30:00Z");
  CHECK(aside_of(items[1]).error.message.find("event_text") != std::string::npos);
  CHECK(parse_map("text").error().code == ErrorCode::kUsage);
  CHECK(parse_map("body=x").error().code == ErrorCode::kUsage);
  CHECK(parse_map("text=").error().code == ErrorCode::kUsage);
}

TEST_CASE("JSON arrays and objects over several lines") {
  const auto items =
      read_all("[\n {\"id\":1,\"text\":\"A } in \\\"quotes\\\".\"},\n {\"id\":2,\n\"text\":\"B\"}, {\"id\":3}\n]\n");
  REQUIRE(items.size() == 3);
  CHECK(article_of(items[0]).text == "A } in \"quotes\".");
  CHECK(article_of(items[1]).id == "2");
  CHECK(aside_of(items[2]).line == 4);
  const auto pretty = read_all("{\n  \"id\": \"p\",\n  \"text\": \"One object.\"\n}\n");
  REQUIRE(pretty.size() == 1);
  CHECK(article_of(pretty[0]).id == "p");
  const auto open = read_all("[{\"id\":1,\"text\":\"A\"},{\"id\":2,\"te");
  REQUIRE(open.size() == 2);
  CHECK(aside_of(open[1]).error.code == ErrorCode::kInputJson);
}

TEST_CASE("packed inputs are unpacked, whole or cut short") {
  const std::string plain = lines(5000);
  for (const bool use_gzip : {true, false}) {
    const std::string packed = use_gzip ? gzip(plain) : zstd(plain);
    CHECK(read_all(packed).size() == 5000);
    CHECK(read_all(packed + packed).size() == 10000);
    const auto cut = read_all(std::string_view(packed).substr(0, packed.size() / 2));
    CHECK(cut.size() > 100);
    CHECK(cut.size() < 5000);
    CHECK(aside_of(cut.back()).error.code == ErrorCode::kInputCompressed);
    for (size_t i = 0; i + 1 < cut.size(); ++i) article_of(cut[i]);
    std::string damaged = packed;
    for (size_t i = damaged.size() / 2; i < damaged.size() / 2 + 40; ++i)
      damaged[i] = static_cast<char>(damaged[i] ^ 0x5A);
    CHECK(aside_of(read_all(damaged).back()).error.code == ErrorCode::kInputCompressed);
  }
  const auto text =
      read_all(std::string_view(gzip("A long story. " + lines(300))).substr(0, 2000), "s.txt.gz", {Kind::kText, {}});
  REQUIRE(text.size() == 2);
  CHECK(article_of(text[0]).notes.back().starts_with("cut-short"));
  CHECK(aside_of(text[1]).error.code == ErrorCode::kInputCompressed);
  CHECK(aside_of(read_all("\x1f\x8b").back()).error.code == ErrorCode::kInputCompressed);
}

TEST_CASE("encodings") {
  SUBCASE("UTF-16 with a mark") {
    const auto items = read_all(std::string("\xFF\xFE"
                                            "C\0a\0f\0\xE9\0.\0",
                                            12),
                                "a.txt");
    REQUIRE(items.size() == 1);
    CHECK(article_of(items[0]).text == "Caf\xC3\xA9.");
    CHECK(article::original_byte(article_of(items[0]), 5) == 10);
  }
  SUBCASE("UTF-16 JSON is not taken for a story") {
    const auto items = read_all(std::string("\xFE\xFF\0{\0\"\0a\0\"\0:\0001\0}", 16));
    CHECK(aside_of(items.at(0)).error.code == ErrorCode::kInputJson);
  }
  SUBCASE("Windows-1252") {
    const auto items = read_all("The caf\xE9 \x93was\x94 shut.", "a.txt");
    CHECK(article_of(items.at(0)).text == "The caf\xC3\xA9 \xE2\x80\x9Cwas\xE2\x80\x9D shut.");
    CHECK(article_of(items[0]).notes.at(0).starts_with("windows-1252"));
    CHECK(article::original_byte(article_of(items[0]), 9) == 8);
  }
  SUBCASE("broken UTF-8 keeps the count of code points") {
    const auto items = read_all("caf\xC3\xA9 \xC3\xA9t\xC3\xA9 \xFF end", "a.txt");
    CHECK(article_of(items.at(0)).text == "caf\xC3\xA9 \xC3\xA9t\xC3\xA9 \xEF\xBF\xBD end");
    CHECK(article_of(items[0]).notes.at(0).starts_with("utf8-repaired: 1"));
    CHECK(article::original_byte(article_of(items[0]), 15) == 13);
  }
  SUBCASE("a broken byte in JSONL") {
    const auto items = read_all("{\"id\":\"a\",\"text\":\"\xC3\xA9\xC3\xA9 \xE2\x80 x\"}\n");
    CHECK(article_of(items.at(0)).text == "\xC3\xA9\xC3\xA9 \xEF\xBF\xBD x");
  }
  SUBCASE("NUL and other controls") {
    const auto items = read_all(
        std::string("One") + '\0' + "two " + '\1' + "three four five six seven eight nine ten. " + lines(3), "a.txt");
    CHECK(article_of(items.at(0)).text.starts_with("One two  three"));
    CHECK(article_of(items[0]).notes.at(0).starts_with("control-characters: 2"));
  }
}

TEST_CASE("binary inputs are set aside") {
  std::string noise(4000, '\0');
  std::mt19937 random(3);
  for (auto& c : noise) c = static_cast<char>(random() % 256);
  CHECK(aside_of(read_all("%PDF-1.4 ...", "a.pdf").at(0)).error.code == ErrorCode::kInputBinary);
  CHECK(aside_of(read_all("z" + noise, "a.bin").at(0)).error.code == ErrorCode::kInputBinary);
  const auto items =
      read_all("{\"id\":\"a\",\"text\":\"x\"}\n" + std::string(200, '\1') + "\n{\"id\":\"b\",\"text\":\"x\"}\n");
  REQUIRE(items.size() == 3);
  CHECK(aside_of(items[1]).error.code == ErrorCode::kInputBinary);
}

TEST_CASE("budgets") {
  const std::string big(limits::kMaxInputLineBytes + 10, 'x');
  const auto items =
      read_all("{\"id\":\"a\",\"text\":\"x\"}\n{\"text\":\"" + big + "\"}\n{\"id\":\"b\",\"text\":\"x\"}\n");
  REQUIRE(items.size() == 3);
  CHECK(aside_of(items[1]).error.code == ErrorCode::kInputTooLarge);
  CHECK(article_of(items[2]).id == "b");

  std::string words;
  while (words.size() <= limits::kMaxArticleBytes + 100) words += "again ";
  const auto cut = read_all(words, "a.txt");
  CHECK(article_of(cut.at(0)).text.size() <= limits::kMaxArticleBytes);
  CHECK(article_of(cut[0]).notes.at(0).starts_with("cut: "));
}

TEST_CASE("files") {
  const std::string path = CASUS_BINARY_DIR "/ingest_test_scratch.jsonl";
  REQUIRE(write_file(path, lines(3)));
  auto reader = Reader::open(path);
  REQUIRE(reader);
  size_t n = 0;
  while (auto item = reader->next()) n += std::holds_alternative<article::Article>(*item);
  CHECK(n == 3);
  CHECK(reader->position() == lines(3).size());
  ::unlink(path.c_str());
  CHECK(Reader::open(path).error().code == ErrorCode::kInputUnreadable);
  CHECK(Reader::open(CASUS_BINARY_DIR).error().code == ErrorCode::kInputUnreadable);
}

TEST_CASE("random bytes never end badly") {
  constexpr std::string_view kPieces[] = {
      "{", "}", "[", "]", "\"", "\"text\":", "\"id\":", "\\", "\n", "x", "\xC3", "\xA9", "\0", ","};
  std::mt19937 random(5);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes;
    for (auto n = random() % 30; n > 0; --n)
      bytes += random() % 8 ? std::string(kPieces[random() % std::size(kPieces)])
                            : std::string(1, static_cast<char>(random() % 256));
    for (const auto kind : {Kind::kAuto, Kind::kText, Kind::kJsonl})
      for (const auto& item : read_all(bytes, "r", {kind, {}}))
        if (const auto* a = std::get_if<article::Article>(&item)) REQUIRE(utf8::is_valid(a->text));
  }
}
