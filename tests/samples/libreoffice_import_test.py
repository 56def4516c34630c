#!/usr/bin/env python3
"""Exported templates that LibreOffice has saved come back: samples read as before, and partials are tags again.

usage: libreoffice_import_test.py --thethuc PROGRAM --repository FOLDER

Each template of TEMPLATES is exported under each of its profiles; LibreOffice opens and saves the documents; what is
imported from them renders the same lines from every sample of the template. LibreOffice makes one paragraph of an empty one
that ends a section and that before it, so a partial that ends there may stay as content: such templates are not in WHOLE.
"""
import argparse
import difflib
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "judges"))
import docx  # noqa: E402

# With appendices on their side, articles, forms, tables of their own, pictures of signature and seal.
TEMPLATES = ["bao-cao", "bien-ban", "cong-van", "hop-dong", "huong-dan", "ke-hoach", "phu-luc", "quyet-dinh"]

WHOLE = ["bao-cao", "bien-ban", "cong-van", "hop-dong", "huong-dan", "ke-hoach"]


class Library:
    """A copy of the repository's templates, to which those that come back are added."""

    def __init__(self, thethuc, repository, folder):
        self.thethuc = thethuc
        self.repository = repository
        self.folder = folder
        shutil.copytree(os.path.join(repository, "templates"), self.path("templates"))
        for name in ("truoc", "sau"):
            os.mkdir(self.path(name))

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def run(self, *arguments):
        return subprocess.run([self.thethuc, *arguments, "--templates", self.path("templates")], cwd=self.repository,
                              capture_output=True, text=True, timeout=120)

    def read(self, *names):
        with open(self.path(*names), encoding="utf-8") as file:
            return file.read()

    def metadata(self, template):
        return json.loads(self.read("templates", template, "template.json"))

    def lines(self, template, sample, profile):
        out = self.path("ra.docx")
        done = self.run("render", template, os.path.join(self.repository, "samples", sample), "-o", out, "--profile", profile)
        if done.returncode != 0:
            return [f"exit {done.returncode}: {done.stderr}"]
        return docx.lines_in_reading_order(docx.Package(out))

    def save_by_libreoffice(self, names):
        subprocess.run(["soffice", f"-env:UserInstallation=file://{self.path('profile')}", "--headless",
                        "--convert-to", "docx:MS Word 2007 XML", "--outdir", self.path("sau"),
                        *(self.path("truoc", f"{name}.docx") for name in names)],
                       check=True, capture_output=True, timeout=600, env={**os.environ, "HOME": self.folder})


def tags_of_partials(xml):
    return xml.count("{{> ") + xml.count("{{&gt; ")


def faults_of(library, template, profile, name):
    done = library.run("templates", "import", library.path("sau", f"{name}.docx"), name, "--errors=json")
    found = json.loads(done.stderr)["diagnostics"] if done.stderr else []
    if done.returncode != 0:
        return [f"import: {d['id']}: {d['message']}" for d in found if d["severity"] == "error"]
    faults = []
    if template in WHOLE and profile != "hd05-vptw":
        faults += [f"{d['tag']} is no tag again" for d in found if d["id"] == "import_partial_changed"]
        before, after = (tags_of_partials(library.read("templates", folder, "document.xml")) for folder in (template, name))
        if before != after:
            faults.append(f"expected {before} tags of partials, found {after}")
    for sample in library.metadata(template)["samples"]:
        expected = library.lines(template, sample, profile)
        difference = difflib.unified_diff(expected, library.lines(name, sample, profile), sample, name, lineterm="", n=0)
        faults += list(difference)[:12]
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--thethuc", required=True)
    parser.add_argument("--repository", required=True)
    parser.add_argument("templates", nargs="*", default=TEMPLATES)
    arguments = parser.parse_args()
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        library = Library(os.path.abspath(arguments.thethuc), os.path.abspath(arguments.repository), folder)
        exported = {}
        for template in arguments.templates:
            for profile in library.metadata(template)["profiles"]:
                name = f"{template}-{profile}"
                done = library.run("templates", "export", template, library.path("truoc", f"{name}.docx"), "--profile", profile)
                if done.returncode != 0:
                    sys.exit(f"export of {name}: {done.stderr}")
                exported[name] = (template, profile)
        library.save_by_libreoffice(exported)
        for name, (template, profile) in exported.items():
            for fault in faults_of(library, template, profile, name):
                print(f"{name}: {fault}")
                count += 1
    print(f"{len(exported)} documents, {count} faults")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
