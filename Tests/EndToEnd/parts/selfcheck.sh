# All engines against each other on a spec, and steps on given data.

agrees() {
  "$tool" selfcheck specs/digits.yaml >"$work/selfcheck" || { cat "$work/selfcheck"; return 1; }
  cat "$work/selfcheck"
  grep -q '^all engines agree$' "$work/selfcheck" || say "no verdict" || return 1
  # Finite differences, the graph before and after optimization; kernels, the interpreted plan and
  # the program, each with gradients exposed and as trained.
  [ "$(grep -c ' ok' "$work/selfcheck")" -eq 10 ] || say "not ten engines"
}
check "all engines agree on the digits" agrees

in_json() {
  "$tool" selfcheck specs/digits.yaml --no-compile --format json >"$work/selfcheck.json" || return 1
  grep -q '"agrees": true' "$work/selfcheck.json"
}
check "selfcheck without a compiler, as JSON" in_json

refuses_usage() {
  "$tool" selfcheck specs/digits.yaml --batch 0 >"$work/out" 2>"$work/err"
  status=$?
  [ "$status" -eq 2 ] || say "exit status $status, expected 2"
}
check "a batch of no rows is wrong usage" refuses_usage

# A checkpoint of a run goes into replay as it is; batches that are none do not.
refuses_batches() {
  trained || return 1
  "$tool" replay specs/digits.yaml --engine reference --quiet \
    --batches "$work/compiled/checkpoint.safetensors" --out "$work/replayed" 2>"$work/err"
  status=$?
  cat "$work/err"
  [ "$status" -eq 1 ] || say "exit status $status, expected 1" || return 1
  [ ! -e "$work/replayed" ] || say "a result was written" || return 1
  grep -q 'missing:' "$work/err"
}
check "batches that do not fit are refused, all of them named" refuses_batches
