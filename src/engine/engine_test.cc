#include "engine/engine.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>

#include "base/files.h"

using namespace casus;
using namespace casus::engine;

namespace {

// A document of one body sentence and a title, one token a word, as the stages would hand it over.
void fill(Analysed& a) {
  a.article.id = "a1", a.article.title = "Talks held", a.article.text = "Lee met Sato , aides said in Seoul Monday";
  a.doc.text = a.article.text + "\n\n" + a.article.title;
  a.doc.body_size = static_cast<uint32_t>(a.article.text.size());
  for (size_t i = 0; i < a.doc.text.size();) {
    const size_t stop = std::min(a.doc.text.find_first_of(" \n", i), a.doc.text.size());
    a.doc.begin.push_back(static_cast<uint32_t>(i)), a.doc.end.push_back(static_cast<uint32_t>(stop));
    a.doc.flags.push_back(text::kSpaceAfter);
    i = a.doc.text.find_first_not_of(" \n", stop);
  }
  const auto body = a.doc.body_size, all = static_cast<uint32_t>(a.doc.text.size());
  a.doc.sentences.push_back({{0, body}, {0, 9}, 0, text::SentenceKind::kBody});
  a.doc.sentences.push_back({{body + 2, all}, {9, 11}, 1, text::SentenceKind::kTitle});
  a.actors.at.assign(11, MentionId());
  const auto mention = [&a](uint32_t token, const char* name, const char* country) {
    a.actors.at[token] = MentionId(a.actors.mentions.size());
    actors::Entity e;
    e.name = name, e.country = country;
    a.actors.entities.push_back(e);
    actors::Mention m;
    m.tokens = {token, token + 1}, m.head = TokenId(token), m.entity = EntityId(a.actors.entities.size() - 1);
    a.actors.mentions.push_back(m);
  };
  mention(0, "Lee Sang-deok", "KOR");
  mention(2, "Sato", "");
  mention(9, "Talks", "");
}

coding::CodedEvent meeting() {
  coding::CodedEvent e;
  e.sentence = SentenceId(size_t{0});
  e.event = coding::Event::kConsult, e.cameo = "040";
  e.intensity = 2, e.goldstein = std::nan("");
  e.actors = {MentionId(size_t{0})}, e.recipients = {MentionId(size_t{1})};
  e.trigger = {{1, 2}, {5, 6}};
  e.rule = "consult.rules:1 consult.meet", e.score = 0.5;
  return e;
}

std::shared_ptr<const Resources> no_resources() {
  const auto r = Resources::load("/no/such/model", "", kParse);
  CHECK(!r);
  return r ? *r : nullptr;
}

}  // namespace

TEST_CASE("stages bring what they need") {
  CHECK(with_needed(0) == kParse);
  CHECK(with_needed(kDates) == (kParse | kClauses | kDates));
  CHECK(with_needed(kCoding) == kAllStages);
}

TEST_CASE("the day of publication is an ISO date or nothing") {
  CHECK(iso_day("2014-04-17") == "2014-04-17");
  CHECK(iso_day("2014-04-17T08:00:00Z") == "2014-04-17");
  for (const char* s : {"", "2014-04", "17 April 2014", "2014/04/17", "20140417xx"}) CHECK(iso_day(s).empty());
}

TEST_CASE("resources that are not there are told with the places looked at") {
  CHECK(no_resources() == nullptr);
  const auto given = find_resource("/no/such/pack", kPackFile, ErrorCode::kPackMissing);
  REQUIRE(!given);
  CHECK(given.error().code == ErrorCode::kPackMissing);
  CHECK(given.error().hint.find("--pack") != std::string::npos);
  ::setenv("CASUS_HOME", CASUS_BINARY_DIR "/no_such_home", 1);
  const auto home = find_resource("", kModelFile, ErrorCode::kModelMissing);
  REQUIRE(!home);
  CHECK(home.error().code == ErrorCode::kModelMissing);
  CHECK(home.error().message.find("no_such_home") != std::string::npos);
  ::setenv("CASUS_HOME", CASUS_BINARY_DIR, 1);
  REQUIRE(write_file(CASUS_BINARY_DIR "/engine_test.file", "x"));
  const auto found = find_resource("", "engine_test.file", ErrorCode::kModelMissing);
  REQUIRE(found);
  CHECK(found->ends_with("engine_test.file"));
  ::unsetenv("CASUS_HOME");
}

TEST_CASE("a quote has a span only in the body") {
  Analysed a;
  fill(a);
  const auto body = quote_of(a.doc, {0, 2});
  REQUIRE(body.span);
  CHECK(slice(a.article.text, *body.span) == "Lee met");
  const auto title = quote_of(a.doc, {9, 11});
  CHECK(!title.span);
  CHECK(title.text == "Talks held");
}

TEST_CASE("coded events become records that stand for themselves") {
  Analysed a;
  fill(a);
  a.coded.events.push_back(meeting());
  voices::Voice said;
  said.source = {4, 5}, said.source_head = TokenId(4u), said.cue = {5, 6}, said.content = {0, 3};
  a.voices.voices = {said, voices::Voice{}};
  a.coded.events[0].voices = {0, 1};
  std::vector<records::Record> out;
  to_records(a, "c0ffee", out);
  REQUIRE(out.size() == 1);
  const records::Record& r = out[0];
  CHECK(r.event == "CONSULT");
  CHECK(r.quad == 1);
  CHECK(r.intensity == 2);
  CHECK(!r.goldstein);
  CHECK(r.sentence_index == 0);
  CHECK(r.trigger_text == "met … said");
  CHECK(r.trigger_spans.size() == 2);
  CHECK(r.actors[0].name == "Lee Sang-deok");
  CHECK(r.actors[0].mention.text == "Lee");
  CHECK(r.pack == "c0ffee");
  CHECK(r.id == records::make_id(r));
  REQUIRE(r.voices.size() == 2);
  REQUIRE(r.voices[0].actor);  // a speaker whom nothing explains keeps his words
  CHECK(r.voices[0].actor->name == "aides");
  CHECK(r.voices[0].actor->code.empty());
  CHECK(!r.voices[1].actor);
}

TEST_CASE("an event of the headline has no spans") {
  Analysed a;
  fill(a);
  auto e = meeting();
  e.sentence = SentenceId(size_t{1});
  e.actors = {MentionId(size_t{2})}, e.recipients.clear();
  e.trigger = {{10, 11}};
  a.coded.events.push_back(e);
  std::vector<records::Record> out;
  to_records(a, "", out);
  REQUIRE(out.size() == 1);
  CHECK(out[0].sentence_index == -1);
  CHECK(!out[0].sentence.span);
  CHECK(out[0].sentence.text == "Talks held");
  CHECK(!out[0].actors[0].mention.span);
  CHECK(out[0].trigger_spans.empty());
  CHECK(out[0].trigger_text == "held");
}

TEST_CASE("timings add up") {
  Timings a, b;
  a.seconds[Timings::kLang] = 1, b.seconds[Timings::kLang] = 2, b.tokens = 7;
  a.add(b);
  CHECK(a.seconds[Timings::kLang] == doctest::Approx(3));
  CHECK(a.tokens == 7);
}
