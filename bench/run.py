#!/usr/bin/env python3
"""Measures speed and memory of a built casus, and adds a row to the ledger in bench/README.md.

  bench/run.py NEWS.jsonl[.gz] [--bin build/release/casus] [--runs 3] [--map published=date] [--note TEXT] [--dry]

NEWS is any JSONL of articles; for figures that can be compared, always the same file. What is measured, each the best of
--runs: words and sentences a second with 1 and 2 threads, seconds of each stage with 1 thread, peak memory at 10 %, 50 %
and 100 % of the file, and the time to start and code nothing. The ledger's last row from an earlier commit is what the
ratio is taken against.
"""
import argparse
import datetime
import gzip
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
LEDGER = os.path.join(HERE, "README.md")
COLUMNS = ["date", "commit", "machine", "words/s 1", "words/s 2", "sentences/s 1", "ratio", "MB 10 %", "MB 50 %", "MB 100 %",
           "start ms", "note"]


def lines_of(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rb") as f:
        return f.readlines()


# In a process of its own: a child's peak memory never falls below what its parent held when it began.
MEASURE = """import os, subprocess, sys, time
begin = time.perf_counter()
p = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
status, usage = os.wait4(p.pid, 0)[1:]
p.returncode = os.waitstatus_to_exitcode(status)
print(time.perf_counter() - begin, usage.ru_maxrss / 1024, p.returncode)"""


def measure(command):
    """-> seconds, peak MB, standard error"""
    p = subprocess.run([sys.executable, "-c", MEASURE, *command], capture_output=True, text=True, check=True)
    seconds, peak, code = p.stdout.split()
    if code != "0":
        sys.exit(f"{' '.join(command)} exited {code}: {p.stderr[-500:]}")
    return float(seconds), float(peak), p.stderr


def speed(a, path, threads):
    """-> best seconds, and what --timings said in that run"""
    command = [a.bin, "code", "--timings", "--threads", str(threads), *a.mapping, path]
    runs = [measure(command) for _ in range(a.runs)]
    return min(runs, key=lambda r: r[0])


def git(*args):
    return subprocess.run(["git", *args], cwd=HERE, capture_output=True, text=True).stdout.strip()


def machine():
    with open("/proc/cpuinfo") as f:
        name = re.search(r"model name\s*: (.*)", f.read())
    return f"{name.group(1).split(' @')[0] if name else os.uname().machine} x{os.cpu_count()}"


def rows_of_ledger():
    with open(LEDGER, encoding="utf8") as f:
        for line in f:
            cells = [c.strip() for c in line.strip().strip("|").split("|")]
            if len(cells) == len(COLUMNS) and re.match(r"\d{4}-", cells[0]):
                yield dict(zip(COLUMNS, cells))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("news")
    ap.add_argument("--bin", default=os.path.join(HERE, "..", "build", "release", "casus"))
    ap.add_argument("--runs", type=int, default=3)
    ap.add_argument("--map", action="append", default=[])
    ap.add_argument("--note", default="")
    ap.add_argument("--dry", action="store_true", help="show the row, leave the ledger alone")
    a = ap.parse_args()
    a.mapping = [x for m in a.map for x in ("--map", m)]
    lines = lines_of(a.news)
    with tempfile.TemporaryDirectory() as folder:
        def part(share):
            path = os.path.join(folder, f"{share}.jsonl")
            with open(path, "wb") as f:
                f.writelines(lines[:max(1, len(lines) * share // 100)])
            return path
        empty = os.path.join(folder, "empty.txt")
        open(empty, "w").close()
        whole = part(100)
        one, memory, said = speed(a, whole, 1)
        two, _, _ = speed(a, whole, 2)
        peaks = [measure([a.bin, "code", "--threads", "2", *a.mapping, part(s)])[1] for s in (10, 50, 100)]
        start = statistics.median(measure([a.bin, "code", empty])[0] for _ in range(9))
    count = re.search(r"articles (\d+) sentences (\d+) tokens (\d+)", said)
    sentences, words = int(count.group(2)), int(count.group(3))
    row = {"date": datetime.date.today().isoformat(), "commit": git("rev-parse", "--short", "HEAD"), "machine": machine(),
           "words/s 1": f"{words / one:.0f}", "words/s 2": f"{words / two:.0f}", "sentences/s 1": f"{sentences / one:.0f}",
           "MB 10 %": f"{peaks[0]:.0f}", "MB 50 %": f"{peaks[1]:.0f}", "MB 100 %": f"{peaks[2]:.0f}",
           "start ms": f"{start * 1000:.0f}", "note": a.note}
    before = [r for r in rows_of_ledger() if r["commit"] != row["commit"] and r["machine"] == row["machine"]]
    ratio = words / one / float(before[-1]["words/s 1"]) if before else None
    row["ratio"] = f"{ratio:.2f}" if ratio else "-"
    print(f"{count.group(1)} articles, {sentences} sentences, {words} words; one thread, seconds of each stage:")
    for stage, seconds in re.findall(r"time (\w+) +([\d.]+) s", said):
        print(f"  {stage:8} {float(seconds):8.2f}  {100 * float(seconds) / one:5.1f} %")
    print("| " + " | ".join(row[c] for c in COLUMNS) + " |")
    if ratio and ratio < 0.95:
        print(f"slower than {before[-1]['commit']}: {ratio:.2f} of its speed", file=sys.stderr)
    if peaks[2] > 1.15 * peaks[0]:
        print(f"memory grows with the input: {peaks[0]:.0f} MB at 10 %, {peaks[2]:.0f} MB at 100 %", file=sys.stderr)
    if not a.dry:
        with open(LEDGER, "a", encoding="utf8") as f:
            f.write("| " + " | ".join(row[c] for c in COLUMNS) + " |\n")


if __name__ == "__main__":
    main()
