"""thethuc diff as its users see it."""
import functools
import json
import re
import shutil
import subprocess
import unittest

import fixtures
from fixtures import Case, document



def HAS_OFFICE(test):
    """A test that lays pages out; sanitizers leave LibreOffice's process no memory."""
    @functools.wraps(test)
    def run(self):
        if fixtures.SANITIZED or not shutil.which("soffice"):
            self.skipTest("there is no LibreOffice, or a sanitized worker, in which it does not run")
        test(self)
    return run


HAS_GIT = unittest.skipUnless(shutil.which("git"), "there is no git")
NO_OFFICE = {"THETHUC_LIBREOFFICE": "/khong-co"}


def sized(text, half_points, extra=""):
    return f'<w:p><w:r><w:rPr><w:sz w:val="{half_points}"/>{extra}</w:rPr><w:t>{text}</w:t></w:r></w:p>'


class Diff(Case):
    def setUp(self):
        super().setUp()
        self.write("samples/thu-moi/mot.json", (self.folder / "du-lieu.json").read_text("utf-8"))
        self.write("samples/ghi-chep/mot.json", '{"ho_ten": "Nguyễn Văn A", "dia_chi": {"xa": "Sơn Phú"}}')

    def copy_library(self):
        shutil.copytree(self.folder / "templates", self.folder / "moi/templates")

    def git(self, *arguments):
        subprocess.run(["git", "-c", "user.name=Nguyen Van A", "-c", "user.email=a@example.vn", *arguments], cwd=self.folder,
                       check=True, stdout=subprocess.DEVNULL)

    def test_nothing_differs_and_nothing_is_laid_out(self):
        self.copy_library()
        done = self.expect(0, "diff", "templates", "moi/templates", "--lang=vi", env=NO_OFFICE)
        self.assertIn("không văn bản nào trong 2 thay đổi", done.stdout.decode())
        done = self.expect(0, "diff", "thu-moi", "moi/templates/thu-moi", "--format=json", env=NO_OFFICE)
        self.assertIs(False, json.loads(done.stdout)["differs"])
        self.write_docx("mot.docx", "Một")
        self.expect(0, "diff", "mot.docx", "mot.docx", env=NO_OFFICE)

    def test_wrong_usage(self):
        self.write_docx("mot.docx", "Một")
        self.expect(2, "diff", "mot.docx")
        self.expect(2, "diff", "mot.docx", "mot.docx", "--format=pdf")
        self.expect(2, "diff", "mot.docx", "mot.docx", "--threshold=-1")
        self.expect(2, "diff", "mot.docx", "mot.docx", "-o", "ra.pdf")

    def test_what_cannot_be_compared(self):
        self.write_docx("mot.docx", "Một")
        self.assertEqual(["diff_sides"], [d["id"] for d in self.diagnostics("diff", "mot.docx", "thu-moi")])
        self.assertEqual(["file_not_found"], [d["id"] for d in self.diagnostics("diff", "mot.docx", "khong.docx")])
        self.assertEqual(["template_not_found"], [d["id"] for d in self.diagnostics("diff", "thu-moi", "thu-mo")])
        self.assertEqual(["diff_revision"], [d["id"] for d in self.diagnostics("diff", "HEAD:thu-moi", "thu-moi")])
        shutil.rmtree(self.folder / "samples")
        self.assertEqual(["diff_no_data"], [d["id"] for d in self.diagnostics("diff", "thu-moi", "thu-moi")])
        self.copy_library()
        done = self.expect(1, "diff", "templates", "moi/templates", "--lang=en")
        self.assertIn("none of 2 documents changed; 2 not compared", done.stdout.decode())
        self.assertEqual(["folder_not_found"], [d["id"] for d in self.diagnostics("diff", "templates", "moi/templates", "--samples=khong")])
        (self.folder / "chi-co/_base").mkdir(parents=True)
        self.assertIn("no template to compare", self.expect(2, "diff", "chi-co", "./chi-co").stderr.decode())

    def test_one_template_of_many_without_samples(self):
        self.copy_library()
        shutil.rmtree(self.folder / "samples/ghi-chep")
        done = self.expect(0, "diff", "templates", "moi/templates", "--lang=en", env=NO_OFFICE)
        self.assertIn("none of 1 document changed; 1 template not compared: no samples", done.stdout.decode())
        self.assertIn("ghi-chep: not compared: no samples", done.stdout.decode())

    def test_a_broken_template_is_told_with_its_place_and_keeps_the_others(self):
        self.copy_library()
        self.write("moi/templates/ghi-chep/document.xml", document("Ông {{#ho_ten}}"))
        done = self.expect(1, "diff", "templates", "moi/templates", "--lang=en", env=NO_OFFICE)
        self.assertIn("moi/templates/ghi-chep: /word/document.xml: paragraph 1: {{#ho_ten}}", done.stderr.decode())
        self.assertIn("none of 2 documents changed; 1 not compared", done.stdout.decode())

    def test_what_is_missing_is_named(self):
        self.copy_library()
        self.write("moi/templates/ghi-chep/document.xml", document("Bà {{ho_ten}} ở {{dia_chi.xa}}"))
        done = self.expect(3, "diff", "ghi-chep", "moi/templates/ghi-chep", "--lang=en", env=NO_OFFICE)
        self.assertIn("libreoffice-writer-nogui", done.stderr.decode())
        done = self.expect(3, "diff", "HEAD:templates", "templates", env={"PATH": str(self.folder)})
        self.assertIn("install the package git", done.stderr.decode())

    @HAS_OFFICE
    def test_two_documents(self):
        self.write_docx("cu.docx", sized("Về việc báo cáo", 26), sized("Giữ nguyên", 28))
        self.write_docx("moi.docx", sized("Về việc báo cáo", 28), sized("Giữ nguyên", 28))
        done = self.expect(5, "diff", "cu.docx", "moi.docx", "--lang=vi", "-o", "so-sanh.html")
        self.assertIn("cỡ chữ 13 → 14 pt", done.stdout.decode())
        html = (self.folder / "so-sanh.html").read_text("utf-8")
        self.assertEqual(3, html.count("data:image/png;base64,iVBOR"))
        self.assertIn("cỡ chữ 13 → 14 pt", html)
        self.assertEqual([], re.findall(r"https?:|src=(?!\"data:)", html))

        found = json.loads(self.expect(5, "diff", "cu.docx", "moi.docx", "--format=json", "--lang=en").stdout)
        (entry,) = found["entries"]
        self.assertEqual(["size"], [c["kind"] for c in entry["changes"] if c["kind"] != "moved"])
        self.assertEqual("size 13 → 14 pt", entry["changes"][0]["what"])
        self.assertEqual([1], [page["page"] for page in entry["pages"]])

    @HAS_OFFICE
    def test_the_threshold(self):
        self.write_docx("cu.docx", '<w:p><w:pPr><w:spacing w:before="0"/></w:pPr><w:r><w:t>Một</w:t></w:r></w:p>', "Hai")
        self.write_docx("moi.docx", "Một", '<w:p><w:pPr><w:spacing w:before="40"/></w:pPr><w:r><w:t>Hai</w:t></w:r></w:p>')
        self.assertIn("moved down 2 pt", self.expect(5, "diff", "cu.docx", "moi.docx", "--lang=en").stdout.decode())
        self.expect(0, "diff", "cu.docx", "moi.docx", "--threshold=3")

    @HAS_OFFICE
    def test_a_document_and_its_own_pdf(self):
        self.write_docx("mot.docx", sized("Về việc báo cáo", 26), sized("Giữ nguyên", 28))
        self.expect(0, "convert", "mot.docx")
        self.expect(0, "diff", "mot.docx", "mot.pdf")
        self.expect(0, "diff", "mot.pdf", "mot.docx")

    @HAS_OFFICE
    def test_a_colour_is_seen_beside_what_moved(self):
        space = '<w:p><w:pPr><w:spacing w:before="{}"/></w:pPr><w:r><w:t>Hai</w:t></w:r></w:p>'
        far = sized("Ba", 28, "{}").replace("<w:p>", '<w:p><w:pPr><w:spacing w:before="2400"/></w:pPr>')
        red = '<w:color w:val="FF0000"/>'
        self.write_docx("cu.docx", "Một", space.format(0), far.format(""))
        self.write_docx("moi.docx", "Một", space.format(8), far.format("").replace("2400", "2392"))
        self.expect(0, "diff", "cu.docx", "moi.docx")  # 0.4 points
        self.write_docx("moi.docx", "Một", space.format(8), far.format(red).replace("2400", "2392"))
        found = json.loads(self.expect(5, "diff", "cu.docx", "moi.docx", "--format=json").stdout)
        self.assertEqual(["appearance"], [c["kind"] for c in found["entries"][0]["changes"]])

    @HAS_OFFICE
    def test_a_colour_is_seen(self):
        self.write_docx("cu.docx", sized("Một", 28))
        self.write_docx("moi.docx", sized("Một", 28, '<w:color w:val="FF0000"/>'))
        found = json.loads(self.expect(5, "diff", "cu.docx", "moi.docx", "--format=json").stdout)
        self.assertEqual(["appearance"], [c["kind"] for c in found["entries"][0]["changes"]])

    @HAS_OFFICE
    @HAS_GIT
    def test_a_partial_shows_in_all_that_use_it(self):
        self.git("init", "-q", ".")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Mau")
        partial = self.folder / "templates/_partials/quoc-hieu.xml"
        partial.write_text(partial.read_text("utf-8").replace("<w:r>", '<w:r><w:rPr><w:b/></w:rPr>'), "utf-8")
        found = json.loads(self.expect(5, "diff", "HEAD:templates", "templates", "--format=json").stdout)
        outcomes = {entry["template"]: entry["outcome"] for entry in found["entries"]}
        self.assertEqual({"thu-moi": "changed", "ghi-chep": "same"}, outcomes)
        self.assertEqual(["bold"], [c["kind"] for e in found["entries"] for c in e.get("changes", ())])
        self.assertEqual([], [path for path in self.folder.glob("thethuc-*")])

    @HAS_OFFICE
    def test_a_document_that_libreoffice_does_not_get(self):
        self.write_docx("cu.docx", "Một")
        self.write("hong.docx", "không phải")
        self.assertEqual(["not_a_zip"], [d["id"] for d in self.diagnostics("diff", "cu.docx", "hong.docx")])
