"""What people get wrong: exit status 1, all findings at once, no output file."""
import json

from fixtures import CONTENT_TYPES, DATA, OFFICE, STYLES, W, WML, Case, document, package, paragraph, zipped


class BadInput(Case):
    def findings(self, template, data="du-lieu.json", *flags):
        """The findings of a render that must fail and leave nothing."""
        before = self.names()
        found = self.diagnostics("render", template, data, "-o", "ra.docx", *flags)
        self.assertEqual(self.names(), before)
        for finding in found:
            self.assertNotEqual(finding["message"], "")
            self.assertNotRegex(finding["message"], r"(?<!\{)\{[a-z.]+\}(?!\})", "an argument that was not filled in")
        return found

    def ids(self, template, data="du-lieu.json", *flags):
        return sorted(finding["id"] for finding in self.findings(template, data, *flags))

    def data(self, **changes):
        values = {**DATA, **changes}
        return self.write("sai.json", json.dumps({k: v for k, v in values.items() if v is not None}, ensure_ascii=False))

    def test_no_zip(self):
        for name, content in [("rong.docx", b""), ("chu.docx", "Báo cáo".encode()), ("cu.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
                              ("cut.docx", zipped(package("x"))[:-40])]:
            with self.subTest(name=name):
                self.write(name, content)
                finding = self.findings(name)[0]
                self.assertEqual(finding["id"], "not_a_zip")
                self.assertEqual(finding["place"]["file"], name)

    def test_a_zip_that_is_no_docx(self):
        whole = package("x")
        for name, files in [
            ("khac.docx", {"ghi-chu.txt": "x"}),
            ("khong-kieu.docx", {k: v for k, v in whole.items() if k != "[Content_Types].xml"}),
            ("khong-quan-he.docx", {k: v for k, v in whole.items() if k != "_rels/.rels"}),
            ("khong-than.docx", {k: v for k, v in whole.items() if k != "word/document.xml"}),
            ("bang-tinh.docx", {**whole, "[Content_Types].xml": CONTENT_TYPES.replace(
                "wordprocessingml.document.main", "spreadsheetml.sheet.main")}),
        ]:
            with self.subTest(name=name):
                self.write(name, zipped(files))
                found = self.findings(name)
                self.assertTrue(found)
                self.assertEqual({finding["place"]["file"] for finding in found}, {name})

    def test_ill_formed_xml_tells_line_and_column(self):
        self.write("hong.docx", zipped({**package("x"), "word/styles.xml": STYLES.replace("</w:styles>", "")}))
        place = self.findings("hong.docx")[0]["place"]
        self.assertEqual(place["part"], "/word/styles.xml")
        self.assertGreater(place["line"], 1)

    def test_templates_that_are_absent(self):
        for reference, nearest in [("thu-moj", "thu-moi"), ("khong-lien-quan", None), ("..", None), ("_base", None)]:
            with self.subTest(reference=reference):
                (finding,) = self.findings(reference)
                self.assertEqual(finding["id"], "template_not_found")
                self.assertIn(str(self.folder), finding["message"])
                if nearest:
                    self.assertIn(nearest, finding["hint"])
        # What is a path is no name of the library.
        for reference, nearest in [("mau.docx", None), ("./mau.docx", None), ("./templates/thu-mo", "thu-moi")]:
            with self.subTest(reference=reference):
                (finding,) = self.findings(reference)
                self.assertEqual(finding["id"], "file_not_found")
                self.assertIn(nearest or "", finding.get("hint", ""))
                self.assertNotIn("templates list", finding.get("hint", ""))
        self.assertEqual(self.ids("templates/"), ["template_not_a_folder"])
        self.write("du.docx/con", "x")
        self.assertEqual(self.ids("du.docx"), ["template_not_a_folder"])

    def test_data_that_is_absent(self):
        (finding,) = self.findings("thu-moi", "du-lieu.jsn")
        self.assertEqual(finding["id"], "file_not_found")
        self.assertIn("du-lieu.json", finding["hint"])
        self.assertEqual(self.ids("thu-moi", "templates"), ["file_is_folder"])
        self.assertEqual(self.ids("thu-moi", "du-lieu.json/x"), ["file_not_found"])

    def test_sections(self):
        table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{paragraph('{{/a}}')}</w:tc></w:tr></w:tbl>"
        for paragraphs, expected in [
            (["{{#a}}x"], ["section_not_closed"]),
            (["{{/a}}"], ["section_not_opened"]),
            (["{{#a}}{{#b}}{{/a}}{{/b}}"], ["sections_cross"]),
            (["{{#a}}", table], ["section_crosses_structure"]),
            (["{{#a}}x", "{{b"], ["section_not_closed", "tag_not_closed"]),
        ]:
            with self.subTest(paragraphs=paragraphs):
                self.write_docx("mau.docx", *paragraphs)
                found = self.findings("mau.docx")
                self.assertEqual(sorted(finding["id"] for finding in found), expected)
                self.assertEqual(found[0]["place"]["part"], "/word/document.xml")

    def test_ten_defects_are_told_in_one_run(self):
        """T15: from the command line, too, with an exit status that is not 0. tests/conformance compares each place."""
        table = ("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>"
                 f"{paragraph('{{#dong}}{{so}}')}</w:tc></w:tr></w:tbl>")
        header = f"<w:hdr {W}>{paragraph('Số {{so ky hieu}}')}</w:hdr>"
        files = package("Mục {{#muc}} đầu", "{{/hang}} hết", "x{{#a}}{{#b}}y{{/a}}{{/b}}", table, "{{/dong}}",
                        "Ngày {{ngay | ngya}}", "{{=&lt;%=}}", "Ông {{ho_", "ten}}", "Bà {{ten | }}", "{{@so}}", "{{> khong_co}}")
        files["word/header2.xml"] = header
        files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(
            "</Types>", f'<Override PartName="/word/header2.xml" ContentType="{WML}.header+xml"/></Types>')
        files["word/_rels/document.xml.rels"] = files["word/_rels/document.xml.rels"].replace(
            "</Relationships>", f'<Relationship Id="rId9" Type="{OFFICE}/header" Target="header2.xml"/></Relationships>')
        self.write("mau.docx", zipped(files))
        found = self.findings("mau.docx", self.write("rong.json", "{}"))
        self.assertEqual(sorted((f["id"], f["place"]["part"], f["tag"]) for f in found), [
            ("bad_delimiters", "/word/document.xml", "{{=<%=}}"),
            ("bad_name", "/word/document.xml", "{{@so}}"),
            ("bad_name", "/word/header2.xml", "{{so ky hieu}}"),
            ("filter_syntax", "/word/document.xml", "{{ten | }}"),
            ("partial_not_found", "/word/document.xml", "{{> khong_co}}"),
            ("section_crosses_structure", "/word/document.xml", "{{#dong}}"),
            ("section_not_closed", "/word/document.xml", "{{#muc}}"),
            ("section_not_opened", "/word/document.xml", "{{/hang}}"),
            ("sections_cross", "/word/document.xml", "{{/a}}"),
            ("tag_not_closed", "/word/document.xml", "{{ho_"),
            ("unknown_filter", "/word/document.xml", "{{ngay | ngya}}"),
        ])

    def test_malformed_json(self):
        for text, line, column in [('{"so": }', 1, 8), ('{\n  "so": 5,\n  "co_quan" "x"\n}', 3, 13), ("", 1, 1)]:
            with self.subTest(text=text):
                (finding,) = self.findings("thu-moi", self.write("sai.json", text))
                self.assertEqual(finding["id"], "json_syntax")
                place = finding["place"]
                self.assertEqual((place["file"], place["line"], place["column"]), ("sai.json", line, column))

    def test_data_that_the_schema_refuses(self):
        self.assertEqual(self.ids("thu-moi", self.data(so=None)), ["data_missing_property"])
        self.assertEqual(self.ids("thu-moi", self.data(so="năm")), ["data_wrong_type"])
        found = self.findings("thu-moi", self.data(co_quan=None, co_qan="UBND", so=[1], noi_nhan="x"))
        self.assertEqual({f["data_pointer"] for f in found} >= {"/so", "/noi_nhan"}, True, found)
        misspelt = [f for f in found if "co_quan" in json.dumps(f, ensure_ascii=False)]
        self.assertTrue(misspelt, "the misspelt name and its neighbour")

    def test_data_without_schema(self):
        self.write("sai.json", json.dumps({"ho_tn": "Lê Văn Ất", "dia_chi": "Sơn Phú"}))
        found = self.findings("ghi-chep", "sai.json")
        missing = [f for f in found if f["id"] == "value_missing"]
        self.assertEqual(sorted(f["tag"] for f in missing), ["{{dia_chi.xa}}", "{{ho_ten}}"])
        self.assertIn("ho_tn", json.dumps([f for f in missing if f["tag"] == "{{ho_ten}}"]))
        self.write("sai.json", json.dumps({"ho_ten": {"ho": "Lê"}, "dia_chi": {"xa": True}}))
        self.assertEqual([i for i in self.ids("ghi-chep", "sai.json") if i == "value_not_text"], ["value_not_text"] * 2)

    def test_missing_values_by_policy(self):
        self.write("thieu.json", json.dumps({"ho_ten": "Lê Văn Ất"}))
        from fixtures import text_of
        for policy, expected in [("blank", "Ông Lê Văn Ất ở "), ("dots", "Ông Lê Văn Ất ở ……"), ("keep", "Ông Lê Văn Ất ở {{dia_chi.xa}}")]:
            with self.subTest(policy=policy):
                done = self.expect(0, "render", "ghi-chep", "thieu.json", "-o", "-", f"--missing={policy}")
                self.assertEqual(text_of(done.stdout).rstrip("\n"), expected)
        self.assertEqual(self.ids("ghi-chep", "thieu.json", "--missing=error"), ["value_missing"])

    def test_a_section_that_the_schema_does_not_know(self):
        self.write("templates/thu-moi/document.xml", document("{{#noi_nhn}}x{{/noi_nhn}}", "{{co_quan}} {{so}} {{#noi_nhan}}{{.}}{{/noi_nhan}}"))
        found = self.findings("thu-moi")
        self.assertEqual([(f["id"], f["tag"]) for f in found if f["severity"] == "error"], [("unknown_field", "{{#noi_nhn}}")])
        self.assertIn("noi_nhan", found[0]["hint"])

    def test_mistakes_of_template_and_data_come_together(self):
        self.write_docx("mau.docx", "{{#a}}", "{{b")
        self.assertEqual(self.ids("mau.docx", self.write("sai.json", "{")), ["json_syntax", "section_not_closed", "tag_not_closed"])
        # What the schema says of the data does not wait for the template; what its tags would ask for does.
        self.write("templates/thu-moi/document.xml", document("{{so | khong_co}}", "{{#noi_nhan}}"))
        self.assertEqual(self.ids("thu-moi"), ["section_not_closed", "unknown_filter"])
        self.assertEqual(self.ids("thu-moi", self.data(so="năm")), ["data_wrong_type", "section_not_closed", "unknown_filter"])
        self.assertEqual(self.ids("thu-moi", self.data(so=None)), ["data_missing_property", "section_not_closed", "unknown_filter"])
        self.assertEqual(self.ids("thu-moi", self.data(so=None), "--missing=dots"), ["section_not_closed", "unknown_filter"])
        self.write("templates/thu-moi/schema.json", "{")
        self.assertEqual(self.ids("thu-moi", self.data(so="năm")), ["json_syntax", "section_not_closed", "unknown_filter"])

    def test_template_json(self):
        good = {"id": "thu-moi", "name": "Thư mời", "profile": "toi-gian"}
        for change, expected in [
            ({"profile": "toi-gan"}, ("template_base_not_found", "toi-gian")),
            ({"profile": "../x"}, ("template_json_value", "")),
            ({"name": 5}, ("template_json_value", "")),
            ({"id": "khac"}, ("template_json_value", "")),
            ({"samples": "mot.json"}, ("template_json_value", "")),
        ]:
            with self.subTest(change=change):
                self.write("templates/thu-moi/template.json", json.dumps({**good, **change}))
                (finding,) = self.findings("thu-moi")
                self.assertEqual(finding["id"], expected[0])
                self.assertIn(expected[1], finding.get("hint", ""))
                self.assertEqual(finding["place"]["file"], "templates/thu-moi/template.json")
        self.write("templates/thu-moi/template.json", json.dumps({**good, "profil": "x"}))
        warnings = self.diagnostics("render", "thu-moi", "du-lieu.json", "-o", "-", status=0)
        self.assertEqual([w["id"] for w in warnings], ["template_json_key_unknown"])

    def test_partials(self):
        for tag, expected in [("{{> quoc-hieu}}", []), ("{{> quoc_hieu}}", []), ("{{> quoc_hie}}", ["partial_not_found"])]:
            with self.subTest(tag=tag):
                self.write_docx("mau.docx", tag)
                data = self.write("rong.json", "{}")
                if expected:
                    self.assertEqual(self.ids("mau.docx", data), expected)
                else:
                    self.expect(0, "render", "mau.docx", data, "-o", "-")
        self.write("templates/bi-mat.xml", (self.folder / "templates/_partials/quoc-hieu.xml").read_bytes())
        for tag in ["{{> ../bi-mat}}", "{{> ../bi_mat}}", "{{> /etc/passwd}}"]:
            self.write_docx("mau.docx", tag)
            self.assertTrue(self.findings("mau.docx", "rong.json"))

    def test_two_languages(self):
        self.write_docx("mau.docx", "{{#a}}x")
        texts = set()
        for language in ("vi", "en"):
            (finding,) = self.findings("mau.docx", "du-lieu.json", f"--lang={language}")
            self.assertEqual(finding["id"], "section_not_closed")
            texts.add(finding["message"])
        self.assertEqual(len(texts), 2)

    def test_text_form_tells_place_first(self):
        self.write_docx("mau.docx", "Kính gửi", "{{#a}}x")
        done = self.expect(1, "render", "mau.docx", "du-lieu.json", "-o", "ra.docx")
        self.assertIn("mau.docx: /word/document.xml: paragraph 2: {{#a}} is never closed", done.stderr.decode())
        self.assertIn("hint: ", done.stderr.decode())
