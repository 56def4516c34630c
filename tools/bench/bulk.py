#!/usr/bin/env python3
"""Measures `thethuc bulk` on letters of one page, and judges the goals.

    bulk.py --bin FOLDER --work FOLDER [--count N] [--folder DIR] [--jobs N] [--seconds N] [--peers NAME,…]

Prints Markdown tables; exit status 1 when a goal is missed. tools/bench/bulk prepares all that this needs. DIR is where
documents are written and removed again (by default in --work): its file system is what is measured.
"""
import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = os.path.join(HERE, "peers")
sys.path.append(os.path.join(HERE, "workloads"))

from make import compact, letters  # noqa: E402

LEAST_OF_FILE_SYSTEM = 0.8
LEAST_ZIP_PER_CORE = 15_000
MOST_MEMORY_GROWTH = 1.10
SMALL = 1_000


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = os.path.abspath(options.work)
        self.folder = os.path.abspath(options.folder or os.path.join(self.work, "bulk"))
        self.template = os.path.join(self.work, "mustache", "w2.docx")
        self.goals = []

    def records(self, count):
        path = os.path.join(self.work, f"letters_{count}.ndjson")
        with open(os.path.join(HERE, "workloads", "data", "w2.json"), encoding="utf-8") as file:
            base = json.load(file)
        with open(path, "w", encoding="utf-8") as file:
            for letter in letters(base, count):
                file.write(compact(letter) + "\n")
        return path

    def clean(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        os.sync()

    def timed(self, command):
        """Seconds, the peak of resident memory in MiB, and what it said. Started from a small process: a child's peak
        counts what its parent had before exec."""
        script = ("import os,sys,time\nt=time.monotonic()\np=os.posix_spawn(sys.argv[1],sys.argv[1:],os.environ)\n"
                  "_,s,u=os.wait4(p,0)\nprint(os.waitstatus_to_exitcode(s),time.monotonic()-t,u.ru_maxrss/1024)")
        done = subprocess.run([sys.executable, "-S", "-c", script] + command, capture_output=True, text=True, check=True)
        *said, last = done.stdout.strip().splitlines()
        status, seconds, peak = last.split()
        if status != "0":
            raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
        return float(seconds), float(peak), "\n".join(said)

    def bulk(self, count, *output):
        self.clean()
        return self.timed([os.path.join(self.options.bin, "thethuc"), "bulk", self.template, self.records(count),
                           "--jobs", str(self.options.jobs), *output])

    def tool(self, *arguments):
        _, memory, said = self.timed([os.path.join(self.options.bin, "bench_bulk"), *arguments,
                                      "--threads", str(self.options.jobs)])
        return json.loads(said), memory

    def goal(self, name, met, found):
        self.goals.append((name, met, found))

    def judge_archive(self, path, count):
        with zipfile.ZipFile(path) as archive:
            if len(archive.namelist()) != count:
                raise SystemExit(f"expected {count} entries, found {len(archive.namelist())}")
            last = archive.read(archive.namelist()[-1])
        with open(path + ".manifest.ndjson", encoding="utf-8") as file:
            told = json.loads(file.readlines()[-1])
        if told["sha256"] != hashlib.sha256(last).hexdigest():
            raise SystemExit("the archive does not hold what its manifest says")
        return len(last)

    def run(self):
        count, jobs = self.options.count, self.options.jobs
        into_folder = os.path.join(self.folder, "ra")
        archive = os.path.join(self.folder, "ra.zip")
        rows = []
        zip_seconds, zip_memory, _ = self.bulk(count, "--zip", archive)
        size = self.judge_archive(archive, count)
        seconds, memory, _ = self.bulk(count, "-o", into_folder)
        written = sum(entry.name.endswith(".docx") for entry in os.scandir(into_folder))
        if written != count:
            raise SystemExit(f"expected {count} files, found {written}")
        self.clean()
        plain, _ = self.tool("files", self.folder, "--count", str(count), "--bytes", str(size))
        self.clean()
        inside, inside_memory = self.tool("memory", self.template, self.records(count))
        rows.append(("`bulk -o DIR`", count / seconds, memory))
        rows.append(("the same files, without making them", plain["files_per_s"], None))
        rows.append(("`bulk --zip FILE`", count / zip_seconds, zip_memory))
        rows.append(("in memory, written nowhere", inside["documents_per_s"], inside_memory))
        for name, found in self.peers(count):
            rows.append((name + ", in memory, one thread", found["docs_per_s"], found["peak_rss_mib"]))

        print(f"\n{count:,} letters of one page, 12 fields each, {size:,} bytes a document; {jobs} threads, "
              f"{platform.machine()}, Linux {platform.release()}, load {os.getloadavg()[0]:.2f}\n")
        print("| | documents/s | MiB |\n|---|---|---|")
        for name, rate, mib in rows:
            print(f"| {name} | {rate:,.0f} | {'' if mib is None else f'{mib:.0f}'} |")
        self.goal(f"folder: at least {LEAST_OF_FILE_SYSTEM:.0%} of what the file system allows",
                  count / seconds >= LEAST_OF_FILE_SYSTEM * plain["files_per_s"],
                  f"{count / seconds / plain['files_per_s']:.0%}")
        per_core = count / zip_seconds / min(jobs, os.cpu_count())
        self.goal(f"zip: at least {LEAST_ZIP_PER_CORE:,}/s for each core", per_core >= LEAST_ZIP_PER_CORE, f"{per_core:,.0f}")
        for name, output, large in (("folder", ["-o", into_folder], memory), ("zip", ["--zip", archive], zip_memory)):
            _, small, _ = self.bulk(SMALL, *output)
            self.goal(f"{name}: memory at {count:,} within 10 % of that at {SMALL:,}", large <= MOST_MEMORY_GROWTH * small,
                      f"{small:.1f} → {large:.1f} MiB")
        shutil.rmtree(self.folder, ignore_errors=True)
        return self.report_goals()

    def peers(self, count):
        with open(os.path.join(PEERS, "engines.json"), encoding="utf-8") as file:
            engines = json.load(file)
        for name in filter(None, self.options.peers.split(",")):
            values = {"bin": self.options.bin, "template": os.path.join(self.work, engines[name]["syntax"], "w2.docx"),
                      "data": self.records(count), "out": os.path.join(self.work, f"bulk-{name}.docx")}
            command = [part.format(**values) for part in engines[name]["warm"]]
            command += ["--seconds", str(self.options.seconds), "--warmup", "1", "--out", values["out"]]
            done = subprocess.run(command, cwd=PEERS, capture_output=True, text=True, check=True)
            yield name, json.loads(done.stdout.strip().splitlines()[-1])

    def report_goals(self):
        print("\n| goal | | found |\n|---|---|---|")
        for name, met, found in self.goals:
            print(f"| {name} | {'met' if met else '**missed**'} | {found} |")
        return 0 if all(met for _, met, _ in self.goals) else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--folder")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--peers", default="docxtemplater,docxtpl")
    return Bench(parser.parse_args()).run()


if __name__ == "__main__":
    sys.exit(main())
