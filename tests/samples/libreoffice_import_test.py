#!/usr/bin/env python3
"""Exported templates that LibreOffice has saved come back: samples read as before, and partials are tags again.

usage: libreoffice_import_test.py --thethuc PROGRAM --repository FOLDER

Each template of the library is exported, those of THOROUGH under each of their profiles, others under their own; LibreOffice
opens and saves the documents; what is imported from them renders the same lines from every sample of the template, in
sound packages, and as many pages from the first (but under hd05-vptw, whose partials stay as content more often). LibreOffice
makes one paragraph of an empty one that ends a section and that before it, so a partial that ends there may stay as
content: such templates are not in WHOLE.
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
import check_package  # noqa: E402
import docx  # noqa: E402
import kinds  # noqa: E402
import pages  # noqa: E402

# With appendices on their side, articles, forms, tables of their own, pictures of signature and seal.
THOROUGH = ["bao-cao", "bien-ban", "cong-van", "hop-dong", "huong-dan", "ke-hoach", "phu-luc", "quyet-dinh"]

# The empty paragraph that LibreOffice leaves behind its one section stands on a page of its own.
LONGER = ["phu-luc"]
WHOLE = ["bao-cao", "bien-ban", "cong-van", "hop-dong", "huong-dan", "ke-hoach"]


class Library:
    """A copy of the repository's templates, to which those that come back are added."""

    def __init__(self, thethuc, repository, folder):
        self.thethuc = thethuc
        self.repository = repository
        self.folder = folder
        shutil.copytree(os.path.join(repository, "templates"), self.path("templates"))
        for name in ("truoc", "sau", "ban-in"):
            os.mkdir(self.path(name))

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def run(self, *arguments):
        return subprocess.run([self.thethuc, *arguments, "--templates", self.path("templates")], cwd=self.repository,
                              capture_output=True, text=True, timeout=120)

    def read(self, *names):
        with open(self.path(*names), encoding="utf-8") as file:
            return file.read()

    def templates(self):
        names = os.listdir(self.path("templates"))
        return sorted(name for name in names if os.path.exists(self.path("templates", name, "template.json")))

    def metadata(self, template):
        return json.loads(self.read("templates", template, "template.json"))

    def samples(self, template, profile):
        return [sample for sample in self.metadata(template)["samples"]
                if kinds.suits(os.path.join(self.repository, "samples", sample), profile)]

    def render(self, template, sample, profile, out):
        """What went wrong; "" when `out` is there."""
        done = self.run("render", template, os.path.join(self.repository, "samples", sample), "-o", out, "--profile", profile)
        return f"exit {done.returncode}: {done.stderr}" if done.returncode != 0 else ""

    def save_by_libreoffice(self, names):
        subprocess.run(["soffice", f"-env:UserInstallation=file://{self.path('profile')}", "--headless",
                        "--convert-to", "docx:MS Word 2007 XML", "--outdir", self.path("sau"),
                        *(self.path("truoc", f"{name}.docx") for name in names)],
                       check=True, capture_output=True, timeout=900, env={**os.environ, "HOME": self.folder})


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
    for sample in library.samples(template, profile):
        faults += faults_of_sample(library, template, profile, name, sample)
    return faults


def faults_of_sample(library, template, profile, name, sample):
    """The sample filled by the template and by what came back; both stay, to count their pages, of the first."""
    lines = []
    for reference, end in ((template, "truoc"), (name, "sau")):
        out = library.path("ban-in", f"{name}.{end}.docx")
        if sample != library.samples(template, profile)[0]:
            out = library.path("ra.docx")
        fault = library.render(reference, sample, profile, out)
        if fault:
            return [f"{sample}: {fault}"]
        lines.append(docx.lines_in_reading_order(docx.Package(out)))
    found = [f"{sample}: {f.where}: {f.kind}: {f.what}" for f in check_package.findings_of(out)]
    return found + list(difflib.unified_diff(*lines, sample, name, lineterm="", n=0))[:12]


def faults_of_pages(library, names):
    """All documents that the first samples made are laid out at once, which is the quickest."""
    both = [name for name, (template, profile) in names.items()
            if profile != "hd05-vptw" and template not in LONGER and os.path.exists(library.path("ban-in", f"{name}.sau.docx"))]
    ends = ("truoc", "sau")
    documents = [library.path("ban-in", f"{name}.{end}.docx") for name in both for end in ends]
    pages.to_pdf(library.repository, documents, library.path("ban-in"))
    for name in both:
        before, after = (pages.page_count(library.path("ban-in", f"{name}.{end}.pdf")) for end in ends)
        if before != after:
            yield f"{name}: expected {before} pages, found {after}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--thethuc", required=True)
    parser.add_argument("--repository", required=True)
    parser.add_argument("templates", nargs="*")
    arguments = parser.parse_args()
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        library = Library(os.path.abspath(arguments.thethuc), os.path.abspath(arguments.repository), folder)
        exported = {}
        for template in arguments.templates or library.templates():
            metadata = library.metadata(template)
            own = [metadata["profile"]]
            for profile in metadata.get("profiles", own) if template in THOROUGH else own:
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
        for fault in faults_of_pages(library, exported):
            print(fault)
            count += 1
    print(f"{len(exported)} documents, {count} faults")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
