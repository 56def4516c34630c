"""Schemas of templates."""
from example import SCHEMA, Example


def of_ten(id_, at, schema):
    return Example(id_, at, ["{{ten}}"], data='{"ten": "Sơn Phú"}', schema='{"properties": {"ten": %s}}' % schema)


ANY_OF_600 = '{"anyOf": [' + ", ".join(['{"minLength": 1}'] * 600) + "]}"

EXAMPLES = [
    of_ten("schema_unknown_keyword", SCHEMA + " (data: /properties/ten/minlength)", '{"minlength": 1}'),
    of_ten("schema_bad_keyword", SCHEMA + " (data: /properties/ten/required)", '{"required": "ten"}'),
    Example("schema_bad_ref", SCHEMA + " (data: /properties/ten/$ref)", ["{{ten}}"], data='{"ten": "Sơn Phú"}',
            schema='{"properties": {"ten": {"$ref": "#/$defs/daon"}}, "$defs": {"doan": {"type": "string"}}}'),
    Example("schema_ref_file", SCHEMA + " (data: /properties/ten/$ref)", ["{{ten}}"], data='{"ten": "Sơn Phú"}',
            schema='{"properties": {"ten": {"$ref": "../_schema/chug.json#/$defs/ngay"}}}',
            files={"templates/_schema/chung.json": '{"$defs": {"ngay": {"type": "string"}}}'}),
    Example("schema_ref_loop", SCHEMA + " (data: /$defs/a)", ["{{ten}}"], data='{"ten": "Sơn Phú"}',
            schema='{"properties": {"ten": true}, "$defs": {"a": {"$ref": "#/$defs/a"}}}'),
    of_ten("schema_too_costly", SCHEMA + " (data: /properties/ten)", ANY_OF_600),
    of_ten("schema_bad_pattern", SCHEMA + " (data: /properties/ten/pattern)", '{"pattern": "(BC"}'),
]
