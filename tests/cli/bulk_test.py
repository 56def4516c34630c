"""Many records: what becomes of each, what is left when a run ends early, and how it goes on."""
import hashlib
import json
import os
import random
import re
import resource
import shlex
import shutil
import signal
import subprocess
import time
import unittest
import zipfile

import fixtures
from fixtures import Case, text_of

SEED = int(os.environ.get("THETHUC_BULK_SEED", random.randrange(1 << 32)))
KILLS = int(os.environ.get("THETHUC_BULK_KILLS", 20))


def person(number, **changes):
    return {"ho_ten": f"Người nhận {number}", "dia_chi": {"xa": "Sơn Phú"}, **changes}


def ndjson(records):
    return "".join((r if isinstance(r, str) else json.dumps(r, ensure_ascii=False)) + "\n" for r in records)


class Bulk(Case):
    def people(self, count, name="nguoi.ndjson"):
        return self.write(name, ndjson(person(i) for i in range(count)))

    def manifest(self, folder="ra", name="manifest.ndjson"):
        lines = (self.folder / folder / name).read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def documents(self, folder="ra"):
        return sorted(path.name for path in (self.folder / folder).iterdir() if not path.name.startswith("manifest"))

    def assert_complete(self, count, folder="ra", manifest=None):
        """Each record once, each file whole, with the bytes that the manifest says, and nothing else."""
        lines = self.manifest(folder) if manifest is None else manifest
        self.assertEqual([line["index"] for line in lines], list(range(count)))
        self.assertEqual(sorted(line["file"] for line in lines), self.documents(folder))
        for line in lines:
            content = (self.folder / folder / line["file"]).read_bytes()
            self.assertEqual(line["status"], "done")
            self.assertEqual(line["bytes"], len(content))
            self.assertEqual(line["sha256"], hashlib.sha256(content).hexdigest())
        for line in lines[:: max(1, count // 50)]:
            content = (self.folder / folder / line["file"]).read_bytes()
            self.assertIn(f"Ông Người nhận {line['index']} ở Sơn Phú", text_of(content))

    def start(self, *arguments, **options):
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        return subprocess.Popen([fixtures.PROGRAM, *map(str, arguments)], cwd=self.folder, env=environment,
                                stderr=subprocess.PIPE, **options)

    def wait_for(self, what, seconds=30):
        end = time.monotonic() + seconds
        while not what():
            self.assertLess(time.monotonic(), end, "it does not happen")
            time.sleep(0.005)


class Records(Bulk):
    def test_each_record_becomes_a_document(self):
        self.people(50)
        done = self.expect(0, "bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra")
        self.assertEqual(done.stdout, b"")
        self.assertIn("50 documents", done.stderr.decode())
        self.assert_complete(50)
        self.assertEqual(self.documents()[:2], ["000001.docx", "000002.docx"])

    def test_thousand_records_of_which_37_are_bad(self):
        records = [{"co_quan": "UBND xã Sơn Phú", "so": i, "noi_nhan": ["Như trên"]} for i in range(1000)]
        bad = [lambda r: {k: v for k, v in r.items() if k != "so"}, lambda r: {**r, "so": "năm"}, lambda r: {**r, "noi_nhan": "VT"},
               lambda r: "{\"so\": 1,", lambda r: "[1, 2]", lambda r: {**r, "co_quan": None}, lambda r: {**r, "co_quan": "a\u0007b"},
               lambda r: "{\"so\": 1, \"so\": 2}", lambda r: {**r, "$profile": "khac"}, lambda r: {**r, "so": 1.5}]
        at = [10 + 26 * i for i in range(37)]
        for i, index in enumerate(at):
            records[index] = bad[i % len(bad)](records[index])
        self.write("thu.ndjson", ndjson(records))
        done = self.expect(4, "bulk", "thu-moi", "thu.ndjson", "-o", "ra", "--key", "{{co_quan}}", "--lang=vi")
        lines = self.manifest()
        self.assertEqual([line["index"] for line in lines], list(range(1000)))
        failed = [line for line in lines if line["status"] == "failed"]
        self.assertEqual([line["index"] for line in failed], at)
        self.assertEqual([line["line"] for line in failed], [index + 1 for index in at])
        self.assertEqual(len(self.documents()), 963)
        for line in failed:
            self.assertNotIn("file", line)
            errors = [d for d in line["diagnostics"] if d["severity"] == "error"]
            self.assertTrue(errors and all(d["message"] for d in errors), line)
        self.assertGreaterEqual(len({d["id"] for line in failed for d in line["diagnostics"]}), 7)
        self.assertEqual(lines[0]["key"], "UBND xã Sơn Phú")
        summary = done.stderr.decode("utf-8")
        self.assertIn("963 văn bản, 37 bản ghi lỗi", summary)
        self.assertIn(" 4 × ", summary)  # by cause

    def test_fail_fast(self):
        self.write("nguoi.ndjson", ndjson([person(0), person(1), {"ho": "x"}, *[person(i) for i in range(3, 900)]]))
        done = self.expect(4, "bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra", "--fail-fast")
        self.assertEqual([line["status"] for line in self.manifest()], ["done", "done", "failed"])
        self.assertEqual(self.documents(), ["000001.docx", "000002.docx"])
        self.assertIn("to go on: thethuc bulk ghi-chep nguoi.ndjson -o ra --fail-fast --resume", done.stderr.decode())

    def test_csv(self):
        self.write("nguoi.csv", '\ufeffho_ten;dia_chi.xa\r\n"Nguyễn ""Văn"" A";"Sơn\nPhú"\r\nTrần B;Sơn Phú\r\n')
        self.expect(0, "bulk", "ghi-chep", "nguoi.csv", "-o", "ra", "--name", "{{ho_ten}}")
        self.assertEqual(self.documents(), ["Nguyễn Văn A.docx", "Trần B.docx"])

    def test_xlsx(self):
        sheet = '<row r="1">{}{}</row><row r="2">{}{}</row>'.format(
            *(f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'
              for at, text in (("A1", "ho_ten"), ("B1", "dia_chi.xa"), ("A2", "Trần B"), ("B2", "Sơn Phú"))))
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        office = fixtures.OFFICE
        package = "http://schemas.openxmlformats.org/package/2006/relationships"

        def relation(kind, target):
            return (f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/{kind}" Target="{target}"/>'
                    "</Relationships>")
        self.write("nguoi.xlsx", fixtures.zipped({
            "_rels/.rels": relation("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
                               '<sheet name="Danh sách" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relation("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>'}))
        self.expect(0, "bulk", "ghi-chep", "nguoi.xlsx", "-o", "ra", "--sheet", "Danh sách", "--name", "{{ho_ten}}")
        self.assertEqual(self.documents(), ["Trần B.docx"])
        self.assertEqual(self.manifest()[0]["row"], 2)

    def test_standard_input(self):
        done = self.expect(4, "bulk", "ghi-chep", "-", "-o", "ra", "--errors=json",
                           stdin=ndjson([person(0), {"ho": 1}]).encode())
        self.assertEqual(self.documents(), ["000001.docx"])
        run = json.loads(done.stderr.splitlines()[-1])["run"]
        self.assertEqual((run["total"], run["done"], run["failed"]), (2, 1, 1))

    def test_nothing_that_can_be_read(self):
        self.people(3)
        for arguments, status in ((["khong-co", "nguoi.ndjson"], 1), (["ghi-chep", "khong-co.ndjson"], 1),
                                  (["ghi-chep", "nguoi.ndjson", "--name", "{{ho_ten"], 1),
                                  (["ghi-chep", "nguoi.ndjson", "--key", "{{{ho_ten}}}"], 1),
                                  (["ghi-chep", "nguoi.ndjson", "--shard", "4/3"], 2),
                                  (["ghi-chep", "nguoi.ndjson", "--shard", "0/3"], 2),
                                  (["ghi-chep", "nguoi.ndjson", "--format", "docx,docx"], 2),
                                  (["ghi-chep", "nguoi.ndjson", "--zip", "ra.zip"], 2)):
            with self.subTest(arguments):
                self.expect(status, "bulk", *arguments, "-o", "ra")
                self.assertFalse((self.folder / "ra").exists())
        self.expect(2, "bulk", "ghi-chep", "nguoi.ndjson")
        self.expect(2, "bulk", "-", "-", "-o", "ra")

    def test_same_documents_at_any_number_of_threads(self):
        self.people(200)
        for jobs in ("1", "7"):
            self.expect(0, "bulk", "ghi-chep", "nguoi.ndjson", "-o", f"ra{jobs}", "--jobs", jobs)
        sums = [[line["sha256"] for line in self.manifest(f"ra{jobs}")] for jobs in ("1", "7")]
        self.assertEqual(sums[0], sums[1])
        self.write("mot.json", json.dumps(person(7)))
        self.expect(0, "render", "ghi-chep", "mot.json", "-o", "mot.docx")
        self.assertEqual((self.folder / "mot.docx").read_bytes(), (self.folder / "ra1/000008.docx").read_bytes())


class Documentation(Bulk):
    """What the pages tell people to type works, with the table of the repository."""
    PAGES = ["README.md", "tools/thethuc/README.md", "tools/thethuc/thethuc.1"]

    def commands(self):
        pages = {name: (fixtures.REPOSITORY / name).read_text("utf-8") for name in self.PAGES}
        pages["--help"] = self.expect(0, "bulk", "--help").stdout.decode()
        for name, page in pages.items():
            yield name, re.findall(r"thethuc (bulk giay-moi samples/\S+ .*--name .*)", page)

    def test_examples_of_bulk(self):
        (self.folder / "samples").symlink_to(fixtures.REPOSITORY / "samples")
        shutil.rmtree(self.folder / "templates")
        (self.folder / "templates").symlink_to(fixtures.REPOSITORY / "templates")
        for page, commands in self.commands():
            with self.subTest(page):
                self.assertEqual(len(commands), 1)
                arguments = shlex.split(commands[0])
                self.expect(0, *arguments, "--strict")
                output = arguments[arguments.index("-o") + 1]
                self.assertEqual(self.documents(output), [
                    "42-Ông Nguyễn Văn A, Trưởng phòng Kinh tế.docx",
                    "43-Trưởng Công an xã, Chỉ huy trưởng Ban Chỉ huy Quân sự xã.docx",
                    "44-Bà Nguyễn Thị C, Kế toán trưởng.docx"])
                text = text_of((self.folder / output / self.documents(output)[2]).read_bytes())
                self.assertIn("20/11/2026", re.sub(r"ngày (\d+) tháng (\d+) năm", r"\1/\2/", text).replace("/ ", "/"))
                shutil.rmtree(self.folder / output)

    def test_days_of_tables(self):
        self.write("templates/hop/template.json", json.dumps({"id": "hop", "name": "Họp", "profile": "toi-gian"}))
        self.write("templates/hop/schema.json", json.dumps({
            "type": "object", "properties": {"ngay": {"type": "string", "format": "date"}}}))
        self.write("templates/hop/document.xml", fixtures.document("Họp {{ngay | ngay_ngan}}"))
        self.write("ngay.csv", "ngay\n20/11/2026\n2026-11-20\n20/11/2026 00:00\n31/11/2026\n2026-11-20T08:30\n")
        done = self.expect(4, "bulk", "hop", "ngay.csv", "-o", "ra", "--lang=vi")
        for number in (1, 2, 3):
            self.assertIn("Họp 20/11/2026", text_of((self.folder / f"ra/00000{number}.docx").read_bytes()))
        self.assertEqual(self.documents(), ["000001.docx", "000002.docx", "000003.docx"])
        self.assertIn("2 × chẳng hạn: \"ngay\": cần một ngày như 2021-09-14, nhưng gặp \"31/11/2026\"", done.stderr.decode())


class Messages(Bulk):
    """The summary and what ends a run, as people read them."""

    def told(self, status, *arguments, **options):
        return self.expect(status, "bulk", *arguments, **options).stderr.decode()

    def test_one_and_several(self):
        self.write("nguoi.ndjson", ndjson([person(0), {"ho": 1}]))
        self.assertIn("1 document, 1 record failed in", self.told(4, "ghi-chep", "nguoi.ndjson", "-o", "ra"))
        self.assertIn("0 documents, 1 was there already, 1 record failed in",
                      self.told(4, "ghi-chep", "nguoi.ndjson", "-o", "ra", "--resume"))

    def test_different_mistakes_of_json_stand_apart(self):
        self.write("nguoi.ndjson", ndjson(['{"ho_ten": }', '{"ho_ten": "a"', '{"ho_ten": }']))
        told = self.told(4, "ghi-chep", "nguoi.ndjson", "-o", "ra")
        self.assertEqual(sorted(re.findall(r"(\d) × not valid JSON", told)), ["1", "2"])

    def test_a_deep_pointer_is_short(self):
        self.write("nguoi.ndjson", ndjson(['{"ho_ten": ' + "[" * 300 + "]" * 300 + "}"]))
        told = self.told(4, "ghi-chep", "nguoi.ndjson", "-o", "ra")
        self.assertIn("(data: /ho_ten/0/0/0/…/0/0/0/0)", told)

    def test_words_of_the_schema_are_told_as_its_own(self):
        self.write("templates/hop/template.json", json.dumps({"id": "hop", "name": "Họp", "profile": "toi-gian"}))
        self.write("templates/hop/schema.json", json.dumps({
            "type": "object", "properties": {"moi": {"type": "string", "pattern": "[^;]$", "description": "Không có dấu cuối."}}}))
        self.write("templates/hop/document.xml", fixtures.document("Mời {{moi}}"))
        self.write("moi.csv", "moi\nTrưởng thôn;\n")
        self.assertIn("hint: the template's schema says: Không có dấu cuối.", self.told(4, "hop", "moi.csv", "-o", "ra"))

    def test_where_nothing_began_there_is_nothing_to_go_on_with(self):
        self.people(3)
        for language, words in (("en", "cannot make the folder /proc/x: "), ("vi", "không tạo được thư mục /proc/x: ")):
            told = self.told(3, "ghi-chep", "nguoi.ndjson", "-o", "/proc/x", f"--lang={language}")
            self.assertIn(words, told)
            self.assertNotIn("--resume", told)

    def test_a_second_run_is_told_in_the_language_of_the_reader(self):
        self.people(20000)
        process = self.start("bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra")
        manifest = self.folder / "ra/manifest.ndjson"
        self.wait_for(lambda: manifest.exists() and manifest.stat().st_size > 0)
        process.send_signal(signal.SIGSTOP)
        told = self.told(3, "ghi-chep", "nguoi.ndjson", "-o", "ra", "--resume", "--lang=vi")
        process.kill()
        process.wait()
        process.stderr.close()
        self.assertIn("một lần chạy khác đang ghi ra/manifest.ndjson; chờ lần chạy đó xong", told)
        self.assertNotIn("chạy tiếp bằng", told)

    @unittest.skipIf(fixtures.SANITIZED, "sanitizers take more address space than that")
    def test_threads_that_the_system_does_not_give(self):
        self.people(3)
        for jobs, names in (("1024", ("cannot start 1024 threads: ", "give fewer --jobs")),):
            told = self.told(3, "ghi-chep", "nguoi.ndjson", "-o", "ra", "--jobs", jobs, preexec_fn=lambda: resource.setrlimit(
                resource.RLIMIT_AS, (400_000 << 10, 400_000 << 10)))
            self.assertNotIn("internal error", told)
            for words in names:
                self.assertIn(words, told)


class Names(Bulk):
    def test_hostile_names_stay_in_the_folder(self):
        names = ["../../x", "/etc/passwd", "CON", "a\\b", "ế" * 100, "..", "a\u202egnp.docx", "x" * 300]
        self.write("nguoi.ndjson", ndjson(person(0, ho_ten=name) for name in names))
        self.expect(4, "bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra", "--name", "{{ho_ten}}")  # ".." is no name
        self.assertEqual(self.documents(), sorted(
            ["x.docx", "etc-passwd.docx", "_CON.docx", "a-b.docx", "ế" * 66 + ".docx", "agnp.docx", "x" * 200 + ".docx"]))
        outside = [path for path in self.folder.rglob("*") if path.suffix == ".docx" and path.parent.name != "ra"]
        self.assertEqual(outside, [])
        self.assertEqual([line["index"] for line in self.manifest() if line["status"] == "failed"], [5])

    def test_two_of_one_name(self):
        self.write("nguoi.ndjson", ndjson(person(i, ho_ten=name) for i, name in enumerate(["An", "Bình", "AN", "an"])))
        found = self.diagnostics("bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra", "--name", "{{ho_ten}}")
        self.assertEqual([(d["id"], d["place"]["line"]) for d in found], [("record_name_taken", 3), ("record_name_taken", 4)])
        self.assertFalse((self.folder / "ra").exists())
        self.expect(0, "bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra", "--name", "{{ho_ten}}", "--on-duplicate=number")
        self.assertEqual(self.documents(), ["AN-2.docx", "An.docx", "Bình.docx", "an-3.docx"])

    def test_shards_together_are_the_whole(self):
        self.people(100)
        self.expect(0, "bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra")
        running = [self.start("bulk", "ghi-chep", "nguoi.ndjson", "-o", "phan", "--shard", f"{i}/3") for i in (1, 2, 3)]
        for process in running:
            self.assertEqual((process.wait(60), process.stderr.close()), (0, None))
        self.assertEqual(self.documents("phan"), self.documents())
        parts = [line for i in (1, 2, 3) for line in self.manifest("phan", f"manifest-{i}-of-3.ndjson")]
        self.assert_complete(100, "phan", sorted(parts, key=lambda line: line["index"]))


class Others(Bulk):
    """Files that are not this run's."""

    def test_files_that_are_there_are_told_before_anything_is_written(self):
        self.people(30)
        for number in (3, 7):
            self.write(f"ra/00000{number}.docx", "của tôi")
        for more in ([], ["--resume"]):
            found = self.diagnostics("bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra", *more)
            self.assertEqual([d["id"] for d in found], ["bulk_files_exist"])
            self.assertIn("000003.docx, 000007.docx", found[0]["message"])
        self.assertEqual(self.documents(), ["000003.docx", "000007.docx"])
        self.assertFalse((self.folder / "ra/manifest.ndjson").exists())
        self.assertEqual((self.folder / "ra/000003.docx").read_text("utf-8"), "của tôi")

    def test_the_template_is_not_replaced(self):
        template = fixtures.zipped(fixtures.package("Kính gửi {{ten}}"))
        (self.folder / "mau").mkdir()
        (self.folder / "mau/u.docx").write_bytes(template)
        self.write("u.ndjson", '{"ten": "An"}\n')
        found = self.diagnostics("bulk", "mau/u.docx", "u.ndjson", "-o", "mau", "--name", "u")
        self.assertEqual([d["id"] for d in found], ["bulk_files_exist"])
        self.expect(0, "bulk", "mau/u.docx", "u.ndjson", "-o", "ra", "--name", "u")
        # Where the run has a file of this name, and the template comes to stand there.
        (self.folder / "ra/u.docx").write_bytes(template)
        done = self.expect(4, "bulk", "ra/u.docx", "u.ndjson", "-o", "ra", "--name", "u", "--resume")
        self.assertIn("the template or the records themselves", done.stderr.decode())
        for path in ("mau/u.docx", "ra/u.docx"):
            self.assertEqual((self.folder / path).read_bytes(), template)

    def test_a_folder_of_a_documents_name_costs_one_record(self):
        self.people(30)
        (self.folder / "ra/000003.docx").mkdir(parents=True)
        run = ["bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra"]
        for more in ([], ["--resume"]):
            done = self.expect(4, *run, *more)
            self.assertIn("a folder of that name", done.stderr.decode())
            self.assertEqual([line["index"] for line in self.manifest() if line["status"] == "failed"], [2])
            self.assertEqual(len(self.documents()), 30)
        (self.folder / "ra/000003.docx").rmdir()
        self.expect(0, *run, "--resume")
        self.assert_complete(30)


class Memory(Bulk):
    """Of large records, as those are that hold pictures."""

    def peak(self, *arguments):
        """KiB."""
        process = self.start(*arguments)
        process.stderr.read()
        process.stderr.close()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 0)
        return used.ru_maxrss

    @unittest.skipIf(fixtures.SANITIZED, "freed memory is kept there")
    def test_it_does_not_grow_with_large_records(self):
        filler = "x" * (1 << 20)
        small = [person(i) for i in range(64)]
        large = [person(i, ghi_chu=filler) for i in range(100)]
        self.write("it.ndjson", ndjson(large[:12]))
        self.write("nhieu.ndjson", ndjson([*large[:60], *small, *large[60:]]))
        for name, output in (("d", ["-o"]), ("z.zip", ["--zip"])):
            with self.subTest(output):
                few, many = (self.peak("bulk", "ghi-chep", f"{records}.ndjson", *output, records + name, "--jobs", "2",
                                       "--name", "{{@number}}") for records in ("it", "nhieu"))
                self.assertLess(many, few + 24_000)


class Resuming(Bulk):
    def test_only_what_is_missing_or_changed_is_made_again(self):
        self.people(60)
        run = ["bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra"]
        self.expect(0, *run)
        found = self.diagnostics(*run)
        self.assertEqual([d["id"] for d in found], ["bulk_has_run"])
        (self.folder / "ra/000010.docx").unlink()
        (self.folder / "ra/000020.docx").write_bytes(b"khac")
        before = {name: (self.folder / "ra" / name).stat().st_mtime_ns for name in self.documents()}
        done = self.expect(0, *run, "--resume")
        self.assertIn("2 documents, 58 were there already", done.stderr.decode())
        self.assert_complete(60)
        changed = [name for name in self.documents() if (self.folder / "ra" / name).stat().st_mtime_ns != before.get(name)]
        self.assertEqual(changed, ["000010.docx", "000020.docx"])

    def test_another_run_is_not_gone_on_with(self):
        self.people(5)
        run = ["bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra", "--resume"]
        self.expect(0, *run)  # where there is none, it begins
        self.expect(0, *run)
        self.write("nguoi.ndjson", ndjson(person(i + 1) for i in range(5)))
        found = self.diagnostics(*run)
        self.assertEqual([(d["id"], d["args"]["records.en"]) for d in found], [("bulk_records_differ", "records 1, 2, 3, 4, 5")])
        run.extend(["--missing", "blank"])
        found = self.diagnostics(*run)
        self.assertEqual([(d["id"], d["args"]["what.en"]) for d in found], [("bulk_run_differs", "options")])

    def test_what_failed_is_mended(self):
        people = [person(0), {"ho": "sai"}, person(2)]
        self.write("nguoi.ndjson", ndjson(people))
        run = ["bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra"]
        self.expect(4, *run)
        self.write("nguoi.ndjson", ndjson([people[0], person(1), people[2], person(3)]))
        self.assertIn("2 documents, 2 were there already", self.expect(0, *run, "--resume").stderr.decode())
        self.assert_complete(4)

    def test_a_first_try_in_vain_blocks_nothing(self):
        self.people(3)
        run = ["bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra"]
        self.expect(4, *run, "--name", "{{ho}}")
        self.assertEqual(self.documents(), [])
        self.expect(0, *run)
        self.assert_complete(3)

    @unittest.skipIf(fixtures.SANITIZED, "too slow to be killed in the middle")
    def test_kill_at_any_moment(self):
        count = 1500
        self.people(count)
        chance = random.Random(SEED)
        print(f"bulk: {KILLS} kills, THETHUC_BULK_SEED={SEED}")
        run = ["bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra", "--resume"]
        start = time.monotonic()
        self.expect(0, *[a if a != "ra" else "do" for a in run])
        whole = time.monotonic() - start
        for _ in range(KILLS):
            process = self.start(*run)
            time.sleep(chance.uniform(0, whole / 4))
            process.kill()
            process.wait()
            process.stderr.close()
        self.expect(0, *run)
        self.assert_complete(count)
        leftover = [p.name for p in (self.folder / "ra").iterdir() if p.name.startswith(".")]
        self.assertEqual(leftover, [])

    def test_signal_ends_in_good_order(self):
        count = 20000
        self.people(count)
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number):
                shutil.rmtree(self.folder / "ra", ignore_errors=True)
                run = ["bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra"]
                process = self.start(*run)
                manifest = self.folder / "ra/manifest.ndjson"
                self.wait_for(lambda: manifest.exists() and manifest.stat().st_size > 0)
                process.send_signal(number)
                error = process.stderr.read().decode()
                process.stderr.close()
                self.assertEqual(process.wait(60), -number)
                self.assertIn("to go on: thethuc bulk ghi-chep nguoi.ndjson -o ra --resume", error)
                lines = self.manifest()
                self.assertLess(len(lines), count)
                self.assertEqual(sorted(line["file"] for line in lines), self.documents())

    def test_signal_while_nothing_comes(self):
        process = self.start("bulk", "ghi-chep", "-", "-o", "ra", stdin=subprocess.PIPE)
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(10), -signal.SIGTERM)
        process.stderr.close()
        process.stdin.close()
        self.assertFalse((self.folder / "ra").exists())


class FullDisk(Bulk):
    def setUp(self):
        super().setUp()
        self.disk = self.folder / "dia"
        self.disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(self.disk)], check=False, capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("no small file system can be mounted here")
        self.addCleanup(subprocess.run, ["umount", "-l", str(self.disk)], check=False)

    def test_a_full_disk_is_told_and_can_be_gone_on_from(self):
        count = 1500
        self.people(count)
        for output in (["-o", "dia/ra"], ["--zip", "dia/ra.zip"]):
            with self.subTest(output):
                run = ["bulk", "ghi-chep", "nguoi.ndjson", *output]
                done = self.expect(3, *run)
                self.assertIn("No space left on device", done.stderr.decode())
                self.assertIn("--resume", done.stderr.decode())
                left = [path.name for path in self.disk.rglob("*") if path.name.endswith(".tmp")]
                self.assertEqual(left, [])
                subprocess.run(["mount", "-o", "remount,size=64m", str(self.disk)], check=True)
                done = self.expect(0, *run, "--resume")
                self.assertIn("were there already", done.stderr.decode())
                if output[0] == "-o":
                    self.assert_complete(count, "dia/ra")
                    shutil.rmtree(self.disk / "ra")
                    subprocess.run(["mount", "-o", "remount,size=2m", str(self.disk)], check=True)
                else:
                    with zipfile.ZipFile(self.disk / "ra.zip") as archive:
                        self.assertIsNone(archive.testzip())
                        self.assertEqual(len(set(archive.namelist())), count)


class Zip(Bulk):
    RUN = ["bulk", "ghi-chep", "nguoi.ndjson", "--zip", "ra.zip"]

    def assert_archive(self, count):
        with zipfile.ZipFile(self.folder / "ra.zip") as archive:
            self.assertIsNone(archive.testzip())
            names = archive.namelist()
            self.assertEqual((len(names), len(set(names))), (count, count))
            self.assertIn("Ông Người nhận 0 ở Sơn Phú", text_of(archive.read("000001.docx")))
            lines = self.manifest(".", "ra.zip.manifest.ndjson")
            self.assertEqual([line["index"] for line in lines], list(range(count)))
            for line in lines[:: max(1, count // 50)]:
                self.assertEqual(line["sha256"], hashlib.sha256(archive.read(line["file"])).hexdigest())
        self.assertEqual([p.name for p in self.folder.iterdir() if p.name.startswith(".")], [])

    def test_all_in_one_archive(self):
        self.people(300)
        self.expect(0, *self.RUN)
        self.assert_archive(300)
        self.expect(0, *self.RUN, "--resume")
        self.assert_archive(300)

    def test_more_entries_than_a_plain_zip_can_hold(self):
        self.people(66000)
        self.expect(0, *self.RUN, "--level", "1")
        self.assert_archive(66000)

    @unittest.skipIf(fixtures.SANITIZED, "too slow to be killed in the middle")
    def test_kill_at_any_moment(self):
        count = 3000
        self.people(count)
        chance = random.Random(SEED)
        for _ in range(min(KILLS, 8)):
            process = self.start(*self.RUN, "--resume")
            time.sleep(chance.uniform(0, 0.15))
            process.kill()
            process.wait()
            process.stderr.close()
        self.expect(0, *self.RUN, "--resume")
        self.assert_archive(count)


class Merge(Bulk):
    def test_all_joined_for_printing(self):
        self.people(5)
        self.expect(0, "bulk", "ghi-chep", "nguoi.ndjson", "--merge", "tat-ca.docx")
        text = text_of((self.folder / "tat-ca.docx").read_bytes())
        at = [text.find(f"Ông Người nhận {i} ở Sơn Phú") for i in range(5)]
        self.assertNotIn(-1, at)
        self.assertEqual(at, sorted(at))
        self.assertEqual([line["status"] for line in self.manifest(".", "tat-ca.docx.manifest.ndjson")], ["done"] * 5)
        with zipfile.ZipFile(self.folder / "tat-ca.docx") as archive:
            body = archive.read("word/document.xml").decode()
        sections = re.findall(r"<w:sectPr\b.*?</w:sectPr>", body, re.S)
        self.assertEqual(len(sections), 5)
        for section in sections[1:]:  # each on a new page, its pages counted from 1
            self.assertRegex(section, r'<w:pgNumType [^>]*w:start="1"')
            self.assertNotIn("<w:type ", section)
        self.expect(2, "bulk", "ghi-chep", "nguoi.ndjson", "--merge", "tat-ca.odt")
        self.expect(2, "bulk", "ghi-chep", "nguoi.ndjson", "--merge", "x.docx", "--format", "pdf")


class Pdf(Bulk):
    """A fake worker stands for LibreOffice."""

    def setUp(self):
        super().setUp()
        self.write("office/libmergedlo.so", "")
        (self.folder / "tmp").mkdir()

    def run_program(self, *arguments, env=None, **options):
        return super().run_program(*arguments, env={
            "TMPDIR": str(self.folder / "tmp"), "XDG_CACHE_HOME": str(self.folder / "tmp/cache"),
            "THETHUC_LIBREOFFICE": str(self.folder / "office"),
            "THETHUC_CONVERT_WORKER": str(fixtures.REPOSITORY / "tests/convert/fake_worker.py"), **(env or {})}, **options)

    def test_both_formats(self):
        self.people(6)
        run = ["bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra", "--format", "docx,pdf", "--jobs", "2"]
        self.expect(0, *run)
        self.assertEqual(self.documents(), [f"00000{i}.{kind}" for i in range(1, 7) for kind in ("docx", "pdf")])
        for line in self.manifest():
            pdf = (self.folder / "ra" / line["also"][0]["file"]).read_bytes()
            self.assertEqual(line["also"][0]["sha256"], hashlib.sha256(pdf).hexdigest())
            self.assertTrue(line["file"].endswith(".docx"))
        (self.folder / "ra/000003.pdf").unlink()
        done = self.expect(0, *run, "--resume")
        self.assertIn("1 document, 5 were there already", done.stderr.decode())
        self.assertTrue((self.folder / "ra/000003.pdf").exists())

    def test_an_archive_keeps_whole_records(self):
        self.people(6)
        run = ["bulk", "ghi-chep", "nguoi.ndjson", "--zip", "ra.zip", "--format", "docx,pdf"]
        self.expect(0, *run)
        path = self.folder / "ra.zip"
        with zipfile.ZipFile(path) as archive:
            names = sorted(archive.namelist())
            last = archive.infolist()[-1]
        content = path.read_bytes()
        path.unlink()
        (self.folder / ".ra.zip.part").write_bytes(content[:last.header_offset + 100])
        done = self.expect(0, *run, "--resume")
        self.assertIn("1 document, 5 were there already", done.stderr.decode())
        with zipfile.ZipFile(path) as archive:
            self.assertIsNone(archive.testzip())
            self.assertEqual(sorted(archive.namelist()), names)

    def test_no_libreoffice(self):
        self.people(1)
        self.expect(3, "bulk", "ghi-chep", "nguoi.ndjson", "-o", "ra", "--format", "pdf",
                    env={"THETHUC_LIBREOFFICE": str(self.folder / "khong-co")})
        self.assertFalse((self.folder / "ra").exists())
