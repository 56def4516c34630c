#!/usr/bin/env python3
"""Workbooks that other programs have saved: LibreOffice, and openpyxl.

usage: workbooks.py PRINTER

PRINTER is bulk_print_records, which prints the records of a file.
"""
import datetime
import pathlib
import subprocess
import sys
import tempfile
import unittest

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = pathlib.Path(__file__).resolve().parent
PRINTER = ""


def records(path, *sheet):
    done = subprocess.run([PRINTER, path, *sheet], capture_output=True, check=True, timeout=60)
    return done.stdout.decode().splitlines()


class Workbooks(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def saved(self, book):
        book.save(self.folder / "a.xlsx")
        return self.folder / "a.xlsx"

    def test_libreoffice(self):
        profile = (self.folder / "profile").as_uri()
        subprocess.run(["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", self.folder,
                        HERE / "danh-sach.fods"], check=True, capture_output=True, timeout=240)
        path = self.folder / "danh-sach.xlsx"
        self.assertEqual(records(path), [
            '2: {"so":1,"ten":"Nguyễn Văn A","ngay":"2026-11-30","tien":1234567.5,"dung":true,"ky":{"ten":"đậm và thường"}}',
            '3: {"so":2,"ten":"hai\\ndòng","ngay":"1900-03-01","tien":0.3,"dung":false}',
            "4: record_cell@4",
            '6: {"so":4,"tien":0.25}'])
        self.assertEqual(records(path, "trang hai"), ['2: {"luc":"2026-11-30T08:30","gio":"08:30:15"}'])

    def test_openpyxl(self):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["so", "ten", "ngay", "luc", "tien", "dung", "ds.1", "ds.2"])
        sheet.append([1, "Nguyễn Văn A", datetime.date(2026, 11, 30), datetime.datetime(2026, 11, 30, 8, 30), 0.1 + 0.2, True, "a", "b"])
        sheet.append([2, 'x & <y> "z"\nhai', None, None, 123456789012345, False, None, "b"])
        sheet.append([])
        sheet.append([None, "  ", None])
        sheet.append([3, "=A2+1"])
        sheet["A8"] = 4
        sheet["C8"] = datetime.time(7, 5)
        sheet.merge_cells("A8:B8")
        sheet.row_dimensions[8].hidden = True
        self.assertEqual(records(self.saved(book)), [
            '2: {"so":1,"ten":"Nguyễn Văn A","ngay":"2026-11-30","luc":"2026-11-30T08:30","tien":0.3,"dung":true,"ds":["a","b"]}',
            '3: {"so":2,"ten":"x & <y> \\"z\\"\\nhai","tien":123456789012345,"dung":false,"ds":["b"]}',
            '6: {"so":3}',
            '8: {"so":4,"ngay":"07:05"}'])

    def test_days_from_1904(self):
        book = openpyxl.Workbook()
        book.epoch = CALENDAR_MAC_1904
        book.active.append(["ngay"])
        book.active.append([datetime.date(2026, 11, 30)])
        self.assertEqual(records(self.saved(book)), ['2: {"ngay":"2026-11-30"}'])

    def test_sheets(self):
        book = openpyxl.Workbook()
        book.active.sheet_state = "hidden"
        for name in ("Danh sách", "Khác"):
            sheet = book.create_sheet(name)
            sheet.append(["trang"])
            sheet.append([name])
        self.assertEqual(records(self.saved(book)), ['2: {"trang":"Danh sách"}'])
        self.assertEqual(records(self.saved(book), "khác"), ['2: {"trang":"Khác"}'])
        self.assertEqual(records(self.saved(book), "Sheet"), ["records_not_readable"])
        self.assertEqual(records(self.saved(book), "Danh sach"), ["sheet_not_found"])

    def test_a_stream_writer(self):
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in [["so", "ten"], *([number, f"Tên {number}"] for number in range(5000))]:
            sheet.append(row)
        self.assertEqual(records(self.saved(book)), [f'{n + 2}: {{"so":{n},"ten":"Tên {n}"}}' for n in range(5000)])


if __name__ == "__main__":
    PRINTER = sys.argv.pop(1)
    unittest.main()
