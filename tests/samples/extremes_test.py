#!/usr/bin/env python3
"""Documents of extreme data keep the layout: the longest names, summaries, lists of recipients; joint signatures.

usage: extremes_test.py --thethuc PROGRAM --repository FOLDER

Samples are changed as each test says and filled. What thethuc check finds in them it finds in the samples, too; on the pages
that LibreOffice makes, a signature stands whole on one page with the end of the text, whatever room the text leaves, and
what belongs together of two signers stands on one line.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "judges"))
import kinds  # noqa: E402
import pages  # noqa: E402

# The longest of the seeds, and of bodies that exist.
BODIES = [
    "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh Bà Rịa - Vũng Tàu",
    "Sở Văn hóa, Thể thao và Du lịch tỉnh Bà Rịa - Vũng Tàu",
    "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh Bắc Kạn",
    "Ủy ban nhân dân tỉnh Hà Nam",
]
SUMMARY = ("việc triển khai thực hiện nhiệm vụ cải cách hành chính, chuyển đổi số và kiểm soát thủ tục hành chính trên địa bàn "
           "tỉnh Hà Nam theo chỉ đạo của Thủ tướng Chính phủ và Bộ Nội vụ tại các văn bản đã ban hành")
TEMPLATES = ["cong-van", "bao-cao", "chuong-trinh", "quyet-dinh", "to-trinh", "giay-moi"]
SENTENCE = "Các cơ quan, đơn vị chủ động thực hiện nhiệm vụ được giao."


def recipients(count):
    return ["Như trên"] + [f"Phòng Nội vụ huyện số {i}" for i in range(2, count + 1)]


class Workshop(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def run_thethuc(self, *arguments):
        return subprocess.run([THETHUC, *arguments], cwd=REPOSITORY, capture_output=True, text=True, timeout=120)

    @staticmethod
    def metadata(template):
        with open(os.path.join(REPOSITORY, "templates", template, "template.json"), encoding="utf-8") as file:
            return json.load(file)

    @staticmethod
    def sample(path):
        with open(os.path.join(REPOSITORY, "samples", path), encoding="utf-8") as file:
            return json.load(file)

    def fill(self, template, data, profile, name):
        source, out = os.path.join(self.folder, name + ".json"), os.path.join(self.folder, name + ".docx")
        with open(source, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False)
        done = self.run_thethuc("render", template, source, "-o", out, "--profile", profile)
        self.assertEqual(done.returncode, 0, done.stderr)
        return out

    def findings(self, document, profile):
        done = self.run_thethuc("check", document, "--profile", profile, "--format", "json")
        return {finding["rule"] for finding in json.loads(done.stdout)["findings"] if finding["severity"] != "info"}

    def pages_of(self, documents):
        return [pages.pages_of(pdf) for pdf in pages.to_pdf(REPOSITORY, documents, self.folder)]


class Findings(Workshop):
    """What the checker says of our own documents."""

    def check(self, change):
        for template in TEMPLATES:
            metadata = self.metadata(template)
            for profile in metadata["profiles"]:
                with self.subTest(template=template, profile=profile):
                    data = self.sample(next(path for path in metadata["samples"]
                                            if kinds.suits(os.path.join(REPOSITORY, "samples", path), profile)))
                    for picture in ("chu_ky", "con_dau"):  # they lie beside the sample
                        data["ky"].pop(picture, None)
                    known = self.findings(self.fill(template, data, profile, "truoc"), profile)
                    change(data)
                    self.assertEqual(self.findings(self.fill(template, data, profile, "sau"), profile) - known, set())

    def test_long_names(self):
        for body in BODIES:
            def change(data, body=body):
                data["co_quan"].pop("dau_trang", None)
                data["co_quan"].update(ten=body, chu_quan="Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu")
                of_party = kinds.is_of_party(data.get("$profile", ""))
                data["ky"]["quyen_han"] = ["K/T GIÁM ĐỐC" if of_party else "KT. GIÁM ĐỐC"]
                data["ky"]["chuc_vu"] = "Phó Giám đốc Sở Văn hóa, Thể thao và Du lịch"
            self.check(change)

    def test_long_summaries(self):
        for length in (180, 200):
            self.check(lambda data, length=length: data.update(trich_yeu=SUMMARY[:length].rsplit(" ", 1)[0]))


def lines_with(page, text):
    return [line for line in page.lines if text in line.text]


class Pages(Workshop):
    SAMPLE = "cong-van/mot-noi-nhan.json"
    SIGNER, COSIGNER = "Nguyễn Văn A", "Nguyễn Văn B"

    def data(self, count, sentences):
        data = self.sample(self.SAMPLE)
        data["noi_nhan"] = recipients(count)
        data["mo_dau"] = [{"noi_dung": SENTENCE}] * sentences
        data["ky"] = {"quyen_han": ["KT. CHỦ TỊCH"], "chuc_vu": "Phó Chủ tịch", "ho_ten": self.SIGNER}
        return data

    def test_a_signature_is_whole_and_has_text_above_it(self):
        cases = [(count, sentences, joint) for joint in (False, True) for count in (3, 12, 13, 55) for sentences in range(20, 46, 3)]
        documents = []
        for count, sentences, joint in cases:
            data = self.data(count, sentences)
            if joint:
                data["ky_cung"] = [{"chuc_vu": "Giám đốc", "ho_ten": self.COSIGNER}]
            documents.append(self.fill("cong-van", data, "nd30-2020", f"{count}-{sentences}-{joint}"))
        for case, laid_out in zip(cases, self.pages_of(documents)):
            with self.subTest(recipients=case[0], sentences=case[1], joint=case[2]):
                (page,) = [page for page in laid_out if lines_with(page, self.SIGNER)]
                (post,) = lines_with(page, "PHÓ CHỦ TỊCH")
                above = [line for line in page.lines if line.bottom < post.top and not line.text.startswith(("KT.", "GIÁM", "Nơi"))]
                self.assertGreaterEqual(len([line for line in above if line.size > 12]), 2, [line.text for line in page.lines])
                recipients_there = sum(line.text.startswith("- ") for page in laid_out for line in page.lines)
                self.assertGreaterEqual(recipients_there, case[0])

    def test_the_block_of_a_copy_is_whole_and_the_copied_signature_has_text_above_it(self):
        cases = [(template, count) for template in ("sao-y", "sao-luc", "trich-sao") for count in range(13, 28, 2)]
        documents = []
        for template, count in cases:
            data = self.sample(self.metadata(template)["samples"][0])
            data["ban_goc"]["noi_dung_sao"] = "\n\n".join(f"{i}. {SENTENCE}" for i in range(1, count + 1))
            documents.append((data, self.fill(template, data, "nd30-2020", f"{template}-{count}")))
        for case, (data, _), laid_out in zip(cases, documents, self.pages_of([document for _, document in documents])):
            with self.subTest(template=case[0], paragraphs=case[1]):
                texts = [[line.text for line in page.lines] for page in laid_out]
                symbol = [number for number, lines in enumerate(texts) if any(data["ky_hieu"] in line for line in lines)]
                post = data["ky"]["chuc_vu"].upper()
                self.assertEqual(symbol, [number for number, lines in enumerate(texts) if post in lines][-1:])
                (last,) = [number for number, lines in enumerate(texts) if any(line.startswith(f"{case[1]}. ") for line in lines)]
                signer = data["ban_goc"]["ky"]["chuc_vu"].upper()
                self.assertIn(last, [number for number, lines in enumerate(texts) if signer in lines])

    def test_joint_signatures_are_level(self):
        posts = ["Giám đốc", "Phó Chủ tịch Hội đồng nhân dân tỉnh Bà Rịa - Vũng Tàu"]
        # capacities and other posts of the two
        cases = [(["TL. BỘ TRƯỞNG"], [], None, None), ([], ["TM. ỦY BAN NHÂN DÂN"], "Trưởng ban", None), ([], [], None, "Tổ trưởng"),
                 (["TL. BỘ TRƯỞNG"], ["TM. ỦY BAN NHÂN DÂN"], "Trưởng ban", "Tổ trưởng")]
        documents = []
        for number, (left, right, left_post, right_post) in enumerate(cases):
            data = self.data(3, 3)
            signers = [{"quyen_han": left, "chuc_vu": posts[0], "chuc_vu_khac": left_post, "ho_ten": self.COSIGNER},
                       {"quyen_han": right, "chuc_vu": posts[1], "chuc_vu_khac": right_post, "ho_ten": self.SIGNER}]
            signers = [{key: value for key, value in signer.items() if value} for signer in signers]
            data.update(ky_cung=signers[:1], ky=signers[1])
            documents.append(self.fill("cong-van", data, "nd30-2020", f"lien-tich-{number}"))
        pairs = [("GIÁM ĐỐC", "PHÓ CHỦ TỊCH"), (self.COSIGNER, self.SIGNER), ("TL. BỘ TRƯỞNG", "TM. ỦY BAN NHÂN DÂN"),
                 ("TRƯỞNG BAN", "TỔ TRƯỞNG")]
        for case, laid_out in zip(cases, self.pages_of(documents)):
            for pair in pairs:
                found = [line for text in pair for page in laid_out for line in page.lines if line.text == text]
                with self.subTest(case=case, pair=pair):
                    if len(found) == 2:
                        self.assertAlmostEqual(found[0].top, found[1].top, delta=1)
                    else:  # one signer has it alone, or neither
                        self.assertIn(pair, pairs[2:])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--thethuc", required=True)
    parser.add_argument("--repository", required=True)
    options, rest = parser.parse_known_args()
    THETHUC, REPOSITORY = os.path.abspath(options.thethuc), os.path.abspath(options.repository)
    unittest.main(argv=sys.argv[:1] + rest)
