#!/usr/bin/env bash
# Rebuild models/default from the files of this repository, in four runs.
#
# The first run learns from the base encoder and the corpus without `plain`, `quartets` and
# `windows`. Each of the others continues from the one before it with what was written since and
# some of the older passages again (recipes/*-again.txt). `mirrors` is newer than the shipped model.
#
# usage: training/build.sh [STANCE [OUTPUT]]      (the stance command; a folder for the result)
#   BASE=DIR    take the base encoder from a folder instead of the Hugging Face hub
#   EXTRA="FILE ..."   further labelled passages for the first run only (the shipped model had
#               some that are not published: see its card); a file named twice counts twice
#   EXTRA2="FILE ..."  the same for the later runs
#   DEV="FILE ..."     labelled passages that calibrate the model, in place of the corpus's own
#   NOTE=TEXT   a sentence for the model card: what those passages are
#
# An interrupted build goes on where it was when the command is repeated.
set -euo pipefail
cd "$(dirname "$0")/.."
stance=${1:-stance}
output=${2:-models/default}
corpus=(training/corpus/*.jsonl)
newer=(training/corpus/{plain,quartets,windows,mirrors}.jsonl)
older=()
for file in "${corpus[@]}"; do [[ " ${newer[*]} " == *" $file "* ]] || older+=("$file"); done
extra=() later=() dev=()
for file in ${EXTRA:-}; do extra+=(--extra "$file"); done
for file in ${EXTRA2:-}; do later+=(--extra "$file"); done
for file in ${DEV:-}; do dev+=(--dev "$file"); done

# continued NAME FROM FILE...: a run with the recipe NAME from the run FROM on the new FILEs
continued() {
    local name=$1 from=$2
    shift 2
    [ -f "runs/$name/config.json" ] && return
    grep -hFf <(sed 's/.*/"id": "&"/' "training/recipes/$name-again.txt") "${older[@]}" \
        > "runs/$name-again.jsonl"
    "$stance" train "$@" "runs/$name-again.jsonl" --from "runs/$from" --output "runs/$name" \
        --resume --recipe "training/recipes/$name.toml" \
        ${dev[@]+"${dev[@]}"} ${later[@]+"${later[@]}"}
}

if [ ! -f runs/first/config.json ]; then
    "$stance" train "${older[@]}" --recipe training/recipes/default.toml --output runs/first \
        --resume ${BASE:+--base "$BASE"} ${dev[@]+"${dev[@]}"} ${extra[@]+"${extra[@]}"}
fi
continued second first "${newer[@]:0:2}"
continued third second "${newer[@]:0:2}"
continued fourth third "${newer[@]:0:3}"
made=runs/int8/default
rm -rf "$made"
"$stance" quantise runs/fourth --output "$made" ${NOTE:+--note "$NOTE"}
"$stance" evaluate "${corpus[@]}" --split test --model "$made" --record "held-out conflicts (invented)"
rm -rf "$output"
mv "$made" "$output"
