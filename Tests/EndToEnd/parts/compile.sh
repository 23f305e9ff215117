# Emitted packages.
check "generated/digits is what its spec compiles to" \
  "$tool" compile specs/digits.yaml -o generated/digits --check

twice() {
  for folder in first second; do
    "$tool" compile specs/digits.yaml -o "$work/$folder" || return 1
    [ -f "$work/$folder/Package.swift" ] || say "$folder: nothing was written" || return 1
  done
  diff -r "$work/first" "$work/second"
}
check "emitting twice gives equal bytes" twice

drifts() {
  echo '// changed by hand' >>"$work/second/Package.swift"
  "$tool" compile specs/digits.yaml -o "$work/second" --check
  status=$?
  [ "$status" -eq 1 ] || say "exit status $status, expected 1"
}
check "a file changed by hand is drift" drifts
