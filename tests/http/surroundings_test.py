"""What the machine around the service does: a full disk, a log that nobody reads, an end that may not take long."""
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
import threading
import time

import serving
from jobs import JobCase, letter, letters, ndjson
from service import DOCX, ServiceCase, exported, sample


def hanging():
    """Data at which the worker that only pretends never answers."""
    return letter(0, trich_yeu="Họp treo")


def lost_lines(service, log):
    return int(re.search(rf'thethuc_log_lost_lines_total{{log="{log}"}} (\d+)', service.ask("/metrics")[2].decode())[1])


class Ending(JobCase):
    def start_pretending(self, *options):
        service = self.start("--workers", "1", "--drain", "1", *options, environment=self.environment, keep=self, templates=self.templates)
        end = time.monotonic() + serving.PATIENCE
        while service.ask("/readyz")[0] != 200 and time.monotonic() < end:
            time.sleep(0.05)
        return service

    def setUp(self):
        self.environment = self.pretending()
        self.templates = self.small_library()

    def ends_in_time(self, service):
        start = time.monotonic()
        self.assertEqual(service.end(), 0)
        self.assertLess(time.monotonic() - start, 10)  # a document may take thirty
        self.assertEqual(os.listdir(service.temporary), [])

    def test_what_is_laid_out_for_nobody_is_given_up(self):
        service = self.start_pretending("--max-waiting", "50")
        waiting = threading.Barrier(21)

        def ask(number):
            connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=serving.PATIENCE)
            body = json.dumps({**hanging(), "so": number + 1})
            connection.request("POST", "/v1/templates/giay-moi/render?format=pdf", body, {"Content-Type": "application/json"})
            waiting.wait()
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection.getresponse().read()
            connection.close()
        threads = [threading.Thread(target=ask, args=(i,)) for i in range(20)]
        for thread in threads:
            thread.start()
        waiting.wait()
        self.ends_in_time(service)
        for thread in threads:
            thread.join()

    def test_a_job_goes_on_later(self):
        folder = self.new_folder() / "jobs"
        self.service = self.start_pretending("--job-folder", str(folder))
        job = self.take(ndjson([letter(0), hanging(), letter(2)]), "&format=pdf")
        self.when(job, lambda j: j["state"] == "running")
        time.sleep(0.5)
        self.ends_in_time(self.service)
        self.service = self.start("--job-folder", str(folder), keep=self, templates=self.templates)
        now = self.about(job)
        self.assertIn(now["state"], ("queued", "running"))
        self.assertEqual(now["failed"], 0)


class Streams(JobCase):
    def test_a_stream_counts_as_long_as_it_is_open(self):
        folder = self.new_folder()
        key = self.key(folder, "a", "render", "--concurrency", "2")
        service = self.start("--workers", "1", "--api-keys", str(folder / "keys.json"), "--job-folder", str(folder / "jobs"), "--drain", "1",
                             environment=self.pretending(), keep=self, templates=self.small_library())
        service.key = key
        self.service = service
        job = self.take(ndjson([hanging()]), "&format=pdf")
        streams = []
        for _ in range(2):
            connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=serving.PATIENCE)
            self.addCleanup(connection.close)
            connection.request("GET", job["links"]["events"], headers={"Authorization": f"Bearer {key}"})
            streams.append(connection.getresponse())
            self.assertEqual(streams[-1].status, 200)
        self.problem(service.ask(job["links"]["self"]), 429, "too_many")
        self.problem(service.ask(job["links"]["events"]), 429, "too_many")
        streams[0].close()
        end = time.monotonic() + serving.PATIENCE
        while service.ask(job["links"]["self"])[0] == 429 and time.monotonic() < end:
            time.sleep(0.05)
        self.assertEqual(service.ask(job["links"]["self"])[0], 200)


class Log(ServiceCase):
    def test_nobody_waits_for_who_reads_it(self):
        reading, writing = os.pipe()
        self.addCleanup(os.close, reading)
        service = self.start(keep=self, stderr=writing)
        os.close(writing)
        for _ in range(150):  # some nine megabytes of lines
            self.assertEqual(service.raw_ask("/" + "x" * 60_000)[0], 404)
        self.assertEqual(service.ask("/healthz")[0], 200)
        self.assertGreater(lost_lines(service, "events"), 10)
        self.assertEqual(lost_lines(service, "audit"), 0)
        start = time.monotonic()
        self.assertEqual(service.end(), 0)
        self.assertLess(time.monotonic() - start, 20 if serving.SANITIZED else 8)

    def test_who_reads_late_gets_what_was_kept(self):
        reading, writing = os.pipe()
        service = self.start(keep=self, stderr=writing)
        os.close(writing)
        for i in range(1000):
            service.raw_ask("/healthz", headers={"X-Request-Id": f"r{i}"})
        service.process.send_signal(signal.SIGTERM)
        with open(reading, encoding="utf-8") as log:
            told = [json.loads(line) for line in log]
        self.assertEqual([e["request_id"] for e in told if e.get("request_id", "").startswith("r")], [f"r{i}" for i in range(1000)])
        self.assertEqual(told[-1]["event"], "ending")
        self.assertEqual(service.process.wait(serving.PATIENCE), 0)


class Privacy(JobCase):
    def test_what_is_of_people_is_for_nobody_else(self):
        before = os.umask(0o022)
        self.addCleanup(os.umask, before)
        folder = self.new_folder() / "service"
        folder.mkdir(mode=0o755)
        self.service = self.start("--uploads", str(folder / "uploads"), "--job-folder", str(folder / "jobs"), "--audit-log", str(folder / "audit.ndjson"),
                                  keep=self, templates=self.small_library())
        self.assertEqual(self.service.ask("/v1/templates/thu", "PUT", {"Content-Type": DOCX}, exported("giay-moi"))[0], 201)
        self.assertEqual(self.ended(self.take(letters(3)))["state"], "done")
        templates = folder / "jobs/library"  # copies of what is no secret
        found = [path for path in folder.rglob("*") if templates not in path.parents]
        names = {path.name for path in found}
        self.assertLessEqual({"jobs.sqlite", "result.zip", "audit.ndjson", "thu"}, names)
        self.assertEqual([str(p) for p in found if p.stat().st_mode & 0o077], [])


class FullDisk(ServiceCase):
    def setUp(self):
        self.disk = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-http-"))
        self.addCleanup(shutil.rmtree, self.disk, ignore_errors=True)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(self.disk)], check=False, capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("no small file system can be mounted here")
        self.addCleanup(subprocess.run, ["umount", "-l", str(self.disk)], check=False)
        self.service = self.start("--uploads", str(self.disk / "uploads"), "--audit-log", str(self.disk / "audit.ndjson"), keep=self)

    def fill(self):
        with contextlib.suppress(OSError), open(self.disk / "full", "wb", buffering=0) as file:
            while file.write(b"x" * 100):
                pass

    def test_it_says_so_and_goes_on(self):
        self.assertEqual(self.service.render(sample())[0], 200)
        self.fill()
        found = self.problem(self.service.ask("/v1/templates/thu", "PUT", {"Content-Type": DOCX}, exported()), 503, "storage_failed")
        self.assertIn("đĩa đầy", found["detail"] if "detail" in found else found["title"])
        self.assertNotIn(str(self.disk), json.dumps(found))
        self.assertEqual(os.listdir(self.disk / "uploads"), [])
        said = next(e for e in self.service.events("request") if e["request_id"] == found["request_id"])
        self.assertEqual((said["route"], said["code"]), ("template_put", "storage_failed"))
        self.assertIn("No space left", said["why"])
        for _ in range(40):  # until the last block of the audit log is full
            self.assertEqual(self.service.render(sample())[0], 200)
        self.assertGreater(lost_lines(self.service, "audit"), 1)
        self.assertEqual(lost_lines(self.service, "events"), 0)
        told = [e for e in self.service.events("problem") if "audit log" in e["message"]]
        self.assertEqual(len(told), 1)  # not for each
        self.assertIn("No space left", told[0]["message"])
        (self.disk / "full").unlink()
        self.service.render(sample(), headers={"X-Request-Id": "sau"})
        lines = (self.disk / "audit.ndjson").read_text(encoding="utf-8").splitlines()
        self.assertEqual(json.loads(lines[-1])["request_id"], "sau")
        self.assertEqual(json.loads(lines[0])["event"], "render")
        self.assertEqual(self.service.ask("/v1/templates/thu", "PUT", {"Content-Type": DOCX}, exported())[0], 201)
