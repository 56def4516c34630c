#!/usr/bin/env python3
"""Sees that every relative link and picture of every page leads to a file, and every #anchor to a heading.

usage: links.py REPOSITORY
"""
import pathlib
import re
import sys

SKIPPED = {"build", "out", "node_modules", ".git", "corpus"}  # a fuzzer's corpus is no page
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
HEADING = re.compile(r"^#+\s+(.*?)\s*$", re.MULTILINE)


def anchors(page):
    """The names that git forges give to headings: lower case, punctuation dropped, spaces to hyphens."""
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)}


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    pages = [p for p in sorted(root.rglob("*.md")) if not SKIPPED & set(p.relative_to(root).parts)]
    faults = []
    for page in pages:
        for link in LINK.findall(CODE.sub("", page.read_text("utf-8"))):
            if re.match(r"[a-z]+:", link):
                continue
            name, _, anchor = link.partition("#")
            target = (page.parent / name).resolve() if name else page
            if not target.exists():
                faults.append(f"{page.relative_to(root)}: {link} leads nowhere")
            elif anchor and anchor not in anchors(target):
                faults.append(f"{page.relative_to(root)}: no heading for {link}")
    for fault in faults:
        print(fault)
    print(f"{len(pages)} pages, {len(faults)} findings")
    return 1 if faults or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
