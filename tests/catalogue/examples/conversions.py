"""PDF, page images and their comparison."""
import pathlib

from example import Example

# Stands for LibreOffice, and does what the text of a document says: what LibreOffice does in rare cases cannot be asked of it.
WORKER = pathlib.Path(__file__).parents[2] / "convert/fake_worker.py"


def converted(id_, text, command="convert mau.docx -o ra.pdf", at="mau.docx", files=None):
    return Example(id_, at, [text], command=command, files={"office/libmergedlo.so": "", **(files or {})},
                   environment={"THETHUC_CONVERT_WORKER": str(WORKER), "THETHUC_LIBREOFFICE": "office"})


EXAMPLES = [
    converted("convert_too_large", "<w:p/><w:p/>", "convert mau.docx -o ra.pdf --limit convert-paragraphs=1"),
    converted("convert_not_loaded", "khong-mo"),
    converted("convert_too_slow", "treo", "convert mau.docx -o ra.pdf --limit convert-seconds=1"),
    converted("convert_crashed", "dung", "convert mau.docx -o ra.pdf --limit convert-memory=3G"),
    converted("convert_page_missing", "Kính gửi", "convert mau.docx -o ra.pdf --pages 7"),
    converted("pdf_damaged", "Kính gửi", "convert mau.pdf --format png", "mau.pdf", {"mau.pdf": "%PDF-1.7 hong"}),
    Example("diff_sides", "templates/bao-cao", command="diff mau.docx templates/bao-cao"),
    Example("diff_revision", "HEAD:templates", command="diff HEAD:templates templates"),
    Example("diff_no_data", "templates/bao-cao", files={"samples/bao-cao/quy-3.json": None},
            command="diff templates/bao-cao templates/bao-cao"),
]
