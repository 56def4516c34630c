"""Jobs over HTTP: letters as records, and what is asked of their results."""
import contextlib
import hashlib
import http.client
import io
import json
import pathlib
import re
import shutil
import tempfile
import time
import zipfile

import serving
from service import ServiceCase, sample

NDJSON = "application/x-ndjson"
LETTER = json.loads(sample("giay-moi/mot-nguoi.json"))


def letter(number, **more):
    return {**LETTER, "so": number + 1, "trich_yeu": f"Họp lần thứ {number}", **more}


def letters(count):
    return ndjson(letter(i) for i in range(count))


def ndjson(records):
    return "".join((r if isinstance(r, str) else json.dumps(r, ensure_ascii=False)) + "\n" for r in records).encode()


def text_of(document):
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return "".join(re.findall(r"<w:t[ >][^<]*", archive.read("word/document.xml").decode()))


class JobCase(ServiceCase):
    """Over a library of one template, which starts sooner."""

    @classmethod
    def new_folder(cls):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-http-"))
        cls.addClassCleanup(shutil.rmtree, folder, ignore_errors=True)
        return folder

    @classmethod
    def small_library(cls):
        folder = cls.new_folder()
        for name in ("_base", "_partials", "_schema", "giay-moi"):
            shutil.copytree(serving.REPOSITORY / "templates" / name, folder / "templates" / name)
        return folder / "templates"

    def post_job(self, records, query="", content_type=NDJSON, template="giay-moi", service=None):
        return (service or self.service).post(f"/v1/jobs?template={template}{query}", records, content_type)

    def take(self, records, query="", content_type=NDJSON, service=None, **more):
        status, headers, body = self.post_job(records, query, content_type, service=service, **more)
        self.assertEqual(status, 202, body[:1000])
        job = json.loads(body)
        self.assertEqual(headers["Location"], job["links"]["self"])
        return job

    def about(self, job, service=None):
        status, _, body = (service or self.service).ask(job["links"]["self"])
        self.assertEqual(status, 200, body[:500])
        return json.loads(body)

    def when(self, job, is_so, service=None):
        end = time.monotonic() + serving.PATIENCE
        while not is_so(now := self.about(job, service)):
            self.assertLess(time.monotonic(), end, now)
            time.sleep(0.02)
        return now

    def ended(self, job, service=None):
        return self.when(job, lambda j: j["state"] not in ("queued", "running"), service)

    def result(self, job, service=None):
        """The archive of a job that is done: names and bytes, and the lines of its manifest."""
        done = self.ended(job, service)
        self.assertEqual(done["state"], "done", done)
        status, headers, body = (service or self.service).ask(done["links"]["result"])
        self.assertEqual((status, headers["Content-Type"], len(body)), (200, "application/zip", done["bytes"]))
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            self.assertIsNone(archive.testzip())
            names = archive.namelist()
            self.assertEqual((len(names), names[-1]), (len(set(names)), "manifest.ndjson"))
            files = {name: archive.read(name) for name in names}
        lines = [json.loads(line) for line in files.pop("manifest.ndjson").splitlines()]
        self.assertEqual([line["index"] for line in lines], list(range(done["total"])))
        for line in lines:
            for file in [line, *line.get("also", [])] if line["status"] == "done" else []:
                self.assertEqual(file["sha256"], hashlib.sha256(files[file["file"]]).hexdigest())
        return files, lines

    def assert_letters(self, job, count, service=None):
        """Each record has its one document, with its own words."""
        files, lines = self.result(job, service)
        self.assertEqual((len(files), len(lines)), (count, count))
        for line in lines:
            self.assertEqual(line["status"], "done")
        for line in lines[:: max(1, count // 200)]:
            self.assertRegex(text_of(files[line["file"]]), rf"Họp lần thứ {line['index']}\b")


class Events:
    """A stream of server-sent events."""

    def __init__(self, service, path, last=None):
        self.connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=serving.PATIENCE)
        headers = {"Authorization": f"Bearer {service.key}"} if service.key else {}
        self.connection.request("GET", path, headers={**headers, **({"Last-Event-ID": last} if last else {})})
        self.answer = self.connection.getresponse()

    def __iter__(self):
        event = {}
        for line in self.answer:
            line = line.decode().rstrip("\n")
            if not line and event:
                yield event
                event = {}
            elif not line.startswith(":") and line:
                name, value = line.split(": ", 1)
                event[name] = json.loads(value) if name == "data" else value

    def close(self):
        with contextlib.suppress(OSError):
            self.answer.close()
            self.connection.close()
