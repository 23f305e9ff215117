# Specs that ship are right.
check "check accepts the specs that ship" "$tool" check specs
