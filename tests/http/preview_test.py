"""The preview over HTTP: the door, the routes, the limits, the life of the process."""
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import time
import unittest

import serving
from serving import Case


class Door(Case):
    def test_only_who_has_the_key_sees_anything(self):
        preview = self.preview(environment=self.WITHOUT_OFFICE)
        for path in ["/", "/state", "/events", "/document.docx", "/preview/preview.js", "/nothing", "/?key=", "/?key=" + 32 * "0",
                     "/state?key=" + preview.key[:31]]:
            with self.subTest(path=path):
                status, _, body = preview.ask(path, key=False)
                self.assertEqual(status, 403)
                self.assertNotIn(preview.key.encode(), body)
        status, headers, _ = preview.ask(f"/?key={preview.key}", key=False)
        self.assertEqual(status, 200)
        self.assertEqual(headers["Set-Cookie"], f"thethuc-{preview.port}={preview.key}; Path=/; HttpOnly; SameSite=Strict")
        status, headers, _ = preview.ask("/")
        self.assertEqual((status, headers["Set-Cookie"]), (200, None))
        self.assertEqual(preview.ask("/", headers={"Cookie": f"thethuc-{preview.port}={32 * 'f'}"}, key=False)[0], 403)

    def test_another_host_is_refused(self):
        preview = self.preview(environment=self.WITHOUT_OFFICE)
        for host in ["example.com", f"example.com:{preview.port}", "127.0.0.1", f"127.0.0.1.example.com:{preview.port}",
                     f"localhost:{preview.port + 1}", ""]:
            with self.subTest(host=host):
                self.assertEqual(preview.ask("/state", headers={"Host": host})[0], 421)
        self.assertEqual(preview.ask("/state", headers={"Host": f"localhost:{preview.port}"})[0], 200)

    def test_it_listens_on_loopback_only(self):
        preview = self.preview(environment=self.WITHOUT_OFFICE)
        listening = [line.split() for name in ("/proc/net/tcp", "/proc/net/tcp6") if os.path.exists(name)
                     for line in open(name, encoding="ascii").readlines()[1:]]
        addresses = [row[1] for row in listening if row[3] == "0A" and int(row[1].rsplit(":", 1)[1], 16) == preview.port]
        self.assertEqual(addresses, [f"0100007F:{preview.port:04X}"])


class Routes(Case):
    def test_each_answer_says_what_browsers_may_do_with_it(self):
        preview = self.preview(environment=self.WITHOUT_OFFICE)
        for path in ["/", "/state", "/shared/view.css", "/nothing"]:
            with self.subTest(path=path):
                headers = preview.ask(path)[1]
                policy = headers["Content-Security-Policy"]
                self.assertIn("default-src 'none'", policy)
                self.assertIn("script-src 'self'", policy)
                self.assertNotIn("unsafe", policy)
                self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
                self.assertEqual(headers["Referrer-Policy"], "no-referrer")

    def test_files_of_the_page_refer_to_nothing_outside(self):
        preview = self.preview(environment=self.WITHOUT_OFFICE)
        for path in ["/", "/shared/view.css", "/shared/dom.js", "/shared/findings.js", "/shared/sheets.js", "/shared/words.js", "/preview/preview.js", "/preview/words.js", "/shared/icon.svg"]:
            with self.subTest(path=path):
                status, headers, body = preview.ask(path)
                self.assertEqual(status, 200)
                text = body.decode().replace('xmlns="http://www.w3.org/2000/svg"', "")
                self.assertNotRegex(text, r"https?:|//[a-z]+\.[a-z]|@import|style=\"|onclick")
                status, _, nothing = preview.ask(path, headers={"If-None-Match": headers["ETag"]})
                self.assertEqual((status, nothing), (304, b""))

    def test_unknown_paths_and_methods(self):
        preview = self.preview(environment=self.WITHOUT_OFFICE)
        for path in ["/nothing", "/pages", "/pages/1", "/pages/1/1", "/pages/x/1", "/pages/1/1?dpi=97", "/document.pdf",
                     "//", "/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd"]:
            with self.subTest(path=path):
                status, headers, body = preview.ask(path)
                self.assertEqual((status, headers["Content-Type"]), (404, "application/problem+json"))
                self.assertEqual(json.loads(body)["status"], 404)
        status, headers, _ = preview.ask("/state", method="POST")
        self.assertEqual((status, headers["Allow"]), (405, "GET, HEAD"))
        status, headers, body = preview.ask("/preview/preview.js", method="HEAD")
        self.assertEqual((status, body), (200, b""))
        self.assertGreater(int(headers["Content-Length"]), 1000)

    def test_the_document_can_be_taken_away(self):
        preview = self.preview(environment=self.WITHOUT_OFFICE)
        preview.done()
        status, headers, body = preview.ask("/document.docx")
        self.assertEqual((status, body[:2]), (200, b"PK"))
        self.assertEqual(headers["Content-Disposition"], 'attachment; filename="bao-cao.docx"')
        out = self.folder / "render.docx"
        subprocess.run([serving.PROGRAM, "render", "bao-cao", "du-lieu.json", "-o", out], cwd=self.folder, check=True,
                       capture_output=True)
        self.assertEqual(body, out.read_bytes())


class Limits(Case):
    def raw(self, preview, request):
        """What comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", preview.port), timeout=serving.PATIENCE) as connection:
            answer = b""
            try:
                connection.sendall(request)
                connection.shutdown(socket.SHUT_WR)
                while more := connection.recv(65536):
                    answer += more
            except OSError:  # it has closed, and read no more
                pass
            return answer

    def test_bodies_and_heads_that_are_too_large_or_no_http(self):
        preview = self.preview(environment=self.WITHOUT_OFFICE)
        self.assertEqual(preview.ask("/state", method="POST", body=b"x" * 100)[0], 413)
        host = f"Host: 127.0.0.1:{preview.port}\r\n".encode()
        chunked = b"POST /state HTTP/1.1\r\n" + host + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
        self.assertIn(b" 413 ", self.raw(preview, chunked).split(b"\r\n")[0])
        for name, request in {
            "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00" * 50 + b"\r\n\r\n",
            "no host": b"GET /state HTTP/1.1\r\n\r\n",
            "a thousand headers": b"GET /state HTTP/1.1\r\n" + host + b"".join(b"X-%d: 1\r\n" % i for i in range(1000)) + b"\r\n",
            "a long header": b"GET /state HTTP/1.1\r\n" + host + b"X: " + b"x" * 100_000 + b"\r\n\r\n",
            "a long path": b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n" + host + b"\r\n",
            "no number": b"POST /state HTTP/1.1\r\n" + host + b"Content-Length: -5\r\n\r\n",
        }.items():
            with self.subTest(request=name):
                first = self.raw(preview, request).split(b"\r\n")[0]
                self.assertNotIn(b" 200 ", first)
        self.assertEqual(preview.ask("/state")[0], 200)

    def test_connections_that_say_nothing_keep_nobody_out(self):
        preview = self.preview(environment=self.WITHOUT_OFFICE)
        silent = [socket.create_connection(("127.0.0.1", preview.port)) for _ in range(12)]
        try:
            self.assertEqual(preview.ask("/state")[0], 200)
        finally:
            for connection in silent:
                connection.close()

    def test_only_some_streams_of_events_at_once(self):
        preview = self.preview(environment=self.WITHOUT_OFFICE)
        preview.done()
        streams = []
        try:
            statuses = []
            for _ in range(10):
                connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=serving.PATIENCE)
                connection.request("GET", "/events", headers={"Cookie": f"thethuc-{preview.port}={preview.key}"})
                streams.append(connection)
                statuses.append(connection.getresponse().status)
            self.assertEqual(statuses, 8 * [200] + 2 * [503])
        finally:
            for connection in streams:
                connection.close()
        self.assertEqual(preview.ask("/state")[0], 200)


class Changes(Case):
    def test_an_event_tells_each_new_state(self):
        preview = self.preview(environment=self.WITHOUT_OFFICE)
        preview.done()
        connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=serving.PATIENCE)
        connection.request("GET", "/events", headers={"Cookie": f"thethuc-{preview.port}={preview.key}"})
        answer = connection.getresponse()
        self.assertEqual(answer.headers["Content-Type"], "text/event-stream")

        def version():
            while True:
                line = answer.readline().decode()
                self.assertNotEqual(line, "")
                if line.startswith("data: "):
                    return int(line[6:])
        first = version()
        preview.data.write_text("{", encoding="utf-8")
        self.assertGreater(version(), first)
        connection.close()

    def test_data_template_and_partial_are_followed_and_mistakes_have_places(self):
        preview = self.preview(environment=self.WITHOUT_OFFICE)
        good = preview.done()
        self.assertTrue(good["good"])
        self.assertEqual(good["template"]["name"], "Báo cáo")
        whole = preview.data.read_text(encoding="utf-8")
        revision = 1
        for name, path, text, error in [
            ("data cut short", preview.data, whole[: len(whole) // 2], "json_syntax"),
            ("data mended", preview.data, whole, None),
            ("data without a value", preview.data, "{}", "schema_required"),
            ("data mended", preview.data, whole, None),
            ("a partial that is no XML", self.folder / "templates/_partials/quoc-hieu.xml", "<w:body>", "xml_syntax"),
        ]:
            with self.subTest(change=name):
                path.write_text(text, encoding="utf-8")
                revision += 1
                state = preview.done(revision)
                self.assertEqual(state["good"], error is None)
                self.assertEqual([pathlib.Path(f).name for f in state["changed"]], [path.name])
                errors = [d for d in state["diagnostics"] if d["severity"] == "error"]
                if error:
                    self.assertTrue(errors)
                    self.assertIn(path.name, errors[0]["place"]["vi"])
                    self.assertTrue(errors[0]["message"]["vi"] and errors[0]["message"]["en"])
                self.assertIsNotNone(state["document"])  # the last good one

    def test_without_libreoffice_it_says_what_to_install(self):
        preview = self.preview(environment=self.WITHOUT_OFFICE)
        state = preview.done()
        self.assertIn("libreoffice-writer-nogui", state["unavailable"]["vi"])
        self.assertIsNone(state["pages"])
        self.assertIsNotNone(state["findings"])

    @unittest.skipUnless(serving.has_libreoffice(), "no LibreOffice")
    def test_pages_are_images_with_tags(self):
        preview = self.preview()
        pages = preview.done()["pages"]
        self.assertAlmostEqual(pages["sheets"][0][0], 210, delta=0.2)
        path = f"/pages/{pages['revision']}/1?dpi=96"
        status, headers, png = preview.ask(path)
        self.assertEqual((status, headers["Content-Type"], png[:8]), (200, "image/png", b"\x89PNG\r\n\x1a\n"))
        self.assertEqual(preview.ask(path, headers={"If-None-Match": headers["ETag"]})[0], 304)
        self.assertEqual(preview.ask(f"/pages/{pages['revision']}/{pages['count'] + 1}")[0], 404)
        self.assertEqual(preview.ask(f"/pages/{pages['revision'] + 1}/1")[0], 404)
        status, headers, pdf = preview.ask("/document.pdf")
        self.assertEqual((status, pdf[:5]), (200, b"%PDF-"))


class Life(Case):
    def test_signals_end_it_with_nothing_left(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number):
                preview = self.preview()
                preview.done()
                connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=serving.PATIENCE)
                connection.request("GET", "/events", headers={"Cookie": f"thethuc-{preview.port}={preview.key}"})
                connection.getresponse()
                children = self.children(preview.process.pid)
                status, errors = preview.end(number)
                self.assertEqual((status, errors), (0, ""))
                connection.close()
                self.assertEqual(os.listdir(preview.temporary), [])
                for child in children:
                    self.assertFalse(os.path.exists(f"/proc/{child}"), f"process {child} is left")

    def test_a_signal_while_libreoffice_starts(self):
        preview = self.preview()
        status, errors = preview.end()
        self.assertEqual((status, errors), (0, ""))
        self.assertEqual(os.listdir(preview.temporary), [])

    @staticmethod
    def children(pid):
        found = []
        for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
            found += (task / "children").read_text().split()
        return found

    def test_the_port_may_be_chosen_and_one_that_is_taken_is_an_error(self):
        first = self.preview(environment=self.WITHOUT_OFFICE)
        done = subprocess.run([serving.PROGRAM, "preview", "bao-cao", "du-lieu.json", "--port", str(first.port)],
                              cwd=self.folder, capture_output=True, timeout=serving.PATIENCE, check=False)
        self.assertEqual((done.returncode, done.stdout), (3, b""))
        self.assertIn(str(first.port).encode(), done.stderr)
        port = first.port
        first.end()
        again = self.preview("--port", str(port), environment=self.WITHOUT_OFFICE)
        self.assertEqual(again.port, port)

    def test_open_gives_the_browser_the_address_and_no_shell(self):
        bin_folder = self.folder / "bin"
        bin_folder.mkdir()
        opener = bin_folder / "xdg-open"
        opener.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$1" > "{self.folder}/opened.tmp"\nmv "{self.folder}/opened.tmp" "{self.folder}/opened"\n')
        opener.chmod(0o755)
        preview = self.preview("--open", environment={**self.WITHOUT_OFFICE, "PATH": f"{bin_folder}:{os.environ['PATH']}"})
        end = time.monotonic() + serving.PATIENCE
        while not (self.folder / "opened").exists() and time.monotonic() < end:
            time.sleep(0.02)
        self.assertEqual((self.folder / "opened").read_text(), f"1\n{preview.address}\n")

    def test_without_a_browser_the_address_is_enough(self):
        empty = self.folder / "empty"
        empty.mkdir()
        preview = self.preview("--open", environment={**self.WITHOUT_OFFICE, "PATH": str(empty)})
        self.assertEqual(preview.ask("/state")[0], 200)
        status, errors = preview.end()
        self.assertEqual(status, 0)
        self.assertIn("xdg-open", errors)

    def test_wrong_usage_and_missing_program(self):
        for arguments, status in [(["bao-cao"], 2), (["-", "du-lieu.json"], 2), (["bao-cao", "-"], 2),
                                  (["bao-cao", "du-lieu.json", "--port", "70000"], 2),
                                  (["bao-cao", "du-lieu.json", "--templates", "nowhere"], 3)]:
            with self.subTest(arguments=arguments):
                done = subprocess.run([serving.PROGRAM, "preview", *arguments], cwd=self.folder, capture_output=True,
                                      timeout=serving.PATIENCE, check=False)
                self.assertEqual((done.returncode, done.stdout), (status, b""), done.stderr)
        done = subprocess.run([serving.PROGRAM, "preview", "bao-cao", "du-lieu.json"], cwd=self.folder, capture_output=True,
                              env={**os.environ, "THETHUC_SERVICE": "/nonexistent"}, timeout=serving.PATIENCE, check=False)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"/nonexistent", done.stderr)

    def test_the_log_holds_no_key(self):
        preview = self.preview("-vv", environment=self.WITHOUT_OFFICE)
        preview.ask(f"/?key={preview.key}", key=False)
        preview.done()
        errors = preview.end()[1]
        self.assertIn("GET / 200", errors)
        self.assertNotIn(preview.key, errors)
