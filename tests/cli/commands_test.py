"""inspect, templates, unpack and pack."""
import io
import json
import os
import pathlib
import re
import subprocess
import zipfile

import jsonschema

import fixtures
from fixtures import Case, document, package, text_of, zipped

COMPLETION = pathlib.Path(__file__).parents[2] / "tools" / "thethuc" / "thethuc.bash"


def entries(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class Inspect(Case):
    def test_text(self):
        text = self.expect(0, "inspect", "thu-moi").stdout.decode()
        for line in ["/word/document.xml", "{{#noi_nhan}}", "{{so | hai_chu_so}}", "/word/header2.xml",
                     "co_quan: text", "noi_nhan: list", "ghi_chu: text (optional)"]:
            self.assertIn(line, text)
        self.assertIn("noi_nhan: danh sách", self.expect(0, "inspect", "thu-moi", "--lang=vi").stdout.decode())

    def test_json(self):
        everything = json.loads(self.expect(0, "inspect", "thu-moi", "--format=json").stdout)
        tags = {tag["text"]: tag for tag in everything["tags"]}
        self.assertEqual(tags["{{#noi_nhan}}"]["kind"], "section")
        self.assertEqual(tags["{{/noi_nhan}}"]["kind"], "closing")
        self.assertEqual(tags["{{so | hai_chu_so}}"]["filters"], "hai_chu_so")
        self.assertEqual(tags["{{so}}"]["place"]["part"], "/word/header2.xml")
        fields = {field["name"]: field for field in everything["fields"]}
        self.assertEqual(sorted(fields), ["co_quan", "ghi_chu", "noi_nhan", "so"])
        self.assertEqual(fields["noi_nhan"]["type"], "list")
        self.assertEqual((everything["made_of"], everything["schema"]), ("schema", fixtures.SCHEMA))
        self.assertEqual(fields["so"]["type"], "number")
        self.assertEqual(everything["schema"], json.loads(self.expect(0, "inspect", "thu-moi", "--format=schema").stdout))
        self.assertEqual(everything["sample"], json.loads(self.expect(0, "inspect", "thu-moi", "--format=sample").stdout))

    def test_schema_and_sample_of_the_tags(self):
        for template, made_of in [("thu-moi", "schema"), ("ghi-chep", "tags")]:
            of_tags = json.loads(self.expect(0, "inspect", template, "--format=json", "--from-tags").stdout)
            self.assertEqual(of_tags["made_of"], "tags")
            for name in ("schema", "sample"):
                self.assertEqual(of_tags[name], json.loads(self.expect(0, "inspect", template, f"--format={name}", "--from-tags").stdout))
            default = json.loads(self.expect(0, "inspect", template, "--format=json").stdout)
            self.assertEqual(default["made_of"], made_of)
            self.assertEqual(default["schema"] == of_tags["schema"], made_of == "tags")

    def test_the_sample_renders(self):
        for template in ["ghi-chep", "thu-moi"]:
            for option in [[], ["--from-tags"]]:
                with self.subTest(template=template, option=option):
                    self.write("mau.json", self.expect(0, "inspect", template, "--format=sample", *option).stdout)
                    done = self.expect(0, "render", template, "mau.json", "-o", "-", "--strict")
                    self.assertEqual(done.stderr, b"")

    def test_the_report(self):
        """The repository's own template: its sample fills it; what its tags alone say takes all its data."""
        library = ["--templates", fixtures.REPOSITORY / "templates"]
        self.write("mau.json", self.expect(0, "inspect", "bao-cao", "--format=sample", *library).stdout)
        self.assertEqual(self.expect(0, "render", "bao-cao", "mau.json", "-o", "-", "--strict", *library).stderr, b"")
        self.expect(0, "templates", "export", "bao-cao", "bao-cao.docx", *library)  # has no schema
        self.write("the.json", self.expect(0, "inspect", "bao-cao.docx", "--format=sample").stdout)
        self.assertEqual(self.expect(0, "render", "bao-cao.docx", "the.json", "-o", "-", "--strict").stderr, b"")
        schema = json.loads(self.expect(0, "inspect", "bao-cao.docx", "--format=schema").stdout)
        validator = jsonschema.Draft202012Validator(schema)
        samples = sorted((fixtures.REPOSITORY / "samples" / "bao-cao").glob("*.json"))
        self.assertGreaterEqual(len(samples), 3)
        for path in [*samples, self.folder / "mau.json", self.folder / "the.json"]:
            with self.subTest(path=path.name):
                data = json.loads(path.read_text("utf-8"))
                self.assertEqual([error.message for error in validator.iter_errors(data)], [])
        data["muc"][0]["ten"] = ["không phải chữ"]
        self.assertFalse(validator.is_valid(data), "what the tags print must be text")

    def test_decomposed_tags_are_marked_and_text_boxes_listed_once(self):
        box = "<w:txbxContent>" + fixtures.paragraph("{{so}}") + "</w:txbxContent>"
        self.write_docx(
            "mau.docx", "Ông {{ho\u0323_te\u0302n}} {{ten}}",
            '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>'
            "</mc:AlternateContent></w:r></w:p>")
        text = self.expect(0, "inspect", "mau.docx").stdout.decode()
        self.assertIn("{{ho\u0323_te\u0302n}}  (decomposed Unicode)\n", text)
        self.assertIn("{{ten}}\n", text)
        self.assertEqual(text.count("{{so}}"), 1)
        self.assertIn("(Unicode tổ hợp)", self.expect(0, "inspect", "mau.docx", "--lang=vi").stdout.decode())
        tags = json.loads(self.expect(0, "inspect", "mau.docx", "--format=json").stdout)["tags"]
        self.assertEqual([(tag["name"], tag.get("decomposed")) for tag in tags],
                         [("h\u1ecd_t\u00ean", True), ("ten", None), ("so", None)])

    def test_a_broken_template(self):
        self.write_docx("mau.docx", "{{#a}}")
        done = self.expect(1, "inspect", "mau.docx")
        self.assertEqual(done.stdout, b"")
        self.assertIn(b"{{#a}}", done.stderr)


class Templates(Case):
    def test_list(self):
        self.assertEqual(self.expect(0, "templates", "list", "--format=ids").stdout, b"ghi-chep\nthu-moi\n")
        listed = json.loads(self.expect(0, "templates", "list", "--format=json").stdout)["templates"]
        self.assertEqual([t["id"] for t in listed], ["ghi-chep", "thu-moi"])
        self.assertEqual(listed[1]["name"], "Thư mời họp")
        self.assertEqual(listed[1]["samples"], ["thu-moi/mot.json"])
        lines = self.expect(0, "templates", "list").stdout.decode().splitlines()
        self.assertEqual(lines, ["ID        NAME         ABBREVIATION  PROFILES",
                                 "ghi-chep  Ghi chép                   toi-gian",
                                 "thu-moi   Thư mời họp  TM            toi-gian"])

    def test_list_goes_on_after_a_broken_one(self):
        self.write("templates/ghi-chep/template.json", "{")
        done = self.expect(1, "templates", "list", "--format=ids")
        self.assertEqual(done.stdout, b"thu-moi\n")
        self.assertIn(b"templates/ghi-chep/template.json", done.stderr)

    def test_show(self):
        text = self.expect(0, "templates", "show", "thu-moi").stdout.decode()
        for line in ["id: thu-moi", "name: Thư mời họp", "  thu-moi/mot.json", "  co_quan: text"]:
            self.assertIn(line + "\n", text)
        shown = json.loads(self.expect(0, "templates", "show", "thu-moi", "--format=json").stdout)
        self.assertEqual((shown["abbreviation"], shown["schema"]), ("TM", fixtures.SCHEMA))

    def test_export(self):
        self.expect(0, "templates", "export", "thu-moi", "ra.docx")
        exported = (self.folder / "ra.docx").read_bytes()
        text = text_of(exported)
        self.assertIn("CỘNG HÒA", text)
        self.assertNotIn("{{>", text)
        self.assertIn("{{#noi_nhan}}", text)
        parts = entries(exported)
        self.assertIn(b'PartName="/word/header2.xml"', parts["[Content_Types].xml"])
        self.assertRegex(parts["word/_rels/document.xml.rels"].decode(), r'<Relationship [^>]*Id="header2"[^>]*/>')
        self.assertNotIn("template.json", parts)
        self.assertNotIn("README.md", parts)
        self.assertNotIn(b"\n  <", parts["word/styles.xml"], "dense")

    def test_a_partial_that_is_a_document(self):
        self.write_docx("khung.docx", "{{ho_ten}} ký tên")
        self.write("templates/_partials/khung-ky.docx", (self.folder / "khung.docx").read_bytes())
        self.write("templates/ghi-chep/document.xml", document("{{> khung_ky}}"))
        self.write("ten.json", '{"ho_ten": "Lò Thị Hoa"}')
        filled = self.expect(0, "render", "ghi-chep", "ten.json", "-o", "-").stdout
        self.assertIn("Lò Thị Hoa ký tên", text_of(filled))
        self.expect(0, "templates", "export", "ghi-chep", "ra.docx")
        self.assertEqual(self.expect(0, "render", "./ra.docx", "ten.json", "-o", "-").stdout, filled)
        self.expect(0, "unpack", "khung.docx", "templates/_partials/mo-ra")
        self.write("templates/ghi-chep/document.xml", document("{{> mo_ra}}"))
        self.assertEqual(self.expect(0, "render", "ghi-chep", "ten.json", "-o", "-").stdout, filled)
        self.write("templates/_partials/mo-ra.xml", "<w:body/>")
        (error,) = self.diagnostics("render", "ghi-chep", "ten.json", "-o", "-")
        self.assertEqual((error["id"], error["place"]["file"]), ("partial_twice", "templates/_partials/mo-ra"))

    def test_a_file_that_is_no_part(self):
        self.write("templates/ghi-chep/ghi-chu.txt", "x")
        (warning,) = self.diagnostics("templates", "export", "ghi-chep", "-", status=0)
        self.assertEqual((warning["id"], warning["place"]["file"]), ("template_file_unused", "templates/ghi-chep/ghi-chu.txt"))

    def test_where_templates_are_looked_for(self):
        elsewhere = self.folder / "noi-khac"
        elsewhere.mkdir()
        library = self.folder / "templates"
        ids = ["templates", "list", "--format=ids"]
        self.assertEqual(self.expect(0, *ids, "--templates", library, cwd=elsewhere).stdout, b"ghi-chep\nthu-moi\n")
        self.assertEqual(self.expect(0, f"--templates={library}", *ids, cwd=elsewhere).stdout, b"ghi-chep\nthu-moi\n")
        self.assertEqual(self.expect(0, *ids, cwd=elsewhere, env={"THETHUC_TEMPLATES": str(library)}).stdout, b"ghi-chep\nthu-moi\n")
        other = self.folder / "hai"
        fixtures.write_files(other, {"x/template.json": json.dumps({"id": "x", "name": "X", "profile": "y"})})
        self.assertEqual(self.expect(0, *ids, "--templates", other, env={"THETHUC_TEMPLATES": str(library)}).stdout, b"x\n")
        self.assertEqual(self.expect(0, *ids, env={"THETHUC_TEMPLATES": ""}).stdout, b"ghi-chep\nthu-moi\n")
        for run in [self.expect(3, *ids, cwd=elsewhere), self.expect(3, *ids, "--templates", "khong-co"),
                    self.expect(3, *ids, env={"THETHUC_TEMPLATES": "khong-co"})]:
            self.assertIn(b"templates", run.stderr)
            self.assertEqual(run.stdout, b"")

    def test_installed_templates(self):
        prefix = self.folder / "usr"
        fixtures.write_files(prefix / "share/thethuc/templates", fixtures.library())
        (prefix / "bin").mkdir()
        os.link(fixtures.PROGRAM, prefix / "bin/thethuc") if os.stat(fixtures.PROGRAM).st_dev == os.stat(prefix).st_dev else \
            subprocess.run(["cp", fixtures.PROGRAM, prefix / "bin/thethuc"], check=True)
        done = subprocess.run([prefix / "bin/thethuc", "templates", "list", "--format=ids"], cwd=prefix, capture_output=True)
        self.assertEqual((done.returncode, done.stdout), (0, b"ghi-chep\nthu-moi\n"), done.stderr)

    def test_a_folder_by_its_path(self):
        expected = self.expect(0, "render", "thu-moi", "du-lieu.json", "-o", "-").stdout
        for reference, cwd in [("templates/thu-moi", "."), ("templates/thu-moi/", "."), ("./thu-moi", "templates"), ("./", "templates/thu-moi"), (str(self.folder / "templates/thu-moi"), "templates/_base")]:
            with self.subTest(reference=reference):
                done = self.expect(0, "render", reference, self.folder / "du-lieu.json", "-o", "-", cwd=self.folder / cwd)
                self.assertEqual(done.stdout, expected)


class Profiles(Case):
    """thu-moi under two profiles whose pages and partials differ."""

    def setUp(self):
        super().setUp()
        base = {name: text for name, text in fixtures.library().items() if name.startswith("_base/toi-gian/")}
        fixtures.write_files(self.folder / "templates", {
            **{name.replace("toi-gian", "tt01-2011"): text for name, text in base.items()},
            **{f"_base/{profile}/section.xml": f'<w:sectPr {fixtures.W}><w:pgSz w:w="{width}" w:h="100"/></w:sectPr>'
               for profile, width in [("toi-gian", 11111), ("tt01-2011", 22222)]},
            "_partials/tt01-2011/quoc-hieu.xml": f"<w:body {fixtures.W}>{fixtures.paragraph('VIỆT NAM')}</w:body>",
            "thu-moi/template.json": json.dumps({
                "id": "thu-moi", "name": "Thư mời", "profile": "toi-gian", "profiles": ["toi-gian", "tt01-2011"]})})

    def profile_of(self, document):
        xml = entries(document)["word/document.xml"]
        self.assertEqual(b"11111" in xml, "CỘNG HÒA".encode() in xml)
        self.assertEqual(b"22222" in xml, b"22222" in xml and "CỘNG HÒA".encode() not in xml)
        return "tt01-2011" if b"22222" in xml else "toi-gian"

    def test_option_and_data_choose_and_the_option_wins(self):
        data = json.loads((self.folder / "du-lieu.json").read_text("utf-8"))
        for said, option, expected in [(None, None, "toi-gian"), (None, "tt01-2011", "tt01-2011"), (None, "toi-gian", "toi-gian"),
                                       ("tt01-2011", None, "tt01-2011"), ("tt01-2011", "toi-gian", "toi-gian"),
                                       ("khac", "toi-gian", "toi-gian")]:
            with self.subTest(said=said, option=option):
                self.write("d.json", json.dumps({**data, **({"$profile": said} if said else {})}))
                chosen = ["--profile", option] if option else []
                done = self.expect(0, "render", "thu-moi", "d.json", "-o", "-", *chosen)
                self.assertEqual((self.profile_of(done.stdout), done.stderr), (expected, b""))

    def test_export_under_a_profile_fills_as_the_template_does(self):
        chosen = ["--profile", "tt01-2011"]
        self.expect(0, "templates", "export", "thu-moi", "mau.docx", *chosen)
        self.assertEqual(self.expect(0, "render", "mau.docx", "du-lieu.json", "-o", "-").stdout,
                         self.expect(0, "render", "thu-moi", "du-lieu.json", "-o", "-", *chosen).stdout)

    def test_what_a_template_supports_is_shown(self):
        shown = json.loads(self.expect(0, "templates", "show", "thu-moi", "--format=json", "--profile=tt01-2011").stdout)
        self.assertEqual((shown["profile"], shown["profiles"]), ("toi-gian", ["toi-gian", "tt01-2011"]))
        self.assertIn(b"toi-gian, tt01-2011", self.expect(0, "templates", "list").stdout)
        tags = self.expect(0, "inspect", "thu-moi", "--profile=tt01-2011").stdout.decode()
        self.assertIn("{{co_quan}}", tags)

    def test_one_that_the_template_does_not_have(self):
        self.write("d.json", json.dumps({"$profile": "tt01", "so": "x"}))
        for arguments in [("render", "thu-moi", "du-lieu.json", "-o", "ra.docx", "--profile=tt01"),
                          ("inspect", "thu-moi", "--profile=tt01"), ("templates", "show", "thu-moi", "--profile=tt01"),
                          ("templates", "export", "thu-moi", "ra.docx", "--profile=tt01")]:
            with self.subTest(arguments=arguments):
                (error,) = self.diagnostics(*arguments)
                self.assertEqual((error["id"], error["place"]["file"]), ("profile_unsupported", "templates/thu-moi"))
                self.assertEqual(error["args"]["known"], "toi-gian, tt01-2011")
        found = self.diagnostics("render", "thu-moi", "d.json", "-o", "ra.docx")
        self.assertEqual([(e["id"], e.get("data_pointer")) for e in found][0], ("profile_unsupported", "/$profile"))
        self.assertIn("data_wrong_type", [e["id"] for e in found], "the data's other mistakes are told, too")
        self.assertFalse((self.folder / "ra.docx").exists())


class RenderOptions(Case):
    def setUp(self):
        super().setUp()
        self.write("a.json", '{"a": 1}')

    def part(self, name):
        with zipfile.ZipFile(self.folder / "ra.docx") as archive:
            return archive.read(name).decode() if name in archive.namelist() else ""

    def test_fields_are_updated_on_request(self):
        self.write_docx("mau.docx", "{{a}}")
        for options, expected in ([], False), (["--update-fields"], True):
            self.expect(0, "render", "mau.docx", "a.json", "-o", "ra.docx", *options)
            self.assertEqual('<w:updateFields w:val="true"/>' in self.part("word/settings.xml"), expected)

    def test_links_to_outside_on_request(self):
        files = fixtures.package("{{a}}")
        name = "word/_rels/document.xml.rels"
        files[name] = files[name].replace(
            "</Relationships>",
            f'<Relationship Id="anh" Type="{fixtures.OFFICE}/image" Target="https://vidu.vn/a.png" TargetMode="External"/></Relationships>')
        self.write("mau.docx", fixtures.zipped(files))
        found = self.diagnostics("render", "mau.docx", "a.json", "-o", "ra.docx")
        self.assertEqual([one["id"] for one in found], ["package_external_relationship"])
        for arguments in (["render", "--allow-external"], ["--allow-external", "render"]):
            self.expect(0, *arguments, "mau.docx", "a.json", "-o", "ra.docx")
            self.assertIn('Target="https://vidu.vn/a.png" TargetMode="External"', self.part(name))


class New(Case):
    def test_what_is_written_renders_as_it_is(self):
        for template in ["thu-moi", "ghi-chep"]:
            with self.subTest(template=template):
                self.expect(0, "templates", "new", template, "-o", f"{template}.json")
                data = json.loads((self.folder / f"{template}.json").read_text("utf-8"))
                self.assertEqual(data["$schema"], f"./{template}.schema.json")
                schema = json.loads((self.folder / f"{template}.schema.json").read_text("utf-8"))
                jsonschema.validate({key: value for key, value in data.items() if not key.startswith("$")}, schema)
                self.assertEqual(self.expect(0, "render", template, f"{template}.json", "-o", "-").stderr, b"")
                guide = (self.folder / f"{template}.huong-dan.md").read_text("utf-8")
                for key in schema["properties"]:
                    self.assertIn(f"| `{key}` |", guide)

    def test_streams(self):
        data = self.expect(0, "templates", "new", "thu-moi").stdout
        self.assertNotIn("$schema", json.loads(data))
        self.assertEqual(json.loads(self.expect(0, "templates", "new", "thu-moi", "--profile=toi-gian").stdout)["$profile"], "toi-gian")
        guide = self.expect(0, "templates", "new", "thu-moi", "--guide", "--lang=vi").stdout.decode()
        self.assertIn("| `co_quan` | Cơ quan | có | chữ |", guide)
        self.assertEqual(self.names(), ["du-lieu.json"])

    def test_nothing_is_replaced_unless_told_to(self):
        self.write("a.huong-dan.md", "của tôi")
        self.assertIn(b"exists", self.expect(2, "templates", "new", "thu-moi", "-o", "a.json").stderr)
        self.assertEqual(self.names(), ["a.huong-dan.md", "du-lieu.json"])
        self.expect(0, "templates", "new", "thu-moi", "-o", "a.json", "--force")
        self.assertNotEqual((self.folder / "a.huong-dan.md").read_text("utf-8"), "của tôi")


class Import(Case):
    def test_round_trip(self):
        before = self.expect(0, "render", "thu-moi", "du-lieu.json", "-o", "-").stdout
        self.expect(0, "templates", "export", "thu-moi", "mau.docx")
        self.assertEqual(self.expect(0, "render", "mau.docx", "du-lieu.json", "-o", "-").stdout, before)
        self.assertEqual(self.expect(0, "templates", "import", "mau.docx", "moi").stderr, b"")
        self.assertIn("{{&gt; quoc_hieu}}", (self.folder / "templates/moi/document.xml").read_text("utf-8"))
        self.assertEqual(self.expect(0, "render", "moi", "du-lieu.json", "-o", "-").stdout, before)
        self.assertEqual(sorted(p.name for p in (self.folder / "templates/moi").rglob("*.*") if p.is_file()),
                         ["document.xml", "header2.xml", "schema.json", "template.json"])

    def test_what_is_there_stays(self):
        self.expect(0, "templates", "export", "thu-moi", "mau.docx")
        self.assertEqual([f["id"] for f in self.diagnostics("templates", "import", "mau.docx", "thu-moi")], ["folder_not_empty"])
        self.expect(0, "templates", "import", "mau.docx", "thu-moi", "--force")
        self.assertTrue((self.folder / "templates/thu-moi/README.md").exists())
        self.write("templates/khac/x.txt", "x")
        self.assertEqual([f["id"] for f in self.diagnostics("templates", "import", "mau.docx", "khac", "--force")],
                         ["template_not_a_folder"])
        for name in ["../x", "_x", ".x", "", "a b"]:
            self.expect(2, "templates", "import", "mau.docx", name)

    def edited(self, *changes):
        """sua.docx, the exported template with its body changed."""
        self.expect(0, "templates", "export", "thu-moi", "mau.docx")
        files = entries((self.folder / "mau.docx").read_bytes())
        xml = files["word/document.xml"].decode()
        for before, after in changes:
            self.assertIn(before, xml)
            xml = xml.replace(before, after, 1)
        self.write("sua.docx", zipped({**files, "word/document.xml": xml}))

    def test_mistakes_make_no_folder(self):
        self.expect(0, "templates", "export", "thu-moi", "mau.docx")
        before = {p: p.read_bytes() for p in (self.folder / "templates").rglob("*") if p.is_file()}
        for change, ids in [(("{{", "{{#mo}}{{"), ["section_not_closed"]),
                            (("CỘNG HÒA", "{{> khong_co}}"), ["partial_not_alone"]),
                            (("{{", "{{khong | khong_co}} {{"), ["unknown_filter"])]:
            self.edited(change)
            for more in [["moi"], ["thu-moi", "--force"]]:
                found = self.diagnostics("templates", "import", "sua.docx", *more)
                errors = [f for f in found if f["severity"] == "error"]
                self.assertEqual([f["id"] for f in errors if f["id"] != "unknown_field"], ids)
                self.assertEqual({f["place"]["file"] for f in errors}, {"sua.docx"})
        self.write("hong.docx", "x")
        self.diagnostics("templates", "import", "hong.docx", "moi")
        after = {p: p.read_bytes() for p in (self.folder / "templates").rglob("*") if p.is_file()}
        self.assertEqual(after, before)
        self.assertFalse((self.folder / "templates/moi").exists())

    def test_a_new_name_is_to_be_added_to_the_schema_in_the_folder(self):
        self.edited(("{{so", "{{ten_moi}} {{so"))
        self.assertEqual([f["id"] for f in self.diagnostics("templates", "import", "sua.docx", "moi")], ["unknown_field"])
        path = self.folder / "templates/moi/schema.json"
        schema = json.loads(path.read_text("utf-8"))
        schema["properties"]["ten_moi"] = {"type": "string"}
        path.write_text(json.dumps(schema), "utf-8")
        self.expect(0, "inspect", "moi")

    def test_a_changed_partial_becomes_part_of_the_template(self):
        self.edited(("CỘNG HÒA", "NƯỚC CỘNG HÒA"))
        (warning,) = self.diagnostics("templates", "import", "sua.docx", "moi", status=0)
        self.assertEqual((warning["id"], warning["tag"]), ("import_partial_changed", "{{> quoc_hieu}}"))
        made = (self.folder / "templates/moi/document.xml").read_text("utf-8")
        self.assertIn("NƯỚC CỘNG HÒA", made)
        self.assertNotIn("_thethuc", made)


class Legacy(Case):
    FONT = '<w:p><w:r><w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr><w:t xml:space="preserve">{1}</w:t></w:r></w:p>'

    def test_data(self):
        self.write_docx("mau.docx", "{{ten}}, {{so}}")
        self.write("d.json", json.dumps({"ten": "Uû ban nh©n d©n", "so": "TrÇn"}))
        found = self.diagnostics("render", "mau.docx", "d.json", "-o", "ra.docx", status=0)
        self.assertEqual([(f["id"], f["data_pointer"]) for f in found], [("data_legacy_text", "/ten"), ("data_legacy_text", "/so")])
        done = self.expect(0, "render", "mau.docx", "d.json", "-o", "-", "--convert-legacy=auto")
        self.assertEqual((text_of(done.stdout), done.stderr), ("Uỷ ban nhân dân, Trần", b""))

    def test_fonts(self):
        self.write_docx("mau.docx", self.FONT.format(".VnTimeH", "ñy ban {{ten}}"), self.FONT.format("VNI-Times", "Vieät Nam"))
        self.write("d.json", '{"ten": "xã Sơn Phú"}')
        found = self.diagnostics("render", "mau.docx", "d.json", "-o", "ra.docx", status=0)
        self.assertEqual([(f["id"], f["args"]["reading"]) for f in found],
                         [("legacy_font", '"ỦY BAN {{ten}}"'), ("legacy_font", '"Việt Nam"')])
        done = self.expect(0, "render", "mau.docx", "d.json", "-o", "-", "--convert-legacy=auto")
        self.assertEqual((text_of(done.stdout), done.stderr), ("ỦY BAN xã Sơn Phú\nViệt Nam", b""))
        xml = entries(done.stdout)["word/document.xml"]
        self.assertNotIn(b".Vn", xml)
        self.assertIn(b"<w:caps/>", xml)
        self.expect(0, "templates", "export", "./mau.docx", "moi.docx", "--convert-legacy=auto")
        self.assertEqual(self.expect(0, "render", "moi.docx", "d.json", "-o", "-").stdout, done.stdout)

    def test_fonts_of_documents_that_are_partials(self):
        self.write_docx("templates/_partials/cu.docx", self.FONT.format(".VnTime", "Uû ban {{ten}}"))
        self.write_docx("mau.docx", "{{> cu}}")
        self.write("d.json", '{"ten": "xã"}')
        (found,) = self.diagnostics("render", "mau.docx", "d.json", "-o", "ra.docx", status=0)
        self.assertEqual((found["id"], found["place"]["file"], found["args"]["reading"]),
                         ("legacy_font", "templates/_partials/cu.docx", '"Uỷ ban {{ten}}"'))
        done = self.expect(0, "render", "mau.docx", "d.json", "-o", "-", "--convert-legacy=auto")
        self.assertEqual((text_of(done.stdout), done.stderr), ("Uỷ ban xã", b""))
        self.assertNotIn(b".Vn", entries(done.stdout)["word/document.xml"])
        self.expect(0, "templates", "export", "./mau.docx", "moi.docx", "--convert-legacy=auto")
        self.assertEqual(self.expect(0, "render", "moi.docx", "d.json", "-o", "-").stdout, done.stdout)


class PackUnpack(Case):
    def test_round_trip(self):
        self.expect(0, "templates", "export", "thu-moi", "mau.docx")
        self.expect(0, "unpack", "mau.docx", "ra")
        self.assertIn("\n    <w:p>", (self.folder / "ra/word/document.xml").read_text("utf-8"))
        self.expect(0, "pack", "ra", "lai.docx")
        self.assertEqual(entries((self.folder / "lai.docx").read_bytes()), entries((self.folder / "mau.docx").read_bytes()))
        self.expect(0, "unpack", "lai.docx", "ra2")
        self.assertEqual(subprocess.run(["diff", "-r", "ra", "ra2"], cwd=self.folder).returncode, 0)
        packed = self.expect(0, "pack", "ra", "-").stdout
        self.assertEqual(packed, (self.folder / "lai.docx").read_bytes())
        self.expect(0, "unpack", "-", "ra3", stdin=packed)
        self.assertEqual(subprocess.run(["diff", "-r", "ra", "ra3"], cwd=self.folder).returncode, 0)

    def test_a_folder_that_is_not_empty(self):
        self.write_docx("mau.docx", "x")
        self.write("ra/cua-toi.txt", "giữ")
        self.assertEqual([f["id"] for f in self.diagnostics("unpack", "mau.docx", "ra")], ["folder_not_empty"])
        self.assertEqual([f["id"] for f in self.diagnostics("unpack", "mau.docx", "ra", "--force")], ["folder_not_unpacked"])
        self.assertEqual(os.listdir(self.folder / "ra"), ["cua-toi.txt"])
        self.expect(0, "unpack", "mau.docx", "git")
        self.write("git/.git/HEAD", "ref")
        self.write("git/word/cu.xml", "<a/>")
        self.expect(1, "unpack", "mau.docx", "git")
        self.assertTrue((self.folder / "git/word/cu.xml").exists())
        self.expect(0, "unpack", "mau.docx", "git", "--force")
        self.assertFalse((self.folder / "git/word/cu.xml").exists(), "a part that the document no longer has")
        self.assertEqual((self.folder / "git/.git/HEAD").read_text(), "ref")
        (self.folder / "trong").mkdir()
        self.expect(0, "unpack", "mau.docx", "trong")

    def test_bad_input(self):
        self.write("chu.docx", "Báo cáo")
        self.assertEqual([d["id"] for d in self.diagnostics("unpack", "chu.docx", "ra")], ["not_a_zip"])
        self.assertEqual([d["id"] for d in self.diagnostics("unpack", "khong.docx", "ra")], ["file_not_found"])
        self.assertEqual([d["id"] for d in self.diagnostics("pack", "khong-co", "ra.docx")], ["folder_not_found"])
        self.assertEqual([d["id"] for d in self.diagnostics("pack", "chu.docx", "ra.docx")], ["folder_not_found"])
        (nothing_of_unpack,) = self.diagnostics("pack", "templates", "ra.docx")
        self.assertEqual((nothing_of_unpack["id"], nothing_of_unpack["place"]["file"]), ("folder_not_unpacked", "templates"))
        self.assertIn("[Content_Types].xml", nothing_of_unpack["message"])
        self.assertIn("templates export", self.diagnostics("pack", "templates/thu-moi", "ra.docx")[0]["hint"])
        self.write("hong/[Content_Types].xml", fixtures.CONTENT_TYPES)
        self.write("hong/word/document.xml", document("x").replace("</w:body>", ""))
        found = self.diagnostics("pack", "hong", "ra.docx")
        self.assertEqual(found[0]["place"]["part"], "/word/document.xml")
        self.assertEqual([n for n in self.names() if n.endswith("ra.docx")], [])

    def test_names_that_leave_the_folder(self):
        for name in ["../ngoai.xml", "/tmp/thethuc-ngoai.xml", "a/../../ngoai.xml", "a\\..\\..\\ngoai.xml"]:
            with self.subTest(name=name):
                self.write("xau.docx", zipped({**package("x"), name: "<a/>"}))
                self.assertTrue(self.diagnostics("unpack", "xau.docx", "ra"))
                self.assertFalse((self.folder / "ngoai.xml").exists())
                self.assertFalse(pathlib.Path("/tmp/thethuc-ngoai.xml").exists())

    def test_environment(self):
        self.write_docx("mau.docx", "x")
        self.write("tep", "x")
        self.expect(3, "unpack", "mau.docx", "tep/ra")
        self.expect(3, "unpack", "mau.docx", "tep")
        self.expect(0, "unpack", "mau.docx", "ra")
        self.expect(3, "pack", "ra", "tep/ra.docx")
        self.expect(3, "pack", "ra", "/dev/full")
        self.assertIn(b"inside", self.expect(2, "pack", "ra", "ra/lai.docx").stderr)
        self.assertIn(b"inside", self.expect(2, "pack", "./ra/", "ra/word/lai.docx").stderr)
        self.expect(0, "pack", "ra", "ra.docx")


class Join(Case):
    def text_of(self, name):
        return re.findall(r"<w:t[^>]*>([^<]*)</w:t>", self.main_part(name))

    def main_part(self, name):
        with zipfile.ZipFile(self.folder / name) as archive:
            return archive.read("word/document.xml").decode()

    def test_documents_stand_one_behind_the_other(self):
        self.write_docx("mot.docx", "Một")
        self.write_docx("hai.docx", "Hai")
        self.expect(0, "join", "mot.docx", "hai.docx", "mot.docx", "-o", "ra.docx")
        self.assertEqual(self.text_of("ra.docx"), ["Một", "Hai", "Một"])
        self.assertEqual(self.main_part("ra.docx").count("<w:sectPr"), 3)

    def test_all_mistakes_are_told_and_nothing_is_written(self):
        self.write_docx("mot.docx", "Một")
        (self.folder / "hong.docx").write_text("không phải zip")
        found = self.diagnostics("join", "khong-co.docx", "mot.docx", "hong.docx", "-o", "ra.docx")
        self.assertEqual([d["id"] for d in found], ["file_not_found", "not_a_zip"])
        found = self.diagnostics("join", "khong-co.pdf", "cung-khong.pdf", "-o", "ra.pdf")
        self.assertEqual([d["id"] for d in found], ["file_not_found", "file_not_found"])
        self.assertFalse((self.folder / "ra.docx").exists() or (self.folder / "ra.pdf").exists())

    def test_kinds_are_not_mixed_and_no_input_is_overwritten(self):
        self.write_docx("mot.docx", "Một")
        self.assertIn(b"thethuc convert", self.expect(2, "join", "mot.docx", "-o", "ra.pdf").stderr)
        self.expect(2, "join", "mot.docx", "-o", "ra.odt")
        self.expect(2, "join", "mot.docx", "-o", "mot.docx")


class Completion(Case):
    def complete(self, line):
        """What bash offers at the end of the line."""
        program_folder = self.folder / "bin"
        if not program_folder.exists():
            program_folder.mkdir()
            (program_folder / "thethuc").symlink_to(fixtures.PROGRAM)
        words = [w for w in re.split(r"\s+|(=)", line) if w is not None and w != ""] + ([""] if line.endswith((" ", "=")) else [])
        script = (f"source {COMPLETION}; COMP_WORDS=({' '.join(repr(w) for w in words)}); COMP_CWORD={len(words) - 1}; "
                  '_thethuc; printf "%s\\n" "${COMPREPLY[@]}"')
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, capture_output=True, text=True,
                              env={"PATH": f"{program_folder}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}, check=True)
        self.assertEqual(done.stderr, "")
        return [word for word in done.stdout.splitlines() if word]

    def test_offers(self):
        self.write_docx("mau.docx", "x")
        for line, expected in [
            ("thethuc ", ["render", "bulk", "inspect", "check", "convert", "join", "diff", "preview", "serve", "worker", "unpack", "pack", "templates"]),
            ("thethuc re", ["render"]),
            ("thethuc templates ", ["list", "show", "new", "export", "import"]),
            ("thethuc templates show ", ["ghi-chep", "thu-moi"]),
            ("thethuc templates show t", ["thu-moi"]),
            ("thethuc render thu", ["thu-moi"]),
            ("thethuc render ma", ["mau.docx"]),
            ("thethuc render thu-moi du", ["du-lieu.json"]),
            ("thethuc render thu-moi --missing dots du", ["du-lieu.json"]),
            ("thethuc render thu-moi du-lieu.json -o ma", ["mau.docx"]),
            ("thethuc render --missing=", ["error", "blank", "dots", "keep"]),
            ("thethuc render --missing=d", ["dots"]),
            ("thethuc inspect --format s", ["schema", "sample"]),
            ("thethuc templates list --format=i", ["ids"]),
            ("thethuc unpack --f", ["--force"]),
            ("thethuc check --pages ma", ["mau.docx"]),
            ("thethuc preview thu-moi --pages 1 du", ["du-lieu.json"]),
            ("thethuc --la", ["--lang"]),
            ("thethuc inspect --limit svg-", ["svg-nodes=", "svg-depth="]),
            ("thethuc --limit xml-nodes=5 re", ["render"]),
            ("thethuc inspect --templates khong-co ", ["bin", "mau.docx", "templates"]),
        ]:
            with self.subTest(line=line):
                self.assertEqual(sorted(set(self.complete(line)) - {"templates", "bin"} if "render" in line else self.complete(line)), sorted(expected))
