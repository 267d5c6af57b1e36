"""Writes the first inputs of every fuzz target: seeds.py SOURCE_DIR OUT_DIR. All of them are ours."""
import gzip
import os
import random
import sys

source, out = sys.argv[1], sys.argv[2]
rng = random.Random(1)


def read(*path):
    with open(os.path.join(source, *path), "rb") as f:
        return f.read()


def write(target, name, content):
    folder = os.path.join(out, target)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "wb") as f:
        f.write(content)


def pieces(content, size):
    """Whole lines, up to `size` bytes each time."""
    piece = b""
    for line in content.splitlines(keepends=True):
        if piece and len(piece) + len(line) > size:
            yield piece
            piece = b""
        piece += line
    if piece:
        yield piece


texts = {n: read("examples", n) for n in sorted(os.listdir(os.path.join(source, "examples"))) if n.endswith(".txt")}
lines = read("examples", "articles.jsonl").splitlines()
array = b"[" + b",\n".join(lines[:2]) + b"]"
for name, text in texts.items():
    write("fuzz_text", name, b"Headline here\x01" + text)
    write("fuzz_ingest", name, b"\0" + text)
    for i, p in enumerate(text.split(b"\n\n")):
        write("fuzz_engine", f"{name}-{i}", p)
for i, line in enumerate(lines):
    write("fuzz_json", f"line-{i}", line)
    write("fuzz_ingest", f"line-{i}", bytes([2]) + line + b"\n{broken\n" + line)
write("fuzz_json", "array", array)
write("fuzz_json", "odd", b'{"a":[1,-2.5e9,true,false,null,"\\u00e9\\ud83d\\ude00"],"":{}}')
for kind in range(8):
    write("fuzz_ingest", f"array-{kind}", bytes([kind]) + array)
    write("fuzz_ingest", f"gzip-{kind}", bytes([kind]) + gzip.compress(array, mtime=0))
write("fuzz_ingest", "utf16", b"\1" + "Iran met Iraq. “Ça va?”".encode("utf-16"))
tree = ("# sent_id = 1\n# text = They don't go.\n1\tThey\tthey\tPRON\t_\tNumber=Plur\t4\tnsubj\t_\t_\n"
        "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdo\tdo\tAUX\t_\t_\t4\taux\t_\t_\n3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_\n"
        "4\tgo\tgo\tVERB\t_\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_\n\n").encode()
write("fuzz_conllu", "one", tree)
write("fuzz_conllu", "two", tree + b"# newpar\n" + tree.replace(b"1\tThey", b"0.1\t_\t_\t_\t_\t_\t_\t_\t_\t_\n1\tThey"))
data = os.path.join(source, "data")
for folder, _, names in sorted(os.walk(data)):
    for name in sorted(names):
        kind = {".rules": 0, ".sets": 1, ".tsv": 2}.get(os.path.splitext(name)[1], 1 if "sets" in folder else None)
        if kind is None or name.endswith(".md"):
            continue
        with open(os.path.join(folder, name), "rb") as f:
            content = f.read(60000)
        for i, p in enumerate(list(pieces(content, 2000))[:20]):
            write("fuzz_rules", f"{name}-{i}", bytes([kind]) + p)
for target in ("fuzz_pack", "fuzz_model"):
    for i in range(200):
        write(target, f"patch-{i}", b"\1" + rng.randbytes(40))
for i in range(200):
    write("fuzz_trees", f"tree-{i}", rng.randbytes(200))
