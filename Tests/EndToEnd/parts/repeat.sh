# The same spec and seed give the same bits, whatever the number of threads.

# repeats NAME THREADS: a run with all its losses.
repeats() {
  "$tool" train specs/digits.yaml --out "$work/$1" --threads "$2" --print-losses 100000 --quiet \
    >"$work/$1.losses" || return 1
  [ -s "$work/$1.losses" ] || say "no losses"
}
# equal A B: losses, metrics, result and weights, byte for byte.
equal() {
  cmp "$work/$1.losses" "$work/$2.losses" || return 1
  for file in metrics.jsonl result.json weights.safetensors; do
    cmp "$work/$1/$file" "$work/$2/$file" || return 1
  done
}
check "a run with 1 thread" repeats one 1
check "the same again" repeats again 1
check "a run with 2 threads" repeats two 2
check "two runs with one seed are equal to the bit" equal one again
check "runs with 1 and 2 threads are equal to the bit" equal one two
