"""Tags, sections, inserts, columns and lists."""
import fixtures
from example import FIRST, MAIN, SECOND, THIRD, Example, header, table

TEN = '{"ten": "Sơn Phú"}'
PICTURE = ('<w:p><w:r><w:drawing><wp:docPr xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
           'id="1" name="Logo" descr="{}"/></w:drawing></w:r></w:p>')
LINK = '<w:p><w:hyperlink w:anchor="Muc_1"><w:r><w:t>{}</w:t></w:r></w:hyperlink></w:p>'
CUT_FIELD = ('<w:p><w:r><w:t>{{#co}}</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
             '<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>{{/co}}</w:t></w:r>'
             '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')

PAGES = ('<w:p><w:pPr><w:sectPr><w:headerReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
         'w:type="default" r:id="rId2"/></w:sectPr></w:pPr></w:p>')

EQUATION = ('<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
            "<m:r><m:t>x={{a}}</m:t></m:r></m:oMath></w:p>")

CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
PLAIN = fixtures.package("x")
WITH_DATE = {
    "docProps/core.xml": f'{fixtures.XML}<cp:coreProperties xmlns:cp="{CORE}" xmlns:dcterms="http://purl.org/dc/terms/" '
                         'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
                         '<dcterms:modified xsi:type="dcterms:W3CDTF">{{ngay}}</dcterms:modified></cp:coreProperties>',
    "_rels/.rels": PLAIN["_rels/.rels"].replace(
        "</Relationships>", '<Relationship Id="cp" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/'
                            'core-properties" Target="docProps/core.xml"/></Relationships>'),
    "[Content_Types].xml": PLAIN["[Content_Types].xml"].replace(
        "</Types>", '<Override PartName="/docProps/core.xml" '
                    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'),
}

EXAMPLES = [
    Example("tag_not_closed", FIRST, ["Xã {{ten", "Sơn Phú}}"], data=TEN),
    Example("bad_delimiters", FIRST, ["{{=<%=}}"]),
    Example("template_too_many_tags", MAIN + ": paragraph 2", ["{{ten}}", "{{ten}}"], data=TEN, command="--limit tags=1"),
    Example("tag_too_long", MAIN + ": paragraph 1", ["{{ten | mac_dinh:\"không có\"}}"], data=TEN, command="--limit tag-bytes=10"),
    Example("too_many_tags", MAIN + ": paragraph 1", ["{{ten}}, {{ten}}, {{ten}}"], data=TEN, command="--limit paragraph-tags=2"),
    Example("bad_name", [FIRST, SECOND, THIRD], ["{{họ tên}}", "{{a..b}}", "{{@thu_tu}}"]),
    Example("bad_hint", FIRST, ["{{#dong @hang}}{{.}}{{/dong}}"], data='{"dong": [1]}'),
    Example("filters_on_section", FIRST, ["{{#ten | hoa}}Xã {{ten}}{{/ten}}"], data=TEN),
    Example("section_not_closed", FIRST, ["{{#muc}}", "Một mục"], data='{"muc": [1]}'),
    Example("section_not_opened", SECOND, ["Một mục", "{{/muc}}"]),
    Example("sections_cross", FIRST, ["{{#a}} {{#b}} {{/a}} {{/b}}"], data='{"a": true, "b": true}'),
    Example("text_beside_section", FIRST, ["{{#co}}Đoạn một.", "Đoạn hai.", "{{/co}}"], data='{"co": false}'),
    Example("part_not_repeated", FIRST, ["{{#ds}}", PAGES, "{{/ds}}", "Hết"], parts=header("{{ten}}"),
            data='{"ten": "Sơn Phú", "ds": [{"ten": "Hương Sơn"}]}'),
    Example("tag_out_of_reach", FIRST, [EQUATION]),
    Example("section_crosses_structure", FIRST, ["{{#dong}}", table(["1", "{{/dong}}"])], data='{"dong": [1]}'),
    Example("section_cuts_field", FIRST, [CUT_FIELD], data='{"co": true}'),
    Example("sections_too_deep", MAIN + ": paragraph 1", ["{{#a}}{{#b}}{{#c}}x{{/c}}{{/b}}{{/a}}"], data='{"a": 1, "b": 2, "c": 3}',
            command="--limit section-depth=2"),
    Example("loop_variable_outside", [FIRST, SECOND], ["{{@number}}", "{{#muc}}{{khoan.@number}}{{/muc}}"], data='{"muc": [1]}'),
    Example("unknown_field", "templates/mau: /word/document.xml: paragraph 1", ["{{trich_yeo}}"],
            data='{"trich_yeu": "Quý III"}', schema='{"type": "object", "properties": {"trich_yeu": {"type": "string"}}}'),

    Example("insert_not_here", [FIRST, SECOND, THIRD],
            [LINK.format("{{a | lien_ket}}"), PICTURE.format("{{{a}}}"), PICTURE.format("{{#hinh}}{{. | anh}}{{/hinh}}")],
            data='{"a": "https://sonphu.gov.vn", "hinh": ["logo.png"]}'),
    Example("merge_outside_rows", [FIRST, MAIN + ": table 1, row 1, cell 2, paragraph 1"],
            ["{{a | gop}}", table(["{{#ds}}{{a}}", "{{#b}}{{c | gop}}{{/b}}{{/ds}}"])],
            data='{"a": 1, "ds": [{"b": true, "c": 2}]}'),
    Example("columns_cross", MAIN + ": table 1, row 2, cell 2, paragraph 1",
            [table(["{{#nam @cell}}{{.}}", "đồng{{/nam}}", "Ghi chú"], ["Chỉ tiêu", "{{#nam @cell}}{{.}}", "đồng{{/nam}}"])],
            data='{"nam": [2020, 2021]}'),
    Example("columns_differ", MAIN + ": table 1, row 1, cell 1, paragraph 1",
            [table(["{{#a @cell}}{{.}}{{/a}}"], ["{{#b @cell}}{{.}}{{/b}}"])],
            data='{"a": [1, 2], "b": [1, 2, 3]}'),
    Example("nothing_to_restart", FIRST, ["{{#ds @restart}}", "{{.}}", "{{/ds}}"], data='{"ds": ["Một", "Hai"]}'),
    Example("property_not_date", "mau.docx: /docProps/core.xml (data: /ngay)", parts=WITH_DATE, data='{"ngay": "không"}'),
    Example("link_not_allowed", FIRST + " (data: /dia_chi)", ["{{dia_chi | lien_ket}}"], data='{"dia_chi": "javascript:alert(1)"}'),
]
