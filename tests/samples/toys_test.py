#!/usr/bin/env python3
"""Hard-wires one value of the template bao-cao after the other and sees that samples_test tells it.

usage: toys_test.py SAMPLES_TEST REPOSITORY

Each case changes one file of a copy of templates/ and runs samples_test, which looks for templates/ and samples/ in
its working folder, on one sample. It must fail and name the value.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

NUMBERS, PLACES, BODIES = "_partials/so-ky-hieu.xml", "_partials/dia-danh-ngay.xml", "_partials/co-quan.xml"
TITLES, SIGNERS, RECIPIENTS = "_partials/ten-loai.xml", "_partials/ky.xml", "_partials/noi-nhan-dau.xml"
APPENDICES, TABLE = "_partials/phu-luc.xml", "_partials/bang-chi-tieu.xml"
SMALLEST, DRAFT = "toi-thieu", "du-thao-hai-phu-luc"
NUMBER = "{{#so}}{{so | hai_chu_so}}{{/so}}{{^so}}        {{/so}}"
DATE = "{{#ngay}}{{ngay | ngay}}{{/ngay}}{{^ngay}}{{thang_ban_hanh | ngay_trong}}{{/ngay}}"
# what is hard-wired, sample that shows it, file, text there, text in its place, JSON pointer in the complaint
CASES = [
    ("nothing", SMALLEST, NUMBERS, NUMBER, NUMBER, None),
    ("the number", SMALLEST, NUMBERS, NUMBER, "05", "/so"),
    ("the symbol", SMALLEST, NUMBERS, "/{{ky_hieu}}", "/BC-UBND", "/ky_hieu"),
    ("the place", SMALLEST, PLACES, "{{dia_danh}},", "Xã …,", "/dia_danh"),
    ("the date", SMALLEST, PLACES, DATE, "ngày 05 tháng 01 năm 2022", "/ngay"),
    ("the agency", SMALLEST, BODIES, "{{co_quan.ten | hoa}}", "ỦY BAN NHÂN DÂN XÃ …", "/co_quan/ten"),
    ("the title", SMALLEST, TITLES, "{{trich_yeu}}",
     "Kết quả thực hiện công tác cải cách hành chính năm 2021", "/trich_yeu"),
    ("the signer's name", SMALLEST, SIGNERS, "{{ho_ten}}", "Nguyễn Văn A", "/ky/ho_ten"),
    ("the signer's post", SMALLEST, SIGNERS, "{{chuc_vu | hoa}}", "CHỦ TỊCH", "/ky/chuc_vu"),
    ("the only recipient", SMALLEST, RECIPIENTS, "- {{.}};", "- Như trên;", "/noi_nhan/0"),
    ("the agency in the appendix alone", DRAFT, APPENDICES, "của {{co_quan.ten}})", "của Sở Kế hoạch và Đầu tư)", "/co_quan/ten"),
    ("the month in the appendix alone", DRAFT, APPENDICES, "{{thang_ban_hanh | ngay_trong}}", "ngày … tháng 3 năm 2023",
     "/thang_ban_hanh"),
    ("the symbol in the appendix alone", DRAFT, APPENDICES, "/{{ky_hieu}} ", "/BC-SKHĐT ", "/ky_hieu"),
    ("the figures of the table", DRAFT, TABLE, "{{so_lieu | so}}", "7", "/phu_luc/0/dong/2/so_lieu"),
]


class Toys(unittest.TestCase):
    def check(self, sample, file, before, after, pointer):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(os.path.join(REPOSITORY, "templates"), os.path.join(folder, "templates"))
            os.symlink(os.path.join(REPOSITORY, "samples"), os.path.join(folder, "samples"))
            path = os.path.join(folder, "templates", file)
            with open(path, encoding="utf-8") as opened:
                text = opened.read()
            self.assertIn(before, text)
            with open(path, "w", encoding="utf-8") as opened:
                opened.write(text.replace(before, after))
            done = subprocess.run([SAMPLES_TEST, "every figure*", "-c", f"samples/bao-cao/{sample}.json"], cwd=folder,
                                  capture_output=True, text=True, timeout=300)
        if pointer is None:
            self.assertEqual(done.returncode, 0, done.stdout)
        else:
            self.assertNotEqual(done.returncode, 0, done.stdout)
            self.assertIn(f"  {pointer}\n", done.stdout)

    def test_each(self):
        for name, *case in CASES:
            with self.subTest(name):
                self.check(*case)


if __name__ == "__main__":
    SAMPLES_TEST, REPOSITORY = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    unittest.main(argv=sys.argv[:1])
