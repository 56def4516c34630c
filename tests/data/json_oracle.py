"""Compares which JSON texts our reader accepts with Python's json, over random mutations.

Where we are stricter on purpose, Python's answer is brought to ours: no NaN or Infinity, no lone surrogates,
no control characters in values that XML cannot hold, no name twice in an object.
"""
import json
import random
import subprocess
import sys
import unicodedata

SEEDS = [
    '{"so":"52/BC-UBND","ds":[1,2.5,-3e10,{"a":null}],"ok":true,"x":{}}',
    '{"ạ":1,"b":{"a":1,"c":2},"a":[{"so":1,"số":2}]}',
    r'[[],{},"",0,-0.0,1E+2,false,"\u00e9\\\"\n",[[["Sơn Phú"]]]]',
    r'  {"a" : [ 1 , 2 ] , "b":"\ud83d\ude00" }  ',
    '"chỉ một chuỗi \\t"',
    "-12.50e-3",
    '["\ufffd","\\f\\u000b"]',
    "true",
    "[NaN,Infinity]",
]
PIECES = [p.encode() for p in [
    '"', "\\", "{", "}", "[", "]", ":", ",", " ", "\n", "0", "1", "-", ".", "e", "E", "+", "true", "nul", "NaN",
    "\\u", "d800", "\\udc00", "\\b", "\ufffe", "\x07", "\x7f", "\\u0085", "//", "'", '"a":', "[]", "{}", "1.2", "ạ", "\\u0000", '"a":1,', '"b":{},', '"so":2,', '"a\u0323":3,',
]] + [b"\xc3", b"\xa1", b"\xff", b"\xed\xa0\x80"]


def reject(constant):
    raise ValueError(constant)


def xml_can_hold(text):
    return all((ord(c) >= 0x20 or c in "\t\n\r\f\v") and not 0x7F <= ord(c) <= 0x9F and ord(c) not in (0xFFFE, 0xFFFF) for c in text)


def is_clean(value):
    if isinstance(value, str):
        value.encode("utf-8")  # raises on a lone surrogate
        return xml_can_hold(value)
    if isinstance(value, Members):
        names = [unicodedata.normalize("NFC", name) for name, _ in value]
        if len(set(names)) < len(names):
            return False
    if isinstance(value, list):
        return all(is_clean(item) for item in value)
    if isinstance(value, tuple):
        value[0].encode("utf-8")
        return is_clean(value[1])
    return True


class Members(list):
    """The members of an object as (name, value) tuples, so that a name given twice keeps both."""


def accepts(data):
    try:
        text = data.decode("utf-8-sig")
        return is_clean(json.loads(text, parse_constant=reject, parse_float=str, parse_int=lambda s: 0,
                                   object_pairs_hook=Members))
    except (ValueError, RecursionError):
        return False


def mutated(rng):
    data = rng.choice(SEEDS).encode()
    for _ in range(rng.randint(1, 3)):
        at = rng.randint(0, len(data))
        kind = rng.randrange(4)
        if kind == 0:
            data = data[:at] + data[at + rng.randint(1, 3):]
        elif kind == 1:
            data = data[:at] + rng.choice(PIECES) + data[at:]
        elif kind == 2:
            data = data[:at] + rng.choice(PIECES) + data[at + 1:]
        else:
            data += data[at:at + rng.randint(0, 8)]
    return data


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20000
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20210914)
    texts = [mutated(rng) for _ in range(rounds)]
    answer = subprocess.run([sys.argv[1], "json"], input="".join(t.hex() + "\n" for t in texts),
                            capture_output=True, text=True, check=True).stdout.split()
    if len(answer) != len(texts):
        sys.exit(f"expected {len(texts)} verdicts, found {len(answer)}")
    expected = ["1" if accepts(t) else "0" for t in texts]
    wrong = [(t, e, a) for t, e, a in zip(texts, expected, answer) if e != a]
    for text, want, got in wrong[:20]:
        print(f"{text!r}: Python says {want}, we say {got}")
    accepted = expected.count("1")
    print(f"{len(texts)} texts, {accepted} accepted, {len(wrong)} judged otherwise")
    # Both verdicts must be common, or the test proves little.
    sys.exit(1 if wrong or not rounds // 20 < accepted < rounds - rounds // 20 else 0)


main()
