"""The rows by number."""

from . import attributes, expressions, literals, macros, names, paths, reading

ROWS = {
    "1": reading.nesting,
    "2": reading.aliases,
    "3": reading.sizes,
    "4": reading.keys_and_tags,
    "5": literals.numbers,
    "6": expressions.bombs,
    "7": expressions.blowup,
    "8": macros.macros,
    "11": attributes.attributes,
    "12": attributes.products,
    "31": names.injection,
    "32": paths.outputs,
    "33": names.reports,
    "34": paths.quiet,
    "35": paths.leaks,
    "yaml": reading.suite,
}
