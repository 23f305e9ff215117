# The JSON Schema agrees with the checker, by the word of a validator that others wrote.

# has_validator PYTHON
has_validator() { "$1" -c "import jsonschema, yaml" 2>/dev/null; }

# Where Python has the two packages they are taken as they are; else they go into a folder that is
# removed, or come from the distribution where one may install.
validator_python() {
  for python in python3 /usr/bin/python3; do
    has_validator "$python" && { echo "$python"; return; }
  done
  if python3 -m venv "$work/validator" &&
    "$work/validator/bin/pip" install --quiet --disable-pip-version-check \
      -r Tests/Schema/requirements.txt; then
    echo "$work/validator/bin/python"
    return
  fi >&2
  [ "$(id -u)" -eq 0 ] && {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      python3 python3-jsonschema python3-yaml
  } >/dev/null 2>&1
  has_validator /usr/bin/python3 && { echo /usr/bin/python3; return; }
  echo "missing: Python's packages jsonschema and PyYAML" >&2
  return 1
}

agrees_with_schema() {
  python=$(validator_python) || {
    echo "skipped: no validator of JSON Schema here, nor a way to install one"
    return 0
  }
  "$python" Tests/Schema/check.py "$tool"
}
check "specs that check passes are valid by the JSON Schema, misbuilt ones are not" \
  agrees_with_schema

same_schema() {
  "$tool" schema >"$work/schema.1" && "$tool" schema >"$work/schema.2" &&
    cmp "$work/schema.1" "$work/schema.2"
}
check "the JSON Schema is the same each time" same_schema
