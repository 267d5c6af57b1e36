"""Runs the built `casus` and looks at what it says. Needs only Python 3.9+.

CASUS_BIN is the program, CASUS_SOURCE the source folder. CASUS_SLOW=1 (sanitizers): no promises about time.
"""
import json
import os
import subprocess
import tempfile
import unittest

BIN = os.environ["CASUS_BIN"]
SOURCE = os.environ["CASUS_SOURCE"]
SLOW = os.environ.get("CASUS_SLOW") == "1"
EXAMPLES = os.path.join(SOURCE, "examples", "articles.jsonl")
SHARE = os.path.join(os.path.dirname(BIN), "share", "casus")

USAGE, INPUT, OUTPUT, RESOURCE, INTERRUPTED = 2, 3, 4, 5, 130


class Answer:
    def __init__(self, code, out, err):
        self.code, self.bytes, self.err = code, out, err.decode("utf8")

    @property
    def text(self):
        return self.bytes.decode("utf8")

    @property
    def rows(self):
        return [json.loads(line) for line in self.text.splitlines()]


def casus(*args, stdin=b"", env=None, stdout=subprocess.PIPE):
    if isinstance(stdin, str):
        stdin = stdin.encode("utf8")
    p = subprocess.run([BIN, *args], input=stdin, stdout=stdout, stderr=subprocess.PIPE,
                       env={**os.environ, **(env or {})}, timeout=600)
    return Answer(p.returncode, p.stdout or b"", p.stderr)


def examples():
    with open(EXAMPLES, encoding="utf8") as f:
        return [json.loads(line) for line in f]


def jsonl(rows):
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)


class Case(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def file(self, name, content):
        with open(self.path(name), "wb") as f:
            f.write(content.encode("utf8") if isinstance(content, str) else content)
        return self.path(name)

    def good(self, *args, **more):
        """Runs a command that must succeed."""
        a = casus(*args, **more)
        self.assertEqual(a.code, 0, a.err)
        return a

    def bad(self, code, error, *args, **more):
        """Runs a command that must fail with this exit code and this permanent error code, and say what to do."""
        a = casus(*args, **more)
        self.assertEqual(a.code, code, a.err)
        self.assertIn(error + ":", a.err)
        return a

    def spans_hold(self, record, body, cut):
        """Every span of a record covers the very text that stands beside it; `cut` slices the body in the unit of the spans."""
        seen = 0

        def walk(value):
            nonlocal seen
            if isinstance(value, dict):
                if value.get("span") is not None:
                    self.assertEqual(cut(body, *value["span"]), value["text"])
                    seen += 1
                for v in value.values():
                    walk(v)
            elif isinstance(value, list):
                for v in value:
                    walk(v)

        walk(record)
        trigger = record["trigger"]
        if record["sentence"]["index"] >= 0:  # what stands in the headline has no place in the body
            self.assertEqual(" … ".join(cut(body, *s) for s in trigger["spans"]), trigger["text"])
        return seen


def by_code_points(body, b, e):
    return body[b:e]


def by_bytes(body, b, e):
    return body.encode("utf8")[b:e].decode("utf8")


def by_utf16(body, b, e):
    return body.encode("utf-16-le")[2 * b:2 * e].decode("utf-16-le")


if __name__ == "__main__":
    unittest.main()
