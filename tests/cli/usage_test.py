"""Help, version, wrong usage, languages."""
import json

from fixtures import Case

SUBCOMMANDS = [["render"], ["inspect"], ["check"], ["convert"], ["join"], ["diff"], ["preview"], ["serve"], ["unpack"], ["pack"], ["templates"], ["templates", "list"],
               ["templates", "show"], ["templates", "export"], ["templates", "new"], ["templates", "import"],
               ["worker"]]


class Usage(Case):
    def test_help_of_each_subcommand_has_an_example(self):
        for command in [[]] + SUBCOMMANDS:
            with self.subTest(command=command):
                done = self.expect(0, *command, "--help")
                text = done.stdout.decode()
                self.assertEqual(done.stderr, b"")
                self.assertRegex(text, r"Examples?:\n  thethuc " + " ".join(command or ["render"]))
        for command in [c for c in SUBCOMMANDS if c != ["templates"]] + [[]]:
            self.assertIn("Exit status: 0 ", self.expect(0, *command, "--help").stdout.decode())

    def test_version(self):
        self.assertRegex(self.expect(0, "--version").stdout.decode(), r"\Athethuc \d+\.\d+\.\d+\n\Z")

    def test_wrong_usage_is_status_2_and_says_nothing_on_stdout(self):
        for arguments in [
            [], ["rendr"], ["render"], ["render", "thu-moi"], ["render", "thu-moi", "du-lieu.json"],
            ["render", "thu-moi", "du-lieu.json", "-o"], ["render", "thu-moi", "du-lieu.json", "-o", "a.docx", "more"],
            ["render", "thu-moi", "du-lieu.json", "-o", "a.docx", "--missing=maybe"],
            ["render", "thu-moi", "du-lieu.json", "-o", "a.docx", "--level=0"],
            ["render", "thu-moi", "du-lieu.json", "-o", "a.docx", "--level=13"],
            ["render", "thu-moi", "du-lieu.json", "-o", "a.docx", "--level=x"],
            ["render", "thu-moi", "du-lieu.json", "-o", "a.docx", "--no-such-option"],
            ["render", "-", "-", "-o", "a.docx"],
            ["preview", "thu-moi"], ["preview", "-", "du-lieu.json"], ["preview", "thu-moi", "-"],
            ["preview", "thu-moi", "du-lieu.json", "--port=65536"],
            ["inspect", "thu-moi", "--format=yaml"], ["templates"], ["templates", "lst"], ["templates", "show"],
            ["templates", "list", "--format=schema"], ["--errors=xml", "templates", "list"],
            ["--lang=fr", "templates", "list"],
        ]:
            with self.subTest(arguments=arguments):
                done = self.expect(2, *arguments)
                self.assertEqual(done.stdout, b"")
                self.assertNotEqual(done.stderr, b"")
        self.assertEqual(self.names(), ["du-lieu.json"])

    def test_an_unknown_subcommand_is_named(self):
        self.assertIn(b"expected one of render, bulk, inspect, check, convert, join, diff, preview, serve, unpack, pack, templates, worker, found rendr; did you mean render?",
                      self.expect(2, "rendr", "thu-moi").stderr)
        self.assertIn(b"expected one of list, show, export, new, import, found xyz; see thethuc templates --help",
                      self.expect(2, "templates", "xyz").stderr)

    def test_wrong_usage_as_json(self):
        for arguments in [["render", "--errors=json"], ["--errors=json", "render"],
                          ["render", "thu-moi", "du-lieu.json", "-o", "a.odt", "--errors=json"]]:
            with self.subTest(arguments=arguments):
                error = json.loads(self.expect(2, *arguments).stderr)["error"]
                self.assertEqual(error["kind"], "usage")
                self.assertNotEqual(error["message"], "")

    def test_no_other_format_is_written(self):
        for name in ["a.odt", "a", "a.docx.bak"]:
            with self.subTest(name=name):
                done = self.expect(2, "render", "thu-moi", "du-lieu.json", "-o", name)
                self.assertIn(b"ends in .docx, .pdf, .png", done.stderr)
                done = self.expect(2, "templates", "export", "thu-moi", name)
                self.assertIn(b".docx is the only format", done.stderr)
        self.assertEqual(self.names(), ["du-lieu.json"])

    def test_the_output_must_not_be_an_input(self):
        self.write_docx("mau.docx", "x")
        before = (self.folder / "mau.docx").read_bytes()
        (self.folder / "khac.docx").symlink_to("mau.docx")
        (self.folder / "data.docx").hardlink_to(self.folder / "du-lieu.json")
        for output in ["mau.docx", "./mau.docx", "khac.docx"]:
            done = self.expect(2, "render", "mau.docx", "du-lieu.json", "-o", output)
            self.assertIn(b"same file", done.stderr)
        self.expect(2, "render", "mau.docx", "du-lieu.json", "-o", "data.docx")
        self.expect(2, "templates", "export", "./mau.docx", "mau.docx")
        self.assertEqual((self.folder / "mau.docx").read_bytes(), before)

    def test_language_of_messages(self):
        english, vietnamese = b"there is no template", "không có mẫu".encode()
        for env, flags, expected in [
            ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}, [], english),
            ({"LC_ALL": "C"}, [], english),
            ({"LC_ALL": "vi_VN.UTF-8"}, [], vietnamese),
            ({"LC_ALL": "", "LC_MESSAGES": "vi_VN", "LANG": "en_US"}, [], vietnamese),
            ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "vi_VN.UTF-8"}, [], vietnamese),
            ({"LC_ALL": "en_US.UTF-8", "LANG": "vi_VN.UTF-8"}, [], english),
            ({"LC_ALL": "vi_VN.UTF-8"}, ["--lang=en"], english),
            ({"LC_ALL": "C"}, ["--lang", "vi"], vietnamese),
        ]:
            with self.subTest(env=env, flags=flags):
                done = self.expect(1, "inspect", "khong-co", *flags, env=env)
                self.assertIn(expected, done.stderr)
        self.assertIn("dùng sai".encode(), self.expect(2, "render", "--lang=vi").stderr)
