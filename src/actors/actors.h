// Who is mentioned, and who that is on the article's date.
//
// A mention is a noun phrase (name, description, pronoun) that can be a party; an entity is whom mentions of one
// article stand for. Codes follow PLOVER: country slot (ISO 3166 alpha-3, or IGO UNO EUR NGO IMG MNC ISM) + sectors.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "clauses/clauses.h"

namespace casus::actors {

// How it was found whom a mention stands for.
enum class Via : uint8_t {
  kName,        // the name itself is in the tables
  kMetonym,     // capital, seat or building standing for a government
  kDemonym,     // "the Russians", "a Briton"
  kRole,        // a role noun with its country from grammar, or none
  kTitle,       // an unknown name with a title: "Foreign Minister Sato"
  kApposition,  // "Lee Sang-deok, the director general at …"
  kAcronym,     // defined in this article
  kSurname,     // repeats part of a name told before
  kDefinite,    // "the ministry", "the group"
  kPronoun,     // "they", "he", "both sides"
  kUnknown,     // a name that nothing explains
};
const char* to_string(Via v);  // "name", "metonym", …

enum class Gender : uint8_t { kUnknown, kFeminine, kMasculine, kNeuter };

struct Entity {
  std::string name;     // canonical: the table's name, else the fullest name in the article, else the phrase
  std::string country;  // ISO3 or IGO/UNO/…; "" if the text does not give it
  std::vector<std::string> sectors;  // most specific first; may be empty
  std::string office;                // "foreign minister"; may be empty
  std::string id;                    // row key in the tables ("country:KOR", "leader:Park Geun-hye"), "" if unknown
  Gender gender = Gender::kUnknown;
  bool plural = false;
  bool person = false;
  std::vector<EntityId>
      members;  // of "both sides", "they" for "A and B", "the Turkish and Greek ministers": each party; else empty
  std::string code() const;  // country + sectors, "---" for no country if there are sectors; "" if neither
};

struct Mention {
  TokenRange tokens;  // smallest phrase that names the party: without the article's relative clauses and appositions
  TokenId head;       // its head token in the tree
  EntityId entity;
  Via via = Via::kUnknown;
  bool pronoun = false;
  bool locative = false;   // stands as a place ("in Seoul"), not as a party
  bool modifier = false;   // inside another mention or noun phrase ("*Seoul*'s Foreign Ministry", "*Israeli* strikes")
  bool non_actor = false;  // a country word that is no party (team, dish, language); kept for explain
};

struct ActorSet {
  std::vector<Mention> mentions;  // in text order; outer before inner where nested
  std::vector<Entity> entities;
  std::vector<MentionId> at;  // per token: the mention that it heads (the widest), or none

  const Mention& operator[](MentionId m) const { return mentions[m.v]; }
  const Entity& entity(MentionId m) const { return entities[mentions[m.v].entity.v]; }
  void clear() { mentions.clear(), entities.clear(), at.clear(); }
};

// Answer of `casus actor`: who a phrase stands for, on a date ("" = today's holders count, ELI for past ones).
struct Answer {
  std::string name, code, country, office;
  std::vector<std::string> sectors;
};

// Immutable; share between threads.
class Coder {
 public:
  static Result<Coder> open(const pack::Pack& pack);
  Coder();
  Coder(Coder&&) noexcept;
  Coder& operator=(Coder&&) noexcept;
  ~Coder();

  struct Workspace;
  struct WorkspaceDeleter {
    void operator()(Workspace* w) const;
  };
  using WorkspacePtr = std::unique_ptr<Workspace, WorkspaceDeleter>;
  static WorkspacePtr make_workspace();

  // Finds mentions and resolves them. `published`: ISO date of the article or "" (then tables count without dates,
  // latest first).
  void run(const text::Document& doc, const lang::Parse& parse, const clauses::ClauseSet& clauses,
           std::string_view published, Workspace& workspace, ActorSet& out) const;

  // Whom a phrase that stands alone means ("the spokesman of the Iranian foreign ministry"), on an ISO date. Needs no
  // parse: a tree is guessed from the words and the tables. Everything in the answer is "" if nothing is known.
  Answer answer(std::string_view phrase, std::string_view date, Workspace& workspace) const;

 private:
  struct Tables;
  std::unique_ptr<Tables> tables_;
};

// The party at an argument: the mention headed by the argument's head, or covering it; none if no mention is there.
MentionId mention_of(const ActorSet& set, const clauses::Argument& argument);

}  // namespace casus::actors
