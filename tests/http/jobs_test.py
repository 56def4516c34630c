"""Jobs: taken, followed, fetched, cancelled; who sees which."""
import json
import pathlib
import time

import serving
from jobs import Events, JobCase, NDJSON, letter, letters, ndjson, text_of
from service import exported, DOCX


class Jobs(JobCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.new_folder()
        cls.keys = {"a": cls.key(cls.folder, "a", "render"), "b": cls.key(cls.folder, "b", "render"),
                    "admin": cls.key(cls.folder, "quản trị", "render,admin")}
        cls.audit = cls.folder / "audit.ndjson"
        cls.service = cls.start("--api-keys", str(cls.folder / "keys.json"), "--job-folder", str(cls.folder / "jobs"),
                                "--audit-log", str(cls.audit), templates=cls.small_library())

    def setUp(self):
        self.service.key = self.keys["a"]

    def tearDown(self):
        for job in json.loads(self.service.ask("/v1/jobs")[2])["jobs"]:
            self.service.ask(job["links"]["self"], "DELETE")

    def test_a_document_for_each_record(self):
        records = [letter(i) for i in range(40)]
        del records[7]["trich_yeu"]
        records[9] = '{"so": 1,'
        job = self.take(ndjson(records), "&name=thu-%7B%7Bso%7D%7D&key=k%7B%7Bso%7D%7D")
        self.assertEqual((job["total"], job["template"], job["formats"]), (40, "giay-moi", ["docx"]))
        self.assertNotIn("owner", job)
        files, lines = self.result(job)
        now = self.about(job)
        self.assertEqual((now["done"], now["failed"]), (38, 2))
        self.assertEqual([line["index"] for line in lines if line["status"] == "failed"], [7, 9])
        self.assertEqual(lines[7]["diagnostics"][0]["data_pointer"], "/trich_yeu")
        self.assertEqual((lines[9]["line"], lines[9]["diagnostics"][0]["severity"]), (10, "error"))
        self.assertNotIn(str(self.folder), json.dumps(lines))
        self.assertEqual(sorted(files), sorted(f"thu-{i + 1}.docx" for i in range(40) if i not in (7, 9)))
        for i in (0, 8, 39):
            self.assertRegex(text_of(files[f"thu-{i + 1}.docx"]), rf"Họp lần thứ {i}\b")
            self.assertEqual((lines[i]["key"], lines[i]["file"]), (f"k{i + 1}", f"thu-{i + 1}.docx"))
            one = self.service.render(records[i], "giay-moi")  # bulk makes the same bytes
            self.assertEqual(one[2], files[f"thu-{i + 1}.docx"])
        status, headers, _ = self.service.ask(now["links"]["result"])
        self.assertRegex(headers["Content-Disposition"], r'^attachment; filename="giay-moi-[0-9a-f]{8}\.zip"$')
        self.assertEqual(self.service.ask(now["links"]["result"], headers={"If-None-Match": headers["ETag"]})[0], 304)

    def test_what_is_told_of_it(self):
        job = self.take(letters(3))
        self.ended(job)
        self.assertEqual([e["state"] for e in self.service.events("job") if e["job"] == job["id"]], ["queued", "running", "done"])
        audit = [json.loads(line) for line in self.audit.read_text(encoding="utf-8").splitlines()]
        noted = [a for a in audit if a.get("job") == job["id"]]
        self.assertEqual([(a["who"], a["template"], a["version"], a["form"], a["done"]) for a in noted],
                         [("a", "giay-moi", job["version"], "zip", 3)])
        self.assertRegex(noted[0]["manifest_sha256"], "^[0-9a-f]{64}$")
        self.assertNotIn("Họp lần thứ", self.service.log() + self.audit.read_text(encoding="utf-8"))
        self.service.key = self.keys["admin"]
        figures = self.service.ask("/metrics")[2].decode()
        self.assertRegex(figures, r'thethuc_jobs\{state="done"\} [1-9]')
        self.assertRegex(figures, r'thethuc_jobs_records_total\{outcome="done"\} [1-9]')
        self.assertRegex(figures, r"thethuc_jobs_kept_bytes [1-9]")

    def test_records_in_other_forms(self):
        self.assert_letters(self.take(json.dumps([letter(i) for i in range(5)]).encode(), content_type="application/json"), 5)
        names = ["so", "trich_yeu"]
        flat = {k: v for k, v in letter(0).items() if k not in names}

        def columns(value, at):
            if isinstance(value, dict):
                return [c for k, v in value.items() for c in columns(v, f"{at}{k}.")]
            if isinstance(value, list):
                return [c for i, v in enumerate(value) for c in columns(v, f"{at}{i}.")]
            return [(at[:-1], str(value))]
        fixed = columns(flat, "")
        rows = [",".join([*names, *(f'"{name}"' for name, _ in fixed)])]
        rows += [",".join([str(i + 1), f"Họp lần thứ {i}", *(f'"{value}"' for _, value in fixed)]) for i in range(4)]
        self.assert_letters(self.take("\r\n".join(rows).encode(), content_type="text/csv"), 4)

    def test_what_cannot_be_taken(self):
        self.problem(self.post_job(letters(1), template="khong-co"), 404, "template_unknown")
        nameless = self.problem(self.service.post("/v1/jobs", letters(1), NDJSON), 400, "parameter_missing")
        self.assertIn("?template=", nameless["detail"])
        for wrong in ("format=png", "format=docx,docx", "on_duplicate=skip", "missing=x", "strict=perhaps"):
            self.problem(self.post_job(letters(1), "&" + wrong), 400, "parameter_invalid")
        self.problem(self.post_job(letters(1), "&profile=khong-co"), 422, "profile_unknown")
        self.problem(self.post_job(letters(1), "&format=pdf"), 503, "layout_unavailable")
        self.problem(self.post_job(b"\n\n"), 422, "no_records")
        for records, query, kind in [(letters(1), "&name=%7B%7Bso", NDJSON), (b'[{"so": 1}', "", "application/json"), (b"PK", "", "text/csv"),
                                     (b"no archive", "", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]:
            with self.subTest(kind=kind, records=records[:20]):
                answer = self.post_job(records, query, kind)
                if answer[0] != 202:  # a table of one column and no row has no records
                    self.assertEqual(answer[0], 422)
                    self.assertNotIn(str(self.folder), answer[2].decode())
        self.assertEqual(json.loads(self.service.ask("/v1/jobs")[2]), {"jobs": []})
        self.assertEqual(list((self.folder / "jobs/jobs").iterdir()), [])

    def test_two_records_of_one_name(self):
        records = ndjson([letter(1), letter(1)])
        failed = self.ended(self.take(records, "&name=%7B%7Bso%7D%7D"))
        self.assertEqual((failed["state"], failed["problem"]["code"]), ("failed", "records_unusable"))
        self.assertEqual(failed["problem"]["diagnostics"][0]["id"], "record_name_taken")
        self.assertIn("on_duplicate=number", failed["problem"]["diagnostics"][0]["hint"])
        self.assertNotIn("--", failed["problem"]["diagnostics"][0]["hint"])
        self.problem(self.service.ask(failed["links"]["self"] + "/result"), 409, "job_failed")
        english = json.loads(self.service.ask(failed["links"]["self"], headers={"Accept-Language": "en"})[2])
        self.assertEqual(english["problem"]["title"], "the records cannot be used")
        self.assertNotEqual(failed["problem"]["title"], english["problem"]["title"])
        files, _ = self.result(self.take(records, "&name=%7B%7Bso%7D%7D&on_duplicate=number"))
        self.assertEqual(sorted(files), ["2-2.docx", "2.docx"])

    def test_only_its_owner_and_the_admin_see_it(self):
        job = self.take(letters(2))
        self.ended(job)
        paths = [(method, job["links"]["self"] + path) for method, path in (("GET", ""), ("GET", "/events"), ("GET", "/result"), ("DELETE", ""))]
        self.service.key = self.keys["b"]
        for method, path in paths:
            self.problem(self.service.ask(path, method), 404, "job_unknown")
        self.assertEqual(json.loads(self.service.ask("/v1/jobs")[2]), {"jobs": []})
        self.service.key = self.keys["admin"]
        self.assertEqual(self.about(job)["owner"], "a")
        self.assertIn(job["id"], [j["id"] for j in json.loads(self.service.ask("/v1/jobs")[2])["jobs"]])
        for method, path in paths:
            self.assertIn(self.service.ask(path, method)[0], (200, 204))
        self.service.key = self.keys["a"]
        self.problem(self.service.ask(job["links"]["self"]), 404, "job_unknown")
        self.assertFalse((self.folder / "jobs/jobs" / job["id"]).exists())

    def test_cancelled_in_the_middle(self):
        job = self.take(letters(3000))
        self.when(job, lambda j: j["done"] > 0)
        self.problem(self.service.ask(job["links"]["self"] + "/result"), 409, "job_unfinished")
        events = Events(self.service, job["links"]["events"])
        self.addCleanup(events.close)
        self.assertEqual(self.service.ask(job["links"]["self"], "DELETE")[0], 204)
        now = self.about(job)
        self.assertEqual(now["state"], "cancelled")
        self.assertLess(now["done"], 3000)
        self.assertEqual([(e["event"], e["data"]["state"]) for e in events][-1], ("end", "cancelled"))
        self.problem(self.service.ask(job["links"]["self"] + "/result"), 410, "result_gone")
        end = time.monotonic() + serving.PATIENCE
        while (self.folder / "jobs/jobs" / job["id"]).exists() and time.monotonic() < end:
            time.sleep(0.02)
        self.assertFalse((self.folder / "jobs/jobs" / job["id"]).exists())

    def test_events(self):
        job = self.take(letters(1500))
        threads = self.threads()
        crowd = [Events(self.service, job["links"]["events"]) for _ in range(60)]
        for events in crowd:
            self.addCleanup(events.close)
        self.assertEqual(self.service.ask("/healthz")[0], 200)
        self.assertLess(self.threads() - threads, 10)  # they cost none each
        first = list(crowd[0])
        self.assertEqual([e["event"] for e in first], ["progress"] * (len(first) - 1) + ["end"])
        done = [e["data"]["done"] for e in first]
        self.assertEqual((done, done[-1], first[-1]["data"]["state"]), (sorted(done), 1500, "done"))
        self.assertGreater(len(first), 1)
        for events in crowd[1:]:
            self.assertEqual(list(events)[-1]["data"]["state"], "done")
        # Who comes back has missed nothing, and is told when nothing will follow.
        again = list(Events(self.service, job["links"]["events"], first[0]["id"]))
        self.assertEqual([e["id"] for e in again], [first[-1]["id"]])
        self.assertEqual(self.service.ask(job["links"]["events"], headers={"Last-Event-ID": first[-1]["id"]})[0], 204)
        self.assertEqual(self.service.ask(job["links"]["events"])[0], 200)
        self.assertEqual(self.service.ask(job["links"]["events"], "HEAD")[0], 200)

    def threads(self):
        status = (pathlib.Path("/proc") / str(self.service.process.pid) / "status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("Threads:")).split()[1])


class Pages(JobCase):
    """PDFs by the real LibreOffice."""

    def test_pdf(self):
        if not serving.has_libreoffice():
            self.skipTest("no LibreOffice")
        self.service = self.start("--job-folder", str(self.new_folder() / "jobs"), keep=self, environment={"NO_VARIABLE": "1"},
                                  templates=self.small_library())
        files, lines = self.result(self.take(letters(3), "&format=docx,pdf&name=thu-%7B%7Bso%7D%7D"))
        self.assertEqual(sorted(files), [f"thu-{i}.{form}" for i in (1, 2, 3) for form in ("docx", "pdf")])
        for line in lines:
            pdf = files[f"thu-{line['index'] + 1}.pdf"]
            self.assertEqual((pdf[:5], pdf.rstrip()[-5:]), (b"%PDF-", b"%%EOF"))
            self.assertGreater(len(pdf), 5000)  # with its fonts, which the worker that pretends does not bring


class WithoutKeys(JobCase):
    def test_this_machine_sees_all(self):
        folder = self.new_folder()
        self.service = self.start("--job-folder", str(folder / "jobs"), "--uploads", str(folder / "uploads"), keep=self,
                                  environment=self.pretending(), templates=self.small_library())
        job = self.take(letters(2), "&format=docx,pdf")
        files, lines = self.result(job)
        self.assertEqual(sorted(files), ["000001.docx", "000001.pdf", "000002.docx", "000002.pdf"])
        self.assertTrue(files["000002.pdf"].startswith(b"%PDF"))
        self.assertEqual([j["id"] for j in json.loads(self.service.ask("/v1/jobs")[2])["jobs"]], [job["id"]])
        # A template that was uploaded, and goes while the job has it.
        self.assertEqual(self.service.ask("/v1/templates/thu-moi", "PUT", {"Content-Type": DOCX}, exported("giay-moi"))[0], 201)
        job = self.take(letters(400), template="thu-moi")
        self.assertEqual(self.service.ask("/v1/templates/thu-moi", "DELETE")[0], 204)
        self.assert_letters(job, 400)
        self.problem(self.post_job(letters(1), template="thu-moi"), 404, "template_unknown")

    def test_without_a_folder_there_are_none(self):
        self.service = self.start(keep=self, templates=self.small_library())
        self.problem(self.post_job(letters(1)), 404, "jobs_off")
        self.problem(self.service.ask("/v1/jobs"), 404, "jobs_off")
        self.assertNotIn("thethuc_jobs", self.service.ask("/metrics")[2].decode())


class Quota(JobCase):
    def test_limits_of_a_key(self):
        folder = self.new_folder()
        keys = [self.key(folder, name, "render") for name in ("a", "b")]
        self.service = self.start("--api-keys", str(folder / "keys.json"), "--job-folder", str(folder / "jobs"), "--job-keep", "2",
                                  "--job-count", "2", "--job-records", "5000", "--job-bytes", "4", keep=self, templates=self.small_library())
        self.service.key = keys[0]
        self.problem(self.post_job(ndjson([{}] * 5001)), 413, "too_many_records")
        self.problem(self.post_job(b" " * (5 << 20)), 413, "content_too_large")
        # More than the room that it has.
        failed = self.ended(self.take(letters(1500)))
        self.assertEqual((failed["state"], failed["problem"]["code"]), ("failed", "quota_exceeded"))
        self.assertEqual(list((folder / "jobs/jobs").iterdir()), [])
        first, second = (self.take(ndjson([{}] * 5000)) for _ in range(2))
        answer = self.post_job(letters(1))
        if answer[0] == 202:  # they were done at once
            self.assertNotEqual({self.about(job)["state"] for job in (first, second)} - {"queued", "running"}, set())
        else:
            self.problem(answer, 429, "too_many_jobs")
            self.assertGreater(int(answer[1]["Retry-After"]), 0)
        self.service.key = keys[1]
        other = self.take(letters(2))
        self.service.key = keys[0]
        for job in json.loads(self.service.ask("/v1/jobs")[2])["jobs"]:
            self.service.ask(job["links"]["self"], "DELETE")
        # What is kept takes room, until it has expired.
        kept = self.take(letters(230))
        self.assertEqual(self.ended(kept)["state"], "done")
        answer = self.post_job(b"\n" * (3 << 20) + letters(1))
        self.problem(answer, 429, "too_many_bytes")
        self.assertLessEqual(int(answer[1]["Retry-After"]), 3)
        self.when(kept, lambda j: j["state"] == "expired")
        self.problem(self.service.ask(kept["links"]["self"] + "/result"), 410, "result_gone")
        self.assertFalse((folder / "jobs/jobs" / kept["id"]).exists())
        self.service.key = keys[1]
        end = time.monotonic() + serving.PATIENCE
        while self.service.ask(other["links"]["self"])[0] != 404 and time.monotonic() < end:
            time.sleep(0.1)
        self.problem(self.service.ask(other["links"]["self"]), 404, "job_unknown")  # forgotten at last
