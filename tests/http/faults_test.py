"""What clients do wrong: a proper status or a closed connection, and the next request is answered as ever."""
import http.client
import itertools
import json
import os
import pathlib
import signal
import socket
import ssl
import string
import subprocess
import threading
import time

import serving
from service import DOCX, ServiceCase, sample


class Faults(ServiceCase):
    @classmethod
    def setUpClass(cls):
        cls.service = cls.start("--timeout", "2", "--max-body", "1")

    def tearDown(self):
        start = time.monotonic()
        self.assertEqual(self.service.render(sample())[0], 200)
        self.assertLess(time.monotonic() - start, 20 if serving.SANITIZED else 5)

    def connect(self):
        connection = socket.create_connection(("127.0.0.1", self.service.port), timeout=serving.PATIENCE)
        self.addCleanup(connection.close)
        return connection

    def head(self, more=b"", method=b"POST", path=b"/v1/templates/bao-cao/render"):
        host = f"Host: 127.0.0.1:{self.service.port}\r\n".encode()
        return method + b" " + path + b" HTTP/1.1\r\n" + host + b"Content-Type: application/json\r\n" + more + b"\r\n"

    def raw(self, request, ends=True):
        """The status that comes back, 0 when the connection is closed without one."""
        connection = self.connect()
        answer = b""
        try:
            connection.sendall(request)
            if ends:
                connection.shutdown(socket.SHUT_WR)
            while more := connection.recv(65536):
                answer += more
        except OSError:
            pass
        return int(answer.split()[1]) if answer else 0

    def test_requests_that_are_none(self):
        for name, request, statuses in [
            ("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00" * 50 + b"\r\n\r\n", {400}),
            ("a body cut off", self.head(b"Content-Length: 100\r\n") + b"{}", {400}),
            ("a chunk cut off", self.head(b"Transfer-Encoding: chunked\r\n") + b"10\r\n{}", {400}),
            ("a wrong length", self.head(b"Content-Length: 1\r\n") + b"{}", {400}),
            ("a length that is none", self.head(b"Content-Length: two\r\n") + b"{}", {400}),
            ("two lengths", self.head(b"Content-Length: 2\r\nContent-Length: 3\r\n") + b"{}", {400}),
            ("lengths and chunks", self.head(b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n") + b"0\r\n\r\n", {400}),
            ("a megabyte of headers", self.head(b"X: " + b"x" * (1 << 20) + b"\r\n"), {431, 0}),
            ("a thousand headers", self.head(b"".join(b"X-%d: 1\r\n" % i for i in range(1000))), {431}),
            ("a long path", self.head(path=b"/" + b"x" * 100_000), {431}),
            ("too much", self.head(b"Content-Length: 3000000\r\n") + b"x" * 3_000_000, {413, 0}),
            ("too much in chunks", self.head(b"Transfer-Encoding: chunked\r\n") + b"100000\r\n" + b"x" * (1 << 20) + b"\r\n1\r\nx\r\n0\r\n\r\n", {413, 0}),
            ("no text", self.head(b"Content-Length: 4\r\n") + b"\"\xff\xfe\"", {400}),
            ("deep JSON", self.head(b"Content-Length: 900000\r\n") + b"[" * 900_000, {400}),
            ("another HTTP", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 505}),
        ]:
            with self.subTest(request=name):
                self.assertIn(self.raw(request), statuses)

    def test_the_servers_own_problems_are_as_all_others(self):
        for name, status, code, more in [
            ("malformed", 400, "bad_request", b"Content-Length: two\r\n"),
            ("cut off", 400, "bad_request", b"Content-Length: 2\r\n"),
            ("too long", 413, "content_too_large", b"Content-Length: 99999999\r\n"),
            ("not known", 417, "expectation_failed", b"Content-Length: 2\r\nExpect: tea\r\n"),
            ("without length", 411, "length_required", b""),
            ("too many headers", 431, "request_header_fields_too_large", b"".join(b"X-%d: 1\r\n" % i for i in range(200))),
        ]:
            for language, found_in in ((b"en-US", "en"), (b"vi", "vi"), (b"fr", "vi")):
                with self.subTest(request=name, language=language):
                    connection = self.connect()
                    connection.sendall(self.head(b"Accept-Language: " + language + b"\r\n" + more))
                    connection.shutdown(socket.SHUT_WR)
                    answer = http.client.HTTPResponse(connection)
                    answer.begin()
                    found = json.loads(answer.read())
                    self.assertEqual((answer.status, answer.headers["Content-Type"], answer.headers["Content-Language"]),
                                     (status, "application/problem+json", found_in))
                    self.assertEqual((found["type"], found["status"], found["code"]), (f"urn:thethuc:problem:{code}", status, code))
                    self.assertEqual(found["title"].isascii(), found_in == "en")
                    self.assertTrue(found["request_id"])
                    self.assertEqual(found["request_id"], answer.headers["X-Request-Id"])
                    said = next(e for e in self.service.events("request") if e["request_id"] == found["request_id"])
                    self.assertEqual((said["status"], said["code"], said["peer"]), (status, code, "127.0.0.1"))
        found = json.loads(self.service.raw_ask("/healthz", headers={"Host": "elsewhere", "Accept-Language": "en"})[2])
        self.assertEqual((found["code"], found["title"].isascii()), ("misdirected_request", True))

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.service.process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def test_thousands_of_cookies_cost_nothing(self):
        names = (a + b + c for a in string.ascii_letters for b in string.ascii_letters for c in string.ascii_letters)
        head = self.head(b"Cookie: " + ";".join(itertools.islice(names, 15_000)).encode() + b"\r\n", b"GET", b"/healthz")
        before = self.cpu_seconds()
        for _ in range(20):
            self.assertEqual(self.raw(head), 200)
        # Half a second each, when each name was compared with all others.
        self.assertLess(self.cpu_seconds() - before, 3)

    def test_who_is_told_to_wait_may_go_on(self):
        connection = self.connect()
        body = sample()
        connection.sendall(self.head(b"Expect: 100-continue\r\nContent-Length: %d\r\n" % len(body)))
        self.assertEqual(connection.recv(100), b"HTTP/1.1 100 Continue\r\n\r\n")
        connection.sendall(body)
        self.assertTrue(connection.recv(65536).startswith(b"HTTP/1.1 200"))
        connection = self.connect()
        connection.sendall(self.head(b"Expect: 100-continue\r\nContent-Length: 99999999\r\n"))
        self.assertTrue(connection.recv(65536).startswith(b"HTTP/1.1 413"))

    def test_a_byte_a_second_is_cut_off(self):
        connection = self.connect()
        start = time.monotonic()
        status = b""
        for byte in self.head(b"Content-Length: 2\r\n") + b"{}":
            try:
                connection.sendall(bytes([byte]))
                connection.settimeout(0.5)
                status += connection.recv(100)
                break
            except TimeoutError:
                continue
            except OSError:
                break
        self.assertTrue(status == b"" or status.startswith(b"HTTP/1.1 408"), status)
        self.assertLess(time.monotonic() - start, 10)

    def test_a_client_that_does_not_read_is_cut_off(self):
        connection = socket.socket()
        self.addCleanup(connection.close)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.connect(("127.0.0.1", self.service.port))
        connection.settimeout(serving.PATIENCE)
        request = self.head(method=b"GET", path=b"/openapi.json")
        try:
            for _ in range(2000):
                connection.sendall(request)
        except OSError:
            return  # it has been
        time.sleep(4)
        # What it sends may make room for one answer more, which then has its own time: 2 s, and 1 s for each 16 KB of it.
        with self.assertRaises(OSError):
            for _ in range(400):
                connection.sendall(request)
                time.sleep(0.05)

    def test_a_thousand_connections_that_say_nothing(self):
        import resource
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        idle = [self.connect() for _ in range(1000)]
        times = []
        for _ in range(20):
            start = time.monotonic()
            self.assertEqual(self.service.render(sample())[0], 200)
            times.append(time.monotonic() - start)
        self.assertLess(sorted(times)[10], 1)
        threads = len(os.listdir(f"/proc/{self.service.process.pid}/task"))
        self.assertLess(threads, 40)
        self.assertEqual(len(idle), 1000)

    def test_many_at_once_are_all_answered(self):
        statuses = []

        def work():
            connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=serving.PATIENCE)
            for _ in range(10):
                connection.request("POST", "/v1/templates/cong-van/render", sample("cong-van/mot-noi-nhan.json"),
                                   {"Content-Type": "application/json"})
                answer = connection.getresponse()
                answer.read()
                statuses.append(answer.status)
            connection.close()
        threads = [threading.Thread(target=work) for _ in range(64)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(statuses, 640 * [200])


class Life(ServiceCase):
    def test_it_ends_when_what_it_has_is_answered(self):
        service = self.start(keep=self)
        body = sample("bao-cao/son-phu-quy-3-2021.json")
        connection = socket.create_connection(("127.0.0.1", service.port), timeout=serving.PATIENCE)
        self.addCleanup(connection.close)
        connection.sendall(f"POST /v1/templates/bao-cao/render HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\n"
                           f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode())
        time.sleep(0.2)
        service.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        with self.assertRaises(OSError):
            socket.create_connection(("127.0.0.1", service.port), timeout=serving.PATIENCE)
        connection.sendall(body)
        answer = b""
        while more := connection.recv(65536):
            answer += more
        self.assertTrue(answer.startswith(b"HTTP/1.1 200"))
        self.assertIn(b"Connection: close", answer)
        self.assertEqual(service.process.wait(timeout=serving.PATIENCE), 0)
        self.assertEqual(os.listdir(service.temporary), [])

    def run_serve(self, *options, environment=None):
        done = subprocess.run([serving.PROGRAM, "serve", "--templates", str(serving.REPOSITORY / "templates"), *options],
                              capture_output=True, text=True, timeout=serving.PATIENCE, check=False,
                              env={**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})})
        return done.returncode, done.stderr

    def test_what_is_not_safe_is_refused(self):
        service = self.start(keep=self)
        folder = pathlib.Path(service.temporary)
        (folder / "none.json").write_text("{}", encoding="utf-8")
        (folder / "wrong.toml").write_text("prot = 1\n", encoding="utf-8")
        for options, status, words in [
            (("--bind", "0.0.0.0"), 2, "--api-keys"),
            (("--tls-cert", "x"), 2, "--tls-key"),
            (("--tls-cert", "x", "--tls-key", "y"), 3, "TLS"),
            (("--api-keys", "/nonexistent"), 3, "/nonexistent"),
            (("--api-keys", str(folder / "none.json")), 3, "keys"),
            (("--port", str(service.port)), 3, str(service.port)),
            (("--config", str(folder / "wrong.toml")), 2, "prot"),
            (("--config", "/nonexistent"), 2, "/nonexistent"),
        ]:
            with self.subTest(options=options):
                found = self.run_serve(*options, environment=self.WITHOUT_OFFICE)
                self.assertEqual(found[0], status, found)
                self.assertIn(words, found[1])
        (folder / "tmp").mkdir(exist_ok=True)

    def test_options_come_from_arguments_then_environment_then_file(self):
        folder = self.start(keep=self).temporary
        (folder / "serve.toml").write_text('max-body = 1\nlog = "problems"\nkeep-alive = 5\n', encoding="utf-8")
        service = self.start("--config", str(folder / "serve.toml"), keep=self,
                             environment={**self.WITHOUT_OFFICE, "THETHUC_SERVE_MAX_BODY": "2"})
        long = b'"' + b"x" * 1_500_000 + b'"'
        self.assertEqual(service.render(long)[0], 422)
        self.assertEqual(service.render(b'"' + b"x" * 2_500_000 + b'"')[0], 413)
        self.assertEqual(service.events("request"), [])

    def test_tls(self):
        folder = pathlib.Path(self.start(keep=self).temporary)
        made = subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                               "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
                              capture_output=True, check=False)
        self.assertEqual(made.returncode, 0, made.stderr)
        service = self.start("--tls-cert", str(folder / "cert.pem"), "--tls-key", str(folder / "key.pem"), keep=self)
        context = ssl.create_default_context(cafile=folder / "cert.pem")
        connection = http.client.HTTPSConnection("127.0.0.1", service.port, context=context, timeout=serving.PATIENCE)
        for _ in range(3):
            connection.request("POST", "/v1/templates/bao-cao/render", sample(), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, DOCX))
            self.assertIn("max-age", answer.headers["Strict-Transport-Security"])
            self.assertEqual(answer.read()[:2], b"PK")
        connection.close()
        plain = socket.create_connection(("127.0.0.1", service.port), timeout=serving.PATIENCE)
        plain.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        try:
            self.assertFalse(plain.recv(100).startswith(b"HTTP"))
        except ConnectionResetError:
            pass
        plain.close()
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.check_hostname = False
        old.verify_mode = ssl.CERT_NONE
        old.minimum_version = ssl.TLSVersion.TLSv1
        old.maximum_version = ssl.TLSVersion.TLSv1_1
        with socket.create_connection(("127.0.0.1", service.port), timeout=serving.PATIENCE) as raw, self.assertRaises(ssl.SSLError):
            old.wrap_socket(raw)
        self.assertEqual(json.loads(self.tls_get(service, context, "/healthz")), {"status": "ok"})

    @staticmethod
    def tls_get(service, context, path):
        connection = http.client.HTTPSConnection("127.0.0.1", service.port, context=context, timeout=serving.PATIENCE)
        connection.request("GET", path)
        body = connection.getresponse().read()
        connection.close()
        return body
