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


def package_with(files, kind, target):
    """The files of a .docx, with a relationship that leads out."""
    name = "word/_rels/document.xml.rels"
    return {**files, name: files[name].replace(
        "</Relationships>", f'<Relationship Id="rX" TargetMode="External" Target="{target}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>')}


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
                ("is a PDF already", ["x.pdf"]),
                ("contradicts", ["thu.docx", "-o", "ra.pdf", "--format", "png"]),
                ("--pdfa, --tagged, --title mean nothing for a .png", ["thu.docx", "-o", "ra.png", "--pdfa", "2", "--tagged", "--title", "Thư"]),
                ("--dpi mean nothing for a .pdf", ["thu.docx", "--dpi", "96"]),
                ("--dpi", ["thu.docx", "--dpi", "5"]),
                ("--pdfa", ["thu.docx", "--pdfa", "3"]),
                ("--format", ["thu.docx", "--format", "odt"])]:
            with self.subTest(told=told):
                self.assertIn(told, self.expect(2, "convert", *arguments, stdin=b"").stderr.decode())
        self.assertEqual(self.made(), ["con/thu.docx", "hai.docx", "x.pdf"])
        self.assertIn("--pages, --dpi, --pdfa mean nothing for a .docx",
                      self.expect(2, "render", "thu-moi", "du-lieu.json", "-o", "ra.docx", "--pdfa", "2", "--pages", "9", "--dpi", "200")
                      .stderr.decode())


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
        for arguments in [["convert", "thu.docx"], ["render", "thu-moi", "du-lieu.json", "-o", "ra.pdf"], ["check", "--pages", "thu.docx"],
                          ["preview", "thu-moi", "du-lieu.json", "-o", "ra"]]:
            done = self.expect(3, *arguments, env={"THETHUC_LIBREOFFICE": "/khong-co"})
            self.assertIn(b"libreoffice-writer-nogui", done.stderr)
            done = self.expect(3, *arguments, "--lang=vi", env={"THETHUC_LIBREOFFICE": "/khong-co"})
            self.assertIn("cài các gói libreoffice-writer-nogui", done.stderr.decode())
        self.expect(0, "render", "thu-moi", "du-lieu.json", "-o", "ra.docx", env={"THETHUC_LIBREOFFICE": "/khong-co"})
        self.expect(5, "check", "thu.docx", env={"THETHUC_LIBREOFFICE": "/khong-co"})  # there are findings, and no failure
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
        for arguments, told in [
                (["convert", "thu.docx", "-o", "khong-co/ra.pdf"], "không ghi được khong-co/ra.pdf: không có tệp hoặc thư mục này"),
                (["convert", "thu.docx", "-o", "/proc/x/"], "không tạo được thư mục /proc/x/: không có tệp hoặc thư mục này"),
                (["convert", "thu.docx", "-o", "thu.docx/"], "không tạo được thư mục thu.docx/: đã có tệp tên này")]:
            with self.subTest(arguments=arguments):
                self.assertIn(told, self.expect(3, *arguments, "--lang=vi").stderr.decode())

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

    def test_a_preview_s_pages_once(self):
        self.expect(0, "preview", "thu-moi", "du-lieu.json", "-o", "trang/", "--dpi", "48")
        self.expect(0, "preview", "templates/thu-moi/", "-", "-o", "trang/hai", "--pages", "1",
                    stdin=(self.folder / "du-lieu.json").read_bytes())
        self.assertEqual(self.made(), ["trang/hai/thu-moi-1.png", "trang/thu-moi-1.png"])
        self.write("hong.json", "{}")
        self.expect(1, "preview", "thu-moi", "hong.json", "-o", "trang/ba")
        self.expect(2, "preview", "thu-moi", "du-lieu.json", "-o", "trang", "--open")
        self.expect(2, "preview", "thu-moi", "du-lieu.json", "--dpi", "48")
        self.expect(2, "preview", "-", "-", "-o", "trang")
        self.assertNotIn("trang/ba", str(self.made()))
        self.assertEqual(os.listdir(self.folder / "tmp"), [])

    def letter(self, indents):
        """A header whose motto has a line as long as its text below, with these indents in a column of 230 pt."""
        def line(text, size, more=""):
            return (f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>{more}'
                    f'<w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>')
        rule = ('<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
                f'<w:ind w:left="{indents[0]}" w:right="{indents[1]}"/></w:pPr></w:p>')
        motto = line("Độc lập - Tự do - Hạnh phúc", 28, "<w:b/>") + rule
        return ('<w:tbl><w:tblPr><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
                '</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="4600"/><w:gridCol w:w="4600"/></w:tblGrid><w:tr>'
                f'<w:tc><w:tcPr><w:tcW w:w="4600" w:type="dxa"/></w:tcPr>{line("SỞ NỘI VỤ", 26, "<w:b/>")}</w:tc>'
                f'<w:tc><w:tcPr><w:tcW w:w="4600" w:type="dxa"/></w:tcPr>{line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 24, "<w:b/>")}{motto}'
                f'</w:tc></w:tr><w:tr><w:tc><w:p/>{line("Số: 05/BC-SNV", 26)}</w:tc><w:tc><w:p/>'
                f'{line("Hà Nam, ngày 05 tháng 02 năm 2024", 28, "<w:i/>")}</w:tc></w:tr></w:tbl>')

    def findings(self, *arguments):
        out = json.loads(self.run_program("check", "van-ban.docx", "--format=json", "--lang=en", *arguments).stdout)
        return [(f["rule"], f.get("page", 0), f["message"]) for f in out["findings"]]

    def test_check_measures_the_pages(self):
        self.write_docx("van-ban.docx", self.letter((588, 588)), "Trên đây là báo cáo./.")
        plain, on_pages = self.findings(), self.findings("--pages")
        self.assertNotIn("HDR-03", [rule for rule, _, _ in plain + on_pages])
        self.assertIn(("ORG-03", 1), [(rule, page) for rule, page, _ in on_pages])
        self.write_docx("van-ban.docx", self.letter((0, 1176)), "Trên đây là báo cáo./.")
        self.assertNotIn("HDR-03", [rule for rule, _, _ in self.findings()])
        (told,) = [(page, message) for rule, page, message in self.findings("--pages") if rule == "HDR-03"]
        self.assertEqual(told[0], 1)
        self.assertRegex(told[1], r"found 10(\.\d)? mm to the left")
        self.assertEqual(os.listdir(self.folder / "tmp"), [])

    def test_a_finding_has_its_page(self):
        page_break = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        self.write_docx("van-ban.docx", self.letter((588, 588)), page_break, "Trang hai.Trên đây là báo cáo./.")
        self.assertIn(("TEXT-05", 2), [(rule, page) for rule, page, _ in self.findings("--pages")])

    def test_what_is_mended_is_laid_out_again(self):
        self.write_docx("van-ban.docx", self.letter((588, 588)).replace("Số: 05", "Số: 5"), "Trên đây là báo cáo./.")
        left = self.findings("--pages", "--fix", "sua.docx")
        self.assertIn("SO-01", [rule for rule, _, _ in self.findings("--pages")])
        self.assertNotIn("SO-01", [rule for rule, _, _ in left])
        self.assertNotIn("ORG-03", [rule for rule, _, _ in left], "the line that was drawn is measured where it is now")

    def test_documents_at_fault_are_told_and_leave_nothing(self):
        """Each by itself, then all at once with a sound one between them, which is converted."""
        linked = package_with(fixtures.package("Ảnh"), "image", "http://127.0.0.1:9/anh.png")
        macros = {**fixtures.package("Macro"), "word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}
        macros["[Content_Types].xml"] = macros["[Content_Types].xml"].replace(
            "</Types>", '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>')
        page = '<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
        cases = [
            ("mat-khau.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "not_a_zip", "password"),
            ("macro.docx", fixtures.zipped(macros), "package_macros", "macros"),
            ("anh-ngoai.docx", fixtures.zipped(linked), "package_external_relationship", "anh.png"),
            ("cut.docx", (self.folder / "thu.docx").read_bytes()[:300], "not_a_zip", ""),
            ("muoi-nghin-trang.docx", fixtures.zipped(fixtures.package(*[page] * 10_000)), None, "")]
        for name, content, id_, words in cases:
            with self.subTest(name=name):
                self.write(name, content)
                (found,) = self.diagnostics("convert", name, "-o", "ra/")
                # LibreOffice lays 10,000 pages out in time, and they are too many; or it does not.
                self.assertIn(found["id"], [id_] if id_ else ["convert_too_large", "convert_too_slow"])
                self.assertIn(words, json.dumps(found))
                self.assertEqual(os.listdir(self.folder / "tmp"), [])
        names = [name for name, *_ in cases]
        found = self.diagnostics("convert", *names[:3], "thu.docx", *names[3:], "-o", "ra/")
        self.assertEqual([f["place"]["file"] for f in found], names)
        self.assertEqual([name for name in self.made() if name.startswith("ra/")], ["ra/thu.pdf"])
        self.assertEqual(os.listdir(self.folder / "tmp"), [])

    def test_what_cannot_be_laid_out_is_told(self):
        self.write_docx("van-ban.docx", "Kính gửi", "Sở Nội vụ")
        self.assertIn("convert_too_large",
                      [f["id"] for f in self.diagnostics("check", "--pages", "van-ban.docx", "--limit=convert-paragraphs=1")])


    def test_render(self):
        self.expect(0, "render", "thu-moi", "du-lieu.json", "-o", "ra.pdf")
        self.expect(0, "render", "thu-moi", "du-lieu.json", "-o", "ra.png")
        self.assertEqual(self.made(), ["ra-1.png", "ra.pdf"])
        self.assertTrue((self.folder / "ra.pdf").read_bytes().startswith(b"%PDF-"))
        self.expect(1, "render", "thu-moi", "du-lieu.json", "-o", "ra.pdf", "--pages", "9")
        done = self.expect(3, "preview", "thu-moi", "du-lieu.json", "-o", "/proc/x", "--lang=vi")
        self.assertIn("không tạo được thư mục /proc/x: không có tệp hoặc thư mục này", done.stderr.decode())
