"""Records of one run, made by several workers that come, go and die, over a Redis that does, too."""
import json
import re
import shutil
import signal
import subprocess
import time
import unittest

from bulk_test import Bulk, ndjson, person
from losing_proxy import LosingProxy
from redis_server import RedisServer, free_port

GROUP = "thethuc"


@unittest.skipUnless(shutil.which("redis-server"), "there is no redis-server")
class Brokered(Bulk):
    """self.redis, and ways to start what works on its stream `thu`."""
    redis_options = ()

    def setUp(self):
        super().setUp()
        self.started = []
        self.redis = RedisServer(*self.redis_options)
        self.addCleanup(self.redis.close)
        self.addCleanup(self.end_all)  # before Redis

    def end_all(self):
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout, process.stderr):
                if stream:
                    stream.close()  # a test may have read it to its end

    def begin(self, *arguments):
        process = self.start(*arguments)
        self.started.append(process)
        return process

    def worker(self, *options, folder="ra", idle=2, jobs=1):
        return self.begin("worker", "--broker", self.redis.url(), "-o", folder, "--idle", idle, "--jobs", jobs, *options)

    def bulk(self, *options, records="nguoi.ndjson", template="ghi-chep"):
        return self.begin("bulk", template, records, "-o", "ra", "--broker", self.redis.url(), *options)

    def assert_ends(self, process, status):
        _, errors = process.communicate(timeout=60)
        text = errors.decode("utf-8", "replace")
        self.assertEqual(process.returncode, status, text)
        return text

    def made(self):
        folder = self.folder / "ra"
        return len(list(folder.glob("[0-9]*.docx"))) if folder.is_dir() else 0

    def left_in_redis(self):
        """Keys but templates, which stay a while, and the stream itself; and how long the stream is."""
        keys = [key for key in self.redis.ask("KEYS", "*") if ":template:" not in key and key != "thu"]
        return sorted(keys), self.redis.ask("XLEN", "thu")

    def pending(self):
        try:
            return self.redis.ask("XPENDING", "thu", GROUP)[0]
        except RuntimeError:
            return 0


class Working(Brokered):
    def test_two_workers_share_the_records(self):
        self.people(300)
        workers = [self.worker("--name", name, "-v") for name in ("mot", "hai")]
        text = self.assert_ends(self.bulk(), 0)
        self.assertIn("300 documents", text)
        self.assert_complete(300)
        told = []
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
            told.append(int(re.search(r"ending: (\d+) documents, 0 failed", self.assert_ends(worker, 0))[1]))
        self.assertEqual(sum(told), 300)
        self.assertEqual(self.left_in_redis(), ([], 0))
        self.assertEqual(self.redis.ask("XINFO", "CONSUMERS", "thu", GROUP), [])

    def test_bad_records_fail_once_and_are_told(self):
        records = [{"co_quan": "UBND xã Sơn Phú", "so": i, "noi_nhan": ["Như trên"]} for i in range(40)]
        records[3] = {"so": 3, "noi_nhan": []}
        records[9] = "[1]"
        records[20] = {**records[20], "so": "hai mươi"}
        self.write("thu.ndjson", ndjson(records))
        self.worker()
        text = self.assert_ends(self.bulk(records="thu.ndjson", template="thu-moi"), 4)
        self.assertIn("37 documents", text)
        self.assertIn("3 records failed", text)
        lines = self.manifest()
        self.assertEqual([line["index"] for line in lines], list(range(40)))
        failed = {line["index"]: [d["id"] for d in line["diagnostics"]] for line in lines if line["status"] == "failed"}
        self.assertEqual(set(failed), {3, 9, 20})
        self.assertTrue(all(failed.values()))
        at = next(line for line in lines if line["index"] == 20)["diagnostics"][0]["place"]
        self.assertEqual((at["file"], at["line"]), ("thu.ndjson", 21))
        self.assertEqual(self.redis.ask("EXISTS", "thu:dead"), 0)

    def test_the_manifest_is_that_of_a_run_without_a_broker(self):
        self.write("nguoi.csv", "so,ho_ten,dia_chi.xa\n" + "".join(f"{i % 7},Người {i},Sơn Phú\n" for i in range(30)))
        options = ("--name", "{{so}}", "--on-duplicate=number", "--key", "{{ho_ten}}", "--missing=dots")
        self.expect(0, "bulk", "ghi-chep", "nguoi.csv", "-o", "day", *options)
        self.worker()
        self.assert_ends(self.bulk(*options, records="nguoi.csv"), 0)
        there, here = self.manifest("ra"), self.manifest("day")
        for line in there + here:
            del line["ms"]
        self.assertEqual(there, here)

    def test_templates_travel_as_files_too(self):
        self.people(5)
        self.write_docx("thu.docx", "Ông {{ho_ten}} ở {{dia_chi.xa}}")
        self.worker("--templates", "templates/_base")
        self.assert_ends(self.bulk(template="thu.docx"), 0)
        self.assert_complete(5)

    def test_few_records_are_on_the_stream_at_once(self):
        self.people(5000)
        run = self.bulk()
        self.wait_for(lambda: self.redis.ask("EXISTS", "thu") and self.redis.ask("XLEN", "thu") >= 900)
        longest = 0
        worker = self.worker()
        while run.poll() is None:
            longest = max(longest, self.redis.ask("XLEN", "thu"))
        self.assertEqual(run.returncode, 0)
        self.assertLessEqual(longest, 1100)
        self.assert_complete(5000)
        worker.send_signal(signal.SIGTERM)
        self.assert_ends(worker, 0)

    def test_fail_fast_leaves_nothing_on_the_stream(self):
        self.write("thu.ndjson", ndjson([{"so": 1}] + [{"co_quan": "a", "so": i, "noi_nhan": []} for i in range(2000)]))
        self.worker()
        self.assert_ends(self.bulk("--fail-fast", records="thu.ndjson", template="thu-moi"), 4)
        self.wait_for(lambda: self.redis.ask("XLEN", "thu") == 0)


class Dying(Brokered):
    def test_a_worker_is_killed(self):
        self.people(1500)
        victim = self.worker("--name", "chet")
        self.worker("--name", "song")
        run = self.bulk()
        self.wait_for(lambda: self.made() > 200 and victim.poll() is None)
        victim.kill()
        self.assertIn("1500 documents", self.assert_ends(run, 0))
        self.assert_complete(1500)
        self.assertEqual(list((self.folder / "ra").glob(".*")), [])
        self.assertEqual(self.left_in_redis()[1], 0)

    def test_the_run_is_killed_and_goes_on(self):
        self.people(1500)
        worker = self.worker()
        run = self.bulk()
        self.wait_for(lambda: self.made() > 100)
        run.kill()
        run.communicate()
        self.wait_for(lambda: self.redis.ask("XLEN", "thu") == 0)  # what was under way is finished without it
        before = {path.name: path.stat().st_mtime_ns for path in (self.folder / "ra").glob("[0-9]*.docx")}
        self.assertGreater(len(before), 100)
        self.assert_ends(self.bulk("--resume"), 0)
        self.assert_complete(1500)
        after = {name: (self.folder / "ra" / name).stat().st_mtime_ns for name in before}
        self.assertEqual(after, before, "documents that were there were made again")
        self.assertEqual(self.left_in_redis()[1], 0)
        self.assertIsNone(worker.poll())

    def test_results_that_a_killed_run_has_not_seen_are_proved(self):
        self.people(50)
        run = self.bulk()
        self.wait_for(lambda: self.redis.ask("EXISTS", "thu") and self.redis.ask("XLEN", "thu") == 50)
        run.kill()
        run.communicate()
        worker = self.worker()
        self.wait_for(lambda: self.redis.ask("XLEN", "thu") == 0)
        worker.send_signal(signal.SIGTERM)
        self.assert_ends(worker, 0)
        folder = self.folder / "ra"
        (folder / "000007.docx").unlink()
        (folder / "000008.docx").write_text("rác")
        kept = (folder / "000009.docx").stat().st_mtime_ns
        self.worker()
        self.assertIn("50 documents", self.assert_ends(self.bulk("--resume"), 0))
        self.assert_complete(50)
        self.assertEqual((folder / "000009.docx").stat().st_mtime_ns, kept)

    def test_a_run_that_is_begun_anew_ends_the_one_that_was_killed(self):
        self.people(20)
        run = self.bulk()
        self.wait_for(lambda: self.redis.ask("EXISTS", "thu") and self.redis.ask("XLEN", "thu") == 20)
        run.kill()
        run.communicate()
        for name in ("manifest.ndjson", "manifest.run.json"):
            (self.folder / "ra" / name).unlink()
        self.people(10)
        anew = self.bulk()
        self.wait_for(lambda: self.redis.ask("XLEN", "thu") == 10)
        worker = self.worker()
        self.assertIn("10 documents", self.assert_ends(anew, 0))
        self.assert_complete(10)
        self.assertIsNone(worker.poll())
        self.assertEqual(self.redis.ask("XLEN", "thu"), 0)

    def test_a_run_that_is_asked_to_stop_goes_on(self):
        self.people(3000)
        run = self.bulk()
        self.wait_for(lambda: self.redis.ask("EXISTS", "thu") and self.redis.ask("XLEN", "thu") >= 900)
        run.send_signal(signal.SIGTERM)
        self.assertIn("to go on: thethuc bulk", self.assert_ends(run, -signal.SIGTERM))
        self.assertEqual(self.redis.ask("XLEN", "thu"), 0, "nobody had them")
        self.worker()
        self.assert_ends(self.bulk("--resume"), 0)
        self.assert_complete(3000)

    def test_a_record_at_which_workers_die_is_given_up(self):
        self.people(3)
        run = self.bulk()
        self.wait_for(lambda: self.redis.ask("EXISTS", "thu") and self.redis.ask("XLEN", "thu") == 3)
        for name in ("mot", "hai"):  # each takes the second record, and is not heard of again
            self.redis.ask("XGROUP", "CREATECONSUMER", "thu", GROUP, name)
        entries = self.redis.ask("XREADGROUP", "GROUP", GROUP, "mot", "COUNT", 2, "STREAMS", "thu", ">")[0][1]
        self.redis.ask("XCLAIM", "thu", GROUP, "hai", 0, entries[1][0])
        worker = self.worker("--tries", 2, "-v")
        self.assertIn("1 records failed", self.assert_ends(run, 4).replace("1 record ", "1 records "))
        worker.send_signal(signal.SIGTERM)
        self.assertIn("ending: 2 documents, 1 failed, 1 of them given up", self.assert_ends(worker, 0))
        lines = self.manifest()
        self.assertEqual([line["status"] for line in lines], ["done", "failed", "done"])
        given_up = lines[1]["diagnostics"][0]
        self.assertEqual(given_up["id"], "record_given_up")
        self.assertEqual(given_up["args"], {"tries": "2", "worker": "hai"})
        (_, fields), = self.redis.ask("XRANGE", "thu:dead", "-", "+")
        dead = dict(zip(fields[::2], fields[1::2]))
        self.assertEqual((dead["index"], dead["tries"], dead["worker"]), ("1", "2", "hai"))
        self.assertEqual(json.loads(dead["json"]), person(1))

    def test_a_worker_that_is_paused_goes_on_with_what_it_has(self):
        self.people(3000)
        worker = self.worker("--name", "mot", "-vv", idle=0.5)
        run = self.bulk()
        paused = 0
        while run.poll() is None and paused < 5:
            worker.send_signal(signal.SIGSTOP)
            if self.pending() > 0:  # it has records in hand, which look as if it were dead
                paused += 1
                time.sleep(0.7)
            worker.send_signal(signal.SIGCONT)
            time.sleep(0.05)
        self.assertGreater(paused, 0)
        self.assert_ends(run, 0)
        self.assert_complete(3000)
        worker.send_signal(signal.SIGTERM)
        text = self.assert_ends(worker, 0)
        self.assertIn("ending: 3000 documents, 0 failed", text)
        self.assertNotIn("claimed", text)

    def test_a_folder_that_is_not_the_runs_is_no_try(self):
        self.people(4)
        run = self.bulk()
        self.wait_for(lambda: self.redis.ask("EXISTS", "thu") and self.redis.ask("XLEN", "thu") == 4)
        elsewhere = self.worker("--tries", 1, folder="cho-khac", idle=60)
        self.assertIn("is not that folder", self.assert_ends(elsewhere, 3))
        self.worker("--tries", 1, idle=60)
        self.assert_ends(run, 0)
        self.assert_complete(4)


class FullDisk(Brokered):
    def setUp(self):
        super().setUp()
        self.disk = self.folder / "day"
        self.disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(self.disk)], check=False, capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("no small file system can be mounted here")
        self.addCleanup(subprocess.run, ["umount", "-l", str(self.disk)], check=False)

    def test_a_worker_whose_disk_is_full_gives_back_and_ends(self):
        """Nothing more is on the stream then: no record comes that would wake it."""
        self.people(100)
        run = self.bulk()
        self.wait_for(lambda: self.redis.ask("EXISTS", "thu") and self.redis.ask("XLEN", "thu") == 100)
        shutil.copy(self.folder / "ra" / "manifest.broker.json", self.disk)  # the run's folder, as far as the worker sees
        full = self.worker("--tries", 1, folder="day", idle=60, jobs=2)
        text = self.assert_ends(full, 3)
        self.assertIn("No space left on device", text)
        self.assertEqual([path.name for path in self.disk.glob(".*")], [])
        self.assertEqual(self.redis.ask("XLEN", "thu"), 100 - len(list(self.disk.glob("*.docx"))))
        # Others have what it had at once, long before 60 s, and not as one more try.
        shutil.copytree(self.disk, self.folder / "ra", dirs_exist_ok=True)
        self.worker("--tries", 1, idle=60)
        self.assert_ends(run, 0)
        self.assert_complete(100)


class Alone(Brokered):
    def test_a_run_without_any_worker_says_so(self):
        for language, words in (("en", "no worker is at {}, the records wait"), ("vi", "chưa có worker nào ở {}")):
            with self.subTest(language):
                shutil.rmtree(self.folder / "ra", ignore_errors=True)
                self.people(3)
                self.redis.ask("SET", "thu2:worker:khac", 1)  # of another stream
                run = self.bulk("--lang", language)
                told = run.stderr.readline().decode()
                while "worker" not in told and run.poll() is None:  # lines of progress
                    told = run.stderr.readline().decode()
                self.assertIn(words.format(self.redis.url()), told)
                self.assertIn(f"thethuc worker --broker {self.redis.url()} -o ra", told)
                worker = self.worker()
                self.assert_ends(run, 0)
                self.assert_complete(3)
                worker.send_signal(signal.SIGTERM)
                self.assert_ends(worker, 0)

    def test_a_worker_that_takes_long_is_there(self):
        self.people(3)
        self.redis.ask("SET", "thu:worker:ban", 1)
        run = self.bulk()
        time.sleep(11)
        self.redis.ask("DEL", "thu:worker:ban")
        self.worker()
        self.assertNotIn("no worker", self.assert_ends(run, 0))


class Twice(Brokered):
    """Entries of one record more than once, whatever put them there."""

    def test_a_record_that_is_twice_on_the_stream_is_made(self):
        self.people(200)
        run = self.bulk()
        self.wait_for(lambda: self.redis.ask("EXISTS", "thu") and self.redis.ask("XLEN", "thu") == 200)
        for _, fields in self.redis.ask("XRANGE", "thu", "-", "+"):
            for _ in range(2):
                self.redis.ask("XADD", "thu", "*", *fields)
        workers = [self.worker(jobs=3), self.worker(jobs=3)]
        self.assertIn("200 documents", self.assert_ends(run, 0))
        self.assert_complete(200)
        self.wait_for(lambda: self.redis.ask("XLEN", "thu") == 0)
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
            self.assert_ends(worker, 0)
        self.assert_complete(200)
        self.assertEqual(list((self.folder / "ra").glob(".*")), [])

    def test_an_answer_that_is_lost_sends_no_record_again(self):
        self.people(150)
        with LosingProxy(self.redis.port, lambda sent: b"XADD" in sent, times=2) as proxy:
            run = self.begin("bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra", "--broker", f"redis://127.0.0.1:{proxy.port}/thu")
            self.wait_for(lambda: proxy.lost == 2 and self.redis.ask("XLEN", "thu") >= 150)
            time.sleep(0.3)
            indices = [int(fields[fields.index("index") + 1]) for _, fields in self.redis.ask("XRANGE", "thu", "-", "+")]
            self.assertEqual(sorted(indices), list(range(150)))
            self.worker()
            self.assert_ends(run, 0)
        self.assert_complete(150)


class Lasting(Brokered):
    redis_options = ("--appendonly", "yes", "--appendfsync", "everysec")

    def test_redis_dies_and_comes_back(self):
        self.people(3000)
        workers = [self.worker(), self.worker()]
        run = self.bulk()
        for many in (300, 1200):
            self.wait_for(lambda: self.made() > many)
            self.redis.kill()
            self.redis.start()
        self.assert_ends(run, 0)
        self.assert_complete(3000)
        self.assertEqual([worker.poll() for worker in workers], [None, None])


class Forgetting(Brokered):
    def test_redis_comes_back_empty(self):
        self.people(3000)
        self.worker()
        run = self.bulk()
        self.wait_for(lambda: self.made() > 300)
        self.redis.kill()
        self.redis.start()
        self.assert_ends(run, 0)
        self.assert_complete(3000)


class Refusing(Brokered):
    redis_options = ("--requirepass", "mật khẩu:1")

    def setUp(self):
        super().setUp()
        self.people(10)

    def test_the_password_is_in_the_address_or_in_the_environment(self):
        address = self.redis.url(user=":m%E1%BA%ADt%20kh%E1%BA%A9u%3A1@", query="?db=3")
        self.begin("worker", "--broker", address, "-o", "ra")
        done = self.expect(0, "bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra", "--broker", self.redis.url(query="?db=3"),
                           env={"THETHUC_REDIS_PASSWORD": "mật khẩu:1"})
        self.assertIn("10 documents", done.stderr.decode())
        self.assertEqual(self.redis.ask("EXISTS", "thu", database=3), 1)

    def test_a_wrong_password_is_refused(self):
        for user in ("", ":sai@"):
            for command in (("bulk", "ghi-chep", "nguoi.ndjson"), ("worker",)):
                with self.subTest(user=user, command=command):
                    done = self.expect(3, *command, "-o", "ra", "--broker", self.redis.url(user=user))
                    text = done.stderr.decode()
                    self.assertIn(f"Redis at {self.redis.url()} refuses", text)
                    self.assertNotIn("sai", text.split("to go on")[0])
        self.assertFalse((self.folder / "ra").exists() and self.documents())


class Missing(Bulk):
    """Without any Redis."""

    def test_no_redis_there(self):
        self.people(3)
        port = free_port()
        for command in (("bulk", "ghi-chep", "nguoi.ndjson"), ("worker",)):
            done = self.expect(3, *command, "-o", "ra", "--broker", f"redis://127.0.0.1:{port}/thu")
            self.assertIn(f"there is no Redis at redis://127.0.0.1:{port}/thu", done.stderr.decode())

    def test_usage(self):
        self.people(3)
        for address in ("redis://127.0.0.1", "http://a/b", "redis:///thu", "redis://a/thu?db=x", "redis://a/thu?x=1", "thu"):
            for command in (("bulk", "ghi-chep", "nguoi.ndjson"), ("worker",)):
                self.expect(2, *command, "-o", "ra", "--broker", address)
        for options in (("--zip", "a.zip"), ("--merge", "a.docx"), ("-o", "ra", "--shard", "1/2")):
            self.expect(2, "bulk", "ghi-chep", "nguoi.ndjson", *options, "--broker", "redis://a/thu")
        self.expect(2, "bulk", "-", "nguoi.ndjson", "-o", "ra", "--broker", "redis://a/thu")
        self.expect(2, "worker", "-o", "ra", "--broker", "redis://a/thu", "--name", "a/b")


class Away(Brokered):
    def test_redis_stays_away(self):
        self.people(2000)
        worker = self.worker("--broker-wait", 1)
        run = self.bulk("--broker-wait", 1)
        self.wait_for(lambda: self.made() > 100)
        self.redis.kill()
        for process in (run, worker):
            self.assertIn(f"Redis at {self.redis.url()} does not answer", self.assert_ends(process, 3))
        self.redis.start()  # empty
        self.worker()
        self.assert_ends(self.bulk("--resume"), 0)
        self.assert_complete(2000)
