#!/usr/bin/env python3
"""docxtpl (Python) driver: same definition and output line as bench.mjs / cli.mjs.

    python3 bench_docxtpl.py bench TEMPLATE.docx DATA.json|DATA.ndjson [--seconds 5] [--warmup 2] [--out FILE]
    python3 bench_docxtpl.py cli TEMPLATE.docx DATA.json OUT.docx

One DocxTemplate object is kept; its render() re-reads the template when it was rendered before.
"""
import io
import json
import resource
import sys
import time


def make(template_bytes):
    from docxtpl import DocxTemplate
    tpl = DocxTemplate(io.BytesIO(template_bytes))

    def render(data):
        tpl.render(data, autoescape=True)
        out = io.BytesIO()
        tpl.save(out)
        return out.getvalue()
    return render


def bench(template, data, opt):
    with open(template, "rb") as file:
        render = make(file.read())
    with open(data, encoding="utf-8") as file:
        texts = file.read().splitlines() if data.endswith(".ndjson") else [file.read()]
    n = 0

    def one():
        nonlocal n
        t0 = time.perf_counter()
        out = render(json.loads(texts[n % len(texts)]))
        n += 1
        return (time.perf_counter() - t0) * 1000, out
    first = one()[0]
    end = time.monotonic() + opt["warmup"]
    while time.monotonic() < end:
        one()
    times = []
    c0 = time.process_time()
    w0 = time.monotonic()
    while time.monotonic() < w0 + opt["seconds"] or len(times) < 3:
        times.append(one()[0])
    wall = time.monotonic() - w0
    cpu = time.process_time() - c0
    n = len(texts) - 1
    out = one()[1]
    if opt["out"]:
        open(opt["out"], "wb").write(out)
    times.sort()

    def q(p):
        return round(times[min(len(times) - 1, int(p * len(times)))], 3)
    print(json.dumps({
        "engine": "docxtpl", "docs": len(times),
        "docs_per_s": round(len(times) / wall, 2), "median_ms": q(.5), "p10_ms": q(.1), "p90_ms": q(.9),
        "cpu_ms_per_doc": round(cpu * 1000 / len(times), 3), "first_ms": round(first, 2),
        "peak_rss_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "bytes": len(out)}))


def main():
    if sys.argv[1] == "cli":
        template, data, out = sys.argv[2:5]
        render = make(open(template, "rb").read())
        open(out, "wb").write(render(json.load(open(data, encoding="utf-8"))))
        return
    opt = {"seconds": 5.0, "warmup": 2.0, "out": ""}
    rest = sys.argv[4:]
    for k, v in zip(rest[::2], rest[1::2]):
        opt[k.lstrip("-")] = v if k == "--out" else float(v)
    bench(sys.argv[2], sys.argv[3], opt)


if __name__ == "__main__":
    main()
