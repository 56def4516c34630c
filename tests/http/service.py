"""The service as its users start it: `thethuc serve …`; each answer is held against the OpenAPI document."""
import contextlib
import http.client
import io
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import unittest
import zipfile

import jsonschema

import serving

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FAKE_WORKER = "tests/convert/fake_worker.py"


class Contract:
    """What the OpenAPI document says, and what of it was seen. One for all services of a run."""

    def __init__(self):
        self.document = None
        self.seen = set()  # (method, path, status)

    def learn(self, document):
        self.document = document

    def operation(self, method, path):
        for pattern, operations in self.document["paths"].items():
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), path):
                return pattern, operations.get(method.lower())
        return None, None

    def declared(self):
        """All (method, path, status)."""
        return {(method.upper(), path, int(status))
                for path, operations in self.document["paths"].items()
                for method, operation in operations.items()
                for status in operation["responses"]}

    def hold(self, method, path, status, headers, body):
        """Fails when the answer is none that the document allows."""
        pattern, operation = self.operation("GET" if method == "HEAD" else method, path)
        content_type = (headers["Content-Type"] or "").split(";")[0]
        if operation is None:
            assert status in (404, 405), (method, path, status)
            self.valid("Problem", body, method)
            return
        said = operation["responses"].get(str(status))
        if said is None:
            # What any server may answer.
            assert status in (408, 421, 429, 431, 500, 503), f"{method} {pattern} may not answer {status}: {body[:300]}"
            self.valid("Problem", body, method)
            return
        self.seen.add((method, pattern, status))
        content = said.get("content", {})
        if not content:
            assert body == b"", (method, path, status)
            return
        assert content_type in content, f"{method} {path} {status}: {content_type} is none of {list(content)}"
        schema = content[content_type].get("schema")
        if schema and method != "HEAD":
            self.valid(schema["$ref"].rsplit("/", 1)[1], body, method)

    def valid(self, name, body, method):
        if method == "HEAD":
            return
        schema = {"$ref": f"#/components/schemas/{name}", "components": self.document["components"]}
        jsonschema.validate(json.loads(body), schema, cls=jsonschema.Draft202012Validator)


CONTRACT = Contract()


class Service:
    """One running service over the repository's library or another."""

    def __init__(self, folder, *options, environment=None, templates=None):
        self.temporary = folder / "tmp"
        self.temporary.mkdir(exist_ok=True)
        self.log_file = open(folder / "log.ndjson", "w+", encoding="utf-8")
        variables = {**os.environ, "TMPDIR": str(self.temporary), "LC_ALL": "C.UTF-8", **(environment or {})}
        self.process = subprocess.Popen(
            [serving.PROGRAM, "serve", "--port", "0", "--templates", str(templates or serving.REPOSITORY / "templates"), *options],
            cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=self.log_file)
        line = self.process.stdout.readline().decode()
        found = re.fullmatch(r"(https?)://([\d.]+|\[::1\]):(\d+)/\n", line)
        if not found:
            self.process.kill()
            self.process.communicate()
            raise AssertionError(f"expected an address, found {line!r}; {self.log()}")
        self.port = int(found[3])
        self.key = None
        if CONTRACT.document is None and found[1] == "http":
            CONTRACT.learn(json.loads(self.raw_ask("/openapi.json")[2]))

    def raw_ask(self, path, method="GET", headers=None, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=serving.PATIENCE)
        with contextlib.closing(connection):
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    def ask(self, path, method="GET", headers=None, body=None):
        """The answer (status, headers, body); it must be one that the document allows."""
        key = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        status, answered, content = self.raw_ask(path, method, {**key, **(headers or {})}, body)
        if not answered["Content-Encoding"]:
            CONTRACT.hold(method, path.split("?")[0], status, answered, content)
        return status, answered, content

    def post(self, path, body, content_type="application/json", headers=None):
        return self.ask(path, "POST", {"Content-Type": content_type, **(headers or {})}, body)

    def post_parts(self, path, parts, headers=None):
        body, content_type = multipart(parts)
        return self.post(path, body, content_type, headers)

    def render(self, data, template="bao-cao", query="", headers=None):
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        return self.post(f"/v1/templates/{template}/render{query}", body, headers=headers)

    def log(self):
        self.log_file.flush()
        return pathlib.Path(self.log_file.name).read_text(encoding="utf-8")

    def events(self, kind):
        return [event for event in map(json.loads, self.log().splitlines()) if event["event"] == kind]

    def end(self, by=signal.SIGTERM):
        self.process.send_signal(by)
        self.process.communicate(timeout=serving.PATIENCE)
        return self.process.returncode


def multipart(parts):
    """[(name, file name or None, bytes)] as a body, and its type."""
    boundary = "----thethuc-test"
    body = b""
    for name, file_name, content in parts:
        file = f'; filename="{file_name}"' if file_name else ""
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + content + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def sample(name="bao-cao/toi-thieu.json"):
    return (serving.REPOSITORY / "samples" / name).read_bytes()


def exported(template="cong-van"):
    """A template of the library as a plain .docx."""
    out = subprocess.run([serving.PROGRAM, "templates", "export", template, "-", "--templates", str(serving.REPOSITORY / "templates")],
                         check=True, capture_output=True)
    return out.stdout


def saying(words, ballast=0):
    """A .docx that holds these words alone, and so many bytes that cannot be packed."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" ContentType="application/octet-stream"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        archive.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
        archive.writestr("word/document.xml", f'<w:document {w}><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>')
        if ballast:
            archive.writestr("word/ballast.bin", os.urandom(ballast))
    return out.getvalue()


class ServiceCase(unittest.TestCase):
    WITHOUT_OFFICE = {"THETHUC_LIBREOFFICE": "/nonexistent"}
    options = ()

    @classmethod
    def start(cls, *options, environment=None, templates=None, keep=None):
        """A service that ends with the class, or with the test `keep`."""
        folder = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-http-"))
        owner = keep or cls
        (owner.addCleanup if keep else owner.addClassCleanup)(shutil.rmtree, folder, ignore_errors=True)
        service = Service(folder, *options, environment=environment or cls.WITHOUT_OFFICE, templates=templates)

        def finish():
            if service.process.poll() is None:
                service.process.kill()
                service.process.communicate()
            service.process.stdout.close()
            service.log_file.close()
        (owner.addCleanup if keep else owner.addClassCleanup)(finish)
        return service

    def pretending(self):
        """The environment of a converter whose worker only pretends; no LibreOffice is needed."""
        folder = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-http-"))
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        (folder / "libmergedlo.so").write_bytes(b"")
        return {"THETHUC_LIBREOFFICE": str(folder), "THETHUC_CONVERT_WORKER": str(serving.REPOSITORY / FAKE_WORKER),
                "XDG_CACHE_HOME": str(folder / "cache")}

    @staticmethod
    def key(folder, name, scopes, *options):
        file = folder / "keys.json"
        done = subprocess.run([serving.PROGRAM, "serve", "keys", "add", name, "--scopes", scopes, "--api-keys", str(file), *options],
                              check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def problem(self, answer, status, code):
        self.assertEqual((answer[0], answer[1]["Content-Type"]), (status, "application/problem+json"), answer[2][:500])
        found = json.loads(answer[2])
        self.assertEqual((found["status"], found["code"]), (status, code))
        return found
