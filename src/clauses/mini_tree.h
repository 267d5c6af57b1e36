// Small trees for tests, one sentence a line, one token a word: form[:lemma]/UPOS[+feature…]/head/relation. The head is
// a number from 1, 0 for the root, or the form of the head; "by#2" is the second "by". Features: past (finite past),
// pres (finite present), part (past participle), ing, inf, imp, pl. The lemma is given where the rules below do not
// find it. A line "kind: title" makes the sentences after it headlines. Test programs only.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lang/conllu.h"

namespace casus::clauses {

inline std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  for (size_t at = 0; at <= text.size();) {
    const size_t stop = std::min(text.find(by, at), text.size());
    if (stop > at) parts.push_back(text.substr(at, stop - at));
    at = stop + 1;
  }
  return parts;
}

inline std::string mini_features(std::string_view name) {
  if (name == "past") return "VerbForm=Fin|Tense=Past";
  if (name == "pres") return "VerbForm=Fin|Tense=Pres";
  if (name == "part") return "VerbForm=Part|Tense=Past";
  if (name == "ing") return "VerbForm=Ger";
  if (name == "inf") return "VerbForm=Inf";
  if (name == "imp") return "Mood=Imp";
  if (name == "pl") return "Number=Plur";
  return "";
}

// Regular English only; be, have, do and pronouns by list.
inline std::string mini_lemma(std::string_view form, std::string_view upos, std::string_view features) {
  std::string s(form);
  if (upos == "PROPN") return s;
  for (char& c : s)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  static constexpr std::string_view kIrregular[][2] = {
      {"is", "be"},    {"are", "be"},    {"was", "be"},       {"were", "be"},     {"been", "be"},   {"being", "be"},
      {"has", "have"}, {"had", "have"},  {"did", "do"},       {"does", "do"},     {"n't", "not"},   {"'s", "'s"},
      {"said", "say"}, {"held", "hold"}, {"made", "make"},    {"men", "man"},     {"told", "tell"}, {"met", "meet"},
      {"wo", "will"},  {"ca", "can"},    {"killing", "kill"}, {"cutting", "cut"}, {"got", "get"}};
  for (const auto& [from, to] : kIrregular)
    if (s == from && upos != "PART") return std::string(to);
  const auto cut = [&](size_t n, std::string_view add) { s = s.substr(0, s.size() - n) + std::string(add); };
  const bool past = features.find("past") != std::string_view::npos || features.find("part") != std::string_view::npos;
  if (upos == "NOUN" && features.find("pl") != std::string_view::npos) {
    if (s.ends_with("ies"))
      cut(3, "y");
    else if (s.ends_with("shes") || s.ends_with("ches") || s.ends_with("sses"))
      cut(2, "");
    else if (s.ends_with("s"))
      cut(1, "");
  } else if (upos == "VERB" && past && s.ends_with("ed")) {
    cut(2, "");
  } else if (upos == "VERB" && features.find("ing") != std::string_view::npos && s.ends_with("ing")) {
    cut(3, "");
  } else if (upos == "VERB" && features.find("pres") != std::string_view::npos && s.ends_with("s")) {
    cut(1, "");
  }
  return s;
}

// Number of the token that `head` names, as text; `head` itself if it is a number.
inline std::string mini_head(std::string_view head, const std::vector<std::string_view>& tokens) {
  if (head.find_first_not_of("0123456789") == std::string_view::npos) return std::string(head);
  size_t wanted = 1;
  if (const size_t hash = head.rfind('#'); hash != std::string_view::npos && hash + 2 == head.size()) {
    wanted = static_cast<size_t>(head.back() - '0');
    head = head.substr(0, hash);
  }
  for (size_t i = 0; i < tokens.size(); ++i) {
    const bool same = tokens[i].starts_with(head) && tokens[i].size() > head.size() &&
                      (tokens[i][head.size()] == '/' || tokens[i][head.size()] == ':');
    if (same && --wanted == 0) return std::to_string(i + 1);
  }
  return "no-" + std::string(head);
}

// The lines as a document with trees; the error names what is wrong with the CoNLL-U made of them.
inline Result<lang::ConlluDocument> mini_document(std::string_view lines, const pack::Symbols& symbols) {
  std::string conllu;
  std::vector<text::SentenceKind> kinds;
  auto kind = text::SentenceKind::kBody;
  for (const std::string_view line : split(lines, '\n')) {
    if (line.starts_with("pack:")) continue;
    if (line.starts_with("kind:")) {
      kind = line.ends_with("title") ? text::SentenceKind::kTitle : text::SentenceKind::kBody;
      continue;
    }
    kinds.push_back(kind);
    size_t number = 0;
    const auto tokens = split(line, ' ');
    for (std::string_view token : tokens) {
      std::string_view part[4];
      for (int p = 3; p > 0; --p) {
        const size_t slash = token.rfind('/');
        if (slash == std::string_view::npos) return fail(ErrorCode::kInputConllu, "no slash in " + std::string(line));
        part[p] = token.substr(slash + 1), token = token.substr(0, slash);
      }
      part[0] = token;
      const size_t plus = std::min(part[1].find('+'), part[1].size());
      const std::string_view upos = part[1].substr(0, plus), features = part[1].substr(plus);
      const size_t colon = token.size() > 1 ? token.find(':') : std::string_view::npos;
      const std::string_view form = token.substr(0, std::min(colon, token.size()));
      const std::string lemma =
          colon == std::string_view::npos ? mini_lemma(form, upos, features) : std::string(token.substr(colon + 1));
      std::string feats;
      for (const std::string_view f : split(features, '+')) (feats += feats.empty() ? "" : "|") += mini_features(f);
      if (feats.empty()) feats = "_";
      const std::string head = mini_head(part[2], tokens);
      conllu += std::to_string(++number) + '\t';
      for (const std::string_view column :
           {form, std::string_view(lemma), upos, std::string_view("_"), std::string_view(feats), std::string_view(head),
            part[3], std::string_view("_")})
        (conllu += column) += '\t';
      conllu += "_\n";
    }
    conllu += '\n';
  }
  auto out = lang::read_conllu(conllu, true, symbols);
  if (out)
    for (size_t s = 0; s < out->document.sentences.size() && s < kinds.size(); ++s)
      out->document.sentences[s].kind = kinds[s];
  return out;
}

}  // namespace casus::clauses
