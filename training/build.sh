#!/usr/bin/env bash
# Rebuild models/default from the files of this repository.
#
# usage: training/build.sh [STANCE [OUTPUT]]      (the stance command; a folder for the result)
#   BASE=DIR    take the base encoder from a folder instead of the Hugging Face hub
#   EXTRA="FILE ..."  further labelled passages for training only (the shipped model had some
#               that are not published: see its card); a file named twice counts twice
#   DEV="FILE ..."    labelled passages that calibrate the model, in place of the corpus's own
#   NOTE=TEXT   a sentence for the model card: what those passages are
#
# An interrupted build goes on where it was when the command is repeated.
set -euo pipefail
cd "$(dirname "$0")/.."
stance=${1:-stance}
output=${2:-models/default}
run=runs/default
corpus=(training/corpus/*.jsonl)
extra=()
for file in ${EXTRA:-}; do extra+=(--extra "$file"); done

dev=()
for file in ${DEV:-}; do dev+=(--dev "$file"); done

if [ ! -f "$run/config.json" ]; then
    "$stance" train "${corpus[@]}" --recipe training/recipes/default.toml --output "$run" \
        --resume ${BASE:+--base "$BASE"} ${dev[@]+"${dev[@]}"} ${extra[@]+"${extra[@]}"}
fi
made=runs/int8/default
rm -rf "$made"
"$stance" quantise "$run" --output "$made" ${NOTE:+--note "$NOTE"}
"$stance" evaluate "${corpus[@]}" --split test --model "$made" --record "held-out conflicts (invented)"
rm -rf "$output"
mv "$made" "$output"
