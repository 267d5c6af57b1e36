#!/usr/bin/env bash
# Trains models/ranker.model from data/examples with the built reader and data: models/train_ranker.sh
# Needs the release preset built (tools/build release). About a minute. Train it anew when rules or word sets changed much.
set -eu
cd "$(dirname "$0")/.."
share=build/release/share/casus
examples=()
for f in data/examples/*.tsv; do examples+=(--examples "$f"); done
build/release/src/train/casus-train ranker --model models/reader.model --pack $share/casus.pack "${examples[@]}" --out models/ranker.model
cp models/ranker.model $share/ranker.model
