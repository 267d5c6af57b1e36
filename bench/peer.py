#!/usr/bin/env python3
"""Speed and trees beside UDPipe 1.2 (`pip install ufal.udpipe`), in one run on one machine.

  bench/peer.py TREEBANKS [--model FILE] [--bin build/release/casus] [--runs 3] [--iterations 5 12]

TREEBANKS holds en_ewt-ud-{train,dev}.conllu and en_gum-free-train.conllu. Without a FILE that exists, a UDPipe model (tagger with
5, parser with 12 iterations, no tokenizer) is trained on both training halves first, which takes about half an hour, and kept there. Then both
read EWT dev with gold tokens, one thread each, taking turns; the best of the runs counts. Casus also finds names; UDPipe does not.
Timing for UDPipe is tagging and parsing alone, without reading and writing; for Casus it is the whole program without its start.
"""
import argparse
import os
import subprocess
import tempfile
import time

from ufal import udpipe


def sentences(path):
    reader = udpipe.InputFormat.newConlluInputFormat()
    with open(path, encoding="utf8") as f:
        reader.setText(f.read())
    error, out = udpipe.ProcessingError(), []
    while True:
        s = udpipe.Sentence()
        if not reader.nextSentence(s, error):
            break
        out.append(s)
    if error.occurred():
        raise SystemExit(error.message)
    return out


def train(banks, path, tagger, parser):
    data = udpipe.Sentences()
    for name in ("en_ewt-ud-train", "en_gum-free-train"):
        for s in sentences(os.path.join(banks, name + ".conllu")):
            data.push_back(s)
    error = udpipe.ProcessingError()
    model = udpipe.Trainer.train("morphodita_parsito", data, udpipe.Sentences(), udpipe.Trainer.NONE, f"iterations={tagger}", f"iterations={parser}", error)
    if error.occurred():
        raise SystemExit(error.message)
    with open(path, "wb") as f:
        f.write(bytes(model) if not isinstance(model, str) else model.encode("latin-1"))


def peer_pass(model, path):
    """-> seconds of tagging and parsing, words, rows of (head, base relation)"""
    data = sentences(path)
    begin = time.perf_counter()
    for s in data:
        model.tag(s, model.DEFAULT)
        model.parse(s, model.DEFAULT)
    seconds = time.perf_counter() - begin
    said = [[(w.head, w.deprel.split(":")[0]) for w in s.words[1:]] for s in data]
    return seconds, sum(map(len, said)), said


def gold_rows(lines):
    out, rows = [], []
    for line in lines:
        line = line.rstrip("\n")
        if not line:
            if rows:
                out.append(rows)
            rows = []
        elif line[0] != "#":
            c = line.split("\t")
            if c[0].isdigit():
                rows.append((int(c[6]) if c[6].isdigit() else 0, c[7].split(":")[0]))
    if rows:
        out.append(rows)
    return out


def casus_pass(binary, path, start):
    begin = time.perf_counter()
    p = subprocess.run([binary, "parse", "--from", "conllu", "--threads", "1", path], capture_output=True, text=True, check=True)
    return time.perf_counter() - begin - start, gold_rows(p.stdout.splitlines())


def las(gold, said):
    right = sum(g == s for a, b in zip(gold, said) for g, s in zip(a, b))
    return right / sum(map(len, gold))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("treebanks")
    p.add_argument("--model", default="build/udpipe.model")
    p.add_argument("--bin", default="build/release/casus")
    p.add_argument("--runs", type=int, default=3)
    p.add_argument("--iterations", type=int, nargs=2, default=(5, 12), metavar=("TAGGER", "PARSER"), help="of the training; speed does not depend on them")
    a = p.parse_args()
    if not os.path.exists(a.model):
        begin = time.perf_counter()
        train(a.treebanks, a.model, *a.iterations)
        print(f"trained {a.model} in {time.perf_counter() - begin:.0f} s")
    model = udpipe.Model.load(a.model)
    if not model:
        raise SystemExit(f"{a.model} is no UDPipe model")
    dev = os.path.join(a.treebanks, "en_ewt-ud-dev.conllu")
    with open(dev, encoding="utf8") as f:
        lines = f.readlines()
    gold = gold_rows(lines)
    with tempfile.TemporaryDirectory() as folder:
        one, many = os.path.join(folder, "one.conllu"), os.path.join(folder, "many.conllu")
        with open(one, "w", encoding="utf8") as f:
            f.writelines(lines[: lines.index("\n") + 1])
        with open(many, "w", encoding="utf8") as f:
            f.writelines(lines * 8)
        start = min(casus_pass(a.bin, one, 0)[0] for _ in range(5))
        theirs, ours = [], []
        for _ in range(a.runs):
            seconds, words, their_rows = peer_pass(model, dev)
            theirs.append(words / seconds)
            seconds, our_rows = casus_pass(a.bin, many, start)
            ours.append(8 * words / seconds)
    print(f"udpipe words_per_second={max(theirs):.0f} las={las(gold, their_rows):.4f}")
    print(f"casus  words_per_second={max(ours):.0f} las={las(gold, our_rows):.4f}")
    print(f"ratio {max(ours) / max(theirs):.1f}")


main()
