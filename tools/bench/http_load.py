#!/usr/bin/env python3
"""Measures the service beside node:http with docxtemplater, and beside our server and Poco's without the service.

    http_load.py --bin FOLDER --work FOLDER [--rounds N] [--seconds N] [--connections 8,64] [--minutes N] [--judge]

Each server has processor 0 for itself, wrk processor 1. Servers take turns, round by round; a figure is the median of the
rounds. Prints a Markdown table; with --judge exit status 1 when a goal is missed. --minutes N, instead: the letter for so
long, and the memory of the service meanwhile. tools/bench/http prepares all that this needs.
"""
import argparse
import contextlib
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
DOCUMENTS = {"letter": "w2", "report": "w1"}  # of tools/bench/workloads: the same template and data for both
LEAST_TIMES_NODE = 30
LEAST_OF_POCO = 0.5
MOST_P99_OF_NODE = 1 / 30


@contextlib.contextmanager
def server(command, port_in):
    """A server on processor 0; gives its port and its process."""
    process = subprocess.Popen(["taskset", "-c", "0", *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield int(re.search(port_in, process.stdout.readline())[1]), process
    finally:
        process.terminate()
        process.wait()


def load(url, body, connections, seconds, work):
    script = work / "post.lua"
    script.write_text(f'wrk.method = "POST"\nlocal f = io.open("{body}", "rb")\nwrk.body = f:read("*a")\nf:close()\n'
                      'wrk.headers["Content-Type"] = "application/json"\n'
                      'done = function(summary, latency)\n'
                      '  io.write(string.format("FOUND %d %d %d %d %d %f %f\\n", summary.requests, summary.duration, summary.errors.status,\n'
                      '    summary.errors.connect + summary.errors.read + summary.errors.write, summary.errors.timeout,\n'
                      '    latency:percentile(50), latency:percentile(99)))\nend\n', encoding="utf-8")
    done = subprocess.run(["taskset", "-c", "1", "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(script), url],
                          capture_output=True, text=True, check=True)
    values = re.search(r"FOUND (.*)", done.stdout)[1].split()
    requests, duration, statuses, sockets, timeouts = map(int, values[:5])
    return {"per_s": requests / (duration / 1e6), "p50_ms": float(values[5]) / 1000, "p99_ms": float(values[6]) / 1000,
            "errors": statuses + sockets + timeouts}


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = pathlib.Path(options.work).resolve()
        self.bin = pathlib.Path(options.bin).resolve()
        self.out = self.work / "http"
        self.out.mkdir(parents=True, exist_ok=True)

    def service(self, threads=1):
        return server([self.bin / "thethuc", "serve", "--port", "0", "--threads", threads, "--log", "problems",
                       "--audit-log", self.out / "audit.ndjson", "--uploads", self.out / "uploads",
                       "--templates", REPOSITORY / "templates"], r":(\d+)/")

    def upload(self):
        shutil.rmtree(self.out / "uploads", ignore_errors=True)
        with self.service() as (port, _):
            for name in DOCUMENTS.values():
                request = urllib.request.Request(f"http://127.0.0.1:{port}/v1/templates/{name}",
                                                 (self.work / f"mustache/{name}.docx").read_bytes(),
                                                 {"Content-Type": "application/octet-stream"}, method="PUT")
                assert urllib.request.urlopen(request).status in (200, 201)

    def contenders(self):
        """Name → (connections → server, path, body) of each document."""
        def node(which):
            return lambda _: server(["node", HERE / "peers/server.mjs", self.work / f"docxtemplater/{which}.docx"], r"(\d+)")

        def bare(_):
            return server([self.bin / "bench_http_bare", 1], r"(\d+)")

        def poco(connections):
            return server([self.bin / "bench_http_poco", connections], r"(\d+)")
        data = {which: self.work / f"{which}.json" for which in DOCUMENTS.values()}
        ours = {name: (lambda _: self.service(), f"/v1/templates/{which}/render", data[which]) for name, which in DOCUMENTS.items()}
        peers = {name: (node(which), "/", data[which]) for name, which in DOCUMENTS.items()}
        def limits(make):
            return {name: (make, "/", data[which]) for name, which in DOCUMENTS.items()}
        return {"thethuc": ours, "bare": limits(bare), "poco": limits(poco), "node": peers}

    def measure(self):
        found = {}
        for turn in range(self.options.rounds):
            for document in ("letter", "report"):
                for name, documents in self.contenders().items():
                    make, path, body = documents[document]
                    for connections in self.options.connections:
                        with make(connections) as (port, _):
                            url = f"http://127.0.0.1:{port}{path}"
                            request = urllib.request.Request(url, body.read_bytes(), {"Content-Type": "application/json"})
                            assert urllib.request.urlopen(request).status == 200
                            load(url, body, connections, 1, self.out)  # warm
                            found.setdefault((document, connections, name), []).append(
                                load(url, body, connections, self.options.seconds, self.out))
            print(f"round {turn + 1} of {self.options.rounds} done", file=sys.stderr)
        return {key: {what: statistics.median(r[what] for r in rounds) for what in rounds[0]} for key, rounds in found.items()}

    def report(self, found):
        print(f"load {os.getloadavg()[0]:.2f}; one processor each for server and wrk; {self.options.rounds} rounds of {self.options.seconds} s\n")
        print("| document | connections | server | requests/s | p50 ms | p99 ms | errors | requests ÷ node's |\n|---|---|---|---|---|---|---|---|")
        for (document, connections, name), row in found.items():
            node = found[document, connections, "node"]["per_s"]
            print(f"| {document} | {connections} | {name} | {row['per_s']:,.0f} | {row['p50_ms']:.2f} | {row['p99_ms']:.2f} | {row['errors']:.0f} | {row['per_s'] / max(node, 0.001):.1f} |")
        met = True
        print("\n| goal | wanted | found |\n|---|---|---|")
        for connections in self.options.connections:
            row, poco, node = (found["letter", connections, name] for name in ("thethuc", "poco", "node"))
            goals = [
                (f"letter, {connections} connections: requests ÷ node's", row["per_s"] / node["per_s"], LEAST_TIMES_NODE, True),
                (f"letter, {connections} connections: requests ÷ Poco's", row["per_s"] / poco["per_s"], LEAST_OF_POCO, True),
            ]
            if connections == max(self.options.connections):
                goals.append((f"letter, {connections} connections: p99 ÷ node's", row["p99_ms"] / node["p99_ms"], MOST_P99_OF_NODE, False))
            for goal, value, wanted, more in goals:
                is_met = value >= wanted if more else value <= wanted
                met = met and is_met
                print(f"| {goal} | {'≥' if more else '≤'} {wanted:.3g} | {value:.3g}{'' if is_met else ' **missed**'} |")
        errors = sum(row["errors"] for (_, _, name), row in found.items() if name == "thethuc")
        print(f"| errors of ours | 0 | {errors:.0f} |")
        return met and errors == 0

    def memory(self):
        """Resident MiB while letters are rendered."""
        with self.service(threads=2) as (port, process):
            url = f"http://127.0.0.1:{port}/v1/templates/w2/render"
            body = self.work / "w2.json"
            end = time.monotonic() + 60 * self.options.minutes
            requests = errors = 0
            while time.monotonic() < end:
                row = load(url, body, 64, 10, self.out)
                requests += row["per_s"] * 10
                errors += row["errors"]
                status = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
                resident = int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024
                print(f"{requests:,.0f} requests, {errors:.0f} errors, {resident:.1f} MiB", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--connections", type=lambda text: [int(n) for n in text.split(",")], default=[8, 64])
    parser.add_argument("--minutes", type=int, default=0)
    parser.add_argument("--judge", action="store_true")
    options = parser.parse_args()
    bench = Bench(options)
    bench.upload()
    if options.minutes:
        bench.memory()
        return 0
    return 0 if bench.report(bench.measure()) or not options.judge else 1


if __name__ == "__main__":
    sys.exit(main())
