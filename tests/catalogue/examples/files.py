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


BASE_TT01 = {name.replace(PROFILE, "tt01-2011"): text for name, text in every_file().items() if "_base" in name}

EXAMPLES = [
    library("file_not_found", "bao-cao.jsn", {"bao-cao.json": '{"so": 52}'}, "render bao-cao bao-cao.jsn -o ra.docx"),
    library("file_is_folder", "samples/bao-cao", command="render bao-cao samples/bao-cao -o ra.docx"),
    Example("file_too_large", ["mau.docx", DATA], ["Số: {{so}}"], data='{"so": 52}',
            command="--limit data-bytes=9 --limit archive-bytes=999"),
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
    library("template_document_missing", "templates/bao-cao", {"templates/bao-cao/document.xml": None}),
    library("template_file_unused", "templates/bao-cao/notes.txt", {"templates/bao-cao/notes.txt": "Hỏi lại văn phòng\n"}),
]
