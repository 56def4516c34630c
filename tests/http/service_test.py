"""The routes of the service, their successes and their errors."""
import gzip
import hashlib
import io
import json
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest
import zipfile

import serving
from service import DOCX, ServiceCase, exported, sample, saying


class Library(ServiceCase):
    @classmethod
    def setUpClass(cls):
        cls.service = cls.start()

    def test_health_and_figures(self):
        self.assertEqual(json.loads(self.service.ask("/healthz")[2]), {"status": "ok"})
        ready = json.loads(self.service.ask("/readyz")[2])
        self.assertEqual((ready["ready"], ready["converter"], ready["broken"]), (True, "none", []))
        status, headers, text = self.service.ask("/metrics")
        self.assertEqual((status, headers["Content-Type"]), (200, "text/plain; version=0.0.4; charset=utf-8"))
        self.assertRegex(text.decode(), r'thethuc_http_requests_total\{route="health",status="200"\} [1-9]')

    def test_templates(self):
        status, headers, body = self.service.ask("/v1/templates")
        self.assertEqual(status, 200)
        ids = [t["id"] for t in json.loads(body)["templates"]]
        self.assertIn("bao-cao", ids)
        self.assertEqual(ids, sorted(ids))
        self.assertEqual(self.service.ask("/v1/templates", headers={"If-None-Match": headers["ETag"]})[0], 304)
        for path, holds in [("/v1/templates/bao-cao", "fields"), ("/v1/templates/bao-cao/schema", "properties"),
                            ("/v1/templates/bao-cao/sample", None), ("/v1/templates/bao-cao/sample?name=bao-cao/toi-thieu.json", None)]:
            with self.subTest(path=path):
                status, headers, body = self.service.ask(path)
                self.assertEqual(status, 200)
                self.assertTrue(holds is None or holds in json.loads(body))
                self.assertEqual(self.service.ask(path, headers={"If-None-Match": headers["ETag"]})[::2], (304, b""))
        self.assertEqual(self.service.ask("/v1/templates/bao-cao/sample?name=bao-cao/toi-thieu.json")[2], sample())

    def test_the_sample_fills_the_template(self):
        for template in ("bao-cao", "cong-van", "quyet-dinh"):
            data = self.service.ask(f"/v1/templates/{template}/sample")[2]
            self.assertEqual(self.service.render(data, template)[0], 200)
        # One that names pictures brings them along: requests may name no files.
        name = "quyet-dinh/thanh-lap-to-cong-nghe-so.json"
        self.assertIn(b'"chu-ky.png"', sample(name))
        data = self.service.ask(f"/v1/templates/quyet-dinh/sample?name={name}")[2]
        self.assertIn(b'"chu_ky": "data:image/png;base64,iVBOR', data)
        self.assertEqual(self.service.render(data, "quyet-dinh")[0], 200)

    def test_what_is_not_there(self):
        self.problem(self.service.ask("/v1/templates/..%2f..%2fetc"), 404, "not_found")
        for path in ("/v1/templates/khong-co", "/v1/templates/_base", "/v1/templates/%2e%2e"):
            self.problem(self.service.ask(path), 404, "template_unknown")
        for path in ("/v1/templates/bao-cao/sample?name=../../README.md", "/v1/templates/bao-cao/sample?name=cong-van/dang-uy-xa.json"):
            self.problem(self.service.ask(path), 404, "sample_unknown")
        for path in ("", "/schema", "/sample", "/preview.png"):
            self.problem(self.service.ask(f"/v1/templates/bao-cao{path}?profile=khong-co"), 422, "profile_unknown")
        self.problem(self.service.ask("/v1/nothing"), 404, "not_found")
        answer = self.service.ask("/v1/templates", method="DELETE")
        self.problem(answer, 405, "method_not_allowed")
        self.assertEqual(answer[1]["Allow"], "GET, HEAD")

    def test_head_and_gzip(self):
        status, headers, body = self.service.ask("/v1/templates/bao-cao/schema", method="HEAD")
        self.assertEqual((status, body), (200, b""))
        plain = self.service.ask("/v1/templates/bao-cao/schema")[2]
        self.assertEqual(int(headers["Content-Length"]), len(plain))
        status, headers, packed = self.service.ask("/v1/templates/bao-cao/schema", headers={"Accept-Encoding": "gzip"})
        self.assertEqual((headers["Content-Encoding"], gzip.decompress(packed)), ("gzip", plain))
        self.assertLess(len(packed), len(plain) / 2)
        self.assertIn("Accept-Encoding", headers["Vary"])
        etag = headers["ETag"]
        self.assertEqual(self.service.ask("/v1/templates/bao-cao/schema", headers={"Accept-Encoding": "gzip", "If-None-Match": etag})[0], 304)

    def test_a_page_of_another_site_is_refused(self):
        self.problem(self.service.ask("/v1/templates", headers={"Origin": "https://example.com"}), 403, "other_site")
        self.assertEqual(self.service.ask("/v1/templates", headers={"Origin": f"http://127.0.0.1:{self.service.port}"})[0], 200)
        self.assertEqual(self.service.raw_ask("/v1/templates", headers={"Host": "example.com"})[0], 421)

    def test_each_answer_is_safe_and_named(self):
        for path in ("/healthz", "/v1/templates", "/nothing"):
            headers = self.service.ask(path, headers={"X-Request-Id": "cua-toi.1"})[1]
            self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(headers["X-Request-Id"], "cua-toi.1")
        self.assertNotEqual(self.service.ask("/healthz", headers={"X-Request-Id": "a b"})[1]["X-Request-Id"], "a b")


class Rendering(ServiceCase):
    @classmethod
    def setUpClass(cls):
        cls.service = cls.start()

    def rendered(self, template, data):
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            file.write(data)
            file.flush()
            return subprocess.run([serving.PROGRAM, "render", template, file.name, "-o", "-", "--templates",
                                   str(serving.REPOSITORY / "templates")], check=True, capture_output=True).stdout

    def test_the_same_as_the_command_line(self):
        for template, name in [("bao-cao", "bao-cao/son-phu-quy-3-2021.json"), ("cong-van", "cong-van/ubnd-huyen-1263-2021.json")]:
            with self.subTest(template=template):
                status, headers, body = self.service.render(sample(name), template)
                self.assertEqual((status, headers["Content-Type"]), (200, DOCX))
                self.assertEqual(body, self.rendered(template, sample(name)))

    def test_name_and_tag(self):
        status, headers, body = self.service.render(sample())
        self.assertEqual(headers["Content-Disposition"],
                         "attachment; filename=\"bao-cao.docx\"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.docx")
        self.assertEqual(headers["Vary"], "Accept, Accept-Language")
        again = self.service.render(sample(), headers={"If-None-Match": headers["ETag"]})
        self.assertEqual((again[0], again[2], again[1]["ETag"]), (304, b"", headers["ETag"]))
        other = self.service.render(sample("bao-cao/son-phu-quy-3-2021.json"), headers={"If-None-Match": headers["ETag"]})
        self.assertEqual(other[0], 200)

    def test_wrong_data(self):
        found = self.problem(self.service.render(b'{"a": 1,\n "b" }'), 400, "json_malformed")
        place = found["diagnostics"][0]["place"]
        self.assertEqual((found["diagnostics"][0]["id"], place["line"]), ("json_syntax", 2))
        for body in (b"", b"\xff\xfe{}", b'{"a":"\xff"}', b"[" * 100_000, b"{}{}"):
            self.problem(self.service.render(body), 400, "json_malformed")
        found = self.problem(self.service.render({}), 422, "unusable")
        self.assertTrue(all(d["data_pointer"] is not None for d in found["diagnostics"] if d["id"] == "schema_required"))
        self.assertIn("thiếu", found["diagnostics"][0]["message"])
        english = self.problem(self.service.render({}, headers={"Accept-Language": "en"}), 422, "unusable")
        self.assertIn("expected", english["diagnostics"][0]["message"])

    def test_wishes(self):
        for query in ("format=odt", "missing=none", "page=0", "page=x", "dpi=5", "dpi=9999", "strict=maybe"):
            self.problem(self.service.render(sample(), query="?" + query), 400, "parameter_invalid")
        self.problem(self.service.render(sample(), headers={"Accept": "image/gif"}), 406, "not_acceptable")
        self.problem(self.service.render(sample(), query="?profile=khong-co"), 422, "profile_unknown")
        self.assertEqual(self.service.render({}, query="?missing=dots")[0], 200)
        self.assertEqual(self.service.render(sample())[1]["Thethuc-Warnings"], "0")
        # A template without schema only warns of what nobody asks for.
        extra = json.dumps({**json.loads(sample("cong-van/mot-noi-nhan.json")), "khong_ai_hoi": 1}).encode()
        parts = [("template", "a.docx", exported()), ("data", None, extra)]
        self.assertEqual(self.service.post_parts("/v1/render", parts)[1]["Thethuc-Warnings"], "1")
        self.problem(self.service.post_parts("/v1/render?strict=true", parts), 422, "unusable")
        other = self.service.render(sample(), query="?profile=tt01-2011")
        self.assertEqual(other[0], 200)
        self.assertNotEqual(other[2], self.service.render(sample())[2])

    def test_what_is_sent_along(self):
        template, data = exported(), sample("cong-van/mot-noi-nhan.json")
        parts = [("template", "mau.docx", template), ("data", None, data)]
        status, headers, body = self.service.post_parts("/v1/render", parts)
        self.assertEqual((status, headers["Content-Type"]), (200, DOCX))
        self.assertIsNone(zipfile.ZipFile(io.BytesIO(body)).testzip())
        again = self.service.post_parts("/v1/render", parts, {"If-None-Match": headers["ETag"]})
        self.assertEqual(again[0], 304)
        self.problem(self.service.post_parts("/v1/render", parts[:1]), 400, "parts_missing")
        self.problem(self.service.post_parts("/v1/render", [parts[0], ("data", None, b"{")]), 400, "json_malformed")
        self.problem(self.service.post_parts("/v1/render", parts, {"Accept": "image/gif"}), 406, "not_acceptable")
        found = self.problem(self.service.post_parts("/v1/render", [("template", "x/mau.docx", b"PK"), parts[1]]), 422, "unusable")
        self.assertEqual(found["diagnostics"][0]["place"]["file"], "mau.docx")
        self.problem(self.service.post("/v1/render", b"x", "multipart/form-data; boundary=y"), 400, "parts_missing")

    def test_without_libreoffice_it_says_what_to_install(self):
        for answer in (self.service.render(sample(), query="?format=pdf"),
                       self.service.ask("/v1/templates/bao-cao/preview.png"),
                       self.service.post("/v1/check?pages=true", exported(), DOCX),
                       self.service.post_parts("/v1/render?format=png", [("template", "a.docx", exported()),
                                                                          ("data", None, sample("cong-van/mot-noi-nhan.json"))]),
                       self.service.post_parts("/v1/diff", [("old", "a.docx", self.service.render(sample())[2]),
                                                            ("new", "b.docx", self.service.render(sample("bao-cao/dang-uy-quy-3-2026.json"), query="?profile=hd05-vptw")[2])])):
            found = self.problem(answer, 503, "layout_unavailable")
            self.assertIn("libreoffice-writer-nogui", found["detail"])

    def test_who_rendered_what_is_noted_without_data(self):
        self.service.render(sample(), headers={"X-Request-Id": "dem"})
        noted = [e for e in self.service.events("render") if e["request_id"] == "dem"]
        self.assertEqual(len(noted), 1)
        self.assertEqual((noted[0]["template"], noted[0]["form"], noted[0]["status"]), ("bao-cao", "docx", 200))
        self.assertRegex(noted[0]["document_sha256"], "^[0-9a-f]{64}$")
        self.assertRegex(noted[0]["version"], "^[0-9a-f]{16}$")
        answered = [e for e in self.service.events("request") if e["request_id"] == "dem"]
        self.assertEqual((answered[0]["route"], answered[0]["status"]), ("render", 200))
        self.assertNotIn("Sơn Phú", self.service.log())


class Looking(ServiceCase):
    @classmethod
    def setUpClass(cls):
        cls.service = cls.start()

    def test_check(self):
        document = self.service.render(sample())[2]
        status, _, body = self.service.post("/v1/check", document, DOCX)
        self.assertEqual(status, 200)
        self.assertEqual(json.loads(body)["profile"], "nd30-2020")
        status, _, body = self.service.post("/v1/check?profile=hd05-vptw", document, "application/octet-stream")
        self.assertTrue(json.loads(body)["findings"])
        self.problem(self.service.post("/v1/check?profile=../x", document, DOCX), 400, "parameter_invalid")
        self.problem(self.service.post("/v1/check?pages=perhaps", document, DOCX), 400, "parameter_invalid")
        self.problem(self.service.post("/v1/check", b"no document", DOCX), 422, "unusable")

    def test_inspect(self):
        status, _, body = self.service.post("/v1/inspect", exported(), DOCX)
        self.assertEqual(status, 200)
        self.assertTrue(json.loads(body)["tags"])
        self.problem(self.service.post("/v1/inspect", b"PK", DOCX), 422, "unusable")

    def test_diff_of_what_is_the_same_needs_no_libreoffice(self):
        document = self.service.render(sample())[2]
        parts = [("old", "a.docx", document), ("new", "b.docx", document)]
        status, _, body = self.service.post_parts("/v1/diff", parts)
        self.assertEqual((status, json.loads(body)["differs"], json.loads(body)["from"]), (200, False, "old.docx"))
        status, headers, body = self.service.post_parts("/v1/diff", parts, {"Accept": "text/html"})
        self.assertEqual((status, headers["Content-Disposition"]), (200, 'attachment; filename="so-sanh.html"'))
        self.problem(self.service.post_parts("/v1/diff", parts, {"Accept": "image/gif"}), 406, "not_acceptable")
        self.problem(self.service.post_parts("/v1/diff", parts[:1]), 400, "parts_missing")

    def test_a_bomb_is_refused(self):
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", b" " * 200_000_000)
        for path in ("/v1/check", "/v1/inspect"):
            start = time.monotonic()
            found = self.problem(self.service.post(path, bomb.getvalue(), DOCX), 422, "unusable")
            # Clients have no options of a command line.
            self.assertIn("người vận hành dịch vụ nới giới hạn", found["diagnostics"][0]["hint"])
            self.assertNotIn("--", found["diagnostics"][0]["hint"])
            self.assertLess(time.monotonic() - start, 5)


def changed(document):
    """The same template with other words."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, data.replace("Kính gửi".encode(), "Kính gởi".encode()) if entry.filename == "word/document.xml" else data)
    return out.getvalue()


class Uploads(ServiceCase):
    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-http-"))
        cls.addClassCleanup(shutil.rmtree, folder, ignore_errors=True)
        cls.folder = folder / "uploads"
        cls.service = cls.start("--uploads", str(cls.folder))

    def put(self, name, document, headers=None):
        return self.service.ask(f"/v1/templates/{name}", "PUT", {"Content-Type": DOCX, **(headers or {})}, document)

    def versions(self, name):
        return [v["version"] for v in json.loads(self.service.ask(f"/v1/templates/{name}/versions")[2])["versions"]]

    def test_a_template_comes_changes_and_goes(self):
        status, headers, body = self.put("thu-moi", exported("giay-moi"), {"If-None-Match": "*"})
        self.assertEqual((status, headers["Location"]), (201, "/v1/templates/thu-moi"))
        first = json.loads(body)["version"]
        self.assertEqual(headers["ETag"], f'"{first}"')
        data = sample("giay-moi/mot-nguoi.json")
        rendered = self.service.render(data, "thu-moi")
        self.assertEqual(rendered[0], 200)
        self.assertIn("thu-moi", [t["id"] for t in json.loads(self.service.ask("/v1/templates")[2])["templates"]])
        # Again the same: nothing is new. What is not expected is refused.
        self.assertEqual(self.put("thu-moi", exported("giay-moi"))[0], 200)
        self.assertEqual(self.versions("thu-moi"), [first])
        self.problem(self.put("thu-moi", exported("cong-van"), {"If-None-Match": "*"}), 412, "version_changed")
        self.problem(self.put("thu-moi", exported("cong-van"), {"If-Match": '"0123456789abcdef"'}), 412, "version_changed")
        tag = self.service.ask("/v1/templates/thu-moi")[1]["ETag"]
        status, headers, body = self.put("thu-moi", exported("cong-van"), {"If-Match": tag})
        second = json.loads(body)["version"]
        self.assertEqual((status, self.versions("thu-moi")), (200, [first, second]))
        self.assertEqual(self.service.render(sample("cong-van/mot-noi-nhan.json"), "thu-moi")[0], 200)
        # Both are filled, whatever each asks for: without LibreOffice it is the pages that cannot be compared. A version with
        # itself can.
        self.problem(self.service.ask(f"/v1/templates/thu-moi/diff?from={first}"), 503, "layout_unavailable")
        third = json.loads(self.put("thu-moi", changed(exported("cong-van")))[2])["version"]
        self.problem(self.service.ask(f"/v1/templates/thu-moi/diff?from={second}"), 503, "layout_unavailable")
        status, _, body = self.service.ask(f"/v1/templates/thu-moi/diff?from={second}&to={second}")
        self.assertEqual((status, json.loads(body)["from"], json.loads(body)["differs"]), (200, second, False))
        self.problem(self.service.ask("/v1/templates/thu-moi/diff?from=x"), 404, "version_unknown")
        self.problem(self.service.ask(f"/v1/templates/thu-moi/diff?from={second}", headers={"Accept": "image/gif"}), 406, "not_acceptable")
        # Another service over the same folder has it, too; one that runs sees what changes.
        other = self.start("--uploads", str(self.folder), keep=self)
        self.assertEqual(other.ask("/v1/templates/thu-moi/versions")[0], 200)
        self.problem(self.service.ask("/v1/templates/thu-moi", "DELETE", {"If-Match": f'"{first}"'}), 412, "version_changed")
        self.assertEqual(self.service.ask("/v1/templates/thu-moi", "DELETE", {"If-Match": f'"{third}"'})[::2], (204, b""))
        self.problem(self.service.ask("/v1/templates/thu-moi"), 404, "template_unknown")
        self.problem(self.service.ask("/v1/templates/thu-moi", "DELETE"), 404, "template_unknown")
        end = time.monotonic() + serving.PATIENCE
        while other.ask("/v1/templates/thu-moi")[0] != 404 and time.monotonic() < end:
            time.sleep(0.05)
        self.assertEqual(other.ask("/v1/templates/thu-moi")[0], 404)

    def test_versions_that_ask_for_other_data(self):
        for name, before, after in [
            ("ten-khac", "Gửi {{nguoi_nhan}}", "Gửi {{ong_ba}}"),
            ("bo-truong", "Gửi {{nguoi_nhan}}, {{chuc_vu}}", "Gửi {{nguoi_nhan}}"),
            ("them-truong", "Gửi", "Gửi {{nguoi_nhan}}"),
            ("loai-khac", "Ngày {{ngay_ky}}", "Ngày {{#ngay_ky}}{{thang}}{{/ngay_ky}}"),
            ("khoi-lap", "{{#ben}}{{ten}} {{/ben}}", "{{#ben}}{{ho_ten}} {{/ben}}"),
            ("bo-loc", "Ngày {{ky | ngay}}", "Ngày {{ky}}"),
        ]:
            with self.subTest(name=name):
                for words in (before, after):
                    self.assertIn(self.put(name, saying(words))[0], (200, 201))
                first, second = self.versions(name)
                for query in (f"from={first}", f"from={second}&to={first}"):
                    self.problem(self.service.ask(f"/v1/templates/{name}/diff?{query}"), 503, "layout_unavailable")
                self.assertEqual(self.service.ask(f"/v1/templates/{name}", "DELETE")[0], 204)

    def test_a_version_whose_file_is_broken(self):
        for words in ("Một", "Hai"):
            self.put("tep-hong", saying(words))
        next((self.folder / "tep-hong").glob("000001-*.docx")).write_bytes(b"PK")
        found = self.problem(self.service.ask("/v1/templates/tep-hong/diff?from=1"), 422, "unusable")
        self.assertEqual(found["diagnostics"][0]["place"]["file"], "old")

    def test_a_version_that_comes_back(self):
        one, other = saying("Một"), saying("Hai")
        for document in (one, other, one):
            self.put("tro-lai", document)
        versions = json.loads(self.service.ask("/v1/templates/tro-lai/versions")[2])["versions"]
        self.assertEqual([v["number"] for v in versions], [1, 2, 3])
        self.assertEqual(versions[0]["version"], versions[2]["version"])
        status, _, body = self.service.ask("/v1/templates/tro-lai/diff?from=1&to=3")
        self.assertEqual((status, json.loads(body)["differs"], json.loads(body)["from"]), (200, False, versions[0]["version"]))
        self.problem(self.service.ask("/v1/templates/tro-lai/diff?from=1&to=2"), 503, "layout_unavailable")
        self.problem(self.service.ask("/v1/templates/tro-lai/diff?from=4"), 404, "version_unknown")
        self.assertEqual(self.service.ask("/v1/templates/tro-lai", "DELETE")[0], 204)

    def test_there_is_an_end_to_what_is_kept(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-http-"))
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        service = self.start("--uploads", str(folder), "--upload-versions", "3", "--upload-count", "2", "--upload-bytes", "1", keep=self)

        def put(name, *arguments):
            return service.ask(f"/v1/templates/{name}", "PUT", {"Content-Type": DOCX}, saying(*arguments))
        for i in range(5):  # the oldest go
            self.assertIn(put("mau-a", f"bản {i}")[0], (200, 201))
        versions = json.loads(service.ask("/v1/templates/mau-a/versions")[2])["versions"]
        self.assertEqual([v["number"] for v in versions], [3, 4, 5])
        self.assertEqual(len(list((folder / "mau-a").iterdir())), 3)
        self.problem(put("mau-b", "quá lớn", 1_100_000), 413, "content_too_large")
        self.assertEqual(put("mau-b", "lớn", 600_000)[0], 201)
        self.problem(put("mau-c", "một mẫu nữa"), 507, "too_many_templates")
        self.problem(put("mau-b", "lớn nữa", 600_000), 507, "uploads_full")
        self.assertEqual(put("mau-a", "nhỏ thì được")[0], 200)
        # What has gone makes room, here and for a service that begins later.
        self.assertEqual(service.ask("/v1/templates/mau-b", "DELETE")[0], 204)
        self.assertEqual(put("mau-c", "lớn", 600_000)[0], 201)
        other = self.start("--uploads", str(folder), "--upload-count", "2", "--upload-bytes", "1", keep=self)
        self.problem(other.ask("/v1/templates/mau-c", "PUT", {"Content-Type": DOCX}, saying("lớn nữa", 600_000)), 507, "uploads_full")

    def test_what_cannot_be_put(self):
        found = self.problem(self.put("hong", b"PK"), 422, "unusable")
        self.assertTrue(found["diagnostics"])
        self.problem(self.put("bao-cao", exported()), 409, "template_of_library")
        self.problem(self.service.ask("/v1/templates/bao-cao", "DELETE"), 409, "template_of_library")
        for name in ("Thu", "a_b", "-a", "a" * 65, "a."):
            self.problem(self.put(name, exported()), 400, "parameter_invalid")
        self.assertEqual([p.name for p in self.folder.iterdir() if p.name in ("hong", "bao-cao")], [])
        off = self.start(keep=self)
        self.problem(off.ask("/v1/templates/thu", "PUT", {"Content-Type": DOCX}, exported()), 404, "uploads_off")
        self.assertEqual(len(json.loads(off.ask("/v1/templates/bao-cao/versions")[2])["versions"]), 1)


class Layout(ServiceCase):
    """With a worker that only pretends: how what the converter says reaches the client."""

    def test_forms(self):
        service = self.start(environment=self.pretending(), keep=self)
        data = sample("giay-moi/mot-nguoi.json")
        status, headers, pdf = service.render(data, "giay-moi", "?format=pdf")
        self.assertEqual((status, headers["Content-Type"]), (200, "application/pdf"))
        self.assertTrue(headers["ETag"].startswith('W/"'))
        self.assertIn("giay-moi.pdf", headers["Content-Disposition"])
        again = service.render(data, "giay-moi", headers={"Accept": "application/pdf", "If-None-Match": headers["ETag"]})
        self.assertEqual(again[0], 304)
        # The audit log has the hash of what was sent, and of the document that it was made of.
        docx = service.render(data, "giay-moi")[2]
        digests = [hashlib.sha256(sent).hexdigest() for sent in (pdf, docx)]
        noted = service.events("render")
        self.assertEqual([(n["form"], n["status"], n.get("document_sha256"), n["docx_sha256"]) for n in noted],
                         [("pdf", 200, digests[0], digests[1]), ("pdf", 304, None, digests[1]), ("docx", 200, digests[1], digests[1])])
        # "*" takes any answer, but there must be one.
        for query, status in (("?format=pdf&page=1", 304), ("?format=pdf&page=999", 422), ("?format=docx", 304)):
            self.assertEqual(service.render(data, "giay-moi", query, {"If-None-Match": "*"})[0], status, query)


class Pages(ServiceCase):
    @classmethod
    def setUpClass(cls):
        if not serving.has_libreoffice():
            raise unittest.SkipTest("no LibreOffice")
        folder = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-http-"))
        cls.addClassCleanup(shutil.rmtree, folder, ignore_errors=True)
        cls.service = cls.start("--uploads", str(folder), environment={"NO_VARIABLE": "1"})
        end = time.monotonic() + serving.PATIENCE
        while cls.service.ask("/readyz")[0] != 200 and time.monotonic() < end:
            time.sleep(0.1)

    def test_a_document_in_all_forms(self):
        status, headers, pdf = self.service.render(sample(), headers={"Accept": "application/pdf"})
        self.assertEqual((status, pdf[:5]), (200, b"%PDF-"))
        status, _, png = self.service.render(sample(), query="?format=png&page=1&dpi=48")
        self.assertEqual((status, png[:4]), (200, b"\x89PNG"))
        status, headers, geometry = self.service.render(sample(), headers={"Accept": "application/json"})
        self.assertEqual((status, json.loads(geometry)["pages"]), (200, int(headers["Thethuc-Pages"])))
        self.problem(self.service.render(sample(), query="?format=png&page=99"), 422, "unusable")

    def test_a_preview(self):
        status, headers, png = self.service.ask("/v1/templates/cong-van/preview.png?dpi=36")
        self.assertEqual((status, png[:4]), (200, b"\x89PNG"))
        again = self.service.ask("/v1/templates/cong-van/preview.png?dpi=36", headers={"If-None-Match": headers["ETag"]})
        self.assertEqual(again[0], 304)
        self.problem(self.service.ask("/v1/templates/cong-van/preview.png?dpi=1"), 400, "parameter_invalid")

    def test_check_and_diff_look_at_pages(self):
        document = self.service.render(sample())[2]
        status, _, body = self.service.post("/v1/check?pages=true", document, DOCX)
        self.assertEqual(status, 200)
        for words in ("Gửi {{nguoi_nhan}}", "Gửi {{ong_ba}}"):
            self.service.ask("/v1/templates/ten-khac", "PUT", {"Content-Type": DOCX}, saying(words))
        status, _, body = self.service.ask("/v1/templates/ten-khac/diff?from=1")
        self.assertEqual((status, json.loads(body)["differs"]), (200, True), body)
        self.assertEqual(json.loads(body)["entries"][0]["template"], "ten-khac")
        other = self.service.render(sample("bao-cao/son-phu-quy-3-2021.json"))[2]
        status, _, body = self.service.post_parts("/v1/diff", [("old", "a.docx", document), ("new", "b.docx", other)])
        self.assertEqual((status, json.loads(body)["differs"]), (200, True))
        found = self.problem(self.service.post_parts("/v1/diff", [("old", "a.docx", document), ("new", "b.docx", b"PK")]), 422, "unusable")
        self.assertEqual(found["diagnostics"][0]["place"]["file"], "new")
        self.assertNotIn("/tmp", json.dumps(found))
