"""Compares our verdicts by schemas that are inferred of templates with python3-jsonschema (Draft 2020-12)."""
import json
import subprocess
import sys

import jsonschema


def main():
    lines = subprocess.run([sys.argv[1]], capture_output=True, text=True, encoding="utf-8", check=True).stdout.splitlines()
    wrong = valid = 0
    for body, schema, value, ours in zip(*[iter(lines)] * 4):
        jsonschema.Draft202012Validator.check_schema(json.loads(schema))
        theirs = "1" if jsonschema.Draft202012Validator(json.loads(schema)).is_valid(json.loads(value)) else "0"
        valid += theirs == "1"
        if ours != theirs:
            wrong += 1
            print(f"{body}: {schema} on {value}: jsonschema says {theirs}, we say {ours}")
    count = len(lines) // 4
    print(f"{count} values, {valid} valid, {wrong} judged otherwise")
    sys.exit(1 if wrong or count < 1000 or not 0 < valid < count else 0)


main()
