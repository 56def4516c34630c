#!/usr/bin/env python3
"""Sees that modules include only what the table of engine/README.md allows them.

usage: includes.py REPOSITORY

Reads the rows "| `module` | … | may include | libraries |" and every #include of engine/<module>. A module of engine/ that
the table does not name is a finding too, and so is a source that does not include its own header first: that is how headers
are known to stand alone. Exit status 1 when there is any.
"""
import pathlib
import re
import sys

# Which library a third-party header belongs to; standard and system headers are not of interest.
LIBRARY_OF = {
    "fmt/": "fmt", "utf8proc.h": "utf8proc", "zip.h": "libzip", "zlib.h": "zlib", "libdeflate.h": "libdeflate", "pugixml.hpp": "pugixml",
    "simdjson": "simdjson", "pcre2.h": "pcre2", "md4c": "md4c", "kainjow/": "kainjow", "CLI/": "CLI11", "spdlog/": "spdlog", "Poco/": "Poco",
    "qrcodegen": "qrcodegen", "http_parser.h": "http-parser", "prometheus/": "prometheus-cpp", "nettle/": "nettle",
    "LibreOfficeKit/": "LibreOfficeKit", "zlib.h": "zlib",
}
ROW = re.compile(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]', re.MULTILINE)


def names(cell):
    return {name.strip() for name in cell.split(",") if name.strip()}


def main():
    engine = pathlib.Path(sys.argv[1]) / "engine"
    table = {m[1]: (names(m[2]) | {m[1]}, names(m[3])) for m in ROW.finditer((engine / "README.md").read_text("utf-8"))}
    faults, seen = [], 0
    for path in sorted(engine.glob("*/**/*")):
        if path.suffix not in (".h", ".cpp", ".def"):
            continue
        seen += 1
        module = path.relative_to(engine).parts[0]
        where = path.relative_to(engine.parent)
        if module not in table:
            faults.append(f"{where}: engine/README.md has no row for the module {module}")
            continue
        modules, libraries = table[module]
        includes = INCLUDE.findall(path.read_text("utf-8"))
        own = path.with_suffix(".h")
        if path.suffix == ".cpp" and own.exists() and includes[:1] != [('"', str(own.relative_to(engine)))]:
            faults.append(f"{where}: does not include {own.relative_to(engine)} first")
        for mark, header in includes:
            if mark == '"' and not header.endswith(".inc"):  # generated data stands beside its user
                other = header.split("/")[0]
                if "/" not in header or other not in modules:
                    faults.append(f'{where}: includes "{header}", but {module} may include {", ".join(sorted(modules))}')
            else:
                library = next((name for prefix, name in LIBRARY_OF.items() if header.startswith(prefix)), None)
                if library and library not in libraries:
                    faults.append(f"{where}: includes <{header}>, but {library} is not a library of {module}")
    for fault in faults:
        print(fault)
    print(f"{seen} files, {len(table)} modules, {len(faults)} findings")
    return 1 if faults or not seen or not table else 0


if __name__ == "__main__":
    sys.exit(main())
