"""Jobs, and what happens to the service that has them: kills, restarts, full disks, templates that change."""
import json
import random
import signal
import subprocess
import time

import serving
from jobs import JobCase, letter, letters, ndjson, text_of


class Restarts(JobCase):
    def setUp(self):
        self.folder = self.new_folder()
        self.templates = self.small_library()
        self.begin()

    def begin(self, *options):
        self.service = self.start("--job-folder", str(self.folder / "jobs"), *options, keep=self, templates=self.templates)

    def kill(self, by=signal.SIGKILL):
        self.service.process.send_signal(by)
        self.service.process.wait(serving.PATIENCE)

    def test_killed_at_any_moment_it_goes_on(self):
        count = 600 if serving.SANITIZED else 4000
        job = self.take(letters(count))
        kills = 0
        for share in [0, *sorted(random.uniform(0, 0.8) for _ in range(4))]:
            while (now := self.about(job))["state"] != "done" and now["done"] < share * count:
                pass
            if now["state"] == "done":
                break
            self.kill()
            kills += 1
            self.begin()
            self.assertEqual(self.about(job)["total"], count)
        self.assertGreater(kills, 1)
        self.assert_letters(job, count)

    def test_killed_when_it_was_taken(self):
        job = self.take(letters(20))
        self.kill()
        self.begin()
        self.assert_letters(job, 20)
        self.kill()  # what is done stays, too
        self.begin()
        self.assert_letters(job, 20)

    def test_ended_it_goes_on_with_the_template_that_it_was_taken_with(self):
        count = 600 if serving.SANITIZED else 4000
        job = self.take(letters(count))
        self.when(job, lambda j: j["done"] > 0)
        start = time.monotonic()
        self.service.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.service.process.wait(serving.PATIENCE), 0)
        self.assertLess(time.monotonic() - start, 30 if serving.SANITIZED else 5)
        document = self.templates / "giay-moi/document.xml"
        document.write_text(document.read_text(encoding="utf-8").replace("Kính gửi", "Kính mời"), encoding="utf-8")
        for path in self.templates.glob("_partials/*.xml"):
            path.write_text(path.read_text(encoding="utf-8").replace("Độc lập", "Đã đổi"), encoding="utf-8")
        self.begin()
        version = json.loads(self.service.ask("/v1/templates/giay-moi")[2])["version"]
        self.assertNotEqual(version, job["version"])
        self.assertLess(self.about(job)["done"], count)
        self.assert_letters(job, count)
        files, _ = self.result(job)
        self.assertIn("Độc lập", text_of(files["000001.docx"]))
        self.assertIn("Độc lập", text_of(files[f"{count:06}.docx"]))
        other = self.take(letters(1))
        self.assertEqual(other["version"], version)
        self.assertIn("Đã đổi", text_of(next(iter(self.result(other)[0].values()))))
        end = time.monotonic() + serving.PATIENCE
        while any((self.folder / "jobs/library").iterdir()) and time.monotonic() < end:
            time.sleep(0.1)
        self.assertEqual(list((self.folder / "jobs/library").iterdir()), [])  # needed by none

    def test_a_folder_is_for_one_service(self):
        run = subprocess.run([serving.PROGRAM, "serve", "--port", "0", "--templates", str(self.templates), "--job-folder", str(self.folder / "jobs")],
                             env={"THETHUC_LIBREOFFICE": "/nonexistent"}, capture_output=True, text=True, check=False, timeout=serving.PATIENCE)
        self.assertEqual(run.returncode, 3)
        self.assertIn("another service keeps its jobs in", run.stderr)

    def test_requests_are_answered_beside_it(self):
        data = letter(0)

        def slowest(count=40):
            times = []
            for _ in range(count):
                start = time.monotonic()
                self.assertEqual(self.service.render(data, "giay-moi")[0], 200)
                times.append(time.monotonic() - start)
            return sorted(times)[-2]
        slowest(5)
        job = self.take(letters(4000))
        self.when(job, lambda j: j["done"] > 0)
        beside = slowest()
        self.assertLess(beside, 2 if serving.SANITIZED else 0.5)
        self.service.ask(job["links"]["self"], "DELETE")


class FullDisk(JobCase):
    def setUp(self):
        self.disk = self.new_folder() / "dia"
        self.disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(self.disk)], check=False, capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("no small file system can be mounted here")
        self.addCleanup(subprocess.run, ["umount", "-l", str(self.disk)], check=False)

    def test_a_job_waits_for_room(self):
        self.service = self.start("--job-folder", str(self.disk / "jobs"), keep=self, templates=self.small_library())
        job = self.take(letters(800))
        waiting = self.when(job, lambda j: "problem" in j)
        self.assertEqual((waiting["state"], waiting["problem"]["code"]), ("queued", "storage_failed"))
        self.assertIn("đĩa đầy", waiting["problem"]["title"])
        self.assertNotIn(str(self.disk), json.dumps(waiting))
        self.assertTrue(any("No space left" in e.get("why", "") for e in self.service.events("job")))
        # The service goes on; what it cannot keep, it does not take.
        self.assertEqual(self.service.render(letter(0), "giay-moi")[0], 200)
        answer = self.post_job(letters(2000))
        self.problem(answer, 503, "storage_failed")
        self.assertNotIn(str(self.disk), answer[2].decode())
        self.assertEqual(len(json.loads(self.service.ask("/v1/jobs")[2])["jobs"]), 1)
        subprocess.run(["mount", "-o", "remount,size=64m", str(self.disk)], check=True)
        self.assert_letters(job, 800)
        self.assertNotIn("problem", self.about(job))
