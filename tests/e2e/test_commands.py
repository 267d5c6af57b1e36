"""Every other command, on good input."""
import glob
import json
import os
import shutil
import unittest

from harness import Case, EXAMPLES, RESOURCE, SOURCE, USAGE, casus, examples, jsonl

TEXT = "Police in Lima arrested ten students on Monday, witnesses said.\n"


class Explain(Case):
    def test_for_people(self):
        a = self.good("explain", "--date", "2022-04-06", stdin=TEXT)
        for word in ("tree", "clauses", "mentions", "events", "COERCE", "rule", "arrest"):
            self.assertIn(word, a.text)
        self.assertNotIn("\033", a.text)
        self.assertIn("\033[", self.good("explain", "--colour", "always", stdin=TEXT).text)

    def test_for_machines(self):
        rows = self.good("explain", "--json", EXAMPLES).rows
        self.assertEqual([r["id"] for r in rows], [a["id"] for a in examples()])
        events = [e["id"] for r in rows for s in r["sentences"] for e in s["events"]]
        self.assertEqual(sorted(events), sorted(r["id"] for r in self.good("code", EXAMPLES).rows))
        for s in rows[0]["sentences"]:
            self.assertEqual(sum(t["head"] == 0 for t in s["tokens"]), 1)

    def test_the_losers_are_told_with_their_reasons(self):
        lost = [x for r in self.good("explain", "--json", EXAMPLES).rows for s in r["sentences"] for x in s["lost"]]
        self.assertTrue(lost)
        self.assertTrue(all(x["reason"] for x in lost))


class Annotate(Case):
    def test_every_layer(self):
        layers = ["names", "dates", "places", "voices", "clauses", "actors"]
        rows = self.good("annotate", "--layers", ",".join(layers), EXAMPLES).rows
        bodies = {a["id"]: a["text"] for a in examples()}
        count = dict.fromkeys(layers, 0)
        for r in rows:
            self.assertEqual(list(r), ["id"] + layers)
            for layer in layers:
                count[layer] += len(r[layer])
                for x in r[layer]:
                    if "span" in x:
                        self.assertEqual(bodies[r["id"]][slice(*x["span"])], x["text"])
        for layer in layers:
            self.assertGreater(count[layer], 5, layer)

    def test_only_what_was_asked_for(self):
        self.assertEqual(list(self.good("annotate", "--layers", "dates", EXAMPLES).rows[0]), ["id", "dates"])
        d = self.good("annotate", "--layers", "dates", "--date", "2022-04-06", "--from", "text", stdin=TEXT).rows[0]["dates"]
        self.assertEqual([(x["type"], x["value"]) for x in d], [("DATE", "2022-04-04")])
        self.bad(USAGE, "E100", "annotate", "--layers", "dates,moods", EXAMPLES)


class Parse(Case):
    def words(self, text):
        return [line.split("\t") for line in text.splitlines() if line[:1].isdigit()]

    def test_text_becomes_conllu(self):
        out = self.good("parse", "--from", "text", stdin=TEXT).text
        words = self.words(out)
        self.assertTrue(all(len(w) == 10 for w in words))
        self.assertEqual([w[1] for w in words][:3], ["Police", "in", "Lima"])
        self.assertEqual(sum(w[7] == "root" for w in words), 1)

    def test_given_tokens_are_kept(self):
        given = "".join(f"# sent_id = s{k}\n1\tPeace\t_\t_\t_\t_\t_\t_\t_\t_\n2\ttalks\t_\t_\t_\t_\t_\t_\t_\t_\n"
                        f"3\tcollapsed.\t_\t_\t_\t_\t_\t_\t_\t_\n\n" for k in range(3000))
        outs = [self.good("parse", "--from", "conllu", "--threads", n, stdin=given).text for n in ("1", "4")]
        self.assertEqual(outs[0], outs[1])
        words = self.words(outs[0])
        self.assertEqual(len(words), 9000)
        self.assertEqual([w[1] for w in words[:3]], ["Peace", "talks", "collapsed."])
        self.assertEqual([line for line in outs[0].splitlines() if "sent_id" in line],
                         [f"# sent_id = s{k}" for k in range(3000)])

    def test_sentences_without_names_are_numbered(self):
        given = "1\tGo\t_\t_\t_\t_\t_\t_\t_\t_\n\n" * 4000
        out = self.good("parse", "--from", "conllu", "--threads", "2", stdin=given).text
        self.assertEqual([line for line in out.splitlines() if "sent_id" in line],
                         [f"# sent_id = {k + 1}" for k in range(4000)])

    def test_an_error_names_the_line_of_the_whole_input(self):
        given = "1\tGo\t_\t_\t_\t_\t_\t_\t_\t_\n\n" * 4000 + "2\tbad\n"
        self.assertIn("line 8001", self.bad(3, "E205", "parse", "--from", "conllu", stdin=given).err)


class Relate(Case):
    def test_always_answers_in_the_order_of_the_input(self):
        text = "😀 Police arrested ten students in Lima."
        rows = [{"id": f"r{i}", "text": text, "source": [[2, 8]], "target": [[18, 30]]} for i in range(200)]
        outs = [self.good("relate", "--threads", n, stdin=jsonl(rows)).bytes for n in ("1", "8")]
        self.assertEqual(outs[0], outs[1])
        answers = [json.loads(x) for x in outs[0].splitlines()]
        self.assertEqual([a["id"] for a in answers], [r["id"] for r in rows])
        self.assertEqual(list(answers[0]), ["id", "event", "mode", "quad", "score", "status", "rule"])
        self.assertEqual((answers[0]["event"], answers[0]["quad"]), ("COERCE", 4))

    def test_it_answers_whatever_the_spans_are(self):
        for text, s, t in (("", [[0, 0]], [[0, 0]]), ("Rain.", [[0, 4]], [[0, 4]]), ("A b c.", [[900, 901]], [[0, 1]]),
                           ("Ten men.", [[0, 3], [4, 7]], [[4, 7]])):
            a = self.good("relate", stdin=jsonl([{"id": "x", "text": text, "source": s, "target": t}])).rows
            self.assertEqual(len(a), 1)
            self.assertTrue(a[0]["event"])

    def test_a_bad_request_is_set_aside(self):
        good = {"id": "g", "text": "Iran met Iraq.", "source": [[0, 4]], "target": [[9, 13]]}
        lines = [json.dumps(good), "{", "[]", json.dumps({"id": 1}), json.dumps(dict(good, source="Iran")),
                 json.dumps(dict(good, target=[[3, 1]])), "", json.dumps(good)]
        a = casus("relate", stdin="\n".join(lines))
        self.assertEqual((a.code, len(a.rows)), (0, 2))
        self.assertEqual(a.err.count("set aside standard input:"), 5)
        self.assertEqual(casus("relate", "--strict", stdin="\n".join(lines)).code, 1)


class Actor(Case):
    def test_whom_a_phrase_stands_for(self):
        asked = [{"id": "1", "mention": "Peruvian police"}, {"id": "2", "mention": "Angela Merkel", "date": "2015-01-01"},
                 {"id": "3", "mention": "a garden chair"}]
        rows = self.good("actor", stdin=jsonl(asked)).rows
        self.assertEqual([r["id"] for r in rows], ["1", "2", "3"])
        self.assertEqual(list(rows[0]), ["id", "name", "code", "country", "sectors", "office"])
        self.assertEqual((rows[0]["country"], rows[1]["country"]), ("PER", "DEU"))
        self.assertIsNone(rows[2]["code"])
        a = casus("actor", stdin='{"id":"4"}\n')
        self.assertEqual((a.code, a.bytes), (0, b""))
        self.assertIn("E202", a.err)


class Data(Case):
    def copy(self):
        to = self.path("data")
        shutil.copytree(os.path.join(SOURCE, "data"), to)
        return to

    def test_our_data_are_sound(self):
        self.assertIn("is sound", self.good("data", "check", "--data", os.path.join(SOURCE, "data")).err)

    def test_a_fault_is_told_with_its_place(self):
        data = self.copy()
        rules = sorted(glob.glob(os.path.join(data, "codebook", "**", "*.rules"), recursive=True))[0]
        with open(rules, "a", encoding="utf8") as f:
            f.write("\nCONSULT\n  S frobnicate {no-such-set} with T   cameo 046  id x.y\n")
        for command in ("check", "test", "cover"):
            a = self.bad(RESOURCE, "E420", "data", command, "--data", data)
            self.assertRegex(a.err, r"%s:\d+(:\d+)?: error: " % os.path.basename(rules))
        a = self.bad(RESOURCE, "E420", "data", "compile", "--data", data, "-o", self.path("p"))
        self.assertFalse(os.path.exists(self.path("p")))
        self.bad(RESOURCE, "E420", "data", "check", "--data", self.path("nowhere"))

    def test_compiling_twice_gives_the_same_pack(self):
        packs, data = [], self.copy()
        for name in ("a", "b"):
            self.good("data", "compile", "--data", data, "-o", self.path(name))
            with open(self.path(name), "rb") as f:
                packs.append(f.read())
        self.assertEqual(packs[0], packs[1])
        self.good("code", "--pack", self.path("a"), EXAMPLES)

    def test_coverage_names_what_fired_and_what_never_did(self):
        out = self.good("data", "cover", "--data", os.path.join(SOURCE, "data"), EXAMPLES).text
        kinds = {line.split("\t")[0] for line in out.splitlines()}
        self.assertLessEqual({"fired", "never"}, kinds)
        self.assertTrue(all(len(line.split("\t")) == 4 for line in out.splitlines()))


class Doctor(Case):
    def test_names_files_and_machine(self):
        out = self.good("doctor").text
        for word in ("casus ", "cpu", "reader.model", "casus.pack"):
            self.assertIn(word, out)

    def test_version_and_help(self):
        self.assertRegex(self.good("--version").text, r"^casus \d+\.\d+\.\d+\n$")
        self.assertIn("annotate", self.good("--help").text)
        for command in ("code", "explain", "annotate", "parse", "relate", "actor", "data", "doctor"):
            self.good(command, "--help")


if __name__ == "__main__":
    unittest.main()
