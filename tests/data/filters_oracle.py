"""Compares filters of numbers and lists with Python's decimal, and with number words written another way.

The words are written naively, a word for each digit and each power of ten ("không trăm không mươi một"), and then
corrected by rules on the text, so that a mistake of ours is not made again here.
"""
import decimal
import json
import random
import re
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal

decimal.getcontext().prec = 400
DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()


def naive(digits):
    digits = digits.zfill(-(-len(digits) // 9) * 9)
    words = []
    for left in range(len(digits) // 9 - 1, -1, -1):
        nine = digits[len(digits) - 9 * left - 9:len(digits) - 9 * left]
        for group, scale in zip((nine[:3], nine[3:6], nine[6:]), (" triệu", " nghìn", "")):
            if group != "000":
                a, b, c = (DIGITS[int(d)] for d in group)
                words.append(f"{a} trăm {b} mươi {c}{scale}")
        if nine != "000000000":
            words += ["tỷ"] * left
    return " ".join(words)


def corrected(text):
    text = re.sub(r"^không trăm (không mươi )?", "", text)
    text = re.sub(r"không mươi không\b", "", text)
    text = re.sub(r"mươi không\b", "mươi", text)
    text = re.sub(r"không mươi\b", "linh", text)
    text = re.sub(r"một mươi\b", "mười", text)
    text = re.sub(r"(mười|mươi) năm\b", r"\1 lăm", text)
    text = re.sub(r"mươi một\b", "mươi mốt", text)
    text = re.sub(r"mươi bốn\b", "mươi tư", text)
    return re.sub(r"\s+", " ", text).strip()


def whole_words(digits):
    digits = digits.lstrip("0")
    return corrected(naive(digits)) if digits else "không"


def words(token):
    sign, digits = ("âm ", token[1:]) if token.startswith("-") else ("", token)
    whole, _, fraction = digits.partition(".")
    if not (whole + fraction).strip("0"):
        sign = ""
    text = sign + whole_words(whole)
    if fraction.strip("0"):
        if len(fraction) == 3:
            spoken = whole_words("1" + fraction).removeprefix("một nghìn ")
        elif len(fraction) == 2 and fraction[0] != "0":
            spoken = whole_words(fraction)
        else:
            spoken = " ".join(DIGITS[int(d)] for d in fraction)
        text += " phẩy " + spoken
    return text


def vietnamese(number):
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def rounded(number, places):
    result = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def roman(n):
    """By tables of the decimal places."""
    tables = [["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]]
    for shift in ("XLC", "CDM", "M  "):
        tables.append([r.translate(str.maketrans("IVX", shift)) for r in tables[0]])
    return "".join(tables[place][n // 10 ** place % 10] for place in (3, 2, 1, 0))


def token(rng, most=9):
    whole = str(rng.randrange(10 ** rng.randint(1, most)))
    fraction = "." + "".join(rng.choices("0123456789", [3, 1, 1, 1, 1, 3, 1, 1, 1, 3], k=rng.randint(1, 5)))
    return rng.choice(["", "", "-"]) + whole + rng.choice(["", fraction])


def questions(rng):
    """(JSON, filters, what is expected)"""
    for n in list(range(0, 2100)) + [rng.randrange(10 ** rng.randint(4, 27)) for _ in range(4000)]:
        yield str(n), "bang_chu", whole_words(str(n))
    for _ in range(2000):  # with many zeros
        digits = str(rng.randint(1, 9)) + "".join(rng.choices("0145", [12, 1, 1, 1], k=rng.randint(0, 26)))
        yield digits, "bang_chu", whole_words(digits)
    for _ in range(2000):
        t = token(rng)
        yield t, "bang_chu", words(t)
    for n in range(1, 4000):
        yield str(n), "la_ma", roman(n)
    for _ in range(4000):
        t, places = token(rng), rng.randint(0, 6)
        yield t, f"phan_tram:{places}", vietnamese(rounded(Decimal(t) * 100, places)) + "%"
    for _ in range(3000):
        tokens = [token(rng) for _ in range(rng.randint(1, 12))]
        values = [Decimal(t) for t in tokens]
        places = rng.randint(0, 5)
        yield f"[{','.join(tokens)}]", "tong | so", vietnamese(abs(sum(values)) if sum(values) == 0 else sum(values))
        rows = ",".join(f'{{"a":{{"b":{t}}}}}' for t in tokens)
        mean = sum(values) / len(values)
        yield f"[{rows}]", f"tb:a.b | so:{places}", vietnamese(rounded(mean, places))
        yield f"[{rows},null]", "dem:a.b", str(len(tokens))
        yield json.dumps(tokens), "noi:\"; \"", "; ".join(tokens)


def main():
    asked = list(questions(random.Random(20210914)))
    answer = subprocess.run([sys.argv[1], "filters"], input="".join(f"{j}\t{f}\n" for j, f, _ in asked),
                            capture_output=True, text=True, encoding="utf-8", check=True).stdout.splitlines()
    if len(answer) != len(asked):
        sys.exit(f"expected {len(asked)} answers, found {len(answer)}")
    wrong = [(j, f, e, a) for (j, f, e), a in zip(asked, answer) if e != a]
    for value, filters, expected, ours in wrong[:20]:
        print(f"{value} | {filters}: expected {expected}, found {ours}")
    print(f"{len(asked)} questions, {len(wrong)} answered otherwise")
    sys.exit(1 if wrong else 0)


main()
