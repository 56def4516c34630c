"""The same template, data and version give the same bytes."""
import os
import pathlib

import fixtures
from fixtures import Case


class Determinism(Case):
    def setUp(self):
        super().setUp()
        self.library = self.folder / "templates"
        self.data = self.folder / "du-lieu.json"
        self.template = "thu-moi"

    def render(self, reference=None, *flags, **options):
        arguments = ["render", reference or self.template, self.data, "-o", "-", "-q", "--templates", self.library]
        return self.expect(0, *arguments, *flags, **options).stdout

    def check_all_ways(self):
        first = self.render()
        self.assertGreater(len(first), 500)
        self.assertEqual(self.render(), first, "twice")
        for zone in ["UTC", "Asia/Ho_Chi_Minh", "America/New_York"]:
            self.assertEqual(self.render(env={"TZ": zone}), first, zone)
        for locale in ["C", "vi_VN.UTF-8", "tr_TR.UTF-8"]:
            self.assertEqual(self.render(env={"LC_ALL": locale, "LANG": locale}), first, locale)
        elsewhere = self.folder / "noi" / "khac"
        elsewhere.mkdir(parents=True)
        self.assertEqual(self.render(cwd=elsewhere), first, "another working folder")
        self.assertEqual(self.render(str(self.library / self.template)), first, "the folder by its path")
        exported = self.folder / "mau.docx"
        self.expect(0, "templates", "export", self.template, exported, "--templates", self.library)
        self.assertEqual(self.render(exported), first, "the exported .docx")
        for path in self.library.rglob("*"):
            os.utime(path, (0, 1_000_000_000), follow_symlinks=False)
        self.assertEqual(self.render(), first, "other file times")
        self.assertNotEqual(self.render(None, "--level=1"), first, "the level is heard")

    def test_own_library(self):
        self.check_all_ways()


class Repository(Determinism):
    """The same with the library of the repository and the report it is made for."""

    def setUp(self):
        super().setUp()
        import shutil
        source = fixtures.REPOSITORY / "templates"
        self.data = fixtures.REPOSITORY / "samples" / "bao-cao" / "son-phu-quy-3-2021.json"
        self.library = self.folder / "thu-vien"
        shutil.copytree(source, self.library)
        self.template = "bao-cao"

    def test_every_template_shows_and_exports(self):
        ids = self.expect(0, "templates", "list", "--format=ids", "--templates", self.library).stdout.decode().split()
        self.assertIn("bao-cao", ids)
        for template in ids:
            with self.subTest(template=template):
                for arguments in [["show", template], ["export", template, "-"]]:
                    done = self.expect(0, "templates", *arguments, "--templates", self.library)
                    self.assertEqual(done.stderr, b"")
                    self.assertNotEqual(done.stdout, b"")

    def test_every_sample_renders_without_a_word(self):
        import json
        listed = json.loads(self.expect(0, "templates", "list", "--format=json", "--templates", self.library).stdout)
        for template in listed["templates"]:
            self.assertTrue(template["samples"], template["id"])
            for sample in template["samples"]:
                with self.subTest(sample=sample):
                    path = pathlib.Path(fixtures.REPOSITORY) / "samples" / sample
                    done = self.expect(0, "render", template["id"], path, "-o", "-", "--strict", "--errors=json",
                                       "--templates", self.library)
                    told = json.loads(done.stderr)["diagnostics"] if done.stderr else []
                    # Totals that a source has wrong itself: tests/judges/expected_findings.py knows each.
                    self.assertEqual([one for one in told if one["id"] != "data_sum_differs"], [])
