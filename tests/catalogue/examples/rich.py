"""Rich text values."""
from example import FIRST, MAIN, Example, header, table, told_of
from fixtures import STYLES


def value(id_, json, pointers=("/noi_dung",), **more):
    """A value alone in its paragraph."""
    return Example(id_, told_of(FIRST, *pointers), ["{{{noi_dung}}}"], data=f'{{"noi_dung": {json}}}', **more)


def blocks(id_, pointers, *json, **more):
    """A value of blocks; the pointers begin at them."""
    return value(id_, f'{{"blocks": [{", ".join(json)}]}}', [f"/noi_dung/blocks{pointer}" for pointer in pointers], **more)


LIST_OF_TEN_LEVELS = "".join("  " * level + "* cấp\\n" for level in range(10))
TABLE_OF_64_COLUMNS = "|a" * 64 + "|\\n" + "|-" * 64 + "|"
SHORT_ROWS_OF_20 = "|a" * 20 + "|\\n" + "|-" * 20 + "|" + "\\n|1" * 3
NAMED_STYLE = '<w:style w:type="paragraph" w:styleId="NoiDung"><w:name w:val="Nội dung"/></w:style></w:styles>'

EXAMPLES = [
    value("rich_text_wrong_type", "[]"),
    Example("rich_text_not_inline", FIRST + " (data: /viec)", ["Về việc {{{viec}}}"], data='{"viec": "* một\\n* hai"}'),
    value("rich_text_too_large", '"xã **Sơn Phú**"', command="--limit rich-bytes=9"),
    Example("rich_not_allowed_here",
            [MAIN + ": table 1, row 1, cell 1, paragraph 1 (data: /o/blocks/0)",
             "mau.docx: /word/header1.xml: paragraph 1 (data: /tren)"],
            [table(["{{{o}}}"])], parts=header("{{{tren}}}"),
            data='{"tren": "^[chữ]", "o": {"blocks": [{"page_break": true}]}}'),
    value("rich_list_too_deep", f'"{LIST_OF_TEN_LEVELS}"'),
    value("rich_note_in_note", '"^[xem ^[1]]"'),
    value("rich_link_refused", '"[tệp](file:///C:/a.docx), [Cổng](www.chinhphu.vn)"', ["/noi_dung"] * 2),
    value("table_columns", f'"{TABLE_OF_64_COLUMNS}"'),
    value("rich_table_cells", f'"{SHORT_ROWS_OF_20}"', command="--limit rich-bytes=100"),
    value("rich_table_row", r'"| a | b |\n|---|---|\n| 1 | 2 | 3 |"'),
    blocks("block_unknown", ["/0"], '{"paragraf": "…"}'),
    blocks("block_ambiguous", ["/0"], '{"paragraph": "…", "table": [["…"]]}'),
    blocks("block_key_unknown", ["/0/algin"], '{"paragraph": "…", "algin": "left"}'),
    blocks("block_wrong_type", ["/0/paragraph"], '{"paragraph": true}'),
    blocks("block_bad_value", ["/0/align", "/1/level"], '{"paragraph": "…", "align": "centre"}', '{"heading": "…", "level": 7}'),
    blocks("block_style_unknown", ["/0/style"], '{"paragraph": "…", "style": "Noi dung"}',
           parts={"word/styles.xml": STYLES.replace("</w:styles>", NAMED_STYLE)}),
]
