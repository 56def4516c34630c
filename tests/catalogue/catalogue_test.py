"""Each message of the catalogue is caused by the example that templates/README.md gives, and by it alone."""
import json
import pathlib
import re
import shutil
import tempfile
import unittest

import fixtures
from catalogue import messages, rows
from example import place_of
from examples import EXAMPLES

UNFILLED = re.compile(r"(?<!\{)\{[a-z_.]+\}(?!\})")


def known_messages():
    return messages((fixtures.REPOSITORY / "engine/base/diagnostics.def").read_text("utf-8"))


def readme_rows():
    return rows((fixtures.REPOSITORY / "templates/README.md").read_text("utf-8"))


class Documentation(unittest.TestCase):
    maxDiff = None

    def test_each_id_has_one_row_and_one_example(self):
        ids = sorted(known_messages())
        self.assertEqual(sorted(row.id for row in readme_rows()), ids)
        self.assertEqual(sorted(example.id for example in EXAMPLES), ids)

    def test_warnings_are_marked(self):
        known = known_messages()
        for row in readme_rows():
            with self.subTest(id=row.id):
                self.assertEqual(known[row.id].severity, "warning" if row.is_warning else "error")

    def test_examples_hold_what_the_readme_quotes(self):
        examples = {example.id: example for example in EXAMPLES}
        for row in readme_rows():
            typed = examples[row.id].typed()
            for quoted in row.quoted():
                with self.subTest(id=row.id, quoted=quoted):
                    self.assertTrue(quoted in typed, "the example has no such text")


class Examples(fixtures.Case):
    def setUp(self):
        """An empty folder, one for each run."""
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="thethuc-catalogue-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write_all(self, example):
        fixtures.write_files(self.folder, example.all_files())
        if example.earlier:
            fixtures.write_files(self.folder, example.earlier)
            self.expect(0, *example.arguments(), env=example.environment)
            fixtures.write_files(self.folder, {name: example.all_files()[name] for name in example.earlier})

    def findings(self, example, severity, language):
        """What the program says of the example; exit status and files must agree with it."""
        before = self.files()
        if example.is_run():
            return self.findings_of_run(example, language)
        found = self.diagnostics(*example.arguments(), f"--lang={language}", env=example.environment,
                                 status=1 if severity == "error" else 0)
        made = self.files() - before
        if severity == "error":
            self.assertEqual(made, set(), "files in spite of the error")
        else:
            self.assertTrue(made, "no file, although there is no error")
        return found

    def findings_of_run(self, example, language):
        """Of a run over records: its own, and then there is no document; or those of the records, in its manifest."""
        before = self.files()
        done = self.run_program(*example.arguments(), f"--lang={language}", "--errors=json", env=example.environment)
        found = [finding for line in done.stderr.splitlines() for finding in json.loads(line).get("diagnostics", [])]
        if done.returncode in (0, 4):
            for path in self.folder.rglob("*manifest.ndjson"):
                for line in path.read_text("utf-8").splitlines():
                    found += json.loads(line).get("diagnostics", [])
        else:
            self.assertEqual(done.returncode, 1)
            made = [name for name in self.files() - before if name.endswith((".docx", ".pdf"))]
            self.assertEqual(made, [], "a document in spite of the error")
        return found

    def files(self):
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if not path.is_dir()}

    def check(self, example):
        severity, has_hint = known_messages()[example.id]
        messages_of = {}
        for language in ("vi", "en"):
            self.setUp()
            self.write_all(example)
            found = self.findings(example, severity, language)
            self.assertEqual({(finding["id"], finding["severity"]) for finding in found}, {(example.id, severity)})
            self.assertEqual([place_of(finding) for finding in found], example.places())
            self.assertNotIn("", example.places())
            is_limit = any("limit_name" in finding.get("args", {}) for finding in found)  # the hint names its option
            self.assertEqual(any("hint" in finding for finding in found), has_hint or is_limit)
            for finding in found:
                self.assertNotRegex(finding["message"] + finding.get("hint", ""), UNFILLED)
            messages_of[language] = [finding["message"] for finding in found]
        for vi, en in zip(messages_of["vi"], messages_of["en"]):
            self.assertNotEqual(vi, en)


for _example in EXAMPLES:
    setattr(Examples, f"test_{_example.id}", lambda self, example=_example: self.check(example))


def show(ids):
    """Prints what the program says of the examples of these ids, in both languages."""
    case = Examples("findings")
    for example in (example for example in EXAMPLES if example.id in ids or ids == ["all"]):
        print(f"--- {example.id}: thethuc {' '.join(example.arguments())}")
        for language in ("vi", "en"):
            case.setUp()
            case.write_all(example)
            done = case.run_program(*example.arguments(), f"--lang={language}", env=example.environment)
            print(f"{done.stderr.decode('utf-8', 'replace')}  exit status {done.returncode}")
        case.doCleanups()
    return 0
