"""Data, and what the schema says of it."""
from example import DATA, Example


def printed(id_, at, json, command=""):
    """Data of which the template prints `ten`."""
    return Example(id_, at, ["{{ten}}"], data=json, command=command)


def against(id_, pointer, field, json, command=""):
    """Data against the schema of its one field; the template does not print it."""
    return Example(id_, f"{DATA} (data: {pointer})" if pointer else DATA, data=json, command=command,
                   schema='{"type": "object", "properties": {%s}}' % field)


ONE_OF_TWO = '"khoan": {"oneOf": [{"required": ["tieu_de"]}, {"required": ["noi_dung"]}]}'
EACH_WITHIN_TWO = '"a": {"anyOf": [{"$ref": "#"}, {"$ref": "#"}]}'
TOTAL = ('{"type": "object", "properties": {"cong": {"type": "number"}, "dong": {"items": {"properties": {"diem": {}}}}}, '
         '"x-sum": {"cong": "dong.diem"}}')

EXAMPLES = [
    Example("json_syntax", DATA + ":1:11", ["Số: {{so}}"], data='{"so": 52,}'),
    Example("json_key_twice", DATA + ":1:12 (data: /so)", ["Số: {{so}}"], data='{"so": 52, "so": 53}'),
    printed("json_too_deep", DATA + ":1:11 (data: /ten/0/0)", '{"ten": [[["Sơn Phú"]]]}', "--limit data-depth=3"),
    printed("json_too_many_values", DATA + ":1:26", '{"ten": "Sơn Phú", "so": 52}', "--limit data-values=2"),
    printed("data_control_character", DATA + ":1:13 (data: /ten)", r'{"ten": "Sơn\u0007 Phú"}'),
    printed("data_lone_surrogate", DATA + ":1:10 (data: /ten)", r'{"ten": "\ud83d"}'),
    printed("data_legacy_text", DATA + " (data: /ten)", '{"ten": "Uû ban nh©n d©n"}'),
    printed("data_legacy_damaged", DATA + " (data: /ten)", '{"ten": "Mêng Kh¬ng"}'),
    printed("data_legacy_unsure", DATA + " (data: /ten)", '{"ten": "Ủy ban nh©n d©n, tháng 3"}', "--convert-legacy tcvn3"),
    Example("legacy_text_in_font", "mau.docx: /word/document.xml: paragraph 1",
            ['<w:p><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/></w:rPr><w:t>Uû ban nh©n d©n</w:t></w:r></w:p>']),
    Example("legacy_font", "mau.docx: /word/document.xml",
            ['<w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr><w:t>Uû ban nh©n d©n</w:t></w:r></w:p>']),
    Example("data_missing_property", DATA + " (data: /ky)", schema='{"type": "object", "required": ["ky"]}'),
    against("data_unknown_property", "/dia_dan", '"dia_danh": {"type": "string"}', '{"dia_dan": "Sơn Phú"}'),
    against("data_wrong_type", "/so", '"so": {"type": "integer"}', '{"so": "năm mươi hai"}'),
    against("data_not_in_enum", "/loai", '"loai": {"enum": ["BC", "QĐ"]}', '{"loai": "BX"}'),
    against("data_pattern", "/ky_hieu", '"ky_hieu": {"pattern": "^[^ ]+$", "description": "viết liền", "examples": ["BC-UBND"]}',
            '{"ky_hieu": "BC - UBND"}'),
    against("data_pattern_too_costly", "/ma", '"ma": {"pattern": "(a+)+$"}', '{"ma": "%s!"}' % ("a" * 40)),
    against("data_range", "/so", '"so": {"minimum": 1}', '{"so": 0}'),
    Example("data_sum_differs", DATA + " (data: /cong)", schema=TOTAL, data='{"dong": [{"diem": 1.25}, {"diem": 0.75}], "cong": 3}'),
    against("data_length", "/muc", '"muc": {"minItems": 1}', '{"muc": []}'),
    against("data_date", "/ngay", '"ngay": {"format": "date"}', '{"ngay": "14/9/2021"}'),
    against("data_ambiguous", "/khoan", ONE_OF_TWO, '{"khoan": {"tieu_de": "…", "noi_dung": "…"}}'),
    against("data_not_allowed", "/so_cu", '"so_cu": false', '{"so_cu": 5}'),
    against("data_too_costly", "", EACH_WITHIN_TWO, '{"a": ' * 10 + "5" + "}" * 10, "--limit schema-steps=999"),
]
