#!/usr/bin/env python3
"""The bases of templates/_base against the rules as data: each style that prints a component of a
document has the size, weight, slope, underline, alignment and distances that its profile asks for,
the page has its margins and its page number, and each template ends in its section properties.

usage: styles_test.py REPOSITORY
"""
import json
import re
import sys
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REPOSITORY = Path(sys.argv.pop(1) if len(sys.argv) > 1 else ".")
BASES = sorted(p for p in (REPOSITORY / "templates/_base").iterdir() if p.is_dir())
TWIPS_PER_MM = 1440 / 25.4

# Style → the component it prints; of several, the first that a profile knows.
COMPONENTS = {
    "QuocHieu": ("tieu_de_dang", "quoc_hieu"),
    "TieuNgu": ("tieu_de_dang", "tieu_ngu"),
    "CoQuanChuQuan": ("co_quan_chu_quan",),
    "CoQuanBanHanh": ("co_quan_ban_hanh",),
    "DauSao": ("dau_sao",),
    "SoKyHieu": ("so_ky_hieu",),
    "DiaDanhNgay": ("dia_danh_ngay",),
    "TenLoai": ("ten_loai",),
    "TrichYeu": ("trich_yeu",),
    "GachNganTrichYeu": ("gach_ngan_trich_yeu",),
    "TrichYeuCongVan": ("trich_yeu_cong_van",),
    "ThamQuyen": ("tham_quyen_ban_hanh",),
    "CanCu": ("can_cu",),
    "MenhLenh": ("menh_lenh",),
    "NoiDung": ("noi_dung",),
    "PhanSo": ("phan_chuong_so",),
    "PhanTieuDe": ("phan_chuong_tieu_de",),
    "ChuongSo": ("phan_chuong_so",),
    "ChuongTieuDe": ("phan_chuong_tieu_de",),
    "MucSo": ("muc_so",),
    "MucTieuDe": ("muc_tieu_de",),
    "Dieu": ("dieu",),
    "MucLaMa": ("muc_la_ma",),
    "Khoan": ("khoan",),
    "KhoanCoTieuDe": ("khoan_co_tieu_de",),
    "Diem": ("diem",),
    "KetLuan": ("noi_dung",),
    "KinhGui": ("kinh_gui",),
    "KinhGuiDanhSach": ("kinh_gui_danh_sach",),
    "QuyenHan": ("quyen_han",),
    "ChucVu": ("chuc_vu",),
    "ChucVuKhac": ("chuc_vu_khac",),
    "HoTen": ("ho_ten",),
    "NoiNhanTu": ("noi_nhan_tu",),
    "NoiNhanDanhSach": ("noi_nhan_danh_sach",),
    "NoiNhanLuu": ("noi_nhan_luu",),
    "KyHieuNguoiSoan": ("ky_hieu_nguoi_soan",),
    "DauKhan": ("dau_khan",),
    "DauLuuHanh": ("pham_vi_luu_hanh",),
    "DuThao": ("du_thao",),
    "DiaChi": ("dia_chi_co_quan",),
    "ThongTinKySo": ("thong_tin_ky_so",),
    "SoTrang": ("so_trang",),
    "PhuLucSo": ("phu_luc_so",),
    "PhuLucTieuDe": ("phu_luc_tieu_de",),
    "PhuLucChiDan": ("phu_luc_chi_dan",),
    "KemTheoChiDan": ("kem_theo_chi_dan",),
    "BanSaoHinhThuc": ("ban_sao_hinh_thuc",),
}
# What a profile says of a component and we set otherwise, with the reason.
OTHERWISE = {
    # Only the words "Kính gửi:" are italic: a character style in the partial says so.
    ("hd05-vptw", "KinhGui", "italic"),
    # Box 14 stands in the top right corner (ND 30/2020, phu luc I, muc II, 8): the profile's
    # alignment is that of the lines among themselves.
    ("nd30-2020", "ThongTinKySo", "alignment"),
}
ALIGNMENTS = {"left": "left", "start": "left", "center": "center", "right": "right", "both": "justify"}


class Styles:
    """The styles of a base, each with what it is based on."""

    def __init__(self, base):
        root = ElementTree.parse(base / "word/styles.xml").getroot()
        self.styles = {s.get(W + "styleId"): s for s in root.iter(W + "style")}
        self.defaults = root.find(W + "docDefaults")

    def chain(self, style_id):
        while style_id:
            style = self.styles[style_id]
            yield style
            based = style.find(W + "basedOn")
            style_id = based.get(W + "val") if based is not None else None

    def value(self, style_id, properties, name, attribute="val"):
        holders = [s.find(W + properties) for s in self.chain(style_id)]
        default = self.defaults.find(f"{W}{properties}Default/{W}{properties}")
        for holder in [*holders, default]:
            element = holder.find(W + name) if holder is not None else None
            if element is not None and (element.get(W + attribute) is not None or attribute == "val"):
                return element.get(W + attribute) or "1"
        return None

    def is_on(self, style_id, name):
        return self.value(style_id, "rPr", name) not in (None, "0", "false", "none")


def findings(profile, name, styles):
    """What differs, each as a line."""
    for style, candidates in COMPONENTS.items():
        component = next((profile["components"][c] for c in candidates if c in profile["components"]), None)
        if component is None:
            continue
        found = {
            "bold": styles.is_on(style, "b"),
            "italic": styles.is_on(style, "i"),
            "underline": styles.is_on(style, "u"),
            "alignment": ALIGNMENTS[styles.value(style, "pPr", "jc") or "left"],
        }
        for key, value in found.items():
            expected = component.get(key)
            if expected is not None and value != expected and (name, style, key) not in OTHERWISE:
                yield f"{style}: {key} is {value}, expected {expected}"
        size = component.get("size_pt")
        points = int(styles.value(style, "rPr", "sz")) / 2
        if size and not size["min"] <= points <= size["max"]:
            yield f"{style}: {points} points, expected {size['min']} to {size['max']}"
        yield from spacing_findings(style, component.get("spacing") or {}, styles)


def spacing_findings(style, spacing, styles):
    def twips(attribute):
        return int(styles.value(style, "pPr", "spacing", attribute) or 0)

    if "paragraph_min_pt" in spacing and twips("before") + twips("after") < 20 * spacing["paragraph_min_pt"]:
        yield f"{style}: paragraphs are nearer than {spacing['paragraph_min_pt']} points"
    rule = styles.value(style, "pPr", "spacing", "lineRule")
    if "line_exact_pt_min" in spacing:
        line = twips("line") / 20
        if rule != "exact" or not spacing["line_exact_pt_min"] <= line <= spacing["line_exact_pt_max"]:
            yield f"{style}: lines of {line} points, {rule}"
    elif "line_max_multiple" in spacing:
        multiple = twips("line") / 240
        if rule != "auto" or not spacing.get("line_min_multiple", 1) <= multiple <= spacing["line_max_multiple"]:
            yield f"{style}: lines of {multiple}, {rule}"
    allowed = spacing.get("first_line_indent_mm_allowed") or [
        v for k, v in spacing.items() if k == "first_line_indent_mm_default"]
    if allowed:
        indent = int(styles.value(style, "pPr", "ind", "firstLine") or 0) / TWIPS_PER_MM
        if not any(abs(indent - a) < 0.5 for a in allowed):
            yield f"{style}: first line indented {indent:.1f} mm"


class Bases(unittest.TestCase):
    def for_each(self):
        self.assertIn("nd30-2020", [b.name for b in BASES])
        for base in BASES:
            data = json.loads((REPOSITORY / f"engine/rules/profiles/{base.name}.json").read_text())
            yield base, data["profiles"][base.name]

    def test_styles_follow_the_profile(self):
        for base, profile in self.for_each():
            self.assertEqual(list(findings(profile, base.name, Styles(base))), [], base.name)

    def test_all_bases_have_the_same_styles(self):
        first = list(Styles(BASES[0]).styles)
        for base, _ in self.for_each():
            self.assertEqual(list(Styles(base).styles), first, base.name)

    def test_margins_follow_the_profile(self):
        for base, profile in self.for_each():
            margins = ElementTree.parse(base / "section.xml").getroot().find(W + "pgMar")
            for side, allowed in profile["page"]["margins_mm"].items():
                mm = int(margins.get(W + side)) / TWIPS_PER_MM
                self.assertTrue(allowed["min"] - 0.5 <= mm <= allowed["max"] + 0.5, f"{side}: {mm:.1f} mm")
            settings = (base / "word/settings.xml").read_text()
            self.assertEqual("<w:mirrorMargins/>" in settings, profile["page"].get("duplex_mirror", False))

    def test_the_page_number_stands_where_the_profile_has_it(self):
        for base, profile in self.for_each():
            at_bottom = "footer" in profile["components"]["so_trang"]["region"]
            for part in ("header1", "footer1"):
                has = "PAGE" in (base / f"word/{part}.xml").read_text()
                self.assertEqual(has, (part == "footer1") == at_bottom, part)

    def test_each_body_ends_in_its_section_properties(self):
        # A body whose last paragraph alone has them opens in Word with another section: an empty page.
        for document in sorted((REPOSITORY / "templates").glob("[!_]*/document.xml")):
            with self.subTest(template=document.parent.name):
                last = ElementTree.parse(document).getroot().find(W + "body")[-1]
                self.assertEqual(last.tag, W + "sectPr")

    def test_a_wrong_style_is_told(self):
        base = REPOSITORY / "templates/_base/nd30-2020"
        profile = json.loads((REPOSITORY / "engine/rules/profiles/nd30-2020.json").read_text())["profiles"]["nd30-2020"]
        styles = Styles(base)
        for properties, name, value in (("rPr", "sz", "32"), ("pPr", "jc", "left"), ("rPr", "b", "0")):
            style = styles.styles["TenLoai"]
            element = style.find(f"{W}{properties}/{W}{name}")
            before = dict(element.attrib)
            element.set(W + "val", value)
            self.assertRegex("\n".join(findings(profile, "nd30-2020", styles)), re.compile("^TenLoai"))
            element.attrib.clear()
            element.attrib.update(before)


if __name__ == "__main__":
    unittest.main()
