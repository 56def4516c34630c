#!/usr/bin/env python3
"""Measures thethuc beside the other engines of peers/engines.json, checks every output and judges the goals.

    compare.py --bin FOLDER --work FOLDER [--rounds N] [--seconds N] [--cpu N] [--only NAME,…] [--workloads w1,w2,w3]

Prints Markdown tables; exit status 1 when a goal is missed or an output is wrong. tools/bench/compare prepares all
that this needs. Engines take turns, round by round, so that a slow minute of the machine meets all of them; a figure is
the median of the rounds.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = os.path.join(HERE, "peers")
OURS = "thethuc"
WORKLOADS = {  # template, data of the warm runs, data of the cold ones, what comes out of each
    "w1": ("w1", "w1.json", "w1.json", "w1", "w1"),
    "w2": ("w2", "w2_batch.ndjson", "w2.json", "w2_last", "w2"),
    "w3": ("w1", "w3.json", "w3.json", "w3", "w3"),
}
# (workload, peer): at least so many times as fast, warm.
FASTER_THAN = {("w1", "carbone"): 18, ("w1", "docxtemplater"): 45, ("w2", "easy-template-x"): 35,
               ("w2", "docxtemplater"): 55, ("w3", "carbone"): 13, ("w3", "docxtemplater"): 50}
MOST_TIMES_DEFLATE = {"w1": 1.25, "w3": 1.25}
LEAST_FAST_MODE = 2.0
LEAST_TWO_THREADS = 1.85
LEAST_COLD = 15
LEAST_MEMORY = 2.0
MOST_TIMES_DOCUMENT = 2.5
MOST_ROW_SPREAD = 1.2
MOST_SIZE = 1.01  # of the reference, which zlib packed at level 6


def last_line_of(command):
    done = subprocess.run(command, cwd=PEERS, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    return json.loads(done.stdout.strip().splitlines()[-1])


class Bench:
    def __init__(self, options):
        self.options = options
        self.engines = json.load(open(os.path.join(PEERS, "engines.json"), encoding="utf-8"))
        if options.only:
            self.engines = {n: e for n, e in self.engines.items() if n in options.only.split(",") + [OURS]}
        self.workloads = options.workloads.split(",")
        self.wrong = []
        self.goals = []
        self.all_met = True
        os.makedirs(self.path("out"), exist_ok=True)

    def path(self, *names):
        return os.path.join(os.path.abspath(self.options.work), *names)

    def command(self, engine, mode, workload):
        template, warm_data, cold_data, _, _ = WORKLOADS[workload]
        values = {
            "bin": os.path.abspath(self.options.bin),
            "template": self.path(self.engines[engine]["syntax"], template + ".docx"),
            "data": self.path(warm_data if mode == "warm" else cold_data),
            "out": self.output(engine, mode, workload),
        }
        return [part.format(**values) for part in self.engines[engine][mode]]

    def output(self, engine, mode, workload):
        return self.path("out", f"{mode}-{engine}-{workload}.docx")

    def check(self, engine, mode, workload):
        reference = WORKLOADS[workload][3 if mode == "warm" else 4]
        judged = subprocess.run(
            ["/usr/bin/python3", "check_output.py", self.output(engine, mode, workload),
             self.path("reference", reference + ".docx")], cwd=PEERS, capture_output=True, text=True)
        if judged.returncode != 0:
            self.wrong.append(f"{engine} {workload} {mode}: {judged.stdout}{judged.stderr}".strip())

    def on_one_cpu(self, command):
        return ["taskset", "-c", str(self.options.cpu)] + command

    def warm(self, engine, workload):
        slow = workload == "w3"
        command = self.command(engine, "warm", workload) + [
            "--seconds", str(1 if slow else self.options.seconds), "--warmup", "0" if slow else "1",
            "--out", self.output(engine, "warm", workload)]
        return last_line_of(self.on_one_cpu(command))

    def cold(self, engine, workload):
        """Wall time in ms and peak memory in MiB, of the process started from a small one: a child's peak counts what
        its parent had before exec."""
        script = ("import os,sys,time\nt=time.monotonic()\np=os.posix_spawn(sys.argv[1],sys.argv[1:],os.environ,"
                  "file_actions=[(os.POSIX_SPAWN_OPEN,1,'/dev/null',os.O_WRONLY,0)])\n_,s,u=os.wait4(p,0)\n"
                  "print(s,(time.monotonic()-t)*1000,u.ru_maxrss/1024)")
        command = self.command(engine, "cold", workload)
        if os.sep not in command[0]:
            command[0] = subprocess.run(["which", command[0]], capture_output=True, text=True,
                                        check=True).stdout.strip()
        done = subprocess.run(self.on_one_cpu([sys.executable, "-S", "-c", script] + command), cwd=PEERS,
                              capture_output=True, text=True, check=True)
        status, wall, peak = done.stdout.split()
        if status != "0":
            raise SystemExit(f"{engine} {workload}: {done.stderr}")
        return {"wall_ms": float(wall), "peak_mib": float(peak)}

    def rounds(self, mode, workloads, count):
        """Results by engine and workload, engines in turn."""
        found = {}
        for turn in range(count):
            for workload in workloads:
                for engine, how in self.engines.items():
                    if mode not in how:
                        continue
                    found.setdefault((engine, workload), []).append(getattr(self, mode)(engine, workload))
                    if turn == 0:
                        self.check(engine, mode, workload)
        return found

    def ours(self, template, data, *more, pinned=True):
        command = [os.path.join(os.path.abspath(self.options.bin), "bench_warm"),
                   self.path("mustache", template + ".docx"), self.path(data), "--warmup", "1",
                   "--seconds", str(self.options.seconds), *more]
        return last_line_of(self.on_one_cpu(command) if pinned else command)

    def goal(self, what, found, wanted, met, floor=""):
        """`floor`: what libdeflate of document.xml alone would reach here, and so nothing that packs with it exceeds."""
        self.goals.append((what, found, wanted, "met" if met else "**missed**", floor))
        self.all_met = self.all_met and met


def median(results, key):
    return statistics.median(result[key] for result in results)


def table(header, rows):
    print("| " + " | ".join(header) + " |")
    print("|" + "---|" * len(header))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def warm_tables(bench):
    found = bench.rounds("warm", bench.workloads, bench.options.rounds)
    for workload in bench.workloads:
        ours = found[(OURS, workload)]
        floor = median(ours, "deflate_ms")
        rows = []
        for engine in bench.engines:
            results = found.get((engine, workload))
            if not results:
                continue
            times = median(results, "median_ms") / median(ours, "median_ms")
            rows.append([engine, f'{median(results, "docs_per_s"):,.1f}', f'{median(results, "median_ms"):,.3f}',
                         f'{median(results, "cpu_ms_per_doc"):,.3f}', f'{median(results, "peak_rss_mib"):.0f}',
                         f'{results[0]["bytes"]:,}', f"{times:.1f}"])
            wanted = FASTER_THAN.get((workload, engine))
            if wanted:
                bench.goal(f"{workload.upper()}: times as fast as {engine}", f"{times:.1f}", f"≥ {wanted}",
                           times >= wanted, f'{median(results, "median_ms") / floor:.1f}')
        rows.append(["deflate of document.xml alone", f"{1000 / floor:,.1f}", f"{floor:,.3f}", "", "", "",
                     f'{floor / median(ours, "median_ms"):.2f}'])
        print(f"**{workload.upper()}**, warm\n")
        table(["engine", "documents/s", "ms", "CPU ms", "MiB", "bytes", "time ÷ ours"], rows)
        if workload in MOST_TIMES_DEFLATE:
            times = median(ours, "median_ms") / floor
            bench.goal(f"{workload.upper()}: whole document ÷ deflate alone", f"{times:.2f}",
                       f"≤ {MOST_TIMES_DEFLATE[workload]}", times <= MOST_TIMES_DEFLATE[workload])
        size = ours[0]["bytes"] / os.path.getsize(bench.path("reference", WORKLOADS[workload][3] + ".docx"))
        bench.goal(f"{workload.upper()}: size ÷ zlib 6", f"{size:.3f}", f"≤ {MOST_SIZE}", size <= MOST_SIZE)
        if workload == "w3":
            with zipfile.ZipFile(bench.path("reference", "w3.docx")) as archive:
                document = archive.getinfo("word/document.xml").file_size / 2**20
            times = median(ours, "peak_rss_mib") / document
            bench.goal("W3: peak memory ÷ document.xml", f"{times:.2f}", f"≤ {MOST_TIMES_DOCUMENT}",
                       times <= MOST_TIMES_DOCUMENT)


def cold_table(bench):
    workloads = bench.workloads
    found = bench.rounds("cold", [w for w in workloads if w != "w3"], 11)
    found.update(bench.rounds("cold", [w for w in workloads if w == "w3"], 3))
    rows = []
    for engine, how in bench.engines.items():
        if "cold" in how:
            rows.append([engine] + [
                f'{median(found[(engine, w)], "wall_ms"):,.1f} / {median(found[(engine, w)], "peak_mib"):.0f}'
                for w in workloads])
    print("One document a process, from its start to the file written: ms / MiB\n")
    table(["engine"] + [w.upper() for w in workloads], rows)
    peers = [e for e, how in bench.engines.items() if e != OURS and "cold" in how]
    for workload in workloads if peers else []:
        ours = found[(OURS, workload)]
        for key, what, wanted in (("wall_ms", "wall time, cold", LEAST_COLD if workload != "w3" else None),
                                  ("peak_mib", "peak memory, cold", LEAST_MEMORY)):
            times = min(median(found[(peer, workload)], key) for peer in peers) / median(ours, key)
            if wanted:
                bench.goal(f"{workload.upper()}: best peer ÷ ours, {what}", f"{times:.1f}", f"≥ {wanted}",
                           times >= wanted)


def own_table(bench):
    rounds = range(bench.options.rounds)
    default, fast, one, two, few, many = [], [], [], [], [], []
    for _ in rounds:
        default.append(bench.ours("w1", "w1.json"))
        fast.append(bench.ours("w1", "w1.json", "--level", "1"))
        one.append(bench.ours("w2", "w2_batch.ndjson", pinned=False))
        two.append(bench.ours("w2", "w2_batch.ndjson", "--threads", "2", pinned=False))
        few.append(bench.ours("w1", "rows_1000.json"))
        many.append(bench.ours("w1", "rows_100000.json"))
    times = median(default, "median_ms") / median(fast, "median_ms")
    bench.goal("W1: default ÷ --level 1", f"{times:.2f}", f"≥ {LEAST_FAST_MODE}", times >= LEAST_FAST_MODE)
    times = median(two, "docs_per_s") / median(one, "docs_per_s")
    floor = 2 * median(one, "deflate_ms") / median(two, "deflate_ms")  # cores may share what they are made of
    bench.goal("W2: two threads ÷ one", f"{times:.2f}", f"≥ {LEAST_TWO_THREADS}", times >= LEAST_TWO_THREADS,
               f"{floor:.2f}")
    # What a document costs without its rows is W1's less 144 rows; by the row, it hardly counts in 1,000.
    row = (median(few, "median_ms") - median(default, "median_ms")) / (1_000 - 144)
    times = median(many, "median_ms") / 100_000 / row
    bench.goal("time of a row, of 100,000 ÷ of 1,000", f"{times:.2f}", f"≤ {MOST_ROW_SPREAD}",
               times <= MOST_ROW_SPREAD)


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        return next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "?")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--cpu", type=int, default=(os.cpu_count() or 1) - 1)
    parser.add_argument("--only", default="")
    parser.add_argument("--workloads", default="w1,w2,w3")
    bench = Bench(parser.parse_args())
    print(f"{time.strftime('%Y-%m-%d')}, {processor()}, {os.cpu_count()} cores, {platform.system()}; load at the "
          f"start {os.getloadavg()[0]:.2f}; medians of {bench.options.rounds} rounds\n")
    warm_tables(bench)
    cold_table(bench)
    if set(WORKLOADS) == set(bench.workloads):
        own_table(bench)
    table(["goal", "found", "wanted", "", "deflate alone"], bench.goals)
    print(f"Load at the end {os.getloadavg()[0]:.2f}.")
    for wrong in bench.wrong:
        print("wrong output:", wrong)
    return 1 if bench.wrong or not bench.all_met else 0


if __name__ == "__main__":
    sys.exit(main())
