# `format` and `diff` from outside, and the hook that the README gives.

check "the specs that ship are in canonical layout" "$tool" format --check specs

mkdir -p "$work/layout/specs"
sed -e 's/^dims: .*/dims:   {classes: 10,    batch: 32}   # sizes/' specs/digits.yaml \
  >"$work/layout/specs/digits.yaml"

formats() {
  cp "$work/layout/specs/digits.yaml" "$work/layout/before.yaml"
  "$tool" format --check "$work/layout/specs" && { say "--check passes"; return 1; }
  cmp "$work/layout/before.yaml" "$work/layout/specs/digits.yaml" || return 1
  "$tool" format - <"$work/layout/before.yaml" >"$work/layout/after.yaml" || return 1
  "$tool" format "$work/layout/specs" && "$tool" format --check "$work/layout/specs" &&
    cmp "$work/layout/after.yaml" "$work/layout/specs/digits.yaml" &&
    grep -q '^dims: {classes: 10, batch: 32}  # sizes$' "$work/layout/after.yaml" &&
    "$tool" diff "$work/layout/before.yaml" "$work/layout/after.yaml"
}
check "format changes the layout, keeps comments and meaning, and is done then" formats

# ends STATUS COMMAND…
ends() {
  wanted=$1
  shift
  status=0
  "$@" >/dev/null 2>&1 || status=$?
  [ "$status" -eq "$wanted" ] || say "status $status, not $wanted: $*"
}

diffs() {
  sed 's/units: 128/units: 96/; s/parameters: [0-9]*, //' specs/digits.yaml >"$work/layout/b.yaml"
  ends 0 "$tool" diff specs/digits.yaml specs/digits.yaml &&
    ends 1 "$tool" diff specs/digits.yaml "$work/layout/b.yaml" &&
    ends 2 "$tool" diff specs/digits.yaml "$work/layout/none.yaml" &&
    ends 2 "$tool" diff specs/digits.yaml || return 1
  "$tool" diff specs/digits.yaml "$work/layout/b.yaml" --format json >"$work/layout/diff.json"
  grep -q '"same": false' "$work/layout/diff.json" &&
    tr -d ' \n' <"$work/layout/diff.json" |
    grep -q '"total":6,"carried":\["dense_1.weight","dense_1.bias","dense_3.bias"\]'
}
check "diff ends with 0 for the same meaning, 1 for changes, 2 for trouble; its JSON tells tensors" \
  diffs

hooks() {
  mkdir -p "$work/hook/specs" "$work/hook/bin" && ln -sf "$tool" "$work/hook/bin/netwright" || return 1
  git -C "$work/hook" init -q . || return 1
  awk '/^```sh$/ { text = ""; inside = 1; next }
    /^```$/ { if (inside && text ~ /^#!/) printf "%s", text; inside = 0; next }
    inside { text = text $0 "\n" }' README.md >"$work/hook/.git/hooks/pre-commit"
  chmod +x "$work/hook/.git/hooks/pre-commit"
  cd "$work/hook" || return 1
  cp "$root/specs/digits.yaml" specs/ && sed 's/flatten/flaten/' specs/digits.yaml >specs/wrong.yaml
  commit="git -c user.name=a -c user.email=a@b commit -qm test"
  git add specs/wrong.yaml &&
    ! PATH="$work/hook/bin:$PATH" $commit && git rm -q --cached specs/wrong.yaml &&
    git add specs/digits.yaml && PATH="$work/hook/bin:$PATH" $commit
}
hooks_apart() { (hooks); }
check "the hook of the README lets right specs through and no wrong ones" hooks_apart
