#!/usr/bin/env python3
"""Writes the name gazetteer of the reader: make_gazetteer.py DATA_FOLDER OUT

One line a word: the word in normal form (lower case, digits 0), a tab, and a sum of 1 given name, 2 later part of a person's name,
4 place of one word, 8 part of a longer place name, 16 part of the name of an organisation. Sources: this repository's data/actors and
data/places, and the persons and places of WordNet 3.0 (Debian package wordnet-base). Words that WordNet also knows as verbs, adjectives or
adverbs, or as very common nouns, are left out of longer names, for there they say nothing ("new", "bank").
"""
import collections, csv, os, re, sys

WORDNET = "/usr/share/wordnet"
GIVEN, FAMILY, PLACE, PLACE_PART, ORG = 1, 2, 4, 8, 16


def rows(path):
    with open(path, encoding="utf8") as f:
        lines = [l.rstrip("\n") for l in f if l.strip() and not l.startswith("#")]
    return csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def names(row, *columns):
    for c in columns:
        for n in (row.get(c) or "").split("|"):
            if n.strip():
                yield n.strip()


def wordnet_words():
    """lower-case words that are verbs, adjectives, adverbs or nouns written small"""
    out = set()
    for kind in ("verb", "adj", "adv"):
        with open(f"{WORDNET}/index.{kind}", encoding="latin-1") as f:
            out.update(l.split(" ", 1)[0] for l in f if l[0] != " ")
    with open(f"{WORDNET}/data.noun", encoding="latin-1") as f:
        for l in f:
            if l[0] != " ":
                fields = l.split(" ")
                out.update(fields[4 + 2 * i] for i in range(int(fields[3], 16)) if fields[4 + 2 * i].islower())
    return out


def wordnet_instances():
    """(lexicographer file, name) of every noun that is an instance: persons are file 18, places 15, groups 14"""
    with open(f"{WORDNET}/data.noun", encoding="latin-1") as f:
        for l in f:
            if l[0] == " " or " @i " not in l:
                continue
            fields = l.split(" ")
            for i in range(int(fields[3], 16)):
                yield int(fields[1]), re.sub(r"\(.*?\)", "", fields[4 + 2 * i]).replace("_", " ")


def main():
    data, out = sys.argv[1:3]
    bits = collections.Counter()
    common = wordnet_words() | {"the", "of", "and", "for", "in", "on", "de", "la", "el", "al", "a", "an", "to", "by", "at", "with", "&"}
    normal = lambda w: re.sub(r"[0-9]", "0", w.lower())

    def give(word, bit):
        w = normal(word)
        if len(w) > 1 and any(c.isalpha() for c in w):
            bits[w] |= bit

    def person(name):
        parts = [p for p in name.replace(".", " ").split() if p[:1].isupper() and len(p) > 1]
        for i, p in enumerate(parts):
            if normal(p) not in common or i + 1 == len(parts) > 1 and normal(p) not in common:
                give(p, GIVEN if i == 0 and len(parts) > 1 else FAMILY)

    def place(name):
        parts = name.replace(",", " ").split()
        if len(parts) == 1:
            if normal(parts[0]) not in common or parts[0] in ("Turkey", "China", "Georgia", "Chad", "Jordan"):
                give(parts[0], PLACE)
        else:
            for p in parts:
                if normal(p) not in common and p[:1].isupper():
                    give(p, PLACE_PART)

    def body(name):
        for p in re.split(r"[\s,()/-]+", name):
            if p[:1].isupper() and normal(p) not in common:
                give(p, ORG)

    for r in rows(f"{data}/actors/given_names.tsv"):
        give(r["name"], GIVEN)
    for r in rows(f"{data}/actors/leaders.tsv"):
        for n in names(r, "name", "aliases"):
            person(n)
    for r in rows(f"{data}/actors/body_heads.tsv"):
        for n in names(r, "name"):
            person(n)
    for r in rows(f"{data}/actors/countries.tsv"):
        for n in names(r, "name", "names", "aliases", "capital", "capitals"):
            place(n)
    for f in ("cities", "regions"):
        for r in rows(f"{data}/places/{f}.tsv"):
            for n in names(r, "name", "aliases", "ascii"):
                place(n)
    for f in ("bodies", "groups"):
        for r in rows(f"{data}/actors/{f}.tsv"):
            for n in names(r, "name", "aliases"):
                body(n)
    for kind, name in wordnet_instances():
        if kind == 18:
            person(name)
        elif kind == 15:
            place(name)
        elif kind == 14:
            body(name)
    with open(out, "w", encoding="utf8") as f:
        for w in sorted(bits):
            f.write(f"{w}\t{bits[w]}\n")
    print(len(bits), "words", collections.Counter(bits.values()).most_common(12))


main()
