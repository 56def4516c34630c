"""Each limit: what is within it passes, what is beyond is told with the option that raises it."""
import base64
import json
import re
import struct
import zlib

import fixtures
from fixtures import W, Case, document, paragraph


def png(side):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\0" * ((side + 7) // 8)) * side)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)) +
            chunk(b"IDAT", rows) + chunk(b"IEND", b""))


PICTURE = "data:image/png;base64," + base64.b64encode(png(4)).decode()
SVG = "data:image/svg+xml," + "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><g><g><path d='M0 0'/></g></g></svg>"

SCHEMA = {"type": "object", "properties": {"so": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}}

# A limit, a value that is too low, one that is enough, the template's paragraphs, the data, and the diagnostic.
CASES = [
    ("archive-bytes", "100", "1M", ["x"], {}, "file_too_large"),
    ("archive-entries", "3", "5", ["x"], {}, "archive_too_many_entries"),
    ("archive-ratio", "5", "5K", ["{{a}}", "x" * 2_000_000], {"a": 1}, "archive_ratio"),
    ("part-bytes", "100", "1M", ["x"], {}, "archive_entry_too_large"),
    ("unpacked-bytes", "1K", "1M", ["x"], {}, "archive_unpacks_too_large"),
    ("xml-depth", "4", "5", ["x"], {}, "xml_too_deep"),
    ("xml-nodes", "10", "100", ["x"], {}, "xml_too_many_nodes"),
    ("relationships", "0", "1", ["x"], {}, "too_many_relationships"),
    ("tags", "2", "3", ["{{a}} {{a}}", "{{a}}"], {"a": 1}, "template_too_many_tags"),
    ("tag-bytes", "20", "1K", ["{{a | mac_dinh:\"không có gì\"}}"], {"a": 1}, "tag_too_long"),
    ("paragraph-tags", "2", "3", ["{{a}} {{a}} {{a}}"], {"a": 1}, "too_many_tags"),
    ("section-depth", "1", "2", ["{{#a}}{{#b}}x{{/b}}{{/a}}"], {"a": 1, "b": 1}, "sections_too_deep"),
    ("partials", "1", "2", ["{{> mot}}", "{{> mot}}"], {}, "too_many_partials"),
    ("partial-depth", "1", "2", ["{{> hai}}"], {}, "partial_too_deep"),
    ("partial-bytes", "30", "1M", ["{{> mot}}"], {}, "file_too_large"),
    ("partial-bytes", "500", "1M", ["{{> mot}}"] * 3, {}, "partials_too_large"),
    ("data-bytes", "5", "1K", ["{{a}}"], {"a": "dài hơn"}, "file_too_large"),
    ("data-depth", "1", "3", ["{{a.b}}"], {"a": {"b": 1}}, "json_too_deep"),
    ("data-values", "2", "3", ["{{a}}{{b}}"], {"a": 1, "b": 2}, "json_too_many_values"),
    ("rich-bytes", "5", "1K", ["{{{a}}}"], {"a": "dài hơn"}, "rich_text_too_large"),
    ("picture-bytes", "20", "1K", ["{{a | anh}}"], {"a": PICTURE}, "picture_too_large"),
    ("picture-pixels", "15", "16", ["{{a | anh}}"], {"a": PICTURE}, "picture_too_large"),
    ("svg-nodes", "5", "50", ["{{a | anh}}"], {"a": SVG}, "picture_damaged"),
    ("svg-depth", "3", "4", ["{{a | anh}}"], {"a": SVG}, "picture_damaged"),
    ("steps", "4", "1K", ["{{#a}}{{#b}}x{{/b}}{{/a}}"], {"a": [1] * 5, "b": False}, "render_too_slow"),
    ("output-bytes", "100", "1M", ["{{#a}}{{.}}{{/a}}"], {"a": ["x" * 99] * 5}, "output_too_large"),
]


def hint(limit, language="en"):
    return {"en": "raise the limit with", "vi": "nâng giới hạn bằng"}[language] + f" --limit {limit}=N"


class Limits(Case):
    def setUp(self):
        super().setUp()
        self.write("templates/_partials/mot.xml", f"<w:body {W}>{paragraph('một ' * 30)}</w:body>")
        self.write("templates/_partials/hai.xml", f"<w:body {W}>{paragraph('{{> mot}}')}</w:body>")

    def check(self, arguments, limit, low, enough, name):
        for found in [self.diagnostics(*arguments, f"--limit={limit}={low}"),
                      self.diagnostics("--limit", f"{limit}={low}", *arguments)]:
            self.assertIn((name, True), [(f["id"], hint(limit) in f.get("hint", "")) for f in found])
        found = self.diagnostics(*arguments, f"--limit={limit}={low}", "--lang=vi")
        self.assertTrue(any(hint(limit, "vi") in f.get("hint", "") for f in found))
        self.expect(0, *arguments, "--limit", f"{limit}={enough}")

    def test_what_is_beyond_is_told_with_the_option_that_raises_it(self):
        for limit, low, enough, paragraphs, data, name in CASES:
            with self.subTest(limit=limit):
                self.write_docx("mau.docx", *paragraphs)
                self.write("so.json", json.dumps(data, ensure_ascii=False))
                self.check(["render", "mau.docx", "so.json", "-o", "ra.docx"], limit, low, enough, name)

    def test_limit_of_the_checker(self):
        self.write_docx("mau.docx", "Một", "Hai")
        found = self.diagnostics("check", "mau.docx", "--limit=check-paragraphs=1")
        self.assertEqual([("document_too_long", True)],
                         [(f["id"], hint("check-paragraphs") in f.get("hint", "")) for f in found])
        self.expect(5, "check", "mau.docx", "--limit=check-paragraphs=2")

    def test_limits_of_a_schema(self):
        self.write("templates/ghi-chep/schema.json", json.dumps(SCHEMA))
        self.write("templates/ghi-chep/document.xml", document("{{so}}"))
        self.write("so.json", '{"so": 1}')
        for limit, low, enough, name in [("schema-bytes", "20", "1K", "file_too_large"),
                                         ("schema-values", "3", "20", "json_too_many_values")]:
            with self.subTest(limit=limit):
                self.check(["render", "ghi-chep", "so.json", "-o", "ra.docx"], limit, low, enough, name)

    def test_steps_of_a_schema(self):
        inner = {"type": "integer"}
        for _ in range(4):
            inner = {"type": "array", "items": {"anyOf": [inner, inner, inner]}}
        self.write("templates/ghi-chep/schema.json", json.dumps({"type": "object", "properties": {"so": inner}}))
        self.write("templates/ghi-chep/document.xml", document("{{#so}}x{{/so}}"))
        value = "x"
        for _ in range(4):
            value = [value, value]
        self.write("so.json", json.dumps({"so": value}))
        found = self.diagnostics("render", "ghi-chep", "so.json", "-o", "ra.docx", "--limit=schema-steps=0")
        self.assertIn(("data_too_costly", True), [(f["id"], hint("schema-steps") in f.get("hint", "")) for f in found])
        found = self.diagnostics("render", "ghi-chep", "so.json", "-o", "ra.docx")
        self.assertNotIn("data_too_costly", [f["id"] for f in found])

    def test_growth_and_time(self):
        # What is small needs no ratio: 64 MiB are let through whatever the data.
        self.write_docx("mau.docx", "{{#a}}{{#a}}{{#a}}" + "x" * 1000 + "{{/a}}{{/a}}{{/a}}")
        self.write("so.json", json.dumps({"a": [1] * 50}))
        found = self.diagnostics("render", "mau.docx", "so.json", "-o", "ra.docx", "--limit=output-ratio=10")
        self.assertEqual([f["id"] for f in found], ["output_too_large"])
        self.assertIn(hint("output-ratio"), found[0]["hint"])
        # A thousand million turns that write nothing.
        self.write("so.json", json.dumps({"a": [1] * 1_000}))
        self.write_docx("mau.docx", "{{#a}}{{#a}}{{#a}}{{^.}}x{{/.}}{{/a}}{{/a}}{{/a}}")
        found = self.diagnostics("render", "mau.docx", "so.json", "-o", "ra.docx")
        self.assertEqual([f["id"] for f in found], ["render_too_slow"])
        self.assertIn(hint("steps-ratio"), found[0]["hint"])
        more = ["--limit=steps=1000G", "--limit=steps-ratio=1G", "--limit=seconds=1"]
        found = self.diagnostics("render", "mau.docx", "so.json", "-o", "ra.docx", *more)
        self.assertEqual([f["id"] for f in found], ["render_too_slow"])
        self.assertIn(hint("seconds"), found[0]["hint"])

    def test_other_commands_have_them_too(self):
        self.write_docx("mau.docx", "x")
        self.check(["inspect", "mau.docx"], "xml-nodes", "10", "100", "xml_too_many_nodes")
        self.check(["unpack", "mau.docx", "ra"], "archive-entries", "3", "5", "archive_too_many_entries")
        self.check(["pack", "ra", "moi.docx"], "xml-depth", "3", "5", "xml_too_deep")
        self.check(["templates", "export", "thu-moi", "ra.docx"], "xml-nodes", "5", "500", "xml_too_many_nodes")
        docx = (self.folder / "mau.docx").read_bytes()
        found = self.diagnostics("inspect", "-", "--limit=archive-bytes=10", stdin=docx)
        self.assertIn(hint("archive-bytes"), found[0]["hint"])

    def test_wrong_usage(self):
        for given, told in [("xml-node=5", "did you mean xml-nodes"), ("x=5", "expected one of archive-bytes"), ("xml-nodes", "expected xml-nodes=N"),
                            ("xml-nodes=", "expected xml-nodes=N"), ("xml-nodes=-1", "expected xml-nodes=N"), ("xml-nodes=1T", "expected xml-nodes=N"),
                            ("xml-nodes=1Ki", "expected xml-nodes=N"), ("xml-nodes=5000M", "up to 4000000000"),
                            ("xml-depth=1001", "up to 1000"), ("data-bytes=99999999999999999999", "expected data-bytes=N")]:
            with self.subTest(given=given):
                self.assertIn(told, self.expect(2, "templates", "list", "--limit", given).stderr.decode())

    def test_all_are_documented_and_can_be_completed(self):
        (names,) = re.findall(r"expected one of (.*?);", self.expect(2, "templates", "list", "--limit=?=1").stderr.decode())
        names = sorted(names.split(", "))
        self.assertTrue({limit for limit, *_ in CASES} <= set(names))
        folder = fixtures.REPOSITORY / "tools/thethuc"
        readme = re.findall(r"^\| `([a-z-]+)` \| [\d.]+", (folder / "README.md").read_text(), re.M)
        self.assertEqual(sorted(readme), names)
        manual = re.findall(r"^\.It Cm ([a-z\\-]+) No", (folder / "thethuc.1").read_text(), re.M)
        self.assertEqual(sorted(name.replace("\\", "") for name in manual), names)
        (completed,) = re.findall(r"_thethuc_limits=\(([^)]*)\)", (folder / "thethuc.bash").read_text())
        self.assertEqual(sorted(completed.split()), names)
