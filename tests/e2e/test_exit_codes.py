"""Every exit code of the command line, and what stands on which stream."""
import json
import os
import shutil
import signal
import subprocess
import time
import unittest

from harness import BIN, Case, EXAMPLES, INPUT, INTERRUPTED, OUTPUT, RESOURCE, SHARE, USAGE, casus, examples, jsonl

READERS = [["code"], ["explain"], ["annotate"], ["parse"]]
ALL = READERS + [["relate"], ["actor"]]


class Usage(Case):
    def test_wrong_command_lines(self):
        for args in ([], ["dance"], ["code", "--dance"], ["code", "--format", "xml"], ["code", "--threads", "0"],
                     ["code", "--threads", "many"], ["code", "--offsets", "miles"], ["code", "--from", "pdf"],
                     ["code", "--map", "text"], ["code", "--map", "shape=round"], ["code", "--date", "yesterday"],
                     ["data"], ["data", "dance"], ["data", "compile"], ["code", "--progress", "loud"]):
            a = self.bad(USAGE, "E100", *args, stdin="x")
            self.assertEqual(a.bytes, b"")


class Input(Case):
    def test_missing_inputs_and_folders(self):
        for command in ALL:
            a = self.bad(INPUT, "E200", *command, self.path("nowhere.txt"))
            self.assertIn("nowhere.txt", a.err)
            self.bad(INPUT, "E200", *command, self.folder)

    def test_a_wrong_name_is_told_before_anything_is_written(self):
        a = self.bad(INPUT, "E200", "code", EXAMPLES, self.path("nowhere.txt"))
        self.assertEqual(a.bytes, b"")

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_what_may_not_be_read(self):
        path = self.file("secret.txt", "Police arrested a man.")
        os.chmod(path, 0)
        self.bad(INPUT, "E200", "code", path)

    def test_a_closed_standard_input(self):
        p = subprocess.run(f'"{BIN}" relate <&-', shell=True, capture_output=True, timeout=60)
        self.assertEqual(p.returncode, INPUT, p.stderr)

    def test_set_aside_is_an_error_only_if_strict(self):
        lines = jsonl(examples()[:1]) + "{broken\n"
        a = self.good("code", stdin=lines)
        self.assertIn("set aside stdin:2: E202: ", a.err)
        self.assertIn("1 of 2 articles set aside", a.err)
        self.assertTrue(a.rows)
        self.assertEqual(casus("code", "--strict", stdin=lines).code, 1)
        self.assertEqual(casus("code", "--strict", stdin=jsonl(examples()[:1])).code, 0)


class Output(Case):
    def test_where_nothing_can_be_written(self):
        for command in ALL:
            stdin = EXAMPLES if command in READERS else "-"
            self.bad(OUTPUT, "E300", *command, "-o", self.path("no/such/folder/out"), stdin)
        self.bad(OUTPUT, "E300", "data", "compile", "--data", os.path.join(os.path.dirname(os.path.dirname(EXAMPLES)), "data"),
                 "-o", self.path("no/such/folder/out"))

    def test_a_full_disk(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full here")
        self.bad(OUTPUT, "E300", "code", "-o", "/dev/full", EXAMPLES)
        with open("/dev/full", "wb") as full:
            for command in READERS:
                a = casus(*command, EXAMPLES, stdout=full)
                self.assertEqual(a.code, OUTPUT, a.err)

    def test_a_closed_pipe(self):
        many = self.file("many.jsonl", jsonl([dict(a, id=str(i)) for i in range(50) for a in examples()]))
        for command in READERS:
            p = subprocess.Popen([BIN, *command, many], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            p.stdout.read(10)
            p.stdout.close()
            err = p.stderr.read()
            p.stderr.close()
            self.assertEqual(p.wait(120), OUTPUT, err)
            self.assertIn(b"E300", err)

    def test_a_closed_standard_output(self):
        for where in (">&-", ">&- 2>&-"):
            p = subprocess.run(f'"{BIN}" code "{EXAMPLES}" {where}', shell=True, capture_output=True, timeout=120)
            self.assertEqual(p.returncode, OUTPUT, p.stderr)


class Resources(Case):
    def test_missing_model_or_pack(self):
        for command in READERS + [["relate"]]:
            self.bad(RESOURCE, "E400", *command, "--model", self.path("none"), EXAMPLES)
            self.bad(RESOURCE, "E400", *command, EXAMPLES, env={"CASUS_HOME": self.folder})
        for command in (["code"], ["explain"], ["annotate"], ["relate"], ["actor"]):
            self.bad(RESOURCE, "E410", *command, "--pack", self.path("none"), EXAMPLES)
        a = casus("doctor", env={"CASUS_HOME": self.folder})
        self.assertEqual(a.code, RESOURCE)
        self.assertIn("E400", a.text)
        self.assertIn("Hint", a.text)

    def test_a_folder_of_ones_own(self):
        home = self.path("home")
        shutil.copytree(SHARE, home)
        self.assertEqual(self.good("code", EXAMPLES, env={"CASUS_HOME": home}).bytes, self.good("code", EXAMPLES).bytes)

    def test_damaged_files(self):
        for option, name, error in (("--model", "reader.model", "E401"), ("--pack", "casus.pack", "E411")):
            with open(os.path.join(SHARE, name), "rb") as f:
                whole = f.read()
            middle = len(whole) // 2
            for damaged in (b"", b"x", whole[:100], whole[:middle], b"\0" * len(whole), whole + b"x",
                            whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1:]):
                self.bad(RESOURCE, error, "code", option, self.file("damaged", damaged), EXAMPLES)


class Interrupt(Case):
    def interrupted(self, how, threads):
        out = self.path(f"out-{how}-{threads}.jsonl")
        many = self.file("many.jsonl", jsonl([dict(a, id=f"{i}-{a['id']}") for i in range(3000) for a in examples()]))
        p = subprocess.Popen([BIN, "code", "--threads", threads, "-o", out, many], stderr=subprocess.PIPE)
        deadline = time.time() + 60
        while time.time() < deadline and not (os.path.exists(out) and os.path.getsize(out) > 1000):
            time.sleep(0.01)
        p.send_signal(how)
        err = p.stderr.read()
        p.stderr.close()
        self.assertEqual(p.wait(60), INTERRUPTED, err)
        with open(out, encoding="utf8") as f:
            text = f.read()
        self.assertTrue(text.endswith("\n"))
        ids = [json.loads(line)["article"]["id"] for line in text.splitlines()]
        self.assertGreater(len(ids), 1)
        return many, out, text

    def test_an_interrupt_leaves_whole_lines_and_the_run_goes_on(self):
        for how, threads in ((signal.SIGINT, "1"), (signal.SIGINT, "2"), (signal.SIGTERM, "8")):
            many, out, text = self.interrupted(how, threads)
            with open(many, encoding="utf8") as f:
                head = f.readlines()[:600]
            some = self.file("some.jsonl", "".join(head))
            whole = self.good("code", some).text
            shorter = text if len(text) < len(whole) else whole
            self.assertTrue(whole.startswith(shorter) and text.startswith(shorter))

    def test_an_interrupt_while_waiting_for_input(self):
        for command in ALL:
            p = subprocess.Popen([BIN, *command, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(0.7)
            p.send_signal(signal.SIGINT)
            try:
                self.assertEqual(p.wait(20), INTERRUPTED, command)
            finally:
                p.kill()
                p.communicate()


class Streams(Case):
    def test_progress_shows_only_where_it_is_asked_for(self):
        self.assertEqual(self.good("code", EXAMPLES).err, "")
        self.assertEqual(self.good("code", "--progress", "none", EXAMPLES).err, "")

    def test_timings_name_every_stage(self):
        err = self.good("code", "--timings", EXAMPLES).err
        for stage in ("read", "text", "lang", "clauses", "actors", "dates", "places", "voices", "coding", "write"):
            self.assertRegex(err, rf"time {stage} +\d+\.\d+ s")


if __name__ == "__main__":
    unittest.main()
