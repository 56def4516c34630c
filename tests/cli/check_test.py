"""thethuc check as its users see it."""
import json

import fixtures
from fixtures import Case

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def cell(*lines):
    return ('<w:tc><w:tcPr><w:tcW w:w="4600" w:type="dxa"/></w:tcPr>' +
            "".join(f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>{line}</w:t></w:r></w:p>' for line in lines) + "</w:tc>")


HEADER = ('<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4600"/><w:gridCol w:w="4600"/></w:tblGrid><w:tr>' +
          cell("SỞ NỘI VỤ") + cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc") + "</w:tr><w:tr>" +
          cell("Số: 5/BC-SNV") + cell("Hà Nam, ngày 05 tháng 02 năm 2024") + "</w:tr></w:tbl>")


class Check(Case):
    def setUp(self):
        super().setUp()
        self.write_docx("van-ban.docx", HEADER, "Trên đây là báo cáo./.")

    def found(self, *arguments):
        return json.loads(self.expect(5, "check", "van-ban.docx", "--format=json", "--lang=en", *arguments).stdout)

    def test_errors_are_exit_status_5(self):
        out = self.expect(5, "check", "van-ban.docx", "--lang=vi").stdout.decode()
        self.assertIn("SO-01", out)
        self.assertIn("cần “Số: 05/BC-SNV”, nhưng đây là “Số: 5/BC-SNV”", out)

    def test_json(self):
        found = self.found("--explain")
        self.assertEqual("nd30-2020", found["profile"])
        (number,) = [f for f in found["findings"] if "Số: 05/BC-SNV" in f["expected"]]
        self.assertEqual("SO-01", number["rule"])
        self.assertEqual({"part": "/word/document.xml", "table": 1, "row": 2, "cell": 1, "paragraph": 1},
                         {k: v for k, v in number["place"].items() if k not in ("text", "mark")})
        self.assertIn("quoc_hieu", [line["component"] for line in found["recognised"]])

    def test_sarif(self):
        sarif = json.loads(self.expect(5, "check", "van-ban.docx", "--format=sarif").stdout)
        self.assertEqual("2.1.0", sarif["version"])
        self.assertIn("SO-01", [r["ruleId"] for r in sarif["runs"][0]["results"]])

    def test_a_profile_is_chosen_or_named(self):
        self.assertEqual("tt01-2011", self.found("--profile=tt01-2011")["profile"])
        self.assertIn("known are nd30-2020", self.expect(2, "check", "van-ban.docx", "--profile=nd31").stderr.decode())
        self.write("rieng.json", "{}")
        self.assertEqual(["profile_value"], [f["id"] for f in self.diagnostics("check", "van-ban.docx", "--profile=rieng.json")])

    def test_profiles_of_one_s_own(self):
        profile = json.loads((fixtures.REPOSITORY / "engine/rules/profiles/nd30-2020.json").read_text("utf-8"))
        profile["profiles"]["nd30-2020"]["page"]["margins_mm"]["top"] = {"min": 40, "max": 45}
        text = json.dumps(profile, ensure_ascii=False)

        def asks_40_mm(*arguments):
            return any("40" in f["expected"] for f in self.found(*arguments)["findings"] if f["rule"] == "PAGE-02")

        self.write("cua-so/rieng.json", text)
        self.write("profiles/rieng.json", text)
        self.write("cua-so/nd30-2020.json", text)
        self.assertTrue(asks_40_mm("--profile=rieng"))
        self.assertTrue(asks_40_mm("--profile=cua-so/rieng.json"))
        self.assertTrue(asks_40_mm("--profile=rieng", "--profiles=cua-so"))
        self.assertTrue(asks_40_mm("--profiles=cua-so"), "it stands in for the one that is chosen from the document")
        self.assertFalse(asks_40_mm())
        self.assertFalse(asks_40_mm("--profile=tt01-2011", "--profiles=cua-so"))
        self.assertIn("qppl, rieng", self.expect(2, "check", "van-ban.docx", "--profile=rien").stderr.decode())
        self.assertIn("khong-co (--profiles)",
                      self.expect(3, "check", "van-ban.docx", "--profiles=khong-co").stderr.decode())
        self.write("cua-so/nd30-2020.json", "{}")
        self.assertEqual(["profile_value"], [f["id"] for f in self.diagnostics("check", "van-ban.docx", "--profiles=cua-so")])

    def test_mending_twice_changes_nothing_more(self):
        first = self.run_program("check", "van-ban.docx", "--fix", "mot.docx", "--lang=en")
        self.assertIn("SO-01", first.stdout.decode())
        as_json = json.loads(self.run_program("check", "van-ban.docx", "--fix", "mot.docx", "--format=json").stdout)
        self.assertIn("SO-01", [change["rule"] for change in as_json["changes"]])
        self.assertNotIn("changes", self.found())
        again = self.run_program("check", "mot.docx", "--fix", "hai.docx", "--lang=en")
        self.assertIn("nothing to mend", again.stdout.decode())
        self.assertEqual((self.folder / "mot.docx").read_bytes(), (self.folder / "hai.docx").read_bytes())

    def test_comments(self):
        self.expect(5, "check", "van-ban.docx", "--annotate", "ghi-chu.docx")
        self.expect(2, "check", "van-ban.docx", "--annotate", "a.docx", "--fix", "./a.docx")
        self.expect(0, "unpack", "ghi-chu.docx", "ra")
        self.assertIn("SO-01", (self.folder / "ra/word/comments.xml").read_text("utf-8"))

    def test_templates_and_what_is_no_document(self):
        self.expect(2, "check", "van-ban.docx", "--fix", "van-ban.docx")
        self.expect(2, "check", "van-ban.docx", "--fix", "ra.pdf")
        self.run_program("check", "thu-moi")
        self.write("hong.docx", "không phải")
        self.expect(1, "check", "hong.docx")
        self.assertEqual(["file_not_found"], [f["id"] for f in self.diagnostics("check", "khong-co.docx")])
        self.expect(5, "check", "-", stdin=(self.folder / "van-ban.docx").read_bytes())
