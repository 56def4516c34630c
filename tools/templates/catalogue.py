#!/usr/bin/env python3
"""Writes templates/CATALOGUE.md: what each template of the library is and asks for.

usage: catalogue.py [--check]

All of it comes from template.json and schema.json of each template and the schemas that they share. --check writes nothing
and says whether the file is as it would be written (exit status 1 when not).
"""
import json
import os
import sys

REPOSITORY = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
TEMPLATES = os.path.join(REPOSITORY, "templates")
CATALOGUE = os.path.join(TEMPLATES, "CATALOGUE.md")
SHARED = "../_schema/"

HEAD = """# The templates, one by one

Written by `tools/templates/catalogue.py` from each template's template.json and schema.json; a test holds them together. The
first pages are pictured in [README.md](README.md#the-library), where the language of templates is, too. All fields of one with
their meaning: `thethuc templates new ID --guide`.

*Required* are the fields without which nothing is filled; beside them a document has `ngay` or `thang_ban_hanh`. *Its own* are those that
other types do not have; what any document may have besides is told in [_schema/chung.json](_schema/chung.json).
"""


def read(*path):
    with open(os.path.join(TEMPLATES, *path), encoding="utf-8") as file:
        return json.load(file)


def title_of(schema, root, folder):
    """The schema's title, its own or that of what it refers to."""
    while "title" not in schema and "$ref" in schema:
        path, _, pointer = schema["$ref"].partition("#")
        if path:
            folder = os.path.normpath(os.path.join(folder, os.path.dirname(path)))
            root = read(folder, os.path.basename(path))
        schema = root
        for name in pointer.strip("/").split("/"):
            schema = schema[name]
    return schema.get("title", "")


def fields(names, schema, template):
    told = []
    for name in names:
        title = title_of(schema["properties"][name], schema, template)
        told.append(f"`{name}` ({title})" if title else f"`{name}`")
    return ", ".join(told)


def is_own(field):
    return isinstance(field, dict) and not field.get("$ref", "").startswith(SHARED)


def entry(template):
    metadata = read(template, "template.json")
    schema = read(template, "schema.json")
    code = f", {metadata['abbreviation']}" if "abbreviation" in metadata else ""
    required = schema.get("required", [])
    own = [name for name, field in schema["properties"].items() if is_own(field) and name not in required]
    samples = ", ".join(f"[{os.path.basename(sample)}](../samples/{sample})" for sample in metadata.get("samples", []))
    lines = [f"## `{template}`: {metadata['name']}{code}", "", metadata["description"], "",
             f"- Profiles: {', '.join(metadata.get('profiles', [metadata['profile']]))}",
             f"- Required: {fields(required, schema, template)}"]
    if own:
        lines.append(f"- Its own: {fields(own, schema, template)}")
    lines.append(f"- Samples: {samples}")
    if os.path.exists(os.path.join(TEMPLATES, template, "README.md")):
        lines.append(f"- More: [{template}/README.md]({template}/README.md)")
    return "\n".join(lines) + "\n"


def main():
    templates = sorted(name for name in os.listdir(TEMPLATES) if os.path.exists(os.path.join(TEMPLATES, name, "template.json")))
    text = "\n".join([HEAD] + [entry(template) for template in templates])
    if sys.argv[1:] != ["--check"]:
        with open(CATALOGUE, "w", encoding="utf-8") as file:
            file.write(text)
        return 0
    with open(CATALOGUE, encoding="utf-8") as file:
        if file.read() == text:
            return 0
    print("templates/CATALOGUE.md: expected what tools/templates/catalogue.py writes, found something else\n"
          "  hint: run tools/templates/catalogue.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
