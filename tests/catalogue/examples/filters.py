"""Filters."""
from example import FIRST, SECOND, THIRD, Example

EXAMPLES = [
    Example("unknown_filter", FIRST, ["{{ten | hoaa}}"], data='{"ten": "Sơn Phú"}'),
    Example("filter_syntax", [FIRST, SECOND, THIRD], ["{{so | }}", "{{so | so:}}", '{{ten | mac_dinh:"}}'],
            data='{"so": 1, "ten": "Sơn Phú"}'),
    Example("filter_parameters", [FIRST, SECOND, THIRD], ["{{so | so:hai}}", "{{ten | mac_dinh}}", "{{logo | anh:40px}}"],
            data='{"so": 1, "ten": "Sơn Phú", "logo": "logo.png"}'),
    Example("filter_not_last", [FIRST, SECOND], ["{{logo | anh | hoa}}", "{{tien | so | gon}}"],
            data='{"logo": "logo.png", "tien": 150000}'),
    Example("filter_wrong_type", FIRST + " (data: /muc)", ["{{muc | so}}"], data='{"muc": [1]}'),
    Example("filter_bad_value", [FIRST + " (data: /trich_yeu)", SECOND + " (data: /dong/0/ten)", THIRD + " (data: /tien)"],
            ["{{trich_yeu | ngay}}", "{{dong | tong:ten}}", "{{tien | so}}"],
            data='{"trich_yeu": "Quý III", "dong": [{"ten": "Lúa"}], "tien": "150.000"}'),
]
