"""Partials."""
import fixtures
from example import FIRST, SECOND, Example, escaped, header, paragraphs_of, typed_and_related
from fixtures import W, WML


def fragment(*texts):
    return f"<w:body {W}>{paragraphs_of(*texts)}</w:body>"


def partials(**texts):
    """Partials as fragments, by name."""
    return {f"templates/_partials/{name}.xml": fragment(text) for name, text in texts.items()}


NOTE = '<w:p><w:r><w:t>Căn cứ Luật</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
NOTES = f'<w:footnotes {W}><w:footnote w:id="1">{paragraphs_of("Số 77/2015/QH13")}</w:footnote></w:footnotes>'
WITH_A_NOTE = {**fixtures.package(NOTE), **typed_and_related("footnotes.xml", NOTES, f"{WML}.footnotes+xml", "footnotes")}

EXAMPLES = [
    Example("partial_not_found", FIRST, ["{{> quoc_hiu}}"], files=partials(quoc_hieu="Cộng hòa xã hội chủ nghĩa Việt Nam")),
    Example("partial_not_alone", FIRST, ["Kính gửi {{> kinh_gui}}"], files=partials(kinh_gui="Sở Nội vụ")),
    Example("partial_recursion", "mau.docx: partial b: /word/document.xml: paragraph 1", ["{{> a}}"],
            files=partials(a="{{> b}}", b="{{> a}}")),
    Example("partial_too_deep", "mau.docx: partial b: /word/document.xml: paragraph 1", ["{{> a}}"],
            files=partials(a="{{> b}}", b="{{> c}}", c="Căn cứ"), command="--limit partial-depth=2"),
    Example("too_many_partials", "mau.docx: partial a: /word/document.xml: paragraph 2", ["{{> a}}", "{{> a}}", "{{> a}}"],
            files=partials(a="{{> b}}", b="Căn cứ"), command="--limit partials=3"),
    Example("partials_too_large", SECOND, ["{{> a}}", "{{> a}}"], files=partials(a="Căn cứ"),
            command="--limit partial-bytes=600"),
    Example("partial_twice", ["templates/_partials/ky.docx", "templates/_partials/a-b.xml"], ["{{> ky}}", "{{> a_b}}"],
            files={**partials(ky="Chủ tịch"), "templates/_partials/ky.docx": fixtures.package("Chủ tịch"),
                   "templates/_partials/a-b.xml": fragment("Căn cứ"), "templates/_partials/a_b.xml": fragment("Căn cứ")}),
    Example("style_missing", "templates/_partials/can-cu.xml", ["{{> can_cu}}"],
            files={"templates/_partials/can-cu.xml": f'<w:body {W}><w:p><w:pPr><w:pStyle w:val="NoiDug"/></w:pPr></w:p></w:body>'}),
    Example("partial_notes_misplaced", "mau.docx: /word/header1.xml: paragraph 1", parts=header("{{> can_cu}}"),
            files={"templates/_partials/can_cu.docx": WITH_A_NOTE}),
    Example("partial_delimiters", "templates/bao-cao",
            files={**partials(can_cu="{{=<% %>=}}"), "templates/bao-cao/document.xml": fixtures.document(escaped("{{> can_cu}}"))},
            command="templates export bao-cao ra.docx"),
]
