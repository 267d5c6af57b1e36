#!/usr/bin/env bash
# Trains models/reader.model from raw data: models/train.sh DATA [WORK]
#   DATA  a folder with treebanks/, ner/, free_text/, world/ as listed in models/README.md
#   WORK  where vectors, checkpoints and silver trees go (default: build/train); run the same command again to go on after a stop
# Needs the release preset built (tools/build release casus-train). About an hour on one AVX2 core.
set -eu
cd "$(dirname "$0")/.."
data=$1
work=${2:-build/train}
train=build/release/src/train/casus-train
ewt=$data/treebanks/en_ewt-ud gum=$data/treebanks/en_gum-free
reports=$data/free_text/us_human_rights_reports_2016-2024.txt.gz
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
mkdir -p "$work"

# 1. Word vectors.
[ -f "$work/vectors.pack" ] ||
  $train vectors "$work/vectors.pack" "$reports" "$data/world/factbook.jsonl.gz" "$ewt-train.conllu" "$gum-train.conllu"

# 2. The name gazetteer: from this repository's data and from WordNet (Debian package wordnet-base).
python3 models/make_gazetteer.py data "$work/gazetteer.tsv"

common=(--vectors "$work/vectors.pack" --gold "$ewt-train.conllu" --gold "$gum-train.conllu"
        --names "$data/ner/uner_ewt-train.iob2" --io-names "$data/ner/wikigold/wikigold.conll.txt"
        --gum-names "$gum-train.conllu" --gazetteer "$work/gazetteer.tsv"
        --dev "$ewt-dev.conllu" --dev "$gum-dev.conllu" --dev-names "$data/ner/uner_ewt-dev.iob2")

# 3. The teacher: gold trees and names.
[ -f "$work/teacher.model" ] ||
  $train reader "${common[@]}" --hidden 128 --arc 128 --label 96 --epochs 24 --dropout 0.25 --seed 7 \
    --checkpoint "$work/teacher.ck" --out "$work/teacher.model"

# 4. Silver trees: a million words of plain text, read by the teacher.
[ -f "$work/silver.conllu" ] ||
  $train silver --model "$work/teacher.model" --text "$reports" --words 1000000 \
    --out "$work/silver.conllu" --names-out "$work/silver.iob2"

# 5. The student: gold twice an epoch, silver once.
$train reader "${common[@]}" --silver "$work/silver.conllu" --gold-times 2 --names-weight 1.0 \
  --lower 0.06 --upper 0.03 --joined 0.35 \
  --hidden 128 --arc 96 --label 96 --epochs 10 --dropout 0.17 --seed 5 \
  --checkpoint "$work/student.ck" --out "$work/reader.model"
$train score --model "$work/reader.model" --gold "$ewt-dev.conllu" --gold "$gum-dev.conllu" \
  --names "$data/ner/uner_ewt-dev.iob2"
cp "$work/reader.model" models/reader.model
