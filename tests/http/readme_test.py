"""The calls of engine/http/README.md, run as they stand there."""
import io
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import unittest
import zipfile

import serving
from service import ServiceCase

README = "engine/http/README.md"
ADDRESS = "http://127.0.0.1:8080"
# The template of whoever pastes the calls: it needs no data, and says more where there are some.
TEMPLATE = {
    "[Content_Types].xml":
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels":
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
    "word/document.xml":
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>{{#ten}}Kính gửi: {{ten}}{{/ten}}</w:t></w:r></w:p></w:body></w:document>",
}


def template():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        for name, text in TEMPLATE.items():
            made.writestr(name, text)
    return archive.getvalue()


def block(language):
    text = (serving.REPOSITORY / README).read_text(encoding="utf-8")
    (found,) = [code for code in re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL) if ADDRESS in code]
    return found


@unittest.skipUnless(serving.has_libreoffice(), "pages are among what is asked for, and LibreOffice is not here")
class Readme(ServiceCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-http-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.service = self.start("--uploads", str(self.folder / "uploads"), environment={"THETHUC_LANGUAGE": ""}, keep=self)
        for name in ("mau.docx", "truoc.docx", "sau.docx", "cong-van.docx"):
            (self.folder / name).write_bytes(template())
        end = time.monotonic() + serving.PATIENCE
        while self.service.raw_ask("/readyz")[0] != 200 and time.monotonic() < end:
            time.sleep(0.1)

    def run_block(self, code, *command):
        code = code.replace(ADDRESS, f"http://127.0.0.1:{self.service.port}")
        done = subprocess.run([*command, code], cwd=self.folder, env={**os.environ, "HOME": str(self.folder)},
                              capture_output=True, text=True, timeout=5 * serving.PATIENCE)
        self.assertEqual(done.returncode, 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}\n{self.service.log()[-2000:]}")
        return done

    def is_document(self, name):
        with zipfile.ZipFile(self.folder / name) as document:
            self.assertIn("word/document.xml", document.namelist())

    def test_curl(self):
        # A call that fails ends the script, and each says its status.
        (self.folder / ".curlrc").write_text('fail-with-body\nwrite-out = "%{stderr}%{http_code}\\n"\n', encoding="utf-8")
        statuses = self.run_block(block("sh"), "sh", "-euc").stderr.split()
        calls = len(re.findall(r"\bcurl ", block("sh")))
        self.assertEqual(len(statuses), calls)
        self.assertEqual([s for s in statuses if s not in ("200", "201", "202", "204")], [])
        self.is_document("ket-qua.docx")
        self.assertEqual((self.folder / "bao-cao.pdf").read_bytes()[:5], b"%PDF-")
        self.assertEqual((self.folder / "1.png").read_bytes()[:4], b"\x89PNG")

    def test_python(self):
        said = self.run_block(block("python"), "/usr/bin/python3", "-c").stdout
        self.assertIn('"findings"', said)
        self.is_document("cong-van.docx")
        self.is_document("ket-qua.docx")
