#!/usr/bin/env python3
"""Measures the converter beside soffice, in turns, on a letter of one page and a report of several.

    convert.py --bin FOLDER [--rounds N] [--flat N]

Prints a Markdown table. With --flat: so many documents in a row by one converter, its memory on the way, and whether a file or
a process is left; once without and once with kept results. Exit status 1 when a goal is missed. tools/bench/convert prepares all
that this needs.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
DOCUMENTS = {"letter": ("cong-van", "mot-noi-nhan"), "report": ("bao-cao", "son-phu-quy-3-2021")}
BATCH = 20
# Of --flat. Memory may settle for the first fifth of the documents, in which kept results fill up, too.
SETTLED = 0.2
KEPT_MIB = 4  # a letter's PDF has 50 KiB
GROWTH_MIB = {"this process": 8, "its workers": 32}
ALONE = "LibreOffice alone in a process, to load and to save"
DIFF = "two laid out reports compared, in words and pixel by pixel"
DIFF_PICTURES = "the same, with the pictures of a report"


def run(*command, **options):
    return subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE, **options).stdout.decode()


def timed(work):
    start = time.monotonic()
    work()
    return (time.monotonic() - start) * 1000


class Bench:
    def __init__(self, programs, folder):
        self.programs = programs
        self.folder = folder
        self.fonts = {**os.environ, "FONTCONFIG_FILE": str(REPOSITORY / "fonts/fonts.conf"), "HOME": str(folder)}
        self.docx = {}
        for name, (template, sample) in DOCUMENTS.items():
            self.docx[name] = folder / f"{name}.docx"
            run(programs / "thethuc", "render", template, REPOSITORY / f"samples/{template}/{sample}.json", "-o", self.docx[name],
                "--templates", REPOSITORY / "templates", "-q")

    def soffice(self, *documents):
        profile = f"-env:UserInstallation=file://{self.folder}/profile"
        run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", self.folder / "out", *documents, env=self.fonts,
            stderr=subprocess.DEVNULL)

    def soffice_each(self, name):
        return timed(lambda: self.soffice(self.docx[name]))

    def soffice_batch(self, name):
        copies = []
        for number in range(BATCH):
            copies.append(self.folder / f"{name}-{number}.docx")
            shutil.copy(self.docx[name], copies[-1])
        return timed(lambda: self.soffice(*copies)) / BATCH

    def ours_warm(self, name, *options):
        out = run(self.programs / "bench_convert", self.docx[name], "--documents", BATCH, *options)
        return json.loads(out.splitlines()[-1])

    def ours_diff(self):
        """Of two reports, between which a margin and a size were changed."""
        other = self.folder / "report-changed.docx"
        with zipfile.ZipFile(self.docx["report"]) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                text = old.read(entry)
                if entry.filename == "word/document.xml":
                    text = re.sub(rb'w:left="1701"', b'w:left="1985"', text)
                if entry.filename == "word/styles.xml":
                    text = re.sub(rb'<w:sz w:val="28"', b'<w:sz w:val="26"', text, count=1)
                new.writestr(entry.filename, text)
        out = run(self.programs / "bench_convert", self.docx["report"], "--diff", other, "--documents", BATCH)
        result = json.loads(out.splitlines()[-1])
        if not result["changes"] or not result["changed_pages"]:
            raise SystemExit(f"nothing differs between {self.docx['report']} and {other}")
        return result

    def office_alone(self, name):
        """LibreOffice in a process without any part of ours."""
        program = pathlib.Path(shutil.which("soffice")).resolve().parent
        out = run(self.programs / "bench_office_alone", program, self.folder / "alone-profile", self.docx[name], self.folder, BATCH,
                  env={**self.fonts, "SAL_USE_VCLPLUGIN": "svp"}, stderr=subprocess.DEVNULL)
        return json.loads(out.splitlines()[-1])["median_ms"]

    def ours_cold(self, name):
        return timed(lambda: run(self.programs / "thethuc", "convert", self.docx[name], "-o", self.folder / "cold.pdf"))

    def ours_batch(self, name):
        """The command line on 20 files, workers as many as processors."""
        copies = [self.folder / f"{name}-{number}.docx" for number in range(BATCH)]
        return timed(lambda: run(self.programs / "thethuc", "convert", *copies, "-o", f"{self.folder}/ours/")) / BATCH


def measure(bench, rounds):
    rows = {}

    def add(row, name, value):
        rows.setdefault(row, {}).setdefault(name, []).append(value)

    for name in DOCUMENTS:  # the first run of each makes its profile and fills the disk's cache
        bench.soffice_each(name)
        bench.ours_cold(name)
    for _ in range(rounds):
        for name in DOCUMENTS:
            add("soffice, a process each", name, bench.soffice_each(name))
            add(f"soffice, {BATCH} files in one call", name, bench.soffice_batch(name))
            warm = bench.ours_warm(name)
            add("ours, warm, one worker", name, warm["median_ms"])
            add("of it the worker's LibreOffice, to load and to save", name, warm["layout_ms"])
            add(ALONE, name, bench.office_alone(name))
            add("ours, first document, worker started for it", name, warm["first_ms"])
            add("ours, warm, with PNG of all pages at 96 dpi", name, bench.ours_warm(name, "--png")["median_ms"])
            add("ours, warm, with geometry", name, bench.ours_warm(name, "--geometry")["median_ms"])
            killed = bench.ours_warm(name, "--kill")
            add("ours, when the worker before it was killed", name, killed["median_ms"])
            add("until another worker stands by again", name, killed["spare_ms"])
            add("`thethuc convert`, one file", name, bench.ours_cold(name))
            add(f"`thethuc convert`, {BATCH} files", name, bench.ours_batch(name))
        diff = bench.ours_diff()
        add(DIFF, "report", diff["median_ms"])
        add(DIFF_PICTURES, "report", diff["with_pictures_ms"])
    return {row: {name: statistics.median(values) for name, values in cells.items()} for row, cells in rows.items()}


def pages(pdf):
    return len(re.findall(rb"/Type/Page\b(?!s)", pdf.read_bytes()))


def report(bench, rounds):
    load = os.getloadavg()[0]
    rows = measure(bench, rounds)
    counts = {name: pages(bench.folder / f"out/{name}.pdf") for name in DOCUMENTS}
    print(f"Load {load:.2f} before, {os.getloadavg()[0]:.2f} after; {rounds} rounds, medians; milliseconds a document.\n")
    print("| | " + " | ".join(f"{name}, {counts[name]} pages" for name in DOCUMENTS) + " |")
    print("|---|" + "---|" * len(DOCUMENTS))
    for row, cells in rows.items():
        print(f"| {row} | " + " | ".join(f"{cells[name]:,.0f}" if name in cells else "" for name in DOCUMENTS) + " |")
    print("\n| goal | found | wanted | |\n|---|---|---|---|")
    missed = 0
    for what, found, wanted, is_met in goals(rows):
        print(f"| {what} | {found:.2f} | {wanted} | {'met' if is_met else '**missed**'} |")
        missed += not is_met
    return 1 if missed else 0


def goals(rows):
    """Name, value, what is wanted, whether it is met."""
    warm, office = rows["ours, warm, one worker"], rows[ALONE]
    each, batch = rows["soffice, a process each"], rows[f"soffice, {BATCH} files in one call"]

    def at_most(what, found, most):
        return what, found, f"≤ {most}", found <= most

    yield at_most("letter: ours ÷ LibreOffice alone", warm["letter"] / office["letter"], 1.2)
    times = each["letter"] / warm["letter"]
    yield "letter: times as fast as soffice with a process each", times, "≥ 8", times >= 8
    for name in DOCUMENTS:
        yield at_most(f"{name}: ours ÷ soffice in one call", warm[name] / batch[name], 1)
    png = rows["ours, warm, with PNG of all pages at 96 dpi"]["report"] - warm["report"]
    yield at_most("report: PNG of all pages beside the PDF, ms", png, 80)  # 60 for 12 pages, of which it has 16
    yield at_most("report: compared, ms", rows[DIFF]["report"], 80)
    killed = rows["ours, when the worker before it was killed"]["letter"] - warm["letter"]
    yield at_most("a killed worker replaced, ms", killed, 500)


def processes_of(folder):
    """Those that name the folder among their arguments, as workers do."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if str(folder).encode() in (process / "cmdline").read_bytes():
                found.append(process.name)
        except OSError:
            pass  # it has ended
    return found


def flat(bench, documents):
    """Memory of the process and its workers over many documents, and what is left afterwards; 1 when one is not as it should be."""
    missed = 0

    def judge(what, found, most, unit):
        nonlocal missed
        missed += found > most
        print(f"{what}: {found:.0f}{unit}, at most {most}{unit}: {'met' if found <= most else 'MISSED'}")

    for kept in (0, KEPT_MIB):
        print(f"\n{documents} letters in a row, {f'each another, {kept} MiB of results kept' if kept else 'nothing kept'}:", flush=True)
        temporary = bench.folder / f"tmp-{kept}"
        temporary.mkdir()
        out = run(bench.programs / "bench_convert", bench.docx["letter"], "--documents", documents, "--every", max(1, documents // 20),
                  "--cached", kept, env={**os.environ, "TMPDIR": str(temporary)})
        *lines, result = out.splitlines()
        print("\n".join(lines))
        memory = [row for row in json.loads(result)["memory"] if row[0] >= SETTLED * documents]
        for column, (whose, most) in enumerate(GROWTH_MIB.items(), 1):
            judge(f"growth of {whose}", max(row[column] for row in memory) - memory[0][column], most, " MiB")
        judge("left in the folder for temporary files", len(list(temporary.iterdir())), 0, "")
        judge("processes left", len(processes_of(temporary)), 0, "")
    return 1 if missed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--flat", type=int, metavar="N")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="thethuc-bench-") as folder:
        bench = Bench(arguments.bin.resolve(), pathlib.Path(folder))
        if arguments.flat:
            return flat(bench, arguments.flat)
        return report(bench, arguments.rounds)


if __name__ == "__main__":
    sys.exit(main())
