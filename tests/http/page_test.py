"""The web page of the service: its files and what browsers may do with them; what it asks for while one types."""
import json
import re
import unittest

import serving
from service import ServiceCase, sample


class Page(ServiceCase):
    @classmethod
    def setUpClass(cls):
        cls.service = cls.start()

    def files(self):
        """All that the page consists of: what it and its scripts name, from file to file."""
        found, waiting = {}, ["/"]
        while waiting:
            path = waiting.pop()
            if path in found:
                continue
            found[path] = self.service.ask(path)
            text = found[path][2].decode()
            folder = path.rsplit("/", 1)[0] + "/"
            for name in re.findall(r'(?:href|src)="([^"#]+)"|from "([^"]+)"', text):
                parts = []
                for part in (folder + (name[0] or name[1])).split("/")[1:]:
                    parts = parts[:-1] if part == ".." else parts if part == "." else [*parts, part]
                waiting.append("/" + "/".join(parts))
        return found

    def test_files(self):
        files = self.files()
        self.assertGreater(len(files), 15)
        for path, (status, headers, body) in files.items():
            with self.subTest(path=path):
                self.assertEqual(status, 200)
                text = body.decode().replace('xmlns="http://www.w3.org/2000/svg"', "")
                self.assertNotRegex(text, r"https?:|//[a-z]+\.[a-z]|@import| style=\"|onclick|innerHTML|insertAdjacentHTML|<script>|<style>")
                policy = headers["Content-Security-Policy"]
                self.assertIn("default-src 'none'", policy)
                self.assertNotIn("unsafe", policy)
                self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
                self.assertIn("no-cache", headers["Cache-Control"])
                self.assertEqual(self.service.ask(path, headers={"If-None-Match": headers["ETag"]})[::2], (304, b""))

    def test_the_frame_of_reports(self):
        _, headers, _ = self.service.ask("/web/page/report.html")
        policy = headers["Content-Security-Policy"]
        self.assertIn("sandbox allow-scripts;", policy)  # an origin that is nobody's
        self.assertIn("frame-ancestors 'self'", policy)
        self.assertEqual(len(re.findall("'sha256-", policy)), 3)  # the report's style and script, the frame's script
        page = self.service.ask("/")[1]["Content-Security-Policy"]
        self.assertIn("frame-ancestors 'none'", page)
        self.assertIn("frame-src 'self'", page)

    def test_nothing_else_is_there(self):
        for path in ("/web/preview/preview.js", "/web/page/nothing.js", "/web/shared/..%2fpage%2fpage.js", "/web/page/", "/page/page.js",
                     "/web/..%2f..%2fetc/passwd"):
            with self.subTest(path=path):
                self.problem(self.service.ask(path), 404, "not_found")

    def test_no_words_are_missing(self):
        """Each word that the page says is there, in both languages."""
        text = {path: body.decode() for path, (_, _, body) in self.files().items()}
        tables = [text["/web/shared/words.js"], text["/web/page/words.js"]]
        said = set(re.findall(r'data-(?:word|label)="(\w+)"', text["/"]))
        for path, script in text.items():
            said.update(re.findall(r'\bsay\("(\w+)"', script))
            if path == "/web/page/json.js":
                said.update(re.findall(r'"(json_\w+)"', script))
        self.assertGreater(len(said), 90)
        for language in range(2):
            there = set()
            for table in tables:
                half = table[table.index("  vi: {"):table.index("  en: {")] if language == 0 else table[table.index("  en: {"):]
                there.update(re.findall(r"^    (\w+): ", half, re.MULTILINE))
            self.assertEqual(said - there, set())


class Preview(ServiceCase):
    @classmethod
    def setUpClass(cls):
        cls.service = cls.start()

    def preview(self, data, query=""):
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        return self.service.post(f"/v1/templates/bao-cao/preview{query}", body)

    def test_without_libreoffice_all_but_pages(self):
        status, _, body = self.preview(sample())
        found = json.loads(body)
        self.assertEqual((status, found["pages"], found["document"]["name"]), (200, None, "Báo cáo"))
        self.assertIn("libreoffice-writer-nogui", found["unavailable"])
        self.assertEqual(found["findings"]["profile"], "nd30-2020")

    def test_data_that_are_refused(self):
        data = json.loads(sample())
        status, _, body = self.preview({**data, "trich_yeu": "V/v báo cáo", "ngay": "2021-13-01"})
        found = json.loads(body)
        self.assertEqual((status, found["document"], found["pages"], found["findings"]), (200, None, None, None))
        self.assertEqual({it["data_pointer"] for it in found["diagnostics"]}, {"/trich_yeu", "/ngay"})
        del data["ky"]
        told = json.loads(self.preview(data)[2])["diagnostics"]
        self.assertIn("/ky", [it["data_pointer"] for it in told])
        english = json.loads(self.service.post("/v1/templates/bao-cao/preview", json.dumps(data).encode(), headers={"Accept-Language": "en"})[2])
        self.assertNotEqual(english["diagnostics"][0]["message"], told[0]["message"])

    def test_what_it_takes(self):
        self.problem(self.preview(b"{"), 400, "json_malformed")
        self.problem(self.preview(sample(), "?strict=maybe"), 400, "parameter_invalid")
        self.problem(self.preview(sample(), "?missing=maybe"), 400, "parameter_invalid")
        self.problem(self.preview(sample(), "?profile=khong-co"), 422, "profile_unknown")
        self.problem(self.service.post("/v1/templates/khong-co/preview", b"{}"), 404, "template_unknown")
        data = {**json.loads(sample()), "thua": 1, "trich_yeu": None}
        self.assertEqual(json.loads(self.preview(data, "?missing=dots&strict=true")[2])["document"], None)


class PreviewPages(ServiceCase):
    def setUp(self):
        if not serving.has_libreoffice():
            raise unittest.SkipTest("no LibreOffice")
        self.service = self.start(environment={"NO_VARIABLE": "1"}, keep=self)

    def test_findings_stand_on_the_pages(self):
        data = json.loads(sample())
        data["ket_luan"] = "Uỷ ban nhân dân  xã báo cáo ,xin ý kiến ."
        status, _, body = self.service.post("/v1/templates/bao-cao/preview", json.dumps(data).encode())
        found = json.loads(body)
        self.assertEqual((status, len(found["pages"]["sheets"])), (200, found["pages"]["count"]))
        self.assertEqual([round(it) for it in found["pages"]["sheets"][0]], [210, 297])
        marked = [it for it in found["findings"]["entries"] if it["marks"]]
        self.assertTrue(marked)
        for page, left, top, width, height in marked[0]["marks"]:
            self.assertLessEqual(page, found["pages"]["count"])
            self.assertTrue(0 < left < left + width < 210 and 0 < top < top + height < 297)
        # A page of the same document is drawn without laying it out again.
        image = self.service.render(data, query="?format=png&page=1&dpi=36")
        self.assertEqual((image[0], image[2][:4]), (200, b"\x89PNG"))
