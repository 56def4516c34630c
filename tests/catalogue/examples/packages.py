"""The package of parts in a Word file, and the XML of its parts."""
import fixtures
from example import MAIN, Example, related, typed_and_related
from fixtures import CONTENT_TYPES, OFFICE, PACKAGE_RELATIONSHIPS, STYLES

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SIGNATURE = "_xmlsignatures/origin.sigs"
SIGNED = {
    SIGNATURE: "",
    "[Content_Types].xml": CONTENT_TYPES.replace("</Types>", f'<Override PartName="/{SIGNATURE}" ContentType='
                                                 '"application/vnd.openxmlformats-package.digital-signature-origin"/></Types>'),
    "_rels/.rels": PACKAGE_RELATIONSHIPS.replace("</Relationships>", f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/'
                                                 f'digital-signature/origin" Target="{SIGNATURE}"/></Relationships>'),
}


def mau(id_, at, parts, command=""):
    return Example(id_, at, parts=parts, command=command)


def picture(target):
    return f'Id="rId2" Type="{OFFICE}/image" {target}'


def link(id_):
    return f'Id="{id_}" Type="{OFFICE}/hyperlink" Target="https://sonphu.gov.vn" TargetMode="External"'


DEEP = "<w:ins>" * 9 + "</w:ins>" * 9
IN_WINDOWS_1258 = STYLES.replace("UTF-8", "windows-1258").replace("Normal", "Thường").encode("cp1258", "replace")

EXAMPLES = [
    mau("package_macros", "mau.docx: /word/vbaProject.bin", typed_and_related(
        "vbaProject.bin", "", "application/vnd.ms-office.vbaProject", "vbaProject")),
    mau("package_active_content", MAIN, typed_and_related(
        "embeddings/bang.xlsx", "", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "package")),
    mau("package_external_relationship", MAIN, related(picture('Target="file:///C:/logo.png" TargetMode="External"'))),
    mau("package_signature_dropped", "mau.docx", SIGNED),
    mau("relationship_target_missing", MAIN, related(picture('Target="media/logo.png"'))),
    mau("relationship_incomplete", "mau.docx: /word/_rels/document.xml.rels", related(picture(""))),
    mau("relationship_id_twice", "mau.docx: /word/_rels/document.xml.rels", related(link("rId1"))),
    mau("too_many_relationships", "mau.docx: /word/_rels/document.xml.rels", related(link("a"), link("b")), "--limit relationships=2"),
    mau("relationship_dropped", MAIN, related(picture('Target="NULL" TargetMode="External"'))),
    mau("part_dropped", "mau.docx: /word/ghi-chu.txt", {"word/ghi-chu.txt": "Hỏi lại"}),
    mau("content_type_missing", "mau.docx: /word/media/ban-do.dwg",
        {"word/media/ban-do.dwg": "", **related(picture('Target="media/ban-do.dwg"'))}),
    mau("xml_syntax", MAIN + ":6:3", {"word/document.xml": fixtures.document("Kính gửi").replace("</w:p>", "")}),
    mau("xml_doctype", "mau.docx: /word/styles.xml:2:1",
        {"word/styles.xml": STYLES.replace("<w:styles", "<!DOCTYPE styles>\n<w:styles", 1)}),
    mau("xml_encoding", "mau.docx: /word/styles.xml", {"word/styles.xml": IN_WINDOWS_1258}),
    mau("xml_too_deep", MAIN + ":4:54", {"word/document.xml": fixtures.document(DEEP)}, "--limit xml-depth=9"),
    mau("xml_too_many_nodes", MAIN + ":9:14", {"word/document.xml": fixtures.document(*["Kính gửi"] * 9)}, "--limit xml-nodes=30"),
]
