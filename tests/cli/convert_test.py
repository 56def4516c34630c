"""convert, and render to PDF and PNG: names of files, options, failures. A fake worker stands for LibreOffice but in the last tests."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

import fixtures
from fixtures import Case

CACHE = tempfile.mkdtemp(prefix="thethuc-cache-")
unittest.addModuleCleanup(shutil.rmtree, CACHE, ignore_errors=True)


class Converting(Case):
    real = False

    def setUp(self):
        super().setUp()
        self.write("office/libmergedlo.so", "")
        (self.folder / "tmp").mkdir()
        self.write_docx("thu.docx", "Kinh gui")

    def run_program(self, *arguments, env=None, **options):
        environment = {"TMPDIR": str(self.folder / "tmp"), "XDG_CACHE_HOME": CACHE}
        if not self.real:
            environment["THETHUC_LIBREOFFICE"] = str(self.folder / "office")
            environment["THETHUC_CONVERT_WORKER"] = str(fixtures.REPOSITORY / "tests/convert/fake_worker.py")
            environment["XDG_CACHE_HOME"] = str(self.folder / "tmp/cache")
        return super().run_program(*arguments, env={**environment, **(env or {})}, **options)

    def made(self):
        given = {"thu.docx", "du-lieu.json", "office/libmergedlo.so"}
        return [name for name in self.names() if name not in given and not name.startswith("tmp/cache/")]


class Names(Converting):
    def test_a_pdf_appears_beside_its_document(self):
        (self.folder / "con").mkdir()
        self.write_docx("con/cu.v2.docx", "Hai")
        self.expect(0, "convert", "thu.docx", "con/cu.v2.docx")
        self.assertEqual(self.made(), ["con/cu.v2.docx", "con/cu.v2.pdf", "thu.pdf"])
        self.assertIn(b"Kinh gui", (self.folder / "thu.pdf").read_bytes())

    def test_a_folder_takes_all(self):
        self.write_docx("hai.docx", "Hai")
        self.expect(0, "convert", "thu.docx", "hai.docx", "-o", "moi/")
        self.assertEqual(self.made(), ["hai.docx", "moi/hai.pdf", "moi/thu.pdf"])
        (self.folder / "cu").mkdir()
        self.expect(0, "convert", "thu.docx", "-o", "cu")
        self.assertIn("cu/thu.pdf", self.made())

    def test_a_file_for_one(self):
        self.expect(0, "convert", "thu.docx", "-o", "Ket qua.PDF")
        self.assertEqual(self.made(), ["Ket qua.PDF"])

    def test_streams(self):
        done = self.expect(0, "convert", "-", "-o", "-", stdin=(self.folder / "thu.docx").read_bytes())
        self.assertTrue(done.stdout.startswith(b"%PDF-"))
        self.assertEqual(self.made(), [])

    def test_wrong_usage(self):
        self.write_docx("hai.docx", "Hai")
        self.write_docx("con/thu.docx", "Hai")
        self.write("x.pdf", b"%PDF-1.7")
        for told, arguments in [
                ("end it with /", ["thu.docx", "hai.docx", "-o", "ra.pdf"]),
                ("would both become", ["thu.docx", "con/thu.docx", "-o", "ra/"]),
                ("ends in .pdf, .png or .json", ["thu.docx", "-o", "ra.doc"]),
                ("needs -o", ["-"]),
                ("expected --pages such as", ["thu.docx", "--pages", "3-1"]),
                ("one stream", ["thu.docx", "--format", "png", "-o", "-"]),
                ("--geometry needs", ["thu.docx", "--geometry", "-o", "-"]),
                ("same file", ["thu.docx", "--format", "pdf", "-o", "thu.docx"]),
                ("is a PDF already", ["x.pdf", "-o", "y.pdf"]),
                ("--dpi", ["thu.docx", "--dpi", "5"]),
                ("--pdfa", ["thu.docx", "--pdfa", "3"]),
                ("--format", ["thu.docx", "--format", "odt"])]:
            with self.subTest(told=told):
                self.assertIn(told, self.expect(2, "convert", *arguments, stdin=b"").stderr.decode())
        self.assertEqual(self.made(), ["con/thu.docx", "hai.docx", "x.pdf"])


class Failures(Converting):
    def test_one_at_fault_does_not_stop_the_others(self):
        self.write("chu.docx", "chữ")
        self.write_docx("hong.docx", "dung")
        self.write_docx("hai.docx", "Hai")
        found = self.diagnostics("convert", "chu.docx", "thu.docx", "khong-co.docx", "hong.docx", "hai.docx", "-o", "ra/")
        self.assertEqual([(f["id"], f["place"]["file"]) for f in found],
                         [("not_a_zip", "chu.docx"), ("file_not_found", "khong-co.docx"), ("convert_crashed", "hong.docx")])
        self.assertEqual([name for name in self.made() if name.startswith("ra/")], ["ra/hai.pdf", "ra/thu.pdf"])

    def test_no_libreoffice(self):
        for arguments in [["convert", "thu.docx"], ["render", "thu-moi", "du-lieu.json", "-o", "ra.pdf"]]:
            done = self.expect(3, *arguments, env={"THETHUC_LIBREOFFICE": "/khong-co"})
            self.assertIn(b"libreoffice-writer-nogui", done.stderr)
            done = self.expect(3, *arguments, "--lang=vi", env={"THETHUC_LIBREOFFICE": "/khong-co"})
            self.assertIn("cài các gói libreoffice-writer-nogui", done.stderr.decode())
        self.expect(0, "render", "thu-moi", "du-lieu.json", "-o", "ra.docx", env={"THETHUC_LIBREOFFICE": "/khong-co"})
        self.assertEqual(self.made(), ["ra.docx"])

    def test_no_worker(self):
        self.expect(3, "convert", "thu.docx", env={"THETHUC_CONVERT_WORKER": "/khong-co"})
        self.expect(3, "convert", "thu.docx", env={"THETHUC_CONVERT_WORKER": "/bin/false"})

    def test_no_geometry_without_pdfium(self):
        done = self.expect(3, "convert", "thu.docx", "--format", "json")
        self.assertIn(b"libpdfiumlo.so", done.stderr)
        self.assertEqual(self.made(), [])

    def test_a_folder_that_cannot_be_written(self):
        self.expect(3, "convert", "thu.docx", "-o", "khong-co/ra.pdf")

    def test_an_interrupted_run_leaves_nothing(self):
        self.write_docx("treo.docx", "treo")
        for number in (signal.SIGINT, signal.SIGTERM):
            environment = {"PATH": os.environ["PATH"], "TMPDIR": str(self.folder / "tmp"),
                           "THETHUC_LIBREOFFICE": str(self.folder / "office"),
                           "THETHUC_CONVERT_WORKER": str(fixtures.REPOSITORY / "tests/convert/fake_worker.py")}
            program = subprocess.Popen([fixtures.PROGRAM, "convert", "treo.docx", "-vv"], cwd=self.folder, env=environment,
                                       stderr=subprocess.PIPE)
            self.assertIn(b"is ready", program.stderr.readline() + program.stderr.readline())
            time.sleep(0.2)
            program.send_signal(number)
            self.assertEqual(program.wait(20), -number)
            program.stderr.close()
            self.assertEqual(sorted(os.listdir(self.folder / "tmp")), [])


@unittest.skipUnless(shutil.which("soffice"), "LibreOffice is not installed")
class Real(Converting):
    real = True

    def setUp(self):
        super().setUp()
        if fixtures.SANITIZED:
            self.skipTest("LibreOffice does not run in a sanitized process")

    def test_pdf_png_and_geometry(self):
        self.write_docx("thu.docx", "Kính gửi: Ủy ban nhân dân")
        self.expect(0, "convert", "thu.docx", "--geometry", "--pdfa", "2", "--title", "Thư mời")
        self.expect(0, "convert", "thu.docx", "--format", "png", "--dpi", "48")
        self.expect(0, "convert", "thu.pdf", "-o", "trang.png", "--pages", "1")
        self.assertEqual(self.made(), ["thu-1.png", "thu.geometry.json", "thu.pdf", "trang.png"])
        self.assertIn(b"<pdfaid:part>2</pdfaid:part>", (self.folder / "thu.pdf").read_bytes())
        geometry = json.loads((self.folder / "thu.geometry.json").read_text("utf-8"))
        self.assertEqual(geometry["pages"], 1)
        self.assertEqual([line["text"] for line in geometry["sheets"][0]["lines"]], ["Kính gửi: Ủy ban nhân dân"])
        self.assertEqual(os.listdir(self.folder / "tmp"), [])

    def test_render(self):
        self.expect(0, "render", "thu-moi", "du-lieu.json", "-o", "ra.pdf")
        self.expect(0, "render", "thu-moi", "du-lieu.json", "-o", "ra.png")
        self.assertEqual(self.made(), ["ra-1.png", "ra.pdf"])
        self.assertTrue((self.folder / "ra.pdf").read_bytes().startswith(b"%PDF-"))
        self.expect(1, "render", "thu-moi", "du-lieu.json", "-o", "ra.pdf", "--pages", "9")
