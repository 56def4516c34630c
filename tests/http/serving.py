"""A preview as its users start it: `thethuc preview …`, its address, and what is left when it has ended."""
import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

PROGRAM = ""
REPOSITORY = pathlib.Path()
SANITIZED = False  # the worker's limit on memory leaves no room for the sanitizers
PATIENCE = 60  # seconds that a busy machine may need; no test waits so long when all is well


class Preview:
    """One running preview of the template bao-cao, over copies of the library and a sample that tests may change."""

    def __init__(self, folder, *options, environment=None):
        self.folder = folder
        self.data = folder / "du-lieu.json"
        self.temporary = folder / "tmp"
        self.temporary.mkdir(exist_ok=True)
        variables = {**os.environ, "TMPDIR": str(self.temporary), "LC_ALL": "C.UTF-8", **(environment or {})}
        self.process = subprocess.Popen(
            [PROGRAM, "preview", "bao-cao", "du-lieu.json", *options], cwd=folder, env=variables,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        line = self.process.stdout.readline().decode()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\?key=([0-9a-f]{32})\n", line)
        if not found:
            self.process.kill()
            raise AssertionError(f"expected an address, found {line!r}; {self.process.communicate()[1].decode()}")
        self.address, self.port, self.key = line.strip(), int(found[1]), found[2]

    def ask(self, path, method="GET", headers=None, body=None, key=True):
        """The answer (status, headers, body) of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            cookie = {"Cookie": f"thethuc-{self.port}={self.key}"} if key else {}
            connection.request(method, path, body=body, headers={**cookie, **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    def state(self):
        status, _, body = self.ask("/state")
        assert status == 200, (status, body)
        return json.loads(body)

    def when(self, is_so):
        """The first state that is so."""
        end = time.monotonic() + PATIENCE
        while not is_so(state := self.state()):
            if time.monotonic() > end:
                raise AssertionError(f"in vain: {json.dumps(state, ensure_ascii=False)[:2000]}")
            time.sleep(0.05)
        return state

    def done(self, revision=1):
        return self.when(lambda s: s["revision"] >= revision and s["stage"] == "done")

    def end(self, by=signal.SIGTERM):
        """Ends it; gives its exit status and what it said on standard error."""
        self.process.send_signal(by)
        _, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, errors.decode()


def has_libreoffice():
    return not SANITIZED and shutil.which("soffice") is not None


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-http-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        shutil.copytree(REPOSITORY / "templates", self.folder / "templates")
        shutil.copy(REPOSITORY / "samples/bao-cao/toi-thieu.json", self.folder / "du-lieu.json")

    def preview(self, *options, environment=None):
        preview = Preview(self.folder, *options, environment=environment)
        self.addCleanup(lambda: preview.process.poll() is None and (preview.process.kill(), preview.process.communicate()))
        return preview

    # LibreOffice takes a second of processor time and a test no look at its pages.
    WITHOUT_OFFICE = {"THETHUC_LIBREOFFICE": "/nonexistent"}
