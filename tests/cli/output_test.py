"""Where output goes, and what is left when it cannot go there."""
import json
import os
import pathlib
import resource
import signal
import stat
import subprocess
import time
import unittest

import fixtures
from fixtures import DATA, Case, text_of

RENDER = ["render", "thu-moi", "du-lieu.json", "-o"]


def without_core_dump():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Output(Case):
    def render(self):
        return self.expect(0, *RENDER, "-").stdout

    def assert_environment_at_fault(self, done, reason, output=None):
        self.assertEqual(done.returncode, 3, done.stderr.decode())
        self.assertIn(reason, done.stderr.decode())
        self.assertEqual(done.stdout or b"", b"")
        left = [name for name in self.names() if name not in ("du-lieu.json", "tep")]
        self.assertEqual(left, [], "no half file, no temporary file")

    def test_the_document_goes_to_the_file_and_nothing_to_the_streams(self):
        done = self.expect(0, *RENDER, "ra.docx")
        self.assertEqual((done.stdout, done.stderr), (b"", b""))
        self.assertIn("Cơ quan: UBND xã Sơn Phú, số 05", text_of((self.folder / "ra.docx").read_bytes()))
        self.assertIn("họp sớm &amp; đúng giờ", text_of((self.folder / "ra.docx").read_bytes()))
        self.assertEqual(self.names(), ["du-lieu.json", "ra.docx"])

    def test_standard_streams(self):
        expected = self.render()
        data = json.dumps(DATA).encode()
        self.assertEqual(self.expect(0, "render", "thu-moi", "-", "-o", "-", stdin=data).stdout, expected)
        exported = self.expect(0, "templates", "export", "thu-moi", "-").stdout
        self.assertEqual(self.expect(0, "render", "-", "du-lieu.json", "-o", "-", stdin=exported).stdout, expected)
        self.assertEqual(self.expect(0, "render", "thu-moi", "/dev/stdin", "-o", "/dev/stdout", stdin=data).stdout,
                         expected)

    def test_dev_stdout_into_a_file_goes_on_where_the_shell_stands(self):
        expected = self.render()
        with open(self.folder / "noi", "wb") as stream:
            stream.write(b"dau ")
            stream.flush()
            done = self.run_program(*RENDER, "/dev/stdout", stdout=stream)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.folder / "noi").read_bytes(), b"dau " + expected)

    def test_a_pipe_is_written_to_directly(self):
        os.mkfifo(self.folder / "ong")
        reader = subprocess.Popen(["cat", "ong"], cwd=self.folder, stdout=subprocess.PIPE)
        self.addCleanup(reader.kill)  # it would wait for ever when nobody writes
        self.expect(0, *RENDER, "ong")
        self.assertEqual(reader.communicate(timeout=60)[0], self.render())
        self.assertTrue(stat.S_ISFIFO((self.folder / "ong").stat().st_mode))

    def test_full_disk(self):
        self.assert_environment_at_fault(self.run_program(*RENDER, "/dev/full"), "No space left on device")
        with open("/dev/full", "wb") as full:
            for arguments in [RENDER + ["-"], ["inspect", "thu-moi"], ["templates", "list"],
                              ["templates", "show", "thu-moi"], ["templates", "export", "thu-moi", "-"],
                              ["--help"], ["--version"], ["render", "--help"]]:
                with self.subTest(arguments=arguments):
                    self.assert_environment_at_fault(self.run_program(*arguments, stdout=full),
                                                     "No space left on device")
        error = json.loads(self.expect(3, *RENDER, "/dev/full", "--errors=json").stderr)["error"]
        self.assertEqual(error["kind"], "environment")
        self.assertIn("/dev/full", error["message"])

    def test_file_size_limit(self):
        def limit():
            without_core_dump()
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

        self.assert_environment_at_fault(self.run_program(*RENDER, "ra.docx", preexec_fn=limit), "File too large")

    def test_small_file_system(self):
        disk = self.folder / "dia"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", disk], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("cannot mount a tmpfs: " + mounted.stderr.decode().strip())
        try:
            (disk / "day").write_bytes(b"x" * 4000)  # the one block is taken
            done = self.run_program(*RENDER, "dia/ra.docx")
            self.assertEqual(sorted(os.listdir(disk)), ["day"])
        finally:
            subprocess.run(["umount", disk], check=True)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn(b"No space left on device", done.stderr)

    def test_output_that_cannot_be(self):
        self.write("tep", "x")
        (self.folder / "thu-muc.docx").mkdir()
        for output, reason in [("tep/ra.docx", "Not a directory"), ("khong-co/ra.docx", "No such file or directory"),
                               ("thu-muc.docx", "Is a directory"), ("x" * 300 + ".docx", "File name too long")]:
            with self.subTest(output=output[:20]):
                self.assert_environment_at_fault(self.run_program(*RENDER, output), reason)
                self.assert_environment_at_fault(
                    self.run_program("templates", "export", "thu-moi", output), reason)

    def test_closed_streams(self):
        for descriptor, arguments in [(1, RENDER + ["-"]), (1, ["templates", "list"]), (0, ["render", "thu-moi", "-", "-o", "ra.docx"])]:
            with self.subTest(arguments=arguments):
                done = self.run_program(*arguments, stdin=None, stdout=None, preexec_fn=lambda: os.close(descriptor))
                self.assertEqual(done.returncode, 3, done.stderr)
                self.assertIn(b"Bad file descriptor", done.stderr)
        self.expect(0, *RENDER, "ra.docx", preexec_fn=lambda: (os.close(1), os.close(0)), stdin=None, stdout=None)
        self.assertIn("UBND", text_of((self.folder / "ra.docx").read_bytes()))

    def test_permissions(self):
        self.expect(0, *RENDER, "moi.docx", preexec_fn=lambda: os.umask(0o027))
        self.assertEqual(stat.S_IMODE((self.folder / "moi.docx").stat().st_mode), 0o640)
        os.chmod(self.folder / "moi.docx", 0o604)
        self.expect(0, *RENDER, "moi.docx", preexec_fn=lambda: os.umask(0o077))
        self.assertEqual(stat.S_IMODE((self.folder / "moi.docx").stat().st_mode), 0o604)

    def test_an_older_file_is_replaced_whole_and_stays_on_failure(self):
        (self.folder / "ra.docx").write_bytes(b"cu")
        broken = self.write("hong.json", "{")
        self.expect(1, "render", "thu-moi", broken, "-o", "ra.docx")
        self.assertEqual((self.folder / "ra.docx").read_bytes(), b"cu")
        held = open(self.folder / "ra.docx", "rb")  # one who reads the old file goes on reading the old file
        self.addCleanup(held.close)
        self.expect(0, *RENDER, "ra.docx")
        self.assertEqual(held.read(), b"cu")
        self.assertEqual((self.folder / "ra.docx").read_bytes(), self.render())

    def test_a_link_stays_and_its_target_is_replaced(self):
        (self.folder / "xa").mkdir()
        (self.folder / "xa" / "that.docx").write_bytes(b"cu")
        (self.folder / "ra.docx").symlink_to("xa/that.docx")
        self.expect(0, *RENDER, "ra.docx")
        self.assertTrue((self.folder / "ra.docx").is_symlink())
        self.assertEqual((self.folder / "xa" / "that.docx").read_bytes(), self.render())

    @unittest.skipIf(os.geteuid() == 0, "root may write to a read-only file")
    def test_a_read_only_file_is_not_replaced(self):
        (self.folder / "ra.docx").write_bytes(b"cu")
        os.chmod(self.folder / "ra.docx", 0o444)
        self.assertIn(b"Permission denied", self.expect(3, *RENDER, "ra.docx").stderr)
        self.assertEqual((self.folder / "ra.docx").read_bytes(), b"cu")

    def test_killed_at_any_moment(self):
        """kill -9 and SIGTERM: never a half file under the final name; after SIGTERM no temporary file either."""
        rows = {**DATA, "noi_nhan": [f"Đơn vị số {i} {os.urandom(40).hex()}" for i in range(60_000)]}
        self.write("lon.json", json.dumps(rows))
        command = [fixtures.PROGRAM, "render", "thu-moi", "lon.json", "-o", "ra.docx"]
        started = time.monotonic()
        subprocess.run(command, cwd=self.folder, check=True)
        whole_time = time.monotonic() - started
        whole = (self.folder / "ra.docx").read_bytes()
        (self.folder / "ra.docx").unlink()
        outcomes = set()
        for signal_number in (signal.SIGKILL, signal.SIGTERM):
            for step in range(12):
                process = subprocess.Popen(command, cwd=self.folder, stderr=subprocess.DEVNULL)
                time.sleep(whole_time * (0.5 + 0.05 * step))
                process.send_signal(signal_number)
                outcomes.add(process.wait(timeout=60))
                left = [name for name in self.names() if name not in ("du-lieu.json", "lon.json")]
                if "ra.docx" in left:
                    self.assertEqual((self.folder / "ra.docx").read_bytes(), whole)
                if signal_number == signal.SIGTERM:
                    self.assertEqual([name for name in left if name != "ra.docx"], [])
                for name in left:
                    (self.folder / name).unlink()
        self.assertIn(-signal.SIGKILL, outcomes)
        self.assertIn(-signal.SIGTERM, outcomes)


class Log(Case):
    def test_verbose_tells_on_stderr_only(self):
        plain = self.expect(0, *RENDER, "-", "-v")
        self.assertEqual(plain.stdout, self.expect(0, *RENDER, "-").stdout)
        self.assertIn(b"thethuc: compiled", plain.stderr)
        self.assertLess(plain.stderr.count(b"\n"), self.expect(0, *RENDER, "-", "-vv").stderr.count(b"\n"))

    def test_log_json(self):
        done = self.expect(0, *RENDER, "ra.docx", "-vv", "--log-json")
        lines = [json.loads(line) for line in done.stderr.splitlines()]
        self.assertGreaterEqual(len(lines), 3)
        for line in lines:
            self.assertEqual(sorted(line), ["level", "message", "time"])
            self.assertRegex(line["time"], r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")
        self.assertEqual({line["level"] for line in lines}, {"info", "debug"})

    def test_warnings_are_told_when_the_command_succeeds(self):
        data = self.write("them.json", json.dumps({"ho_ten": "Lê Văn Ất", "dia_chi": {"xa": "Sơn Phú"}, "khong_ai_dung": 1}))
        arguments = ["render", "ghi-chep", data, "-o", "-"]
        done = self.expect(0, *arguments)
        self.assertIn(b"khong_ai_dung", done.stderr)
        self.assertEqual(text_of(done.stdout), "Ông Lê Văn Ất ở Sơn Phú")
        self.assertEqual(self.expect(0, *arguments, "-q").stderr, b"")
        warning = self.diagnostics(*arguments, status=0)[0]
        self.assertEqual((warning["id"], warning["severity"]), ("data_key_unused", "warning"))
        self.assertEqual(self.expect(1, *arguments, "--strict").stdout, b"")
