#!/usr/bin/env bash
# Rebuild models/default from the files of this repository, in two runs.
#
# The first run learns from the base encoder and the corpus without `plain` and `quartets`. The
# second continues from it with those two and 1,500 passages of the others again
# (recipes/second-again.txt), at a lower rate.
#
# usage: training/build.sh [STANCE [OUTPUT]]      (the stance command; a folder for the result)
#   BASE=DIR    take the base encoder from a folder instead of the Hugging Face hub
#   EXTRA="FILE ..."   further labelled passages for the first run only (the shipped model had
#               some that are not published: see its card); a file named twice counts twice
#   EXTRA2="FILE ..."  the same for the second run
#   DEV="FILE ..."     labelled passages that calibrate the model, in place of the corpus's own
#   NOTE=TEXT   a sentence for the model card: what those passages are
#
# An interrupted build goes on where it was when the command is repeated.
set -euo pipefail
cd "$(dirname "$0")/.."
stance=${1:-stance}
output=${2:-models/default}
first=runs/first
second=runs/second
corpus=(training/corpus/*.jsonl)
new=(training/corpus/plain.jsonl training/corpus/quartets.jsonl)
old=()
for file in "${corpus[@]}"; do [[ " ${new[*]} " == *" $file "* ]] || old+=("$file"); done
extra=() extra2=() dev=()
for file in ${EXTRA:-}; do extra+=(--extra "$file"); done
for file in ${EXTRA2:-}; do extra2+=(--extra "$file"); done
for file in ${DEV:-}; do dev+=(--dev "$file"); done

if [ ! -f "$first/config.json" ]; then
    "$stance" train "${old[@]}" --recipe training/recipes/default.toml --output "$first" \
        --resume ${BASE:+--base "$BASE"} ${dev[@]+"${dev[@]}"} ${extra[@]+"${extra[@]}"}
fi
if [ ! -f "$second/config.json" ]; then
    grep -hFf <(sed 's/.*/"id": "&"/' training/recipes/second-again.txt) "${old[@]}" > runs/again.jsonl
    "$stance" train "${new[@]}" runs/again.jsonl --from "$first" --output "$second" --resume \
        --recipe training/recipes/second.toml ${dev[@]+"${dev[@]}"} ${extra2[@]+"${extra2[@]}"}
fi
made=runs/int8/default
rm -rf "$made"
"$stance" quantise "$second" --output "$made" ${NOTE:+--note "$NOTE"}
"$stance" evaluate "${corpus[@]}" --split test --model "$made" --record "held-out conflicts (invented)"
rm -rf "$output"
mv "$made" "$output"
