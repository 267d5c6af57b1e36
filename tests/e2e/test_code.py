"""`casus code`: shapes, spans, sameness, resuming."""
import csv
import io
import unittest

from harness import (Case, EXAMPLES, USAGE, by_bytes, by_code_points, by_utf16, casus, examples, jsonl)

FIELDS = ["id", "schema", "article", "sentence", "event", "mode", "contexts", "cameo", "quad", "intensity", "goldstein",
          "actors", "recipients", "status", "voices", "when", "where", "trigger", "rule", "score", "story", "casus", "pack"]
PARTY = ["span", "text", "name", "code", "country", "sectors", "office", "via"]
EVENTS = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3,
          "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4}
STATUS = {"actual", "ongoing", "future", "hypothetical", "negated", "claimed", "historical"}


class Records(Case):
    def test_every_line_has_the_fields_of_the_schema(self):
        rows = self.good("code", EXAMPLES).rows
        self.assertGreater(len(rows), 20)
        self.assertEqual(len({r["id"] for r in rows}), len(rows))
        for r in rows:
            self.assertEqual(list(r), FIELDS)
            self.assertEqual(r["schema"], 1)
            self.assertIn(r["status"], STATUS)
            self.assertEqual(EVENTS[r["event"]], r["quad"])
            self.assertTrue(0 <= r["score"] <= 1)
            self.assertIsNone(r["story"])
            self.assertRegex(r["rule"], r"^\S+:\d+ \S+|^rank")
            self.assertRegex(r["pack"], r"^[0-9a-f]{16}$")
            for p in r["actors"] + r["recipients"] + [v["actor"] for v in r["voices"] if v["actor"]]:
                self.assertEqual(list(p), PARTY)
            if r["sentence"]["index"] == -1:
                self.assertIsNone(r["sentence"]["span"])

    def test_spans_cover_their_text_in_every_unit(self):
        bodies = {a["id"]: a["text"] for a in examples()}
        # Marks outside the basic plane before everything else: each unit counts them otherwise.
        odd = [dict(a, id=a["id"] + "-odd", text="🕊️ Ünïcode 😀 🇯🇴 first.\n\n" + a["text"]) for a in examples()]
        bodies.update({a["id"]: a["text"] for a in odd})
        articles = jsonl(examples() + odd)
        for unit, cut in (("codepoints", by_code_points), ("bytes", by_bytes), ("utf16", by_utf16)):
            rows = self.good("code", "--offsets", unit, stdin=articles).rows
            seen = sum(self.spans_hold(r, bodies[r["article"]["id"]], cut) for r in rows)
            self.assertGreater(seen, 100)
        self.assertTrue(any(r["article"]["id"].endswith("-odd") for r in rows))

    def test_a_headline_is_coded_without_spans(self):
        rows = self.good("code", stdin=jsonl([{"id": "h", "title": "Russian troops attack Ukrainian soldiers",
                                               "text": "It rained."}])).rows
        for r in rows:
            self.assertEqual(r["sentence"]["index"], -1)
            self.assertEqual(self.spans_hold(r, "It rained.", by_code_points), 0)
            self.assertEqual(r["trigger"]["spans"], [])

    def test_metadata_comes_from_the_article_or_the_command_line(self):
        a = {"id": "x", "text": "Police arrested ten students in Lima on Monday.", "source": "Wire", "url": "u"}
        r = self.good("code", "--date", "2022-04-06", "--source", "Other", stdin=jsonl([a])).rows[0]
        self.assertEqual((r["article"]["published"], r["article"]["source"], r["article"]["url"]), ("2022-04-06", "Wire", "u"))
        r = self.good("code", "--map", "text=body", "--map", "id=key",
                      stdin=jsonl([{"key": "k", "body": a["text"]}])).rows[0]
        self.assertEqual(r["article"]["id"], "k")
        r = self.good("code", "--from", "text", "--source", "S", stdin=a["text"]).rows[0]
        self.assertEqual(r["article"]["source"], "S")

    def test_no_events_is_no_error(self):
        self.assertEqual(self.good("code", stdin="The garden is green.\n").bytes, b"")


class Formats(Case):
    def test_csv_has_a_row_an_event(self):
        table = list(csv.DictReader(io.StringIO(self.good("code", "--format", "csv", EXAMPLES).text)))
        rows = self.good("code", EXAMPLES).rows
        self.assertEqual([t["id"] for t in table], [r["id"] for r in rows])
        for t, r in zip(table, rows):
            self.assertNotIn(None, t)
            self.assertEqual(t["event"], r["event"])
            self.assertEqual(t["actor_texts"], ";".join(p["text"] for p in r["actors"]))
            self.assertEqual(t["sentence_text"], r["sentence"]["text"])

    def test_table_is_for_people(self):
        lines = self.good("code", "--format", "table", EXAMPLES).text.splitlines()
        self.assertTrue(lines[0].startswith("when"))
        self.assertEqual(len(lines) - 2, len(self.good("code", EXAMPLES).rows))
        self.assertNotIn("\033", "".join(lines))


class Sameness(Case):
    def test_the_same_bytes_for_any_number_of_threads(self):
        many = self.file("many.jsonl", jsonl([dict(a, id=f"{a['id']}-{i}") for i in range(20) for a in examples()]))
        one = self.good("code", "--threads", "1", many).bytes
        self.assertGreater(len(one), 10000)
        for n in ("2", "8"):
            self.assertEqual(self.good("code", "--threads", n, many).bytes, one)

    def test_the_same_bytes_for_file_and_standard_input(self):
        with open(EXAMPLES, "rb") as f:
            content = f.read()
        from_file = self.good("code", EXAMPLES).bytes
        self.assertEqual(self.good("code", stdin=content).bytes, from_file)
        self.assertEqual(self.good("code", "-", stdin=content).bytes, from_file)
        self.good("code", "-o", self.path("out"), EXAMPLES)
        with open(self.path("out"), "rb") as f:
            self.assertEqual(f.read(), from_file)


class Resuming(Case):
    def test_a_run_cut_anywhere_goes_on_to_the_same_bytes(self):
        whole = self.good("code", EXAMPLES).bytes
        for part in (0, 1, len(whole) // 3, len(whole) // 2, len(whole) - 1, len(whole)):
            out = self.file("out.jsonl", whole[:part])
            self.good("code", "--resume", "-o", out, EXAMPLES)
            with open(out, "rb") as f:
                self.assertEqual(f.read(), whole, f"cut at {part}")

    def test_a_first_run_may_resume(self):
        self.good("code", "--resume", "-o", self.path("new.jsonl"), EXAMPLES)
        with open(self.path("new.jsonl"), "rb") as f:
            self.assertEqual(f.read(), self.good("code", EXAMPLES).bytes)

    def test_what_is_no_output_of_ours_is_left_alone(self):
        other = self.file("notes.txt", "dear diary\n" * 3)
        self.bad(USAGE, "E100", "code", "--resume", "-o", other, EXAMPLES)
        with open(other) as f:
            self.assertEqual(f.read(), "dear diary\n" * 3)
        self.bad(USAGE, "E100", "code", "--resume", EXAMPLES)
        self.bad(USAGE, "E100", "code", "--resume", "--format", "csv", "-o", self.path("o"), EXAMPLES)

    def test_an_article_told_twice_is_coded_twice(self):
        rows = examples()[:1] * 2
        self.assertEqual(len(self.good("code", stdin=jsonl(rows)).rows),
                         2 * len(self.good("code", stdin=jsonl(rows[:1])).rows))


class Given(Case):
    def test_conllu_input_keeps_tokens_and_if_asked_trees(self):
        trees = self.good("parse", "--from", "text", stdin="Police arrested ten students in Lima.\n").text
        path = self.file("t.conllu", trees)
        made = self.good("code", path).rows
        self.assertEqual([r["event"] for r in made], ["COERCE"])
        self.assertEqual(self.good("code", "--keep-trees", "--from", "conllu", path).rows, made)
        upside_down = trees.replace("\tnsubj\t", "\tobl\t")
        kept = self.good("code", "--keep-trees", self.file("u.conllu", upside_down)).rows
        self.assertNotEqual(kept, made)
        anew = self.good("code", self.path("u.conllu")).rows
        self.assertEqual([dict(r, id=0, article=0) for r in anew], [dict(r, id=0, article=0) for r in made])
        self.assertEqual(casus("code", "--from", "conllu", stdin="not conllu\n").code, 3)

    def test_each_newdoc_is_an_article_and_a_bad_one_is_set_aside(self):
        tree = self.good("parse", "--from", "text", stdin="Police arrested ten students in Lima.\n").text
        tree = tree[tree.index("# sent_id"):]
        two = "# newdoc id = a\n# meta::dateCreated = 2019-03-04\n" + tree + "# newdoc\n1\tbroken\n\n# newdoc id = c\n" + tree
        run = self.good("code", "--keep-trees", "--from", "conllu", self.file("two.conllu", two))
        self.assertEqual([(r["article"]["id"], r["article"]["published"]) for r in run.rows], [("a", "2019-03-04"), ("c", None)])
        self.assertIn("set aside", run.err)
        self.assertIn("1 articles set aside", run.err)
        self.assertEqual(casus("code", "--strict", "--from", "conllu", self.path("two.conllu")).code, 1)


if __name__ == "__main__":
    unittest.main()
