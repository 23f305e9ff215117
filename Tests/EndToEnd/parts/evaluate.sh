# `evaluate` finds what training wrote down.

evaluates() {
  trained || return 1
  "$tool" evaluate "$work/compiled" --quiet >"$work/evaluation.json" || return 1
  cat "$work/evaluation.json"
  for name in loss accuracy; do
    expected=$(sed 's/.*"test":{\([^}]*\)}.*/\1/' "$work/compiled/result.json" | tr ',' '\n' |
      sed -n "s/^\"$name\"://p")
    found=$(tr -d '{}' <"$work/evaluation.json" | tr ',' '\n' | sed -n "s/^\"$name\"://p")
    [ -n "$found" ] && [ "$found" = "$expected" ] ||
      say "$name is $found, result.json has $expected" || return 1
  done
}
check "evaluate agrees with result.json" evaluates
