"""One example of a message: the files that cause it, and where the message says that the mistake is."""
import html
import json
import shlex
from dataclasses import dataclass, field

import fixtures

MAIN = "mau.docx: /word/document.xml"
FIRST, SECOND, THIRD = (f"{MAIN}: paragraph {number}" for number in (1, 2, 3))
DATA = "du-lieu.json"
SCHEMA = "templates/mau/schema.json"
PROFILE = "nd30-2020"


@dataclass
class Example:
    """What people wrote, and where they are told of it.

    The folder of the example holds a .docx (mau.docx), data (du-lieu.json), a library with the template `bao-cao`, and
    `files`. Paragraphs are texts as one types them in Word, or XML that begins with <w:.
    """
    id: str
    at: str | list  # the place of the message, or of each one, as place_of() writes it
    paragraphs: list = ()  # of mau.docx
    parts: dict = field(default_factory=dict)  # further files of mau.docx, or other ones; None leaves one out
    data: str = "{}"
    schema: str = ""  # makes mau.docx the template `mau` of the library, with this as its schema.json
    files: dict = field(default_factory=dict)  # text, bytes, or a dict of the files of a zip; None leaves one out
    command: str = ""  # "" renders the template with the data; "--limit …", "--convert-legacy …" do so with this option
    environment: dict = field(default_factory=dict)
    earlier: dict = field(default_factory=dict)  # of `files`, what they held when the same command ran once before

    def places(self):
        return [self.at] if isinstance(self.at, str) else self.at

    def arguments(self):
        template = "mau" if self.schema else "mau.docx"
        command = self.command
        if not command or command.startswith("--"):
            command = f"render {template} {DATA} -o ra.docx {command}"
        return shlex.split(command)

    def is_run(self):
        return self.arguments()[0] == "bulk"

    def own_files(self):
        """Files by name, without the library."""
        docx = {**fixtures.package(*map(escaped, self.paragraphs or ["Kính gửi"])), **self.parts}
        files = {"mau.docx": without_none(docx), DATA: self.data}
        if self.schema:
            files = {"templates/mau/template.json": TEMPLATE_JSON.replace("bao-cao", "mau"), SCHEMA: self.schema,
                     "templates/mau/document.xml": docx["word/document.xml"], DATA: self.data}
        return {**files, **self.files}

    def all_files(self):
        files = without_none({**library(), **self.own_files()})
        return {name: fixtures.zipped(content) if isinstance(content, dict) else content for name, content in files.items()}

    def typed(self):
        """All that a person typed or named, so as to find there what the README quotes; XML also as Word shows it."""
        pieces = [" ".join(self.arguments()), *library()]
        for name, content in without_none(self.own_files()).items():
            inner = content if isinstance(content, dict) else {name: content}
            for inner_name, text in {name: "", **inner}.items():
                text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
                pieces += [inner_name, text, html.unescape(text)]
        return "\n".join(pieces)


TEMPLATE_JSON = json.dumps({"id": "bao-cao", "name": "Báo cáo", "profile": PROFILE}, ensure_ascii=False)


def library():
    base = {name: text for name, text in fixtures.package().items() if name != "word/document.xml"}
    return {**{f"templates/_base/{PROFILE}/{name}": text for name, text in base.items()},
            "templates/bao-cao/template.json": TEMPLATE_JSON,
            "templates/bao-cao/document.xml": fixtures.document("Số: {{so}}"),
            "samples/bao-cao/quy-3.json": '{"so": 52}'}


def without_none(files):
    return {name: content for name, content in files.items() if content is not None}


def escaped(paragraph):
    return paragraph if paragraph.startswith("<w:") else html.escape(paragraph, quote=False)


def paragraphs_of(*texts):
    """Paragraphs as XML."""
    return "".join(fixtures.paragraph(escaped(text)) for text in texts)


def table(*rows):
    """A table of rows of cells of texts."""
    def cell(text):
        return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{paragraphs_of(text)}</w:tc>'
    return ("<w:tbl><w:tblPr/><w:tblGrid>" + '<w:gridCol w:w="2000"/>' * len(rows[0]) + "</w:tblGrid>" +
            "".join("<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in rows) + "</w:tbl>")


def typed_and_related(name, content, content_type, relationship):
    """A part that the document refers to, as further files of mau.docx."""
    added = f'<Override PartName="/word/{name}" ContentType="{content_type}"/></Types>'
    return {f"word/{name}": content,
            "[Content_Types].xml": fixtures.CONTENT_TYPES.replace("</Types>", added),
            **related(f'Id="rId2" Type="{fixtures.OFFICE}/{relationship}" Target="{name}"')}


def related(*relationships):
    """The relationships of the document, with further ones."""
    added = "".join(f"<Relationship {relationship}/>" for relationship in relationships)
    return {"word/_rels/document.xml.rels":
            fixtures.DOCUMENT_RELATIONSHIPS.replace("</Relationships>", added + "</Relationships>")}


def header(*texts):
    """A header of mau.docx."""
    return typed_and_related("header1.xml", f"<w:hdr {fixtures.W}>{paragraphs_of(*texts)}</w:hdr>",
                             f"{fixtures.WML}.header+xml", "header")


def told_of(place, *pointers):
    """One place in the document, and the values of the data that the messages are about."""
    return [f"{place} (data: {pointer})" for pointer in pointers]


def place_of(finding):
    """The place of a finding as the program writes it: "mau.docx: /word/document.xml: table 1, row 2 (data: /so)"."""
    place = finding.get("place", {})
    position = "".join(f":{place[name]}" for name in ("line", "column") if name in place)
    inside = ", ".join(f"{name} {place[name]}" for name in ("table", "row", "cell", "paragraph") if name in place)
    partial = f"partial {place['partial']}" if "partial" in place else ""
    text = ": ".join(part for part in (place.get("file"), partial, place.get("part")) if part) + position
    pointer = f" (data: {finding['data_pointer']})" if "data_pointer" in finding else ""
    return text + (f": {inside}" if inside else "") + pointer
