#!/usr/bin/env python3
"""Stands for thethuc-convert-worker: speaks its language, and does what the text of a document says.

"dung" ends the process; "dung-mot-lan PATH" does so unless PATH is there, which it makes; "treo" never answers; "rac" answers
nonsense; "lon" announces more than there is; "khong-mo" says that LibreOffice cannot open it. Anything else becomes a PDF that
holds the text and the id of this process. All documents have one page; a PDF as input is damaged when it holds "hong".
"""
import io
import os
import pathlib
import re
import socket
import struct
import sys
import time
import zipfile

NOT_LOADED, PAGE_MISSING, PDF_DAMAGED, NO_PDFIUM = 1, 3, 4, 6
FACES = ["LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-BoldItalic", "LiberationSerif-Italic"]

channel = socket.socket(fileno=3)


def number(value):
    return struct.pack("<Q", value)


def text(value):
    value = value if isinstance(value, bytes) else value.encode()
    return number(len(value)) + value


def receive(size):
    data = b""
    while len(data) < size:
        piece = channel.recv(size - len(data))
        if not piece:
            os._exit(0)
        data += piece
    return data


def send(message):
    channel.sendall(text(message))


def answer(status, problem="", pdf=b""):
    empty_geometry = number(0) * 6
    resident, no_time = number(1), number(0) * 2
    return number(status) + text(problem) + text(pdf) + number(1) + number(0) + empty_geometry + resident + no_time


class Job:
    """As job.cpp writes it."""

    def __init__(self, message):
        self.rest = message
        self.is_pdf = self.number() == 1
        self.text()  # the export's options
        spans = [(self.number(), self.number()) for _ in range(self.number())]
        self.last_page = max((last for _, last in spans), default=1)
        for _ in range(6):  # what is wanted, resolution, form, limits
            self.number()
        self.document = self.text()

    def number(self):
        value = struct.unpack_from("<Q", self.rest)[0]
        self.rest = self.rest[8:]
        return value

    def text(self):
        size = self.number()
        value, self.rest = self.rest[:size], self.rest[size:]
        return value


def text_of(document):
    if not document.startswith(b"PK"):
        return document.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)<", archive.read("word/document.xml").decode()))


def act(job):
    words = text_of(job.document)
    once = re.search(r"dung-mot-lan (\S+)", words)
    if once and not pathlib.Path(once[1]).exists():
        pathlib.Path(once[1]).touch()
        os._exit(1)
    if not once and "dung" in words:
        os._exit(1)
    if "treo" in words:
        time.sleep(1000)
    if "rac" in words:
        return send(b"\xff" * 100)
    if "lon" in words:
        channel.sendall(number(1 << 60))
        time.sleep(1000)
    if "khong-mo" in words:
        return send(answer(NOT_LOADED, "General input/output error."))
    if job.is_pdf and "hong" in words:
        return send(answer(PDF_DAMAGED, "not a PDF, or damaged"))
    if job.last_page > 1:
        return send(answer(PAGE_MISSING))
    pdf = f"%PDF-1.7\n{words}\npid {os.getpid()}\n" + "".join(f"/BaseFont/BAAAAA+{face}\n" for face in FACES)
    return send(answer(NO_PDFIUM, "none here", pdf.encode()))


def main():
    send(text("") + number(0) + text("0"))
    while True:
        act(Job(receive(struct.unpack("<Q", receive(8))[0])))


sys.exit(main())
