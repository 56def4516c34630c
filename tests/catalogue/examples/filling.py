"""Filling a template with data."""
from example import DATA, FIRST, Example

TEN_ITEMS = '"ds": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]'

EXAMPLES = [
    Example("value_missing", FIRST + " (data: /trich_yeu)", ["{{trich_yeu}}"]),
    Example("value_not_text", FIRST + " (data: /co_quan)", ["{{co_quan}}"], data='{"co_quan": {"ten": "Sở Nội vụ"}}'),
    Example("data_key_unused", DATA + " (data: /ghi_cu)", ["{{#ghi_chu}}Ghi chú: {{ghi_chu}}{{/ghi_chu}}"],
            data='{"ghi_chu": "mật", "ghi_cu": "gấp"}'),
    Example("data_directive", DATA + " (data: /$missing)", data='{"$missing": "trong"}'),
    Example("output_too_large", "mau.docx", ["{{#ds}}{{#ds}}{{#ds}}Sơn Phú {{/ds}}{{/ds}}{{/ds}}"], data="{" + TEN_ITEMS + "}",
            command="--limit output-bytes=9K"),
    # 10^30 rounds that print nothing: no machine is done with them in a second.
    Example("render_too_slow", "mau.docx", ["{{#ds}}" * 30 + "{{^ds}}không có{{/ds}}" + "{{/ds}}" * 30], data="{" + TEN_ITEMS + "}",
            command="--limit seconds=1"),
]
