# The figures of a workload, as one JSON object.
measures() {
  "$tool" bench specs/bench/tabular_mlp.yaml --steps 20 --threads 2 --quiet >"$work/bench.json" ||
    return 1
  cat "$work/bench.json"
  [ "$(wc -l <"$work/bench.json")" -eq 1 ] || say "not one line" || return 1
  for field in '"workload":"tabular_mlp"' '"threads":2' '"median_ms":[0-9]' '"min_ms":[0-9]' \
    '"parameters":4130' '"flops_per_step":[1-9]' '"peak_rss_mb":[1-9]'; do
    grep -q "$field" "$work/bench.json" || say "missing: $field" || return 1
  done
}
check "bench prints the fields of its contract" measures
