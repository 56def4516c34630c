"""A small template library, .docx files made by hand, and the way to run the program."""
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

PROGRAM = ""
SANITIZED = False
REPOSITORY = pathlib.Path()

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

CONTENT_TYPES = f"""{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
  <Default Extension="xml" ContentType="application/xml"/>
  <Override PartName="/word/document.xml" ContentType="{WML}.document.main+xml"/>
  <Override PartName="/word/styles.xml" ContentType="{WML}.styles+xml"/>
</Types>
"""
PACKAGE_RELATIONSHIPS = f"""{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>
"""
DOCUMENT_RELATIONSHIPS = f"""{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>
</Relationships>
"""
STYLES = f"""{XML}<w:styles {W}>
  <w:docDefaults>
    <w:rPrDefault>
      <w:rPr>
        <w:sz w:val="28"/>
      </w:rPr>
    </w:rPrDefault>
  </w:docDefaults>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal">
    <w:name w:val="Normal"/>
  </w:style>
</w:styles>
"""


def paragraph(text):
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def document(*paragraphs):
    body = "\n    ".join(p if p.startswith("<w:") else paragraph(p) for p in paragraphs)
    return (f'{XML}<w:document {W} xmlns:r="{OFFICE}">\n  <w:body>\n    {body}\n'
            '    <w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>\n  </w:body>\n</w:document>\n')


def package(*paragraphs):
    """The files of a .docx, by name."""
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_RELATIONSHIPS,
        "word/document.xml": document(*paragraphs),
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONSHIPS,
        "word/styles.xml": STYLES,
    }


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def text_of(docx):
    """The visible text of a document's body, a line a paragraph."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", xml, re.S)
    return "\n".join("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", p)) for p in paragraphs)


def write_files(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))


SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["co_quan", "so", "noi_nhan"],
    "properties": {
        "co_quan": {"type": "string", "title": "Cơ quan"},
        "so": {"type": "integer", "title": "Số"},
        "noi_nhan": {"type": "array", "items": {"type": "string"}},
        "ghi_chu": {"type": "string"},
    },
}


def library():
    """A library of two templates: thu-moi with schema, partial and header; ghi-chep with neither."""
    files = {f"_base/toi-gian/{name}": text for name, text in package().items() if name != "word/document.xml"}
    files["_partials/quoc-hieu.xml"] = (
        f"<w:body {W}>\n  <w:p>\n    <w:r>\n      <w:t>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</w:t>\n"
        "    </w:r>\n  </w:p>\n</w:body>\n")
    files["thu-moi/template.json"] = json.dumps(
        {"id": "thu-moi", "name": "Thư mời họp", "abbreviation": "TM", "profile": "toi-gian",
         "description": "Thư mời", "samples": ["thu-moi/mot.json"]}, ensure_ascii=False)
    files["thu-moi/schema.json"] = json.dumps(SCHEMA, ensure_ascii=False)
    files["thu-moi/README.md"] = "# Thư mời\n"
    files["thu-moi/document.xml"] = document(
        "{{> quoc_hieu}}", "Cơ quan: {{co_quan}}, số {{so | hai_chu_so}}",
        "{{#noi_nhan}}", "- {{.}};", "{{/noi_nhan}}", "{{#ghi_chu}}Ghi chú: {{ghi_chu}}{{/ghi_chu}}",
        '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="header2"/></w:sectPr></w:pPr></w:p>')
    files["thu-moi/word/header2.xml"] = f"{XML}<w:hdr {W}>\n  {paragraph('Số {{so}}')}\n</w:hdr>\n"
    files["ghi-chep/template.json"] = json.dumps({"id": "ghi-chep", "name": "Ghi chép", "profile": "toi-gian"})
    files["ghi-chep/document.xml"] = document("Ông {{ho_ten}} ở {{dia_chi.xa}}")
    return files


DATA = {"co_quan": "UBND xã Sơn Phú", "so": 5, "noi_nhan": ["Như trên", "Lưu: VT"], "ghi_chu": "họp sớm & đúng giờ"}


class Case(unittest.TestCase):
    """Works in self.folder, which holds templates/ and du-lieu.json; standard streams are bytes."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        write_files(self.folder / "templates", library())
        self.write("du-lieu.json", json.dumps(DATA, ensure_ascii=False))

    def write(self, name, content):
        write_files(self.folder, {name: content})
        return name

    def write_docx(self, name, *paragraphs):
        return self.write(name, zipped(package(*paragraphs)))

    def run_program(self, *arguments, stdin=b"", env=None, cwd=None, **options):
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        environment.update(env or {})
        if "stdin" not in options and not isinstance(stdin, int):
            options["input"] = stdin
        options.setdefault("stdout", subprocess.PIPE)
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=cwd or self.folder, env=environment,
                              stderr=subprocess.PIPE, timeout=120, check=False, **options)

    def expect(self, status, *arguments, **options):
        """Runs, checks the exit status, gives the run."""
        done = self.run_program(*arguments, **options)
        self.assertEqual(done.returncode, status,
                         f"{' '.join(map(str, arguments))}: {done.stderr.decode('utf-8', 'replace')}")
        return done

    def diagnostics(self, *arguments, status=1, **options):
        """The diagnostics of a run with --errors=json that must end with `status`."""
        done = self.expect(status, *arguments, "--errors=json", **options)
        return json.loads(done.stderr)["diagnostics"] if done.stderr else []

    def names(self):
        """All files of the folder but the library, hidden ones too."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*")
                      if path.is_file() and "templates" not in path.relative_to(self.folder).parts[:1])
