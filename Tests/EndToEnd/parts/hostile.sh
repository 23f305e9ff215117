# Bad input: exit status 1, a code on standard error, no trap, nothing left behind.

bad=$work/hostile
mkdir -p "$bad/none"

# spec FILE LAYERS: a spec whose layers are given.
spec() {
  printf '%s\n' 'netwright: 1' 'name: bad' 'dims: {batch: 2}' 'model:' \
    '  inputs: {x: "f32[batch, 8, 8, 1]"}' "  layers: $2" >"$bad/$1"
}

# table NAME HEADER ROW…: a data file and a spec that trains on it.
table() {
  name=$1
  shift
  printf '%s\n' "$@" >"$bad/$name.csv"
  table_spec "$name"
}

table_spec() {
  printf '%s\n' 'netwright: 1' "name: $1" 'dims: {batch: 2, classes: 2}' 'data:' \
    "  source: {csv: $1.csv}" '  fields:' '    x: {number: [a, b]}' \
    '    label: {class: classes, column: label}' '  split: {train: 100%}' 'model:' \
    '  inputs: {x: "f32[batch, 2]"}' '  layers:' '    - dense: classes' '      as: logits' \
    'loss: {cross_entropy: {logits: logits, target: label}}' \
    'train: {epochs: 1, optimizer: {sgd: {learning_rate: 1e-1}}}' >"$bad/$1.yaml"
}

# refuses CODE COMMAND…: the command fails with the code, in time, and leaves the folder as it is.
refuses() {
  code=$1
  shift
  before=$(find "$bad" | sort)
  (cd "$bad" && timeout 20 "$tool" "$@") >"$work/out" 2>"$work/err"
  status=$?
  cat "$work/out" "$work/err"
  [ "$status" -eq 1 ] || say "exit status $status, expected 1" || return 1
  grep -qE "error\[($code)\]" "$work/err" || say "no error[$code] on standard error" || return 1
  after=$(find "$bad" | sort)
  [ "$before" = "$after" ] || say "left behind: $after"
}

: >"$bad/empty.yaml"
printf '\177ELF\002\001\000\377\376\000' >"$bad/binary.yaml"
spec layer.yaml '[flatten, dence: 10]'
spec shape.yaml '[dense: 10]'
table good 'a,b,label' '1,2,0' '3,4,1' '5,6,0' '7,8,1'
table ragged 'a,b,label' '1,2,0' '3,4' '5,6,0' '7,8,1'
table words 'a,b,label' '1,2,0' '3,four,1' '5,6,0' '7,8,1'
table beyond 'a,b,label' '1,2,0' '3,4,2' '5,6,0' '7,8,1'
table_spec absent

check "a well-formed table spec is accepted" "$tool" check "$bad/good.yaml"
check "an empty file is refused" refuses E0012 check empty.yaml
check "a binary file is refused" refuses 'E0003|E0014' check binary.yaml
check "an unknown layer is refused" refuses E0107 check layer.yaml
check "a shape mismatch is refused" refuses E0301 check shape.yaml
check "a device is refused" refuses E0013 check /dev/zero
check "a folder without specs is refused" refuses E0018 check none
check "a missing spec is refused" refuses E0001 check absent-spec.yaml

# A run folder that a failure left behind must not hide the next one.
trains_not() {
  rm -rf "$bad/run"
  refuses "$1" train "$2" --engine interpreter --quiet --out "$bad/run"
}
check "a missing data file is refused" trains_not E0501 absent.yaml
check "a ragged row is refused" trains_not E0503 ragged.yaml
check "a cell that is no number is refused" trains_not E0504 words.yaml
check "a label out of range is refused" trains_not E0509 beyond.yaml

places() {
  trains_not "$1" "$2" >/dev/null
  grep -q "$3" "$work/err" || { cat "$work/err"; say "does not name $3"; }
}
check "the file, line and column of a bad cell are named" places E0504 words.yaml 'words.csv:3:3'
check "the file and line of a ragged row are named" places E0503 ragged.yaml 'ragged.csv:3'

wrong_usage() {
  "$tool" train --no-such-option >"$work/out" 2>"$work/err"
  status=$?
  cat "$work/err"
  [ "$status" -eq 2 ] || say "exit status $status"
}
check "an unknown option is wrong usage" wrong_usage
