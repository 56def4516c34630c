"""What the OpenAPI document declares, exercised: what follows from a route's kind for all routes, the rest one by one."""
import http.client
import json
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time

import serving
from service import CONTRACT, DOCX, ServiceCase, sample, saying


def concrete(path):
    return re.sub(r"\{\w+\}", "bao-cao", path.replace("{folder}/{file}", "shared/view.css"))


def with_body(operation):
    """A body's type that the operation takes, or None."""
    return next(iter(operation["requestBody"]["content"])) if "requestBody" in operation else None


class Contract(ServiceCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-http-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.all = cls.key(cls.folder, "mọi quyền", "render,check,templates,admin")
        cls.keys = {scope: cls.key(cls.folder, f"chỉ {scope}", scope) for scope in ("render", "check", "templates", "admin")}
        cls.slow = cls.key(cls.folder, "chậm", "render,check,templates,admin", "--rate", "1")
        cls.service = cls.start("--api-keys", str(cls.folder / "keys.json"))

    def operations(self):
        for path, operations in CONTRACT.document["paths"].items():
            for method, operation in operations.items():
                yield method.upper(), path, operation

    def ask(self, method, path, operation, key, headers=None):
        body_type = with_body(operation)
        self.service.key = key
        more = {"Content-Type": body_type, **(headers or {})} if body_type else headers
        return self.service.ask(concrete(path), method, more, b"{}" if body_type else None)

    def test_keys(self):
        for method, path, operation in self.operations():
            with self.subTest(route=f"{method} {path}"):
                if not operation["security"]:
                    self.assertLess(self.ask(method, path, operation, None)[0], 400)
                    continue
                scope = operation["security"][0]["key"][0]
                for wrong in (None, "thethuc_" + 64 * "0", "x"):
                    answer = self.ask(method, path, operation, wrong)
                    self.problem(answer, 401, "key_required")
                    self.assertEqual(answer[1]["WWW-Authenticate"], "Bearer")
                for other, key in self.keys.items():
                    if other != scope:
                        self.problem(self.ask(method, path, operation, key), 403, "scope_missing")
                self.assertNotIn(self.ask(method, path, operation, self.keys[scope])[0], (401, 403))
                statuses = {self.ask(method, path, operation, self.slow)[0] for _ in range(4)}
                self.assertIn(429, statuses)
                time.sleep(0.01)

    def test_parameters_that_a_route_does_not_have(self):
        nearest = {"POST /v1/templates/{id}/render": "format", "POST /v1/render": "format", "POST /v1/jobs": "format"}
        for method, path, operation in self.operations():
            route = f"{method} {path}"
            with self.subTest(route=route):
                self.service.key = self.all
                answer = self.service.ask(concrete(path) + "?fromat=pdf", method, {"Accept-Language": "en"})
                found = self.problem(answer, 400, "parameter_unknown")
                self.assertIn("fromat: ", found["detail"])
                if route in nearest:
                    self.assertIn(f"did you mean {nearest[route]}?", found["detail"])
                # Those that it names are known to it.
                for parameter in operation["parameters"]:
                    if parameter["in"] == "query":
                        answer = self.service.ask(f"{concrete(path)}?{parameter['name']}=1", method)
                        self.assertNotIn(b"parameter_unknown", answer[2])

    def test_bodies(self):
        for method, path, operation in self.operations():
            body_type = with_body(operation)
            self.service.key = self.all
            with self.subTest(route=f"{method} {path}"):
                if body_type is None:
                    self.assertEqual(self.service.raw_ask(concrete(path), method, {"Authorization": f"Bearer {self.all}"}, b"x")[0], 413)
                    continue
                connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=serving.PATIENCE)
                connection.putrequest(method, concrete(path))
                connection.putheader("Authorization", f"Bearer {self.all}")
                connection.endheaders()
                answer = connection.getresponse()
                found = answer.status, answer.headers, answer.read()
                connection.close()
                CONTRACT.hold(method, concrete(path), *found)
                self.problem(found, 411, "length_required")
                self.problem(self.service.ask(concrete(path), method, {"Content-Type": "text/x-none"}, b"x"), 415, "type_unsupported")
                answer = self.service.ask(concrete(path), method, {"Content-Type": body_type, "Content-Length": str(10**12)}, b"x")
                self.problem(answer, 413, "content_too_large")

    def test_names_that_are_not_there(self):
        self.service.key = self.all
        for method, path, operation in self.operations():
            if "{" in path:
                body_type = with_body(operation)
                answer = self.service.ask(re.sub(r"\{\w+\}", "khong-co", path), method,
                                          {"Content-Type": body_type} if body_type else {}, b"{}" if body_type else None)
                self.assertEqual(answer[0], 404, path)

    def test_the_document_is_sound(self):
        document = CONTRACT.document
        self.assertEqual(document["openapi"], "3.1.0")
        names = [operation["operationId"] for _, _, operation in self.operations()]
        self.assertEqual(len(names), len(set(names)))
        for reference in re.findall(r'"\$ref": ?"#/components/schemas/(\w+)"', json.dumps(document)):
            self.assertIn(reference, document["components"]["schemas"])

    def test_keys_can_be_taken_away_and_given_without_an_end(self):
        new = self.key(self.folder, "mới", "render")
        self.service.key = new
        self.assertEqual(self.service.ask("/v1/templates")[0], 401)
        self.service.process.send_signal(signal.SIGHUP)
        end = time.monotonic() + serving.PATIENCE
        while self.service.ask("/v1/templates")[0] != 200 and time.monotonic() < end:
            time.sleep(0.05)
        self.assertEqual(self.service.ask("/v1/templates")[0], 200)
        run = [serving.PROGRAM, "serve", "keys"]
        file = ["--api-keys", str(self.folder / "keys.json")]
        listed = subprocess.run([*run, "list", *file], check=True, capture_output=True, text=True).stdout
        self.assertIn("mới  render", listed)
        self.assertNotIn(new, (self.folder / "keys.json").read_text(encoding="utf-8"))
        self.assertEqual((self.folder / "keys.json").stat().st_mode & 0o77, 0)
        subprocess.run([*run, "revoke", "mới", *file], check=True, capture_output=True)
        self.service.process.send_signal(signal.SIGHUP)
        while self.service.ask("/v1/templates")[0] != 401 and time.monotonic() < end:
            time.sleep(0.05)
        self.assertEqual(self.service.ask("/v1/templates")[0], 401)
        self.assertEqual(subprocess.run([*run, "revoke", "mới", *file], capture_output=True, check=False).returncode, 2)
        self.assertEqual(subprocess.run([*run, "add", "chậm", *file], capture_output=True, check=False).returncode, 2)


class Readiness(ServiceCase):
    def test_a_broken_template(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-http-"))
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        shutil.copytree(serving.REPOSITORY / "templates", folder / "templates")
        document = folder / "templates/cong-van/document.xml"
        sound = document.read_text(encoding="utf-8")
        document.write_text(sound.replace("</w:body>", "<w:p><w:r><w:t>{{#x}}</w:t></w:r></w:p></w:body>"), encoding="utf-8")
        service = self.start(templates=folder / "templates", keep=self)
        status, _, body = service.ask("/readyz")
        self.assertEqual((status, json.loads(body)["broken"]), (503, ["cong-van"]))
        found = self.problem(service.render(sample("cong-van/mot-noi-nhan.json"), "cong-van"), 503, "template_broken")
        self.assertEqual(found["diagnostics"][0]["id"], "section_not_closed")

        def when(status):
            end = time.monotonic() + serving.PATIENCE
            while service.ask("/readyz")[0] != status and time.monotonic() < end:
                time.sleep(0.05)
            self.assertEqual(service.ask("/readyz")[0], status)
        document.write_text(sound, encoding="utf-8")  # noticed without a word
        when(200)
        before = service.render(sample("cong-van/mot-noi-nhan.json"), "cong-van")
        self.assertEqual(before[0], 200)
        # One that breaks later stays as it was.
        document.write_text("<w:body>", encoding="utf-8")
        end = time.monotonic() + serving.PATIENCE
        while not service.events("problem") and time.monotonic() < end:
            time.sleep(0.05)
        self.assertTrue(service.events("problem"))
        self.assertEqual(service.render(sample("cong-van/mot-noi-nhan.json"), "cong-van")[2], before[2])


class SlowLayout(ServiceCase):
    """A worker that only pretends, and does what the text of a document says: hang, or die."""

    def setUp(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-http-"))
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        for name in ("_base", "_partials", "_schema", "giay-moi"):
            shutil.copytree(serving.REPOSITORY / "templates" / name, folder / "templates" / name)
        shutil.copytree(serving.REPOSITORY / "samples/giay-moi", folder / "samples/giay-moi")
        for file in (folder / "samples/giay-moi").glob("*.json"):
            data = json.loads(file.read_text(encoding="utf-8"))
            file.write_text(json.dumps({**data, "trich_yeu": "treo"}), encoding="utf-8")
        self.data = data
        self.service = self.start("--limit", "convert-seconds=1", "--uploads", str(folder / "uploads"), keep=self,
                                  environment=self.pretending(), templates=folder / "templates")

    def preview(self, words):
        return self.service.post("/v1/templates/giay-moi/preview", json.dumps({**self.data, "trich_yeu": words}).encode())

    def test_each_route_tells_it(self):
        given = [("template", "a.docx", saying("treo")), ("data", None, b"{}")]
        versions = [json.loads(self.service.ask("/v1/templates/treo", "PUT", {"Content-Type": DOCX}, saying(words))[2])["version"]
                    for words in ("treo", "treo tiếp")]
        for name, answer in [
            ("template_diff", lambda: self.service.ask(f"/v1/templates/treo/diff?from={versions[0]}")),
            ("render", lambda: self.service.render({**self.data, "trich_yeu": "treo"}, "giay-moi", "?format=pdf")),
            ("render_given", lambda: self.service.post_parts("/v1/render?format=pdf", given)),
            ("template_preview", lambda: self.service.ask("/v1/templates/giay-moi/preview.png")),
            ("preview", lambda: self.preview("treo")),
            ("check", lambda: self.service.post("/v1/check?pages=true", saying("treo"), DOCX)),
            ("diff", lambda: self.service.post_parts("/v1/diff", [("old", "a.docx", saying("treo")), ("new", "b.docx", saying("treo tiếp"))])),
        ]:
            with self.subTest(route=name):
                self.problem(answer(), 504, "layout_too_slow")
        self.problem(self.preview("dung"), 503, "layout_failed")
        given[0] = ("template", "a.docx", saying("dung"))
        self.problem(self.service.post_parts("/v1/render?format=pdf", given), 503, "layout_failed")
        self.assertEqual(self.service.ask("/healthz")[0], 200)
