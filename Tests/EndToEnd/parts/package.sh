# The emitted package stands on its own, and another package predicts with it.

builds() {
  mkdir "$work/alone" && (cd generated/digits && tar cf - --exclude .build .) |
    (cd "$work/alone" && tar xf -) || return 1
  (cd "$work/alone" && swift build -c release)
}
check "generated/digits builds on its own" builds

runs_alone() {
  trained || return 1
  "$work/alone/.build/release/digits-train" train --data specs --quiet --print-losses 20 \
    >"$work/alone.losses" || return 1
  head -n 20 "$work/compiled.losses" | cmp - "$work/alone.losses"
}
check "its program trains with the losses of \`netwright train\`" runs_alone

# Prints `rows accuracy`: the weights have seen most of these rows.
predicts() {
  trained || return 1
  swift build -c release --package-path Tests/EndToEnd/Client --scratch-path "$work/client" ||
    return 1
  gzip -dc specs/data/digits.csv.gz |
    "$work/client/release/Client" "$work/compiled/weights.safetensors" >"$work/predicted" ||
    return 1
  cat "$work/predicted"
  awk '{ exit !(NR == 1 && $1 == 1797 && $2 >= 0.97) }' "$work/predicted"
}
check "another package loads the weights and predicts" predicts
