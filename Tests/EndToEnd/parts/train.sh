# The digits, by all engines.

# test_figure FILE NAME: a figure on the test split, as written.
test_figure() {
  sed 's/.*"test":{\([^}]*\)}.*/\1/' "$1" | tr ',' '\n' | sed -n "s/^\"$2\"://p"
}

# learns ENGINE [OPTION…]: trains and looks at the accuracy.
learns() {
  engine=$1
  shift
  "$tool" train specs/digits.yaml --engine "$engine" --out "$work/$engine" --print-losses 20 "$@" \
    >"$work/$engine.losses" || return 1
  accuracy=$(test_figure "$work/$engine/result.json" accuracy)
  echo "accuracy $accuracy"
  awk -v found="$accuracy" 'BEGIN { exit !(found + 0 >= 0.97) }'
}
check "the compiled engine learns the digits" learns compiled
check "the fast engine learns the digits, without a toolchain" learns fast
if [ -n "${INTERPRETER_EPOCHS:-}" ]; then
  check "the reference engine learns the digits" \
    learns reference --set "train.epochs=$INTERPRETER_EPOCHS"
else
  check "the reference engine learns the digits" learns reference
fi

# agree ENGINE: relative differences of its first 20 losses from the reference are at most 1e-4.
agree() {
  paste "$work/$1.losses" "$work/reference.losses" | awk '
    { gap = $2 - $4; if (gap < 0) gap = -gap
      size = $4 < 0 ? -$4 : $4
      if ($1 != $3 || NF != 4 || gap > 1e-4 * size) { print; bad = 1 } }
    END { if (NR != 20) print NR " losses, expected 20"; exit bad || NR != 20 }'
}
check "the first 20 losses of compiled code agree with the reference to 1e-4" agree compiled
check "the first 20 losses of the fast engine agree with the reference to 1e-4" agree fast

whole_run() {
  for file in spec.yaml metrics.jsonl result.json weights.safetensors; do
    [ -s "$work/compiled/$file" ] || say "missing: $file" || return 1
  done
}
check "a run folder holds spec, metrics, result and weights" whole_run
