#!/usr/bin/env python3
"""Figures that casus_eval.py does not take: eval/more.py SHARED [--bin build/release/casus]

  cameo        cameo_manual_examples.jsonl: the record whose trigger is nearest to the marked words; is the root (first two digits) of
               its code right, is the whole code? `told` leaves out codes 01x (statements), which PLOVER does not have.
  calibration  relations_dev.jsonl: expected calibration error of `relate`'s score, 10 bins of equal width
  names        UNER-EWT dev: spans of `casus parse --from conllu` with exact ends and kind (PER, ORG, LOC)
"""
import argparse
import json
import os
import subprocess
import tempfile

CLASS = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def run(binary, *args, stdin):
    return subprocess.run([binary, *args], input=stdin, capture_output=True, text=True, check=True).stdout


def rows(path):
    with open(path, encoding="utf8") as f:
        return [json.loads(line) for line in f if line.strip()]


def cameo(a):
    gold = rows(os.path.join(a.shared, "data/events/cameo_manual_examples.jsonl"))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as f:
        for g in gold:
            f.write(json.dumps({"id": g["id"], "text": g["text"]}) + "\n")
        f.flush()
        out = run(a.bin, "code", "--from", "jsonl", "--progress", "none", f.name, stdin="")
    said = {}
    for line in out.splitlines():
        r = json.loads(line)
        said.setdefault(r["article"]["id"], []).append(r)
    counts = {"all": [0, 0, 0, 0], "told": [0, 0, 0, 0]}
    for g in gold:
        marks = [s for s in g["spans"] if s["role"] == "event"]

        def distance(r):
            pairs = [(s, (m["start"], m["end"])) for s in r["trigger"]["spans"] for m in marks]
            return min((max(0, s[0] - m[1], m[0] - s[1]) for s, m in pairs), default=0)
        events = said.get(g["id"], [])
        best = min(events, key=distance)["cameo"] if events else ""
        for part in ("all",) if g["code"].startswith("01") else ("all", "told"):
            c = counts[part]
            c[0] += 1
            c[1] += bool(events)
            c[2] += best[:2] == g["code"][:2]
            c[3] += best == g["code"]
    for part, (n, some, root, full) in counts.items():
        print(f"cameo[{part}] n={n} answered={some / n:.3f} root={root / n:.3f} full={full / n:.3f}")


def calibration(a):
    gold = rows(os.path.join(a.shared, "data/events/relations_dev.jsonl"))
    asked = "\n".join(json.dumps({k: g[k] for k in ("id", "text", "source", "target")}) for g in gold)
    said = {o["id"]: o for o in map(json.loads, run(a.bin, "relate", stdin=asked).splitlines())}
    bins = [[] for _ in range(10)]
    for g in gold:
        o = said[g["id"]]
        bins[min(9, int(o["score"] * 10))].append((o["score"], CLASS.get(o["event"], o["event"]) == g["root"]))
    ece = sum(abs(sum(s for s, _ in b) - sum(ok for _, ok in b)) for b in bins) / len(gold)
    print(f"calibration n={len(gold)} ece={ece:.4f}")


def spans(tags):
    out, open_ = set(), None
    for i, tag in enumerate(tags + ["O"]):
        if open_ and not (tag.startswith("I-") and tag[2:] == open_[1]):
            out.add((open_[0], i, open_[1]))
            open_ = None
        if tag != "O" and not open_:
            open_ = (i, tag[2:])
    return {s for s in out if s[2] in ("PER", "ORG", "LOC")}


def names(a):
    def blocks(text, column):
        out, sid, tags = {}, None, []
        for line in text.splitlines() + [""]:
            if not line:
                if tags:
                    out[sid] = tags
                tags = []
            elif line.startswith("#"):
                if "sent_id = " in line:
                    sid = line.split("sent_id = ")[1]
            else:
                tags.append(column(line.split("\t")))
        return out
    with open(os.path.join(a.shared, "data/ner/uner_ewt-dev.iob2"), encoding="utf8") as f:
        gold = blocks(f.read(), lambda c: c[2])
    parsed = run(a.bin, "parse", "--from", "conllu", os.path.join(a.shared, "data/treebanks/en_ewt-ud-dev.conllu"), stdin="")
    parsed = "\n".join(line for line in parsed.splitlines() if "-" not in line.split("\t")[0] or line.startswith("#"))
    said = blocks(parsed, lambda c: next((x[4:] for x in c[9].split("|") if x.startswith("NER=")), "O"))
    right = n_gold = n_said = 0
    for sid, tags in gold.items():
        g, s = spans(tags), spans(said.get(sid, []))
        right, n_gold, n_said = right + len(g & s), n_gold + len(g), n_said + len(s)
    print(f"names n={n_gold} precision={right / n_said:.3f} recall={right / n_gold:.3f} f1={2 * right / (n_gold + n_said):.3f}")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("shared")
    p.add_argument("--bin", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "build/release/casus"))
    a = p.parse_args()
    cameo(a)
    calibration(a)
    names(a)


main()
