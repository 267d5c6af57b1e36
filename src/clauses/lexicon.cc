#include "clauses/lexicon.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/hash.h"

namespace casus::clauses {
namespace {

// Space-separated lists; an underscore stands for a space ("carry_out").
struct Group {
  uint64_t bits;
  std::string_view words;
};

constexpr Group kGroups[] = {
    // Verbs that say little beside "do": tense, subject and prepositions pass to the noun. Verbs that add a sense of
    // their
    // own ("impose", "sign", "cancel", "begin") are not here.
    {kLexLight,
     "hold launch carry_out make issue reach stage conduct give take have pay mount wage undertake commit perform do "
     "deliver strike exchange open lodge file put_up put_out voice put_forward lend"},
    {kLexSupport,
     "impose sign announce declare express offer provide send sponsor begin start end halt stop suspend resume cancel "
     "call_off postpone plan prepare threaten order approve reject accept condemn deny face suffer see witness cause "
     "trigger spark prompt lift ease seek demand urge request propose discuss extend renew break continue prevent "
     "avert "
     "boycott host attend join welcome criticise criticize denounce oppose support back endorse"},
    {kLexSay,
     "say tell add announce report warn state declare claim note explain insist write reply quote ask argue admit "
     "acknowledge stress emphasise emphasize assert allege maintain contend complain confirm deny predict promise vow "
     "pledge urge remark comment conclude observe recall suggest believe think stress joke shout tweet reiterate "
     "caution concede respond answer continue estimate testify caution affirm agree charge disclose reveal hint "
     "inform"},
    {kLexReport, "tell inform warn assure remind notify advise"},
    {kLexRaisePassive,
     "expect believe say report think know allege rumour rumor suppose consider estimate understand deem schedule set "
     "slate project predict forecast assume presume fear reckon poise bind due"},
    {kLexRaiseActive,
     "seem appear tend happen likely unlikely certain sure bound poised due set slated expected scheduled about"},
    {kLexFuture,
     "set likely unlikely due poised bound expected scheduled slated expect schedule slate about certain sure plan"},
    {kLexObjectControl,
     "urge order ask persuade force allow tell advise instruct command compel oblige require permit enable encourage "
     "invite press pressure push beg implore warn convince authorise authorize direct beseech entreat help cause lead "
     "pressurise bring forbid entitle empower lobby challenge coerce request remind tempt induce incite get expect "
     "want teach train hire recruit bribe exhort summon trust accuse"},
    {kLexPrepControl,
     "call appeal plead lobby press signal shout depend rely count prevail pressure plea ultimatum request order "
     "invitation permission demand instruction cry"},
    {kLexPromise, "promise vow pledge swear threaten use need take cost"},
    {kLexIntransitive,
     "come go arrive return happen occur die fall rise sit stand lie live sleep remain stay emerge appear vanish "
     "disappear collapse flee talk speak walk march travel wait agree disagree meet look listen resign retire fight"},
    {kLexTime,
     "day week month year decade century hour minute second moment time morning afternoon evening night noon midnight "
     "today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday january february march april "
     "may june july august september october november december spring summer autumn winter weekend end deadline date "
     "dawn dusk then now start period season eve fortnight quarter mid-day midday percent %"},
    {kLexPlainGap,
     "way reason manner day week month year time moment hour night morning place case fact place occasion extent "
     "degree"},
    {kLexOfSubject,
     "arrival visit statement death return resignation departure collapse fall rise emergence presence announcement "
     "appearance retreat entry escape flight speech birth failure refusal success victory advance "
     "exodus growth outbreak spread opinion view wish desire hope belief claim pledge promise vow rally march "
     "protest uprising revolt rebellion participation involvement intervention meeting gathering session "
     "conference summit disappearance explosion decline flow influx movement passage reaction response absence "
     "testimony remark comment"},
    {kLexPossObject,
     "arrest detention killing murder assassination release trial extradition imprisonment abduction kidnapping "
     "execution deportation expulsion ouster overthrow removal dismissal conviction acquittal nomination appointment "
     "capture indictment sentencing beheading lynching ousting impeachment suspension incarceration rescue freeing "
     "shooting poisoning hanging burial funeral coronation inauguration destruction"},
    {kLexMutual,
     "talk negotiation meeting summit clash fighting battle war dispute conflict dialogue dialog agreement treaty "
     "accord pact deal truce ceasefire relation tie contact consultation discussion exchange cooperation tension "
     "skirmish alliance rivalry feud encounter conversation quarrel argument reconciliation rapprochement "
     "merger union conference gathering session standoff confrontation partnership"},
    {kLexVictim,
     "kill injure wound arrest hold detain jail sentence charge bomb shoot hurt free release seize evacuate displace "
     "rescue fear behead hang execute abduct kidnap expel oust evict deport ban bar suspend fine convict acquit "
     "indict capture besiege massacre murder assassinate sack fire dismiss burn destroy damage hit attack fear "
     "hospitalise hospitalize imprison accuse name elect"},
    {kLexMove, "send deploy dispatch despatch mobilise mobilize assign commission appoint hire recruit train"},
    {kLexGive,
     "give grant award offer hand pay send deny promise tell lend sell teach show allow refuse ask guarantee owe "
     "allocate"},
    {kLexInGerund,
     "succeed persist involve participate interest engage believe result help assist aid play share join fail delay "
     "interested involved engaged complicit instrumental role interest delay"},
    {kLexOnGerund, "insist agree focus concentrate plan count depend work decide keep intent bent keen rely based"},
    {kLexAbility,
     "ability right chance opportunity need time way reason power freedom authority capacity obligation duty "
     "willingness readiness desire incentive inability failure reluctance tendency"},
    {kLexUnder, "come"},
    {kLexWeakControl, "request help cause lead bring want teach train hire recruit bribe get trust accuse remind"},
    {kLexGerundAfter,
     "accuse suspect charge convict acquit prevent stop bar ban deter dissuade discourage keep guilty capable"},
    {kLexAim,
     "aim goal purpose idea object objective task job strategy policy intention plan way thing point step challenge "
     "priority role mission hope dream option solution answer choice move target duty problem"},
    {kLexGerund,
     "rule_out deny stop start begin continue consider avoid risk finish keep resume suspend cease halt admit suggest "
     "recommend propose discuss oppose condemn ban quit give_up keep_up mean involve include favour favor support "
     "resist postpone delay mind regret acknowledge defend justify contemplate"},
};

struct WordEntry {
  std::string_view text;
  Word word;
};
constexpr WordEntry kWords[] = {
    {"to", Word::kTo},
    {"that", Word::kThat},
    {"if", Word::kIf},
    {"unless", Word::kUnless},
    {"after", Word::kAfter},
    {"following", Word::kAfter},
    {"before", Word::kBefore},
    {"when", Word::kWhen},
    {"whenever", Word::kWhen},
    {"as", Word::kAs},
    {"while", Word::kWhile},
    {"whilst", Word::kWhile},
    {"since", Word::kSince},
    {"until", Word::kUntil},
    {"till", Word::kUntil},
    {"once", Word::kOnce},
    {"because", Word::kBecause},
    {"although", Word::kAlthough},
    {"though", Word::kThough},
    {"whereas", Word::kWhereas},
    {"despite", Word::kDespite},
    {"provided", Word::kProvided},
    {"providing", Word::kProvided},
    {"whether", Word::kWhether},
    {"so", Word::kSo},
    {"in", Word::kIn},
    {"on", Word::kOn},
    {"upon", Word::kUpon},
    {"by", Word::kBy},
    {"without", Word::kWithout},
    {"for", Word::kFor},
    {"over", Word::kOver},
    {"of", Word::kOf},
    {"from", Word::kFrom},
    {"into", Word::kInto},
    {"at", Word::kAt},
    {"about", Word::kAbout},
    {"against", Word::kAgainst},
    {"with", Word::kWith},
    {"between", Word::kBetween},
    {"under", Word::kUnder},
    {"among", Word::kAmong},
    {"amongst", Word::kAmong},
    {"toward", Word::kTowards},
    {"towards", Word::kTowards},
    {"order", Word::kOrder},
    {"case", Word::kCase},
    {"even", Word::kEven},
    {"only", Word::kOnly},
    {"why", Word::kWhy},
    {"how", Word::kHow},
    {"what", Word::kWhat},
    {"than", Word::kThan},
    {"given", Word::kGiven},
    {"who", Word::kWho},
    {"whom", Word::kWhom},
    {"whose", Word::kWhose},
    {"which", Word::kWhich},
    {"where", Word::kWhere},
    {"whoever", Word::kWhoever},
    {"whatever", Word::kWhatever},
    {"not", Word::kNot},
    {"n't", Word::kNot},
    {"n’t", Word::kNot},
    {"never", Word::kNever},
    {"no", Word::kNo},
    {"neither", Word::kNeither},
    {"nor", Word::kNor},
    {"nobody", Word::kNobody},
    {"nothing", Word::kNothing},
    {"none", Word::kNone},
    {"longer", Word::kLonger},
    {"or", Word::kOr},
    {"and", Word::kAnd},
    {"&", Word::kAnd},
    {"but", Word::kBut},
    {"either", Word::kEither},
    {"will", Word::kWill},
    {"wo", Word::kWill},
    {"'ll", Word::kWill},
    {"’ll", Word::kWill},
    {"shall", Word::kShall},
    {"would", Word::kWould},
    {"'d", Word::kWould},
    {"’d", Word::kWould},
    {"can", Word::kCan},
    {"ca", Word::kCan},
    {"could", Word::kCould},
    {"may", Word::kMay},
    {"might", Word::kMight},
    {"must", Word::kMust},
    {"should", Word::kShould},
    {"need", Word::kNeed},
    {"ought", Word::kOught},
    {"used", Word::kUsed},
    {"going", Word::kGoing},
    {"there", Word::kThere},
    {"it", Word::kIt},
    {"this", Word::kThis},
    {"did", Word::kDid},
    {"had", Word::kHad},
    {"were", Word::kWas},
    {",", Word::kComma},
    {"—", Word::kDash},
    {"–", Word::kDash},
    {"--", Word::kDash},
    {"\"", Word::kQuote},
    {"``", Word::kOpenQuote},
    {"“", Word::kOpenQuote},
    {"„", Word::kOpenQuote},
    {"«", Word::kOpenQuote},
    {"''", Word::kCloseQuote},
    {"”", Word::kCloseQuote},
    {"»", Word::kCloseQuote},
    {":", Word::kColon},
    {"?", Word::kQuestion},
    {"-", Word::kHyphen},
    {"first", Word::kRestrictive},
    {"last", Word::kRestrictive},
    {"second", Word::kRestrictive},
    {"latest", Word::kRestrictive},
    {"next", Word::kRestrictive},
    {"off", Word::kParticle},
    {"out", Word::kParticle},
    {"up", Word::kParticle},
    {"down", Word::kParticle},
    {"away", Word::kParticle},
    {"back", Word::kParticle},
    {"forward", Word::kParticle},
    {"apart", Word::kParticle},
};

// Open addressing over the texts of one list, built at first use and never changed.
template <typename Value, size_t kSlots>
class Table {
 public:
  void put(std::string_view text, Value value) {
    size_t i = hash64(text) & (kSlots - 1);
    while (!slots_[i].first.empty() && slots_[i].first != text) i = (i + 1) & (kSlots - 1);
    slots_[i].first = text;
    slots_[i].second = static_cast<Value>(static_cast<uint64_t>(slots_[i].second) | static_cast<uint64_t>(value));
  }
  Value find(std::string_view text) const {
    size_t i = hash64(text) & (kSlots - 1);
    for (; !slots_[i].first.empty(); i = (i + 1) & (kSlots - 1))
      if (slots_[i].first == text) return slots_[i].second;
    return Value{};
  }

 private:
  std::array<std::pair<std::string_view, Value>, kSlots> slots_{};
};

constexpr size_t kMaxText = 16;  // longest text of either list, in bytes

}  // namespace

Word word_of(std::string_view folded) {
  static const auto table = [] {
    Table<Word, 512> t;
    for (const auto& e : kWords) t.put(e.text, e.word);
    return t;
  }();
  return folded.size() > kMaxText ? Word::kOther : table.find(folded);
}

uint64_t lex_of(std::string_view lemma) {
  static const auto table = [] {
    Table<uint64_t, 2048> t;
    for (const auto& g : kGroups)
      for (size_t at = 0; at < g.words.size();) {
        const size_t stop = std::min(g.words.find(' ', at), g.words.size());
        if (stop > at) t.put(g.words.substr(at, stop - at), g.bits);
        at = stop + 1;
      }
    return t;
  }();
  return lemma.size() > kMaxText ? 0 : table.find(lemma);
}

}  // namespace casus::clauses
