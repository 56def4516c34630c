"""Runs over many records."""
import pathlib

import fixtures
from example import Example

# A Redis, and a worker that dies.
DYING = pathlib.Path(__file__).parents[2] / "broker/dying_worker.py"

RECORD = '{"so": 52, "ten": "Nguyễn Văn A"}\n'


def run(id_, at, records=RECORD, options="", files=None, earlier=None):
    return Example(id_, at, earlier={"ban-ghi.ndjson": earlier} if earlier else {}, paragraphs=["Kính gửi {{ten}}"],
                   files={"ban-ghi.ndjson": records, **(files or {})}, command=f"bulk mau.docx ban-ghi.ndjson -o ra {options}")


EARLIER = {"ra/manifest.ndjson": '{"index":0,"status":"done","file":"000001.docx","record":"00"}\n',
           "ra/manifest.run.json": '{"template":"","records":"","options":"","count":1}\n'}

EXAMPLES = [
    run("tag_not_plain", "--name", options="--name '{{{ten}}}'"),
    run("record_no_name", "--name", '{"so": "///", "ten": "Nguyễn Văn A"}\n', "--name '{{so}}'"),
    run("record_name_taken", "ban-ghi.ndjson:2", RECORD + RECORD.replace("52", "53"), "--name '{{ten}}'"),
    run("record_profile", "ban-ghi.ndjson:1 (data: /$profile)", '{"$profile": "hd05-vptw", "ten": "Nguyễn Văn A"}\n'),
    Example("record_given_up", "ban-ghi.ndjson:1", ["Kính gửi {{ten}}"], files={"ban-ghi.ndjson": RECORD},
            command="bulk mau.docx ban-ghi.ndjson -o ra --broker redis://127.0.0.1:1/thu",
            environment={"THETHUC_SERVICE": str(DYING),
                         "THETHUC_REAL_SERVICE": str(pathlib.Path(fixtures.PROGRAM).parent / "thethuc-service")}),
    run("bulk_has_run", "ra/manifest.ndjson", files=EARLIER),
    run("bulk_run_differs", ["ra/manifest.ndjson"] * 2, options="--resume", files=EARLIER),
    run("bulk_records_differ", "ra/manifest.ndjson", options="--resume", earlier=RECORD.replace("Nguyễn Văn A", "Nguyễn Văn B")),
    run("bulk_files_exist", "ra", files={"ra/000001.docx": "của người khác"}),
    run("record_file", "ban-ghi.ndjson:1", '{"ten": "Nguyễn Văn A"}\n', files={"ra/000001.docx/ghi-chu.txt": "một thư mục"}),
]
