"""PDF, page images and their comparison."""
import pathlib

import fixtures
from example import Example

# Stands for LibreOffice, and does what the text of a document says: what LibreOffice does in rare cases cannot be asked of it.
FAKE = {"THETHUC_CONVERT_WORKER": str(pathlib.Path(__file__).parents[2] / "convert/fake_worker.py")}
CONVERT = "convert mau.docx -o ra.pdf"

EXAMPLES = [
    Example("convert_too_large", "mau.docx", ["Một", "Hai"], command=f"{CONVERT} --limit convert-paragraphs=1"),
    Example("convert_not_loaded", "mau.docx", ["khong-mo"], command=CONVERT, environment=FAKE),
    Example("convert_too_slow", "mau.docx", ["treo"], command=f"{CONVERT} --limit convert-seconds=1", environment=FAKE),
    Example("convert_crashed", "mau.docx", ["dung"], command=f"{CONVERT} --limit convert-memory=3G", environment=FAKE),
    Example("convert_page_missing", "mau.docx", ["Một"], command=f"{CONVERT} --pages 7"),
    Example("pdf_damaged", "mau.pdf", files={"mau.pdf": fixtures.XML.encode().join([b"%PDF-1.7", b""])},
            command="convert mau.pdf --format png"),
    Example("diff_sides", "templates/bao-cao", command="diff mau.docx templates/bao-cao"),
    Example("diff_revision", "HEAD:templates", command="diff HEAD:templates templates"),
    Example("diff_no_data", "templates/bao-cao", files={"samples/bao-cao/quy-3.json": None},
            command="diff templates/bao-cao templates/bao-cao"),
]
