"""Files that people name, and the template library."""
import json

import fixtures
from example import DATA, PROFILE, TEMPLATE_JSON, Example
from example import library as every_file

METADATA = "templates/bao-cao/template.json"


def library(id_, at, files=None, command="render bao-cao samples/bao-cao/quy-3.json -o ra.docx"):
    return Example(id_, at, files=files or {}, command=command)


def template_json(id_, at, member):
    """template.json of bao-cao with one member more, or another one."""
    members = {**json.loads(TEMPLATE_JSON), **json.loads(f"{{{member}}}")}
    return library(id_, at, {METADATA: json.dumps(members, ensure_ascii=False)})


def own_profile(margin, rule):
    """A profile as one writes it for an office."""
    margins = {side: {"min": 15, "max": 35} for side in ("top", "bottom", "right")}
    return json.dumps({"profiles": {"rieng": {
        "page": {"margins_mm": {**margins, "left": margin}, "font": {"family": "Times New Roman"}},
        "components": {"noi_dung": {"size_pt": {"min": 13, "max": 14}}},
        "rules": [{"id": rule, "severity": "error"}]}}})


def checked(id_, at, profile):
    return Example(id_, f"rieng.json (data: /profiles/rieng/{at})", files={"rieng.json": profile},
                   command="check mau.docx --profile rieng.json --fix ra.docx")


BASE_TT01 = {name.replace(PROFILE, "tt01-2011"): text for name, text in every_file().items() if "_base" in name}

# As a word processor leaves it, with a style changed.
EDITED = {
    "word/styles.xml": fixtures.STYLES.replace('<w:name w:val="Normal"/>', '<w:name w:val="Normal"/><w:rPr><w:i/></w:rPr>'),
    "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "_rels/.rels": fixtures.PACKAGE_RELATIONSHIPS.replace(
        "</Relationships>", f'<Relationship Id="app" Type="{fixtures.OFFICE}/extended-properties" Target="docProps/app.xml"/></Relationships>'),
    "[Content_Types].xml": fixtures.CONTENT_TYPES.replace(
        "</Types>", '<Override PartName="/docProps/app.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'),
}

EXAMPLES = [
    library("file_not_found", "bao-cao.jsn", {"bao-cao.json": '{"so": 52}'}, "render bao-cao bao-cao.jsn -o ra.docx"),
    library("file_is_folder", "samples/bao-cao", command="render bao-cao samples/bao-cao -o ra.docx"),
    Example("file_too_large", ["mau.docx", DATA], ["Số: {{so}}"], data='{"so": 52}',
            command="--limit data-bytes=9 --limit archive-bytes=999"),
    Example("document_too_long", "mau.docx", ["Kính gửi", "Sở Nội vụ"], command="check mau.docx --limit check-paragraphs=1"),
    library("folder_not_found", "bao-coa", {"bao-cao/[Content_Types].xml": "<Types/>"}, "pack bao-coa ra.docx"),
    library("template_not_found", "bao-cap", command="render bao-cap samples/bao-cao/quy-3.json -o ra.docx"),
    library("template_not_a_folder", "./samples", command="render ./samples samples/bao-cao/quy-3.json -o ra.docx"),
    template_json("template_json_value", METADATA + " (data: /samples)", '"samples": "quy-3.json"'),
    template_json("template_json_key_unknown", METADATA + " (data: /profil)", '"profil": "nd30-2020"'),
    template_json("template_base_not_found", METADATA + " (data: /profile)", '"profile": "nd31-2020"'),
    Example("profile_unsupported", f"{DATA} (data: /$profile)", data='{"so": 52, "$profile": "tt01-2012"}',
            files={METADATA: TEMPLATE_JSON.replace('"profile"', '"profiles": ["nd30-2020", "tt01-2011"], "profile"'),
                   **BASE_TT01}, command=f"render bao-cao {DATA} -o ra.docx"),
    Example("profile_of_docx", "mau.docx", command="render mau.docx du-lieu.json -o ra.docx --profile tt01-2011"),
    library("base_section", "templates/_base/nd30-2020/section.xml",
            {"templates/_base/nd30-2020/section.xml": f"<w:body {fixtures.W}/>"}),
    Example("import_partial_changed", "mau.docx: /word/document.xml",
            ['<w:bookmarkStart w:id="1" w:name="_thethuc_1_ky"/>', "CHỦ TỊCH", '<w:bookmarkEnd w:id="1"/>'],
            files={"templates/_partials/ky.xml": f"<w:body {fixtures.W}>{fixtures.paragraph('KT. CHỦ TỊCH')}</w:body>"},
            command="templates import mau.docx moi --profile nd30-2020"),
    Example("import_styles_changed", "mau.docx", parts=EDITED, command="templates import mau.docx moi --profile nd30-2020"),
    Example("import_profile_unknown", "mau.docx", command="templates import mau.docx moi"),
    checked("profile_value", "page/margins_mm/left", own_profile(30, "BODY-02")),
    checked("profile_name_unknown", "rules/0/id", own_profile({"min": 30, "max": 35}, "PAGE-20")),
    library("template_document_missing", "templates/bao-cao", {"templates/bao-cao/document.xml": None}),
    library("template_file_unused", "templates/bao-cao/notes.txt", {"templates/bao-cao/notes.txt": "Hỏi lại văn phòng\n"}),
]
