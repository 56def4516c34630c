"""The documents: W1, a report with an appendix, and W2, a letter of one page; for any syntax."""
from wordml import NS, SECT, par, run, tbl, tc, tr


def letterhead(s, d, left):
    right = (par(run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", b=True, sz=26), "center", False, 0)
             + par(run("Độc lập - Tự do - Hạnh phúc", b=True), "center", False, 0)
             + par(run("_______________________", b=True), "center", False, 0))
    v = lambda n: s.var(d, n)
    row1 = tr(tc(3700, left) + tc(5650, right))
    row2 = tr(tc(3700, par(run("Số: " + v("so_hieu"), sz=26), "center", False))
              + tc(5650, par(run(f'{v("dia_danh")}, ngày {v("ngay")} tháng {v("thang")} '
                                 f'năm {v("nam")}', i=True), "center", False)))
    return tbl([3700, 5650], row1 + row2, False)


def document_w1(s, data):
    d = s.root(data)
    v = lambda n: s.var(d, n)
    out = [letterhead(s, d,
                      par(run(v("co_quan"), b=True, sz=26), "center", False, 0)
                      + par(run(v("ten_xa"), b=True, sz=26), "center", False, 0)
                      + par(run("________", b=True, sz=26), "center", False, 0))]
    out.append(par(run(v("loai_van_ban"), b=True), "center", False, 360))
    out.append(par(run(v("trich_yeu"), b=True), "center", False, 0, 240))
    out.append(par(run(v("mo_dau"))))

    def doan(x):
        return par(run(s.var(x, "noi_dung")))

    def muc(x):
        return par(run(s.var(x, "tieu_de"), b=True), keep=True) + s.par_loop(x, "doan", doan)

    def phan(x):
        return (par(run(s.var(x, "tieu_de"), b=True), keep=True) + s.par_loop(x, "doan", doan)
                + s.par_loop(x, "muc", muc))
    out.append(s.par_loop(d, "phan", phan))
    out.append(par(run(v("ket_luan"))))
    # signature block
    left = (par(run("Nơi nhận:", b=True, i=True, sz=24), "left", False)
            + s.par_loop(d, "noi_nhan",
                         lambda x: par(run(s.var(x, "ten"), sz=22), "left", False, 0)))
    right = (par(run(v("quyen_han_ky"), b=True), "center", False)
             + par(run(v("chuc_vu"), b=True), "center", False, 0, 1200)
             + par(run(v("nguoi_ky"), b=True), "center", False, 0))
    out.append(tbl([4400, 4950], tr(tc(4400, left) + tc(4950, right)), False))
    # appendix
    out.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
    out.append(par(run(v("phu_luc"), b=True), "center", False, 0))
    out.append(par(run(v("ten_phu_luc"), b=True), "center", False, 0, 120))
    widths = [900, 4500, 1500, 1100, 1350]

    def head(text):
        return par(run(text, b=True, sz=24), "center", False, 40, 40)

    empty = par("", "center", False, 40, 40)
    rows = tr(tc(900, head("STT"), vmerge="restart") + tc(4500, head("Chỉ tiêu thống kê"), vmerge="restart")
              + tc(2600, head("Kết quả thống kê"), span=2)
              + tc(1350, head("Ghi chú"), vmerge="restart"), True)
    rows += tr(tc(900, empty, vmerge="cont") + tc(4500, empty, vmerge="cont")
               + tc(1500, head("Đơn vị tính")) + tc(1100, head("Số liệu"))
               + tc(1350, empty, vmerge="cont"), True)

    def row(x, first, last):
        def cell(runs, jc):
            return par(runs, jc, False, 40, 40)

        def text(name, before="", after=""):
            return ((run(before, sz=24) if before else "") + run(s.var(x, name), sz=24)
                    + (run(after, sz=24) if after else ""))

        def bold_if(name, before=""):
            return ((run(before, sz=24) if before else "")
                    + s.if_else(x, "dam", run(s.var(x, name), b=True, sz=24),
                                run(s.var(x, name), sz=24)))
        return tr(tc(900, cell(bold_if("stt", first), "center"))
                  + tc(4500, cell(bold_if("chi_tieu"), "left"))
                  + tc(1500, cell(text("don_vi"), "center"))
                  + tc(1100, cell(text("so_lieu"), "right"))
                  + tc(1350, cell(text("ghi_chu", "", last), "left")))
    rows += s.row_loop(d, "thong_ke", row)
    out.append(tbl(widths, rows, True))
    return wrap("".join(out))


def document_w2(s, data):
    """One-page invitation letter, 12 scalar fields."""
    d = s.root(data)
    v = lambda n: s.var(d, n)
    out = [letterhead(s, d, par(run("ỦY BAN NHÂN DÂN HUYỆN", sz=26), "center", False, 0)
                      + par(run(v("co_quan"), b=True, sz=26), "center", False, 0)
                      + par(run("________", b=True, sz=26), "center", False, 0))]
    out.append(par(run("GIẤY MỜI", b=True), "center", False, 360))
    out.append(par(run("Kính mời: ") + run(v("kinh_moi"), b=True) + run(" – " + v("don_vi"))))
    out.append(par(run("Tới dự: " + v("noi_dung") + ".")))
    out.append(par(run("Thời gian: ", b=True) + run(v("thoi_gian") + ".")))
    out.append(par(run("Địa điểm: ", b=True) + run(v("dia_diem") + ".")))
    out.append(par(run("Rất mong Ông (Bà) sắp xếp thời gian tham dự đầy đủ, đúng giờ để cuộc họp "
                       "đạt kết quả tốt. Tài liệu được gửi kèm theo giấy mời này./.")))
    left = (par(run("Nơi nhận:", b=True, i=True, sz=24), "left", False)
            + par(run("- Như trên;", sz=22), "left", False, 0)
            + par(run("- Lưu: VT.", sz=22), "left", False, 0))
    right = (par(run("CHÁNH VĂN PHÒNG", b=True), "center", False, 0, 1200)
             + par(run(v("nguoi_ky"), b=True), "center", False, 0))
    out.append(tbl([4400, 4950], tr(tc(4400, left) + tc(4950, right)), False))
    return wrap("".join(out))


def wrap(body):
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<w:document {NS}><w:body>{body}{SECT}</w:body></w:document>')
