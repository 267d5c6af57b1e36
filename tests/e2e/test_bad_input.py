"""Whatever comes in: the program answers, in bounded time and memory, and never dies."""
import gzip
import json
import random
import statistics
import subprocess
import sys
import time
import unittest

from harness import BIN, Case, EXAMPLES, SLOW, by_code_points, casus, examples, jsonl

# Peak memory in kB of a command. In a process of its own: a child's figure never falls below what its parent held.
PEAK = """import os, subprocess, sys
p = subprocess.Popen(sys.argv[1:])
status, usage = os.wait4(p.pid, 0)[1:]
p.returncode = os.waitstatus_to_exitcode(status)
assert p.returncode == 0
print(usage.ru_maxrss)"""

GOOD = {"id": "good", "text": "Police in Lima arrested ten students on Monday."}


class Bytes(Case):
    def test_nothing(self):
        for content in (b"", b"\n", b" \n\t\n", b"\xef\xbb\xbf"):
            for command in ("code", "explain", "annotate", "parse", "relate", "actor"):
                a = self.good(command, stdin=content)
                self.assertEqual(a.bytes, b"", (command, content))

    def test_binary(self):
        noise = random.Random(1).randbytes(100000)
        for content in (noise, b"\x7fELF" + b"\0" * 5000, b"\0" * 10000):
            a = self.good("code", "-", stdin=content)
            self.assertEqual(a.bytes, b"")
            self.assertIn("set aside stdin: E204", a.err)
            self.assertEqual(casus("code", "--strict", stdin=content).code, 1)
        for command in ("relate", "actor"):
            self.assertEqual(casus(command, stdin=noise).code, 0)
        self.assertEqual(casus("parse", "--from", "conllu", stdin=noise).code, 3)

    def test_a_packed_file_cut_short(self):
        rows = [dict(a, id=str(i)) for i in range(40) for a in examples()]
        packed = gzip.compress(jsonl(rows).encode("utf8"))
        whole = self.good("code", stdin=packed).bytes
        self.assertEqual(whole, self.good("code", stdin=jsonl(rows)).bytes)
        a = self.good("code", stdin=packed[:len(packed) // 2])
        self.assertIn("E201", a.err)
        self.assertTrue(a.bytes and whole.startswith(a.bytes))
        damaged = bytearray(packed)
        damaged[len(packed) // 2] ^= 0xff
        self.assertIn("E201", self.good("code", stdin=bytes(damaged)).err)

    def test_text_that_is_no_utf8(self):
        body = "“Ça va?” “Ünïcödé” – “naïve” 😀. ".encode("utf8") + (
            b"Police \xff\xfe in Lima \xe2\x82 arrested ten students on Monday. Iran met Iraq.")
        rows = self.good("code", "--from", "text", stdin=body).rows
        self.assertTrue(rows)
        repaired = body.decode("utf8", errors="replace")
        for r in rows:
            self.spans_hold(r, repaired, by_code_points)
        line = b'{"id":"x","text":"' + body + b'"}\n'
        rows = self.good("code", stdin=line).rows
        self.assertTrue(rows)
        for r in rows:
            self.spans_hold(r, repaired, by_code_points)

    def test_control_characters_do_not_reach_a_terminal(self):
        text = "Police \x1b[31m arrested\x07 ten \x00students in Lima\x9b."
        for args in (["explain"], ["code", "--format", "table"]):
            out = self.good(*args, "--from", "jsonl", stdin=json.dumps(dict(GOOD, text=text))).text
            self.assertTrue(all(c == "\n" or ord(c) >= 0x20 for c in out))


class Json(Case):
    def test_wrong_shapes_are_set_aside_one_by_one(self):
        wrong = ['{', '[]', '"x"', '7', 'null', '{}', '{"id":"a"}', '{"text":7}', '{"text":null}', '{"text":["a"]}',
                 '{"text":{"a":1}}', '{"id":"a","text":"b"} trailing', '[' * 200 + ']' * 200,
                 '{"text":"x","deep":' + '{"a":' * 100 + '1' + '}' * 100 + '}']
        for w in wrong:
            a = casus("code", "--from", "jsonl", stdin=json.dumps(GOOD) + "\n" + w + "\n" + json.dumps(dict(GOOD, id="after")) + "\n")
            self.assertEqual(a.code, 0, w)
            self.assertEqual({r["article"]["id"] for r in a.rows}, {"good", "after"}, w)
            self.assertIn("E202", a.err, w)

    def test_odd_values_do_no_harm(self):
        rows = [dict(GOOD, id="n", published="soon", title="", url=""), dict(GOOD, id="e", text=""),
                dict(GOOD, id="s", text="  \n "), dict(GOOD, id=12), dict(GOOD, id=""), dict(GOOD, id="d", published="0000-00-00"),
                dict(GOOD, id="t", title="!!! ???"), dict(GOOD, id="l", language="xx")]
        self.assertGreaterEqual(len(self.good("code", stdin=jsonl(rows)).rows), 5)


class Size(Case):
    def test_a_line_of_fifty_megabytes(self):
        row = dict(GOOD, junk="x" * (50 << 20))
        path = self.file("big.jsonl", jsonl([row, dict(GOOD, id="after")]))
        self.assertEqual({r["article"]["id"] for r in self.good("code", path).rows}, {"good", "after"})

    def test_a_line_over_the_budget(self):
        path = self.file("huge.jsonl", jsonl([dict(GOOD, id="huge", junk="x" * (70 << 20)), dict(GOOD, id="after")]))
        a = self.good("code", path)
        self.assertIn("E203", a.err)
        self.assertEqual([r["article"]["id"] for r in a.rows], ["after"])

    def test_a_text_of_fifty_megabytes_without_a_blank(self):
        path = self.file("wall.jsonl", jsonl([dict(GOOD, id="wall", text="x" * (50 << 20)), dict(GOOD, id="after")]))
        self.assertEqual([r["article"]["id"] for r in self.good("code", path).rows], ["after"])

    def test_a_sentence_of_ten_thousand_tokens(self):
        text = "Police arrested " + "the brother of " * 3300 + "a man."
        begin = time.time()
        rows = self.good("code", "--from", "text", stdin=text).rows
        for r in rows:
            self.spans_hold(r, text + "\n", by_code_points)
        if not SLOW:
            self.assertLess(time.time() - begin, 30)
        for s in self.good("explain", "--json", "--from", "text", stdin=text).rows[0]["sentences"]:
            self.assertLessEqual(len(s["tokens"]), 400)

    def test_deep_quotation(self):
        for opening, closing in (("“", "”"), ('"', '"'), ("(", ")"), ("'", "'"), ("«", "»")):
            text = opening * 2000 + "Iran attacked Iraq" + closing * 2000 + ", he said."
            self.good("code", "--from", "text", stdin=text)
        nested = "He said that " * 300 + "Iran attacked Iraq."
        self.good("explain", "--from", "text", stdin=nested)
        lists = "Iran, " * 500 + "and Iraq met."
        self.good("code", "--from", "text", stdin=lists)

    def test_any_bytes(self):
        rng = random.Random(7)
        pieces = [b"Iran", b"attacked", b" ", b"\n", b"\n\n", b'"', b"said", b",", b".", b"U.S.", b"'s", b"1987", b"\xf0\x9f\x98\x80",
                  b"\xff", b"\xe2\x80\x9c", b"-", b"--", b"(", b"Mr. ", b"on Monday", b"not", b"\r\n", b"\t", b"[", b"{", b"}"]
        for _ in range(10 if SLOW else 60):
            text = b"".join(rng.choice(pieces) for _ in range(rng.randint(1, 400)))
            for command in ("code", "explain"):
                self.assertEqual(casus(command, "--from", "text", stdin=text).code, 0, text)


class Memory(Case):
    @unittest.skipIf(SLOW, "sanitizers keep their own books")
    def test_memory_does_not_grow_with_the_input(self):
        def peak(copies):
            path = self.file("m.jsonl", jsonl([dict(a, id=f"{i}-{a['id']}") for i in range(copies) for a in examples()]))
            p = subprocess.run([sys.executable, "-c", PEAK, BIN, "code", "--threads", "2", "-o", self.path("o"), path],
                               stdout=subprocess.PIPE, check=True)
            return int(p.stdout)
        small, large = peak(100), peak(1000)
        self.assertLess(large, 1.25 * small)


class StartUp(Case):
    @unittest.skipIf(SLOW, "sanitizers take their time")
    def test_starts_at_once(self):
        def median(*args):
            times = []
            for _ in range(7):
                begin = time.time()
                self.good(*args)
                times.append(time.time() - begin)
            return statistics.median(times)
        self.assertLess(median("--version"), 0.15)
        self.assertLess(median("code", self.file("empty", "")), 0.5)


if __name__ == "__main__":
    unittest.main()
