"""What is made to do harm: refused with a reason, within bounds on memory and time.

The program runs with 256 MiB of memory in all (address space, its libraries included) and a minute of the processor, so
that a bomb that goes off ends the test, on a slow machine too; what is refused takes a fraction of either. The memory of
sanitizers has no such bounds.
"""
import io
import json
import resource
import struct
import zipfile

import fixtures
from fixtures import OFFICE, STYLES, W, WML, XML, Case, document, package, paragraph, zipped

MEBIBYTE = 1 << 20
MOST_MEMORY = 256 * MEBIBYTE
MOST_SECONDS = 60


def bounded():
    if not fixtures.SANITIZED:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def with_entries(entries):
    """A sound .docx, and these (name, bytes) behind, whatever their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*package("x").items(), *entries]:
            archive.writestr(name, content)
    return out.getvalue()


def stored(files):
    """A .docx whose parts are not packed: what is long and regular is no bomb then."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def encrypted(docx):
    """The same, with each entry said to be encrypted (bit 0 of the flags; APPNOTE 4.4.4)."""
    out = bytearray(docx)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(signature)
        while at >= 0:
            (value,) = struct.unpack_from("<H", out, at + flags)
            struct.pack_into("<H", out, at + flags, value | 1)
            at = out.find(signature, at + 4)
    return bytes(out)


def related(name, kind, content_type, text, base="word"):
    """The package with one part more."""
    files = package("x")
    relationships = {"word": "word/_rels/document.xml.rels", "": "_rels/.rels"}[base]
    target = name.removeprefix("word/") if base else name
    files[relationships] = files[relationships].replace(
        "</Relationships>", f'<Relationship Id="them" Type="{kind}" Target="{target}"/></Relationships>')
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(
        "</Types>", f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>')
    return {**files, name: text}


class HostileInput(Case):
    def refused(self, template, data="rong.json"):
        """The ids of the errors of a render that must fail within bounds and leave nothing."""
        if data == "rong.json":
            self.write("rong.json", "{}")
        before = self.names()
        found = self.diagnostics("render", template, data, "-o", "ra.docx", preexec_fn=bounded)
        self.assertEqual(self.names(), before)
        for finding in found:
            self.assertLess(len(finding["message"]), 5_000, "a message is for people")
            self.assertLess(len(finding["place"].get("text", "")), 5_000)
        return sorted({finding["id"] for finding in found if finding["severity"] == "error"})

    def refused_docx(self, content, data="rong.json"):
        return self.refused(self.write("mau.docx", content), data)

    def refused_body(self, *paragraphs, data="{}"):
        self.write("la.json", data)
        return self.refused_docx(stored(package(*paragraphs)), "la.json")

    def check_body(self, expected, *paragraphs, data="{}"):
        self.assertEqual(self.refused_body(*paragraphs, data=data), expected)

    def test_bounds_hold(self):
        """That the bounds are in force at all: a document that needs more memory than there is cannot be filled."""
        if fixtures.SANITIZED:
            self.skipTest("sanitizers need more memory")
        self.write("lon.json", json.dumps({"a": ["x" * 1000] * 100_000}))
        self.write_docx("mau.docx", "{{#a}}{{.}}{{/a}}")
        done = self.run_program("render", "mau.docx", "lon.json", "-o", "-", preexec_fn=bounded)
        self.assertEqual(done.returncode, 3, done.stderr)

    def test_zip_bombs(self):
        bomb = zipped({"a": b"\0" * (8 * MEBIBYTE)})
        for name, content, expected in [
            ("ratio", with_entries([("word/a.xml", " " * (32 * MEBIBYTE))]), ["archive_ratio"]),
            ("ratio of many", with_entries([(f"word/a{i}.xml", " " * 1_000_000) for i in range(64)]), ["archive_ratio"]),
            ("count", with_entries([(f"word/a{i}.xml", "") for i in range(6_000)]), ["archive_too_many_entries"]),
            ("one in another", zipped({"mau.docx": with_entries([("word/a.xml", " " * (8 * MEBIBYTE))])}), ["not_a_docx"]),
        ]:
            with self.subTest(name=name):
                self.assertEqual(self.refused_docx(content), expected)
        # An archive within a part is bytes like others: it is carried along and never opened.
        self.write("mau.docx", zipped(related("word/media/a.png", f"{OFFICE}/image", "image/png", bomb)))
        self.write("rong.json", "{}")
        done = self.expect(0, "render", "mau.docx", "rong.json", "-o", "-", preexec_fn=bounded)
        with zipfile.ZipFile(io.BytesIO(done.stdout)) as archive:
            self.assertEqual(archive.read("word/media/a.png"), bomb)

    def test_entries(self):
        for name, content, expected in [
            ("outside", with_entries([("../a.xml", "x")]), ["archive_entry_name"]),
            ("outside, from within", with_entries([("word/../../a.xml", "x")]), ["archive_entry_name"]),
            ("outside, encoded", with_entries([("word/%2e%2e/%2e%2e/a.xml", "x")]), ["archive_entry_name"]),
            ("absolute", with_entries([("/etc/cron.d/a", "x")]), ["archive_entry_name"]),
            ("backslashes", with_entries([("..\\a.xml", "x")]), ["archive_entry_name"]),
            ("twice, but for case", with_entries([("WORD/Document.xml", "x")]), ["archive_entry_twice"]),
            ("encrypted", encrypted(zipped(package("x"))), ["archive_entry_encrypted"]),
        ]:
            with self.subTest(name=name):
                self.assertEqual(self.refused_docx(content), expected)
        self.assertFalse((self.folder.parent / "a.xml").exists())

    def test_document_type_in_any_part(self):
        lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
        doctype = f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{lol}]>'

        def spoilt(text):
            return text.replace(XML, XML + doctype)

        core = "application/vnd.openxmlformats-package.core-properties+xml"
        svg = f"{XML}<svg xmlns='http://www.w3.org/2000/svg'/>"
        whole = package("x")
        for name, files in [
            *((name, {**whole, name: spoilt(text)}) for name, text in whole.items()),
            ("header", related("word/header1.xml", f"{OFFICE}/header", f"{WML}.header+xml", spoilt(f"{XML}<w:hdr {W}><w:p/></w:hdr>"))),
            ("notes", related("word/footnotes.xml", f"{OFFICE}/footnotes", f"{WML}.footnotes+xml", spoilt(f"{XML}<w:footnotes {W}/>"))),
            ("numbering", related("word/numbering.xml", f"{OFFICE}/numbering", f"{WML}.numbering+xml", spoilt(f"{XML}<w:numbering {W}/>"))),
            ("custom XML", related("customXml/item1.xml", f"{OFFICE}/customXml", "application/xml", spoilt(f"{XML}<a/>"), "")),
            ("properties", related("docProps/core.xml", f"{OFFICE}/core-properties", core, spoilt(f"{XML}<a/>"), "")),
            ("picture", related("word/media/a.svg", f"{OFFICE}/image", "image/svg+xml", spoilt(svg))),
        ]:
            with self.subTest(name=name):
                self.assertEqual(self.refused_docx(zipped(files))[-1:], ["xml_doctype"])

    def test_depth(self):
        deep = 20_000
        table = "<w:tbl><w:tr><w:tc>" * deep + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * deep
        self.check_body(["xml_too_deep"], table)
        self.check_body(["xml_too_deep"], "<w:sdt><w:sdtContent>" * deep + "<w:p/>" + "</w:sdtContent></w:sdt>" * deep)
        self.assertEqual(self.refused_docx(stored({**package("x"), "word/styles.xml": "<a>" * deep})), ["xml_too_deep"])

    def test_deep_sections(self):
        deep = 20_000
        for name, paragraphs in [
            ("in paragraphs", [*["{{#a}}"] * deep, *["{{/a}}"] * deep]),
            ("in one paragraph", ["{{#a}}" * deep + "{{/a}}" * deep]),
            ("never closed", ["{{#a}}"] * deep),
            ("never opened", ["{{/a}}"] * deep),
            ("crossing", [f"{{{{#a{i}}}}}" for i in range(deep)] + [f"{{{{/a{i}}}}}" for i in range(deep)]),
        ]:
            with self.subTest(name=name):
                found = self.refused_docx(stored(package(*paragraphs)))
                allowed = {"sections_too_deep", "too_many_tags", "section_not_closed", "section_not_opened", "sections_cross"}
                self.assertTrue(found and allowed.issuperset(found), found)

    def test_deep_data(self):
        self.write_docx("mau.docx", "{{a}}")
        for text in ("[" * 20_000 + "]" * 20_000, '{"a":' * 20_000 + "1" + "}" * 20_000, "[" * MEBIBYTE):
            self.write("sau.json", text)
            self.assertEqual(self.refused("mau.docx", "sau.json"), ["json_too_deep"])

    def test_long_tags(self):
        name = "a" * MEBIBYTE
        for text, expected in [
            (f"{{{{{name}}}}}", ["tag_too_long"]),
            (f"{{{{{name}", ["tag_not_closed"]),
            (f"{{{{#{name}}}}}", ["tag_too_long"]),
            (f"{{{{#{name}}}}}{{{{/{name}}}}}", ["tag_too_long"]),
            (f"{{{{a | {name}}}}}", ["tag_too_long"]),
            (f"{{{{a | so:{name}}}}}", ["tag_too_long"]),
            ("{{a" + " | hoa" * (MEBIBYTE // 6) + "}}", ["tag_too_long"]),
            (f"{{{{b | mac_dinh:\"{name}\"}}}}", ["tag_too_long"]),
            (f"{{{{> {name}}}}}", ["partial_not_found"]),
            ("{{" * (MEBIBYTE // 2), ["tag_not_closed"]),
            ("{{a" + ".a" * (MEBIBYTE // 2) + "}}", ["tag_too_long"]),
            ("{{a}}" * 200_000, ["too_many_tags"]),
        ]:
            with self.subTest(text=text[:12]):
                self.check_body(expected, text, data='{"a": "x"}')

    def test_many_tags(self):
        """Of a few kilobytes of a packed template, or of megabytes of it."""
        for name, paragraphs in [("in paragraphs", ["{{a}}"] * 100_000), ("in long ones", ["{{a}}" * 3_999] * 50)]:
            with self.subTest(name=name):
                self.check_body(["template_too_many_tags"], *paragraphs, data='{"a": "x"}')

    def test_long_tag_in_many_runs(self):
        """A run for each letter, with and without formats of its own."""
        for run in ("<w:r><w:t>{}</w:t></w:r>", '<w:r><w:rPr><w:lang w:val="vi-VN"/></w:rPr><w:t>{}</w:t></w:r>'):
            runs = [run.format(letter) for letter in ("{", "{", *"a" * MEBIBYTE, "}", "}")]
            with self.subTest(run=run):
                self.check_body(["xml_too_many_nodes"], f"<w:p>{''.join(runs)}</w:p>")
            with self.subTest(run=run, letters="a fifth"):
                self.check_body(["tag_too_long"], f"<w:p>{''.join(runs[:2] + runs[-MEBIBYTE // 5:])}</w:p>")

    def test_many_mistakes_in_a_long_paragraph(self):
        mistakes = "".join(f"{{{{{i} b}}}}{{{{a | k{i}}}}}{{{{/c{i}}}}}{{{{#d{i}}}}}{{{{> e{i}}}}}" for i in range(200))
        self.check_body(["bad_name", "partial_not_alone", "section_not_opened", "sections_too_deep", "unknown_filter"],
                        "x" * MEBIBYTE + mistakes)

    def test_partials_that_include_themselves(self):
        def partial(*texts):
            return f"<w:body {W}>{''.join(paragraph(text) for text in texts)}</w:body>"

        for name, partials, expected in [
            ("itself", {"a": ["x", "{{> a}}"]}, ["partial_recursion"]),
            ("each other", {"a": ["{{> b}}"], "b": ["{{> a}}"]}, ["partial_recursion"]),
            ("ten times ten times …", {chr(97 + i): [f"{{{{> {chr(98 + i)}}}}}"] * 10 for i in range(10)} | {"k": ["x"]},
             ["too_many_partials"]),
        ]:
            with self.subTest(name=name):
                for key, texts in partials.items():
                    self.write(f"templates/_partials/{key}.xml", partial(*texts))
                self.check_body(expected, "{{> a}}")

    def test_output_explodes(self):
        rows = json.dumps({"a": list(range(1_000))})
        nested = "{{#a}}" * 8 + "{{.}}" + "{{/a}}" * 8
        self.check_body(["output_too_large"], nested, data=rows)
        self.check_body(["output_too_large"], *["{{#a}}"] * 8, "{{.}}", *["{{/a}}"] * 8, data=rows)
        self.check_body(["output_too_large"], "{{#a}}" * 3 + "{{b}}" + "{{/a}}" * 3,
                        data=json.dumps({"a": list(range(100)), "b": "x" * 10_000}))
        self.check_body(["output_too_large"], "{{b}}" * 4_000, data=json.dumps({"b": "x" * 50_000}))
        self.check_body(["output_too_large"], "{{#a}}", "{{#b}}", "{{{.}}}", "{{/b}}", "{{/a}}",
                        data=json.dumps({"a": list(range(1_000)), "b": ["^[x]"] * 1_000}))

    def test_output_of_much_data_explodes(self):
        """Data of hundreds of kilobytes, up to a megabyte."""
        rows = list(range(5_000))
        for name, text, data in [
            ("a long text in each row", "{{#a}}{{d}}{{/a}}", {"a": rows, "d": "đ" * 500_000}),
            ("what a filter makes of it", "{{#a}}{{d | hoa}}{{/a}}", {"a": rows, "d": "đ" * 500_000}),
            ("what is too much to be kept", "{{#a}}{{#b}}{{. | hoa}}{{/b}}{{/a}}", {"a": rows, "b": ["đ" * 1_000] * 900}),
            ("a list joined in each of its rows", "{{#a}}{{a | noi}}{{/a}}", {"a": list(range(100_000))}),
            ("rows within rows", "{{#a}}{{#a}}x{{/a}}{{/a}}", {"a": list(range(150_000))}),
            ("rich text", "{{#a}}{{{d}}}{{/a}}", {"a": rows, "d": "**đ** " * 20_000}),
        ]:
            with self.subTest(name=name):
                self.check_body(["output_too_large"], text, data=json.dumps(data, ensure_ascii=False))

    def test_a_joined_list_explodes(self):
        between = "x" * 10_000
        for text in (f'{{{{a | noi:"{between}"}}}}', f'{{{{#a}}}}{{{{a | noi:"{between}"}}}}{{{{/a}}}}'):
            with self.subTest(text=text[:12]):
                self.check_body(["filter_bad_value"], text, data=json.dumps({"a": list(range(100_000))}))

    def test_work_explodes(self):
        rows = json.dumps({"a": list(range(1_000))})
        self.check_body(["render_too_slow"], "{{#a}}" * 8 + "{{#b}}x{{/b}}" + "{{/a}}" * 8, data=rows)
        many = {"a": list(range(100_000)), "b": [1] * 15, "c": "đ" * 250}
        for text in ("{{b | tong | mac_dinh:1 | so:0 | ngay}}", "{{c | hoa | thuong | hoa | thuong | ngay}}", "{{^a}}x{{/a}}{{^a}}x{{/a}}"):
            self.assertIn("render_too_slow", self.refused_body("{{#a}}{{#a}}" + text + "{{/a}}{{/a}}", data=json.dumps(many)))

    def test_totals_in_each_row_are_no_explosion(self):
        self.write("nhieu.json", json.dumps({"a": list(range(20_000))}))
        self.write_docx("mau.docx", "{{#a}}{{a | tong}} {{a | tb}} {{a | dem}} {{/a}}")
        self.expect(0, "render", "mau.docx", "nhieu.json", "-o", "-", preexec_fn=bounded)

    def test_what_filters_make_is_not_kept(self):
        """4,000 turns that make a text of 100 kB each, which is no date; the data are large enough to allow so many."""
        self.check_body(["filter_bad_value"], "{{#a}}{{b | noi | ngay}}{{/a}}", data=json.dumps({"a": [1] * 4_000, "b": ["x" * 100_000], "c": "x" * 3_000_000}))

    def test_rich_values(self):
        self.write_docx("mau.docx", "{{{a}}}")
        for name, value, expected in [
            ("marks", "*" * (2 * MEBIBYTE), ["rich_text_too_large"]),
            ("a list", "\n".join("  " * i + "* x" for i in range(300)), ["rich_list_too_deep"]),
            ("columns", "|" + "a|" * 5_000 + "\n|" + "-|" * 5_000, ["table_columns"]),
            ("spans", {"blocks": [{"table": [[{"content": "x", "colspan": 60, "rowspan": 10**9}]]}]}, ["block_bad_value"]),
        ]:
            with self.subTest(name=name):
                self.write("la.json", json.dumps({"a": value}))
                found = self.refused("mau.docx", "la.json")
                self.assertEqual(found, expected)

    def test_pictures(self):
        self.write_docx("mau.docx", "x {{a | anh}}")
        header = b"IHDR" + struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
        import base64
        import zlib
        png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
        entities = ('<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg" '
                    'width="1" height="1"><text>&b;</text></svg>')
        deep = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1">' + "<g>" * 20_000 + "</g>" * 20_000 + "</svg>"
        for name, value, expected in [
            ("pixels", "data:image/png;base64," + base64.b64encode(png).decode(), ["picture_too_large"]),
            ("entities", "data:image/svg+xml," + entities, ["picture_svg_unsupported"]),
            ("depth", "data:image/svg+xml," + deep, ["picture_damaged"]),
            ("a file elsewhere", "../../../../etc/passwd", ["picture_outside_folder"]),
            ("a device", "/dev/zero", ["picture_outside_folder"]),
        ]:
            with self.subTest(name=name):
                self.write("la.json", json.dumps({"a": value}))
                self.assertEqual(self.refused("mau.docx", "la.json"), expected)
