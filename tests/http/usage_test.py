"""`serve` and `serve keys` before there is a service: mistakes in both languages, keys changed side by side."""
import json
import pathlib
import shutil
import socket
import subprocess
import tempfile

import serving
from service import ServiceCase


class Usage(ServiceCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-http-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def serve(self, *options, language="vi"):
        given = {"--port": "0", "--templates": str(serving.REPOSITORY / "templates")}
        needed = [word for name, value in given.items() if name not in options for word in (name, value)]
        done = subprocess.run([serving.PROGRAM, "serve", *needed, f"--lang={language}", *options], cwd=self.folder, capture_output=True, text=True, timeout=serving.PATIENCE, check=False)
        self.assertEqual(done.stdout, "")
        return done.returncode, done.stderr

    def test_what_is_wrong_is_told_in_both_languages(self):
        (self.folder / "hong.json").write_text('{"keys": {}}', encoding="utf-8")
        (self.folder / "khoa.json").write_text('{"keys": [{"name": "a"}]}', encoding="utf-8")
        (self.folder / "hong.pem").write_text("x", encoding="utf-8")
        (self.folder / "hong.toml").write_text('drain = "abc"\n', encoding="utf-8")
        taken = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(taken.close)
        self.start("--job-folder", str(self.folder / "jobs"), keep=self)
        for options, code, vietnamese, english in [
            (["--port", str(taken.getsockname()[1])], 3, "không mở được địa chỉ 127.0.0.1:", "cannot listen on 127.0.0.1:"),
            (["--tls-cert", "hong.pem", "--tls-key", "hong.pem"], 3, "không dùng được hong.pem và hong.pem cho TLS", "for TLS"),
            (["--api-keys", "khong-co.json"], 3, "không có", "found nothing of this name"),
            (["--api-keys", "hong.json"], 3, "hong.json: cần một đối tượng", "expected an object"),
            (["--api-keys", "khoa.json"], 3, 'khoa.json: /keys/0: cần "name" riêng', 'expected a "name" of its own'),
            (["--job-folder", "jobs"], 3, "một dịch vụ khác đang giữ việc", "another service keeps its jobs"),
            (["--templates", "khong-co"], 3, "không có thư mục templates khong-co", "the templates folder khong-co"),
            (["--audit-log", "hong.pem/audit"], 3, "không ghi được hong.pem/audit", "cannot write hong.pem/audit"),
            (["--port", "abc"], 2, "dùng sai: --port không nhận giá trị abc", "Could not convert: --port = abc"),
            (["--port"], 2, "--port thiếu giá trị", "1 required"),
            (["--workers", "0"], 2, "--workers cần giá trị từ 1 đến 64, nhưng đây là 0", "not in range"),
            (["--log", "all"], 2, "--log cần một trong {requests,problems}, nhưng đây là all", "not in {requests,problems}"),
            (["--prot", "1"], 2, "thừa ", "not expected"),
            (["--config", "hong.toml"], 2, "hong.toml: --drain không nhận giá trị abc", "Could not convert"),
            (["keys", "add", "a"], 2, "thiếu --api-keys", "--api-keys is required"),
        ]:
            with self.subTest(options=options):
                found = self.serve(*options)
                self.assertEqual(found[0], code, found)
                self.assertIn(vietnamese, found[1])
                self.assertNotIn(english, found[1])
                self.assertIn(english, self.serve(*options, language="en")[1])


class Keys(ServiceCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-http-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.file = self.folder / "khoa.json"

    def begin(self, *arguments):
        return subprocess.Popen([serving.PROGRAM, "serve", "keys", *arguments, "--api-keys", str(self.file)], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)

    def end(self, *running):
        for process in running:
            _, error = process.communicate(timeout=serving.PATIENCE)
            self.assertEqual(process.returncode, 0, error)

    def names(self):
        return sorted(key["name"] for key in json.loads(self.file.read_text(encoding="utf-8"))["keys"])

    def test_none_is_lost_of_those_that_come_side_by_side(self):
        names = [f"khoa-{i:02}" for i in range(30)]
        self.end(*[self.begin("add", name) for name in names])
        self.assertEqual(self.names(), names)
        # None that was taken away comes back with one that is added meanwhile.
        self.end(*[self.begin(*change) for name in names for change in (("revoke", name), ("add", "moi-" + name))])
        self.assertEqual(self.names(), [f"moi-{name}" for name in names])
        for file in self.folder.iterdir():
            self.assertEqual(file.stat().st_mode & 0o77, 0, file)
