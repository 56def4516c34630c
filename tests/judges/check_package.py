#!/usr/bin/env python3
"""Says whether .docx files are sound packages: what a schema validator does not look at.

usage: check_package.py [--allow-tags] FILE.docx…

One line a finding, "file: part: kind: what"; exit status 1 when there is any. --allow-tags is for templates.
Each check below is a function whose docstring is the rule; check_package_test.py breaks every rule once.
"""
import argparse
import collections
import posixpath
import re
import sys
import unicodedata
import zipfile

from docx import NAMESPACES, Package, q, relationships_part, visible_text

Finding = collections.namedtuple("Finding", "where kind what")
CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def repeated(values):
    return [value for value, count in collections.Counter(values).items() if count > 1]


def int_attribute(element, name, otherwise):
    value = element.get(q(name)) if element is not None else None
    return int(value) if value is not None else otherwise


# --- the archive and the package


@check
def archive(package, _options):
    """[Content_Types].xml comes first, no two names are equal without case, and all times are the zip epoch."""
    names = [entry.filename for entry in package.entries]
    if names[:1] != ["[Content_Types].xml"]:
        yield Finding("zip", "first_entry", f"expected [Content_Types].xml first, found {names[:1]}")
    for name in repeated(name.lower() for name in names):
        yield Finding("/" + name, "entry_twice", "two entries of this name")
    for entry in package.entries:
        if entry.date_time != (1980, 1, 1, 0, 0, 0):
            yield Finding("/" + entry.filename, "entry_time", f"expected 1980-01-01 00:00, found {entry.date_time}")


@check
def well_formed(package, _options):
    """Every XML part parses and has no DOCTYPE; the prefixes in mc:Ignorable are declared."""
    for name, problem in package.not_well_formed.items():
        yield Finding(name, "not_well_formed", problem)
    for name, part in package.xml.items():
        if b"<!DOCTYPE" in package.data[name]:
            yield Finding(name, "doctype", "a part must have no DOCTYPE")
        for element in part.root.iter():
            for prefix in element.get(q("mc:Ignorable"), "").split():
                if prefix not in part.prefixes:
                    yield Finding(name, "prefix_not_declared", f"mc:Ignorable names {prefix!r}")


@check
def content_types(package, _options):
    """Every part has a content type, every Override its part, and no extension or part is named twice."""
    root = package.root("/[Content_Types].xml")
    if root is None:
        yield Finding("/[Content_Types].xml", "content_types_missing", "a package needs this part")
        return
    extensions = [e.get("Extension", "").lower() for e in root.iter(q("ct:Default"))]
    overrides = [e.get("PartName", "").lower() for e in root.iter(q("ct:Override"))]
    for name in repeated(extensions + overrides):
        yield Finding("/[Content_Types].xml", "content_type_twice", f"{name} has two content types")
    parts = {name.lower() for name in package.data}
    for name in overrides:
        if name not in parts:
            yield Finding("/[Content_Types].xml", "override_without_part", f"{name} is not in the package")
    for name in package.data:
        extension = name.rpartition(".")[2].lower()
        if name != "/[Content_Types].xml" and name.lower() not in overrides and extension not in extensions:
            yield Finding(name, "part_without_content_type", "neither Default nor Override covers it")


# Of which a document has one part.
SINGLE_KINDS = {"styles", "numbering", "settings", "fontTable", "theme", "footnotes", "endnotes", "comments"}


@check
def relationships(package, _options):
    """Ids are unique, parts of which there is one are named once, internal targets exist, r: attributes are declared, and
    every part is reached from the package."""
    if package.main_part is None:
        yield Finding("/_rels/.rels", "no_main_part", "no officeDocument relationship")
    reached, waiting = set(), [""]
    while waiting:
        source = waiting.pop()
        links = package.relationships(source)
        where = relationships_part(source)
        for identifier in repeated(link.id for link in links):
            yield Finding(where, "relationship_id_twice", identifier)
        for kind in repeated(kind for kind in (posixpath.basename(link.type) for link in links) if kind in SINGLE_KINDS):
            yield Finding(where, "relationship_kind_twice", kind)
        for link in links:
            if link.is_external:
                continue
            if link.target not in package.data:
                yield Finding(where, "target_missing", f"{link.id} leads to {link.target}")
            elif link.target not in reached:
                reached.add(link.target)
                waiting.append(link.target)
    reserved = ("/[Content_Types].xml",)
    for name in package.data:
        if name in reserved or name in reached:
            continue
        folder, file_name = posixpath.split(name)
        if posixpath.basename(folder) == "_rels":
            source = posixpath.join(posixpath.dirname(folder), file_name[: -len(".rels")])
            if source != "/" and source not in package.data:
                yield Finding(name, "relationships_of_no_part", f"{source} is not in the package")
        else:
            yield Finding(name, "part_not_reached", "no relationship leads to it")
    for name, part in package.xml.items():
        declared = {link.id for link in package.relationships(name)}
        for element in part.root.iter():
            for attribute, value in element.attrib.items():
                if attribute.startswith("{" + NAMESPACES["r"] + "}") and value and value not in declared:
                    yield Finding(name, "relationship_not_declared", f"{value} on {local(element)}")


def local(element):
    return element.tag.rpartition("}")[2]


# --- blocks

BLOCKS = {q("w:p"), q("w:tbl"), q("w:sdt"), q("w:customXml"), q("w:altChunk")}


@check
def stories(package, _options):
    """The body ends in w:sectPr; headers, footers, notes and text boxes hold a block and end in a paragraph."""
    for name, root in package.stories():
        for body in root.iter(q("w:body")):
            if len(body) == 0 or body[-1].tag != q("w:sectPr"):
                yield Finding(name, "body_without_section", "the body's last child is not w:sectPr")
        for kind in ("w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:comment", "w:txbxContent"):
            for story in root.iter(q(kind)):
                held = [child for child in story if child.tag in BLOCKS]
                if not held or held[-1].tag == q("w:tbl"):
                    yield Finding(name, "story_without_paragraph", f"{kind} must end in a paragraph")


@check
def tables(package, _options):
    """Tables have rows, rows cells, cells end in a paragraph; a row is as wide as the grid; merges have a start."""
    for name, root in package.stories():
        for number, table in enumerate(root.iter(q("w:tbl")), 1):
            for kind, what in table_faults(table):
                yield Finding(name, kind, f"table {number}{what}")


def table_faults(table):
    rows = list(own(table, "w:tr"))
    if not rows:
        yield "table_without_row", " has no row"
    grid = len(table.findall(q("w:tblGrid") + "/" + q("w:gridCol")))
    above = {}  # first grid column -> span, of the cells that a w:vMerge below may go on with
    for number, row in enumerate(rows, 1):
        cells = list(own(row, "w:tc"))
        if not cells:
            yield "row_without_cell", f", row {number} has no cell"
        properties = row.find(q("w:trPr"))
        column = skipped(properties, "w:gridBefore")
        merged = {}
        for cell_number, cell in enumerate(cells, 1):
            at = f", row {number}, cell {cell_number}"
            held = [child for child in cell if child.tag in BLOCKS]
            if not held or held[-1].tag not in (q("w:p"), q("w:sdt")):
                yield "cell_without_paragraph", f"{at} does not end in a paragraph"
            span = int_attribute(cell.find(q("w:tcPr") + "/" + q("w:gridSpan")), "w:val", 1)
            merge = cell.find(q("w:tcPr") + "/" + q("w:vMerge"))
            if merge is not None:
                if merge.get(q("w:val"), "continue") != "restart" and above.get(column) != span:
                    yield "merge_without_start", f"{at} goes on with a merge that the row above does not have"
                merged[column] = span
            column += span
        above = merged
        column += skipped(properties, "w:gridAfter")
        if column != grid:
            yield "row_not_grid", f", row {number} spans {column} grid columns, expected {grid}"


def own(container, kind):
    """Rows of a table or cells of a row, through content controls but not into nested tables."""
    for child in container:
        if child.tag == q(kind):
            yield child
        elif child.tag in (q("w:sdt"), q("w:sdtContent"), q("w:ins"), q("w:customXml")):
            yield from own(child, kind)


def skipped(row_properties, kind):
    return int_attribute(row_properties.find(q(kind)), "w:val", 0) if row_properties is not None else 0


# --- ids, pairs and references


@check
def identifiers(package, _options):
    """Drawings, bookmarks, content controls, paragraphs, comments and notes have ids of their own."""
    drawings = collections.Counter()
    for name, root in package.stories():
        drawings.update(e.get("id") for e in root.iter(q("wp:docPr")))
        kinds = {
            "bookmark_id": [e.get(q("w:id")) for e in root.iter(q("w:bookmarkStart"))],
            "bookmark_name": [e.get(q("w:name"), "").lower() for e in root.iter(q("w:bookmarkStart"))],
            "paragraph_id": [e.get(q("w14:paraId")) for e in root.iter() if e.get(q("w14:paraId"))],
            "control_id": [e.get(q("w:val")) for s in root.iter(q("w:sdtPr")) for e in s.findall(q("w:id"))],
            "note_id": [e.get(q("w:id")) for kind in ("footnote", "endnote", "comment") for e in root.iter(q("w:" + kind))],
        }
        for kind, values in kinds.items():
            for value in repeated(values):
                yield Finding(name, kind + "_twice", value)
    for value, count in drawings.items():
        if count > 1:
            yield Finding(package.main_part, "drawing_id_twice", f"wp:docPr id {value}")


@check
def pairs(package, _options):
    """Each bookmark and comment range that starts ends, and fields have begin, separate and end in order."""
    for name, root in package.stories():
        for kind in ("bookmark", "commentRange"):
            starts = {e.get(q("w:id")) for e in root.iter(q(f"w:{kind}Start"))}
            ends = {e.get(q("w:id")) for e in root.iter(q(f"w:{kind}End"))}
            for identifier in sorted(starts ^ ends):
                yield Finding(name, "range_not_paired", f"{kind} {identifier}")
        open_fields = []  # of each open field, whether its separator was seen
        for mark in root.iter(q("w:fldChar")):
            kind = mark.get(q("w:fldCharType"))
            if kind == "begin":
                open_fields.append(False)
            elif not open_fields or (kind == "separate" and open_fields[-1]):
                yield Finding(name, "field_not_paired", f"{kind} without begin")
            elif kind == "separate":
                open_fields[-1] = True
            else:
                open_fields.pop()
        if open_fields:
            yield Finding(name, "field_not_paired", f"{len(open_fields)} fields are never ended")


@check
def references(package, _options):
    """Notes and comments referred to exist, and so do the styles and numberings that are used."""
    main = package.main_part
    if main is None:
        return
    styles, numberings = style_sheet(package, main), numbering(package, main)
    yield from styles.faults
    yield from numberings.faults
    for kind, reference in (("footnote", "w:footnoteReference"), ("endnote", "w:endnoteReference"),
                            ("comment", "w:commentReference")):
        part = package.root(package.related(main, kind + "s"))
        known = {e.get(q("w:id")) for e in part.iter(q("w:" + kind))} if part is not None else set()
        for name, root in package.stories():
            for element in root.iter(q(reference)):
                if element.get(q("w:id")) not in known:
                    yield Finding(name, "note_missing", f"{kind} {element.get(q('w:id'))}")
    for name, root in package.stories():
        for tag, kind in (("w:pStyle", "paragraph"), ("w:rStyle", "character"), ("w:tblStyle", "table")):
            for style in sorted({e.get(q("w:val")) for e in root.iter(q(tag))}):
                if styles.kinds.get(style) != kind:
                    yield Finding(name, "style_missing", f"no {kind} style {style}")
        for number in sorted({e.get(q("w:val")) for p in root.iter(q("w:numPr")) for e in p.findall(q("w:numId"))}):
            if number != "0" and number not in numberings.kinds:  # 0 takes a style's numbering away
                yield Finding(name, "numbering_missing", f"numId {number}")


Catalogue = collections.namedtuple("Catalogue", "kinds faults")


def style_sheet(package, main):
    part = package.related(main, "styles")
    root = package.root(part)
    if root is None:
        return Catalogue({}, [])
    found = root.findall(q("w:style"))
    kinds = {e.get(q("w:styleId")): e.get(q("w:type")) for e in found}
    faults = [Finding(part, "style_twice", i) for i in repeated(e.get(q("w:styleId")) for e in found)]
    for style in found:
        for tag in ("w:basedOn", "w:next", "w:link"):
            for element in style.findall(q(tag)):
                if element.get(q("w:val")) not in kinds:
                    faults.append(Finding(part, "style_missing", f"{tag} of {style.get(q('w:styleId'))}"))
    return Catalogue(kinds, faults)


def numbering(package, main):
    part = package.related(main, "numbering")
    root = package.root(part)
    if root is None:
        return Catalogue({}, [])
    abstract = {e.get(q("w:abstractNumId")) for e in root.findall(q("w:abstractNum"))}
    kinds, faults = {}, []
    for element in root.findall(q("w:num")):
        number = element.get(q("w:numId"))
        if number in kinds:
            faults.append(Finding(part, "numbering_twice", f"numId {number}"))
        kinds[number] = element.find(q("w:abstractNumId")).get(q("w:val"))
        if kinds[number] not in abstract:
            faults.append(Finding(part, "numbering_missing", f"abstractNumId {kinds[number]} of numId {number}"))
    return Catalogue(kinds, faults)


# --- text

OUTER_SPACE = re.compile(r"^[ \t\n]|[ \t\n]$")


@check
def text(package, options):
    """No tag is left, text is NFC, and a w:t with outer spaces has xml:space="preserve"."""
    for name, root in package.stories():
        for number, paragraph in enumerate(root.iter(q("w:p")), 1):
            content = visible_text(paragraph)
            if not options.allow_tags and re.search(r"\{\{|\}\}", content):
                yield Finding(name, "tag_left", f"paragraph {number}: {content[:80]}")
            if not unicodedata.is_normalized("NFC", content):
                yield Finding(name, "text_not_nfc", f"paragraph {number}: {content[:80]}")
        for element in root.iter(q("w:t")):
            if OUTER_SPACE.search(element.text or "") and element.get(q("xml:space")) != "preserve":
                yield Finding(name, "space_not_kept", repr(element.text[:60]))


def findings_of(path, allow_tags=False):
    """All findings of one file, as a list."""
    options = argparse.Namespace(allow_tags=allow_tags)
    try:
        package = Package(path)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        return [Finding("zip", "not_a_zip", str(error))]
    return [finding for function in CHECKS for finding in function(package, options)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE.docx")
    parser.add_argument("--allow-tags", action="store_true", help="the files are templates")
    arguments = parser.parse_args()
    count = 0
    for path in arguments.files:
        for finding in findings_of(path, arguments.allow_tags):
            print(f"{path}: {finding.where}: {finding.kind}: {finding.what}")
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
