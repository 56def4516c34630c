"""What the decree asks of a report's own pages (ND 30/2020, phụ lục I and form 1.4): header, lines, body, signature.

Each function takes the pages and the data that were filled in, and yields what is not as it should be. Words are
compared with the data, never with what the template says.
"""
from pages import MILLIMETRE

LEFT_EDGE, RIGHT_EDGE = 30 * MILLIMETRE, 190 * MILLIMETRE  # of the text: margins of 30 and 20 mm on A4
FIRST_LINE = 10 * MILLIMETRE
QUOC_HIEU, TIEU_NGU = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
NEAR = 1.5  # points: what rounding of LibreOffice and poppler may make


def words(text):
    return " ".join(text.split())


def text_of(lines):
    return words(" ".join(line.text for line in lines))


def date_words(data):
    if "ngay" in data:
        year, month, day = data["ngay"].split("-")
    else:
        (year, month), day = data["thang_ban_hanh"].split("-"), "…"
    return f"ngày {day} tháng {month if month in ('01', '02') else str(int(month))} năm {year}"


def number_words(data):
    number = data.get("so")
    return f"{number:02d}" if number else " "


def look_at_format(what, lines, sizes, bold, italic):
    """Size in points within `sizes`, weight and slope."""
    for line in lines:
        if not sizes[0] <= line.size <= sizes[1]:
            yield f"{what}: expected {sizes[0]} to {sizes[1]} pt, found {line.size:g} ({line.text!r})"
        for name, expected, found in (("bold", bold, line.bold), ("italic", italic, line.italic)):
            if found is not None and found != expected:
                yield f"{what}: expected {'' if expected else 'not '}{name} ({line.text!r})"


def look_at_centring(what, lines, centre):
    for line in lines:
        if abs(line.centre - centre) > NEAR:
            yield f"{what}: expected its centre at {centre:.1f} pt, found {line.centre:.1f} ({line.text!r})"


class Header:
    """The lines of the first page above the type's name, by column."""

    def __init__(self, page):
        title = next((line for line in page.lines if line.text == "BÁO CÁO"), None)
        right = next((line for line in page.lines if line.text == QUOC_HIEU), None)
        self.found = bool(title and right)
        if not self.found:
            return
        self.title = title
        above = [line for line in page.lines if line.bottom <= title.top + NEAR]
        # The room for a number not yet given parts a line; its pieces belong to one row.
        self.right = [line for line in above if line.right > right.left]
        self.left = [line for line in above if line.right <= right.left]


def look_at_header(pages, data):
    header = Header(pages[0])
    if not header.found:
        yield f"header: expected {QUOC_HIEU!r} in the right column and 'BÁO CÁO' below"
        return
    body, place = data["co_quan"], f"{data['dia_danh']}, {date_words(data)}"
    superior = words(body.get("chu_quan", "").upper())
    agency = words(body.get("dau_trang", body["ten"]).upper())
    number = words(f"Số: {number_words(data)}/{data['ky_hieu']}")
    for side, lines, expected in (("left", header.left, words(f"{superior} {agency} {number}")),
                                  ("right", header.right, f"{QUOC_HIEU} {TIEU_NGU} {place}")):
        if text_of(lines) != expected:
            yield f"header: expected {expected!r} at the {side}, found {text_of(lines)!r}"
            return
    yield from look_at_header_lines(header, len(superior.split()))
    for line in header.left + header.right:
        if line.left < LEFT_EDGE - NEAR or line.right > RIGHT_EDGE + NEAR:
            yield f"header: expected {line.text!r} within the margins, found it from {line.left / MILLIMETRE:.1f} mm " \
                  f"to {line.right / MILLIMETRE:.1f} mm"


def agency_lines(header, superior_words):
    """The lines of the superior body's name, and those of the issuing body's."""
    names = [line for line in header.left if line.bottom < header.right[-1].top + NEAR]
    superior, count = [], 0
    while names and count < superior_words:
        superior.append(names.pop(0))
        count += len(superior[-1].words)
    return superior, names


def look_at_header_lines(header, superior_words):
    quoc_hieu, tieu_ngu, place = header.right[0], header.right[1], header.right[2:]
    superior, names = agency_lines(header, superior_words)
    if len(place) != 1:
        yield f"header: expected place and date on one line, found {[line.text for line in place]}"
        return
    number = [line for line in header.left if line not in superior + names]
    if abs(header.left[0].bottom - quoc_hieu.bottom) > 2:
        yield "header: expected the agency's name to begin level with the quốc hiệu"
    if not number or any(abs(line.bottom - place[0].bottom) > 2 for line in number):
        yield "header: expected the number level with place and date"
    yield from look_at_format("quốc hiệu", [quoc_hieu], (12, 13), True, False)
    yield from look_at_format("tiêu ngữ", [tieu_ngu], (13, 14), True, False)
    yield from look_at_format("superior body", superior, (12, 13), False, False)
    yield from look_at_format("issuing body", names, (12, 13), True, False)
    yield from look_at_format("number", number, (13, 13), False, False)
    yield from look_at_format("place and date", place, (13, 14), False, True)
    yield from look_at_centring("right column", [tieu_ngu, *place], quoc_hieu.centre)
    # The room for a number not yet given parts its line, and neither part is in the middle.
    yield from look_at_centring("left column", superior + names + (number if len(number) == 1 else []),
                                header.left[0].centre)


def rule_below(page, line):
    """The drawn line right under a line of text, or None."""
    return next((rule for rule in page.rules if -3 < rule.top - line.bottom < 8
                 and rule.left < line.right and rule.right > line.left), None)


def look_at_rule(what, page, lines, shares):
    """A drawn line under the last of `lines`, centred on it, as long as `shares` of the widest of them."""
    rule = rule_below(page, lines[-1])
    if rule is None:
        yield f"{what}: expected a line below"
        return
    share = rule.width / max(line.width for line in lines)
    if not shares[0] - 0.01 <= share <= shares[1] + 0.01:
        yield f"{what}: expected the line below to be {shares[0]:.2f} to {shares[1]:.2f} of the text, found {share:.2f}"
    if abs(rule.centre - lines[-1].centre) > NEAR:
        yield f"{what}: expected the centre of the line below at {lines[-1].centre:.1f} pt, found {rule.centre:.1f}"


def title_lines(page, header, data):
    """The lines of the trích yếu, below the type's name."""
    lines, left = [], words(data["trich_yeu"])
    for line in page.lines:
        if line.top > header.title.top + NEAR and left:
            if not left.startswith(line.text):
                break
            lines.append(line)
            left = left[len(line.text):].strip()
    return lines if not left else []


def look_at_rules(pages, data):
    page, header = pages[0], Header(pages[0])
    if not header.found or len(header.right) != 3:
        return  # told already
    superior, names = agency_lines(header, len(data["co_quan"].get("chu_quan", "").split()))
    if not names:
        return  # told already
    title = title_lines(page, header, data)
    if not title:
        yield f"title: expected {data['trich_yeu']!r} below 'BÁO CÁO'"
        return
    yield from look_at_format("title", [header.title, *title], (13, 14), True, False)
    yield from look_at_centring("title", [header.title, *title], (LEFT_EDGE + RIGHT_EDGE) / 2)
    yield from look_at_rule("tiêu ngữ", page, [header.right[1]], (1, 1))
    yield from look_at_rule("issuing body", page, names, (1 / 3, 1 / 2))
    yield from look_at_rule("title", page, title, (1 / 3, 1 / 2))
    drawn = [rule for rule in page.rules if rule.top < title[-1].bottom + 20]
    if len(drawn) != 3:
        yield f"header: expected three drawn lines, found {len(drawn)}"


def has_notes(value):
    """Whether a paragraph of the data has a footnote."""
    if isinstance(value, str):
        return "^[" in value
    return any(has_notes(part) for part in (value.values() if isinstance(value, dict) else value)) \
        if isinstance(value, (dict, list)) else False


def body_lines(pages, data):
    """Page and line of what stands between the title (and Kính gửi) and the signature. Footnotes and their marks, of 10
    points and less, are none of it."""
    noted = has_notes(data)
    header = Header(pages[0])
    title = title_lines(pages[0], header, data) if header.found else []
    if not title:
        return
    addressees = {words(text) for name in data.get("kinh_gui", [])
                  for text in (f"Kính gửi: {name}", f"- {name};", f"- {name}.")} | {"Kính gửi:"}
    for index, page in enumerate(pages):
        for line in page.lines:
            if line.text.startswith("Nơi nhận:"):
                return
            in_header = index == 0 and line.top < title[-1].bottom
            page_number = line.bottom < 20 * MILLIMETRE
            if noted and line.size <= 10:
                continue
            if not in_header and not page_number and line.text not in addressees:
                yield page, line


def look_at_body(pages, data):
    lines = list(body_lines(pages, data))
    if not lines:
        yield "body: found no text between title and signature"
    for (page, line), (next_page, following) in zip(lines, lines[1:] + [(None, None)]):
        what = f"body: {line.text[:40]!r}"
        begins = abs(line.left - LEFT_EDGE - FIRST_LINE) < NEAR
        if not begins and abs(line.left - LEFT_EDGE) > NEAR:
            yield f"{what}: expected it at the left margin or indented by 10 mm, found it " \
                  f"{(line.left - LEFT_EDGE) / MILLIMETRE:.1f} mm in"
        if line.size != 14:
            yield f"{what}: expected 14 pt, found {line.size:g}"
        if following is None:
            continue
        goes_on = abs(following.left - LEFT_EDGE) < NEAR
        # The box of a slanting last letter ends before its advance does.
        if goes_on and abs(line.right - RIGHT_EDGE) > (2 * NEAR if line.italic else NEAR):
            yield f"{what}: expected it justified, found it {(RIGHT_EDGE - line.right) / MILLIMETRE:.1f} mm short"
        if page is next_page and not goes_on and following.top - line.bottom < 5:
            # The boxes of a paragraph's lines overlap by half a point, so 6 pt part them by 5.5.
            yield f"{what}: expected 6 pt before the next paragraph, found {following.top - line.bottom:.1f}"
    if lines and not any(abs(line.left - LEFT_EDGE - FIRST_LINE) < NEAR for _, line in lines):
        yield "body: expected first lines indented by 10 mm"


def look_at_signature(pages, data):
    page = next((page for page in pages if any(line.text.startswith("Nơi nhận:") for line in page.lines)), None)
    if page is None:
        yield "signature: expected 'Nơi nhận:'"
        return
    heading = next(line for line in page.lines if line.text.startswith("Nơi nhận:"))
    block = [line for line in page.lines if line.top > heading.top - 5]
    middle = (LEFT_EDGE + RIGHT_EDGE) / 2
    left = [line for line in block if line.left < middle and line.centre < middle]
    right = [line for line in block if line not in left]
    recipients = [f"- {name};" for name in data["noi_nhan"]]
    archive = f"- Lưu: VT, {data['luu']}." if data.get("luu") else "- Lưu: VT."
    expected = words(" ".join(["Nơi nhận:", *recipients, archive]))
    if text_of(left) != expected:
        yield f"signature: expected {expected!r} at the left, found {text_of(left)!r}"
    signer = data["ky"]
    titles = [*signer.get("quyen_han", []), signer["chuc_vu"]]
    expected = [words(line) for line in [*(title.upper() for title in titles), signer["ho_ten"]]]
    if [line.text for line in right] != expected:
        yield f"signature: expected {expected} at the right, found {[line.text for line in right]}"
        return
    if abs(right[0].top - heading.top) > 3:
        yield "signature: expected 'Nơi nhận:' level with the signer's capacity"
    if right[-1].top - right[-2].bottom < 40:
        yield f"signature: expected room to sign, found {right[-1].top - right[-2].bottom:.0f} pt"
    yield from look_at_format("nơi nhận", [heading], (12, 12), True, True)
    yield from look_at_format("recipients", [line for line in left if line is not heading], (11, 11), False, False)
    yield from look_at_format("signature", right, (13, 14), True, False)
    yield from look_at_centring("signature", right[1:], right[0].centre)
    for line in left:
        if abs(line.left - LEFT_EDGE) > NEAR:
            yield f"recipients: expected {line.text!r} at the left margin"


def look_at_report(pages, data):
    for look in (look_at_header, look_at_rules, look_at_body, look_at_signature):
        yield from look(pages, data)
