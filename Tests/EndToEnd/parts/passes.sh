# Passes that are left out, and what passes did.
refuses_pass() {
  "$tool" dump specs/digits.yaml --stage optimized --without "$1" >/dev/null 2>"$work/refusal"
  status=$?
  [ "$status" -eq 2 ] || say "exit status $status, expected 2" || return 1
  grep -q "$2" "$work/refusal" || say "no word of $2: $(cat "$work/refusal")"
}
check "a misspelt pass is refused with the name that was meant" \
  refuses_pass fuse-kernel 'did you mean `fuse-kernels`'
check "a pass that kernels need cannot be left out" refuses_pass split-reductions 'cannot be left out'

separate_kernels() {
  "$tool" dump specs/digits.yaml --stage kernels >"$work/fused" || return 1
  "$tool" dump specs/digits.yaml --stage kernels --without fuse-kernels,sink-reshapes \
    >"$work/separate" || return 1
  [ "$(grep -c '^  barrier' "$work/separate")" -gt "$(grep -c '^  barrier' "$work/fused")" ] \
    || say "no more kernels than with fusion"
}
check "without fusion there are more kernels" separate_kernels

statistics() {
  "$tool" dump specs/digits.yaml --stage optimized --statistics >"$work/statistics" || return 1
  grep -q '^remove-dead-nodes ' "$work/statistics" || say "no line for remove-dead-nodes"
}
check "statistics have a line for each pass" statistics
