"""Documents joined into one: `thethuc bulk --merge`."""
from example import Example

from .conversions import WORKER


def joined(id_, at, options, environment=None, files=None):
    return Example(id_, at, ["Kính gửi {{ten}}"], files={"ban-ghi.ndjson": '{"ten": "A"}\n{"ten": "B"}\n', **(files or {})},
                   command=f"bulk mau.docx ban-ghi.ndjson {options}", environment=environment or {})


OFFICE = {"THETHUC_CONVERT_WORKER": str(WORKER), "THETHUC_LIBREOFFICE": "office"}

EXAMPLES = [
    joined("join_too_many_documents", "tat-ca.docx", "--merge tat-ca.docx --limit join-documents=1"),
    joined("join_too_large", "tat-ca.docx", "--merge tat-ca.docx --limit join-bytes=100"),
    joined("join_pdf_program_missing", "tat-ca.pdf", "--merge tat-ca.pdf", {**OFFICE, "PATH": "/khong-co"}, {"office/libmergedlo.so": ""}),
    # What the worker that only pretends gives is no PDF to qpdf.
    joined("join_pdf_failed", "tat-ca.pdf", "--merge tat-ca.pdf", OFFICE, {"office/libmergedlo.so": ""}),
]
