# Published parameter counts of the workloads.

# counts NAME PARAMETERS
counts() {
  "$tool" summary "specs/bench/$1.yaml" --format json >"$work/summary.json" || return 1
  found=$(sed -n 's/^ *"parameters": *\([0-9]*\).*/\1/p' "$work/summary.json" | head -n 1)
  [ "$found" = "$2" ] || say "found $found parameters, expected $2"
}
check "lenet has 61706 parameters" counts lenet 61706
check "resnet20 has 272474 parameters" counts resnet20 272474
check "dscnn has 23756 parameters" counts dscnn 23756
check "tabular_mlp has 4130 parameters" counts tabular_mlp 4130
check "mnist_mlp has 669706 parameters" counts mnist_mlp 669706
