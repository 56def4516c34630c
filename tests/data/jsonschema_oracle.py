"""Compares our verdicts on (schema, value) pairs with python3-jsonschema (Draft 2020-12)."""
import json
import subprocess
import sys

import jsonschema

# Values that each schema is tried on, besides its own.
COMMON = [None, True, False, 0, 1, -1, 1.5, 2, 10, 100, "", "a", "ab", "abc", "ạ", "12", "2021-09-14", "2021-02-30",
          [], [1], ["a"], [1, "a"], [1, 2, 3], [[]], {}, {"a": 1}, {"a": "x"}, {"b": 1}, {"a": 1, "b": 2},
          {"a": {"a": 1}}, {"a": [1]}, {"a": None}, [{"a": 1}, {"a": "x"}]]

TREE = {"type": "object", "properties": {"ten": {"type": "string"}, "con": {"type": "array", "items": {"$ref": "#"}}},
        "required": ["ten"], "additionalProperties": False}

TABLE = [  # (schema, further values)
    (True, []), (False, []), ({}, []),
    ({"type": "string"}, []), ({"type": "integer"}, [1.0, 1e2, 1e30, 0.5]), ({"type": "number"}, []),
    ({"type": "boolean"}, []), ({"type": "null"}, []), ({"type": "array"}, []), ({"type": "object"}, []),
    ({"type": ["integer", "null"]}, []), ({"type": ["string", "number", "array"]}, []),
    ({"properties": {"a": {"type": "integer"}}}, []),
    ({"properties": {"a": {"type": "integer"}}, "required": ["a"]}, []),
    ({"required": ["a", "b"]}, []),
    ({"properties": {"a": False}}, []),
    ({"properties": {"a": {}}, "additionalProperties": False}, []),
    ({"properties": {"a": {}}, "additionalProperties": {"type": "string"}}, [{"b": "x"}, {"a": 1, "b": "x", "c": 2}]),
    ({"additionalProperties": False}, []), ({"additionalProperties": True}, []),
    ({"items": {"type": "integer"}}, []), ({"items": False}, []), ({"items": {"items": {"type": "integer"}}}, [[[1]], [["a"]]]),
    ({"prefixItems": [{"type": "integer"}, {"type": "string"}]}, [["a", 1], [1, 2], [1, "a", None]]),
    ({"prefixItems": [{"type": "integer"}], "items": {"type": "string"}}, [[1, "a"], [1, 2], ["a", "a"]]),
    ({"prefixItems": [True, False], "items": False}, [[1, 2, 3]]),
    ({"enum": [1, "a", None, [1], {"a": 1}]}, [1.0, {"a": 1.0}, {"a": 2}]), ({"enum": []}, []), ({"const": {"a": [1]}}, []),
    ({"const": 0}, [0.0, -0.0]), ({"const": None}, []), ({"const": 1, "enum": [1, 2]}, []), ({"const": 1, "enum": [2]}, []),
    ({"minItems": 1, "maxItems": 2}, []), ({"minItems": 2.0}, []), ({"minLength": 1, "maxLength": 2}, ["ủy", "ab\u0302c", "😀😀"]),
    ({"pattern": "^a"}, []), ({"pattern": "b"}, []), ({"pattern": "^[0-9]{2}$"}, []), ({"pattern": "^(a|b)*$"}, ["abab", "abc"]),
    ({"pattern": "^\\d+/[A-Z]{2,3}-UBND$"}, ["52/BC-UBND", "52/BÁO-UBND", "x52/BC-UBND"]), ({"pattern": "^.$"}, ["ạ", "😀"]),
    ({"minimum": 1}, [0.9999999999999999]), ({"maximum": 1.5}, []), ({"exclusiveMinimum": 1}, []), ({"exclusiveMaximum": 1.5}, []),
    ({"minimum": -1, "exclusiveMaximum": 1e2}, [99.5]),
    ({"format": "date"}, ["2024-02-29", "2023-02-29", "0001-01-01", "2021-9-14"]),
    ({"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}}, []),
    ({"$ref": "#/$defs/a", "minLength": 2, "$defs": {"a": {"type": "string"}}}, []),
    ({"properties": {"a": {"$ref": "#/properties/b"}, "b": {"type": "integer"}}}, []),
    ({"$defs": {"x/y": {"type": "integer"}, "z~": {"items": {"$ref": "#/$defs/x~1y"}}}, "$ref": "#/$defs/z~0"}, []),
    (TREE, [{"ten": "a"}, {"ten": "a", "con": [{"ten": "b"}]}, {"ten": "a", "con": [{"ten": 1}]}, {"ten": "a", "con": [{}]},
            {"ten": "a", "con": [{"ten": "b", "con": [{"ten": "c", "khac": 1}]}]}]),
    ({"anyOf": [{"type": "string"}, {"minimum": 2}]}, []), ({"anyOf": [False, {"type": "array"}]}, []),
    ({"oneOf": [{"type": "integer"}, {"minimum": 2}]}, [5, 2.5]), ({"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}, []),
    ({"oneOf": [True, True]}, []), ({"oneOf": [False, False]}, []),
    ({"allOf": [{"type": "integer"}, {"minimum": 2}]}, []), ({"allOf": [{"properties": {"a": {"type": "integer"}}}, {"required": ["a"]}]}, []),
    ({"allOf": [{"properties": {"a": {}}, "additionalProperties": False}], "properties": {"b": {}}}, []),
    ({"anyOf": [{"oneOf": [{"type": "string"}, {"type": "null"}]}, {"allOf": [{"type": "array"}, {"minItems": 2}]}]}, []),
    ({"if": {"type": "integer"}, "then": {"minimum": 2}, "else": {"maxLength": 1}}, [1.0]), ({"if": {"required": ["a"]}}, []),
    ({"if": {"properties": {"a": {"const": 1}}, "required": ["a"]}, "then": {"required": ["b"]}}, []),
    ({"if": False, "then": False, "else": {"if": {"type": "string"}, "else": {"type": "array"}}}, []),
    ({"x-enumFrom": {"a": {"list": "ds", "value": "ma"}}, "if": {"$ref": "#/$defs/s"}, "then": False, "$defs": {"s": {"type": "string"}}}, []),
    ({"title": "Số", "description": "d", "examples": [1], "default": 5, "$comment": "c", "x-don-vi": "đồng", "type": "integer"}, []),
    ({"properties": {"a": {}, "b": {}}, "x-sum": {"a": "b"}}, [{"a": 3, "b": [{"a": 1}]}, {"a": "x", "b": 2}]),
]


def main():
    pairs = [(schema, value) for schema, own in TABLE for value in COMMON + own]
    lines = "".join(json.dumps(part, ensure_ascii=False) + "\n" for pair in pairs for part in pair)
    answer = subprocess.run([sys.argv[1], "schema"], input=lines, capture_output=True, text=True, encoding="utf-8",
                            check=True).stdout.split()
    if len(answer) != len(pairs):
        sys.exit(f"expected {len(pairs)} verdicts, found {len(answer)}")
    wrong = 0
    valid = 0
    for (schema, value), ours in zip(pairs, answer):
        validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker(["date"]))
        theirs = "1" if validator.is_valid(value) else "0"
        valid += theirs == "1"
        if ours != theirs:
            wrong += 1
            print(f"{json.dumps(schema, ensure_ascii=False)} on {json.dumps(value, ensure_ascii=False)}: "
                  f"jsonschema says {theirs}, we say {ours}")
    print(f"{len(pairs)} pairs, {valid} valid, {wrong} judged otherwise")
    sys.exit(1 if wrong else 0)


main()
