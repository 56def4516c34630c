"""The two catalogues: ids with their texts in diagnostics.def, ids with cause and remedy in templates/README.md."""
import re
from typing import NamedTuple


class Message(NamedTuple):
    """A row of diagnostics.def."""
    severity: str
    has_hint: bool


class Row(NamedTuple):
    """A row of templates/README.md."""
    id: str
    is_warning: bool
    cause: str
    remedy: str

    def quoted(self):
        """What the cause quotes, as it is typed: `{{ten \\| hoa}}` is {{ten | hoa}}."""
        return [code.replace("\\|", "|") for code in re.findall(r"``? ?(.+?) ?``?(?!`)", self.cause)]


def messages(text):
    """Messages of diagnostics.def by id."""
    string = r'"(?:[^"\\]|\\.)*"'
    row = re.compile(rf"THETHUC_DIAGNOSTIC\((\w+), (\w+),\s*({string}),\s*({string}),\s*({string}),\s*({string})\)")
    found = {m[1]: Message(m[2], m[4] != '""') for m in row.finditer(text)}
    assert len(found) == text.count("\nTHETHUC_DIAGNOSTIC("), "a row of diagnostics.def is written in another way"
    return found


def rows(text):
    """The rows of all tables of the section Messages, in order."""
    section = text.split("\n## Messages\n", 1)[1].split("\n## ", 1)[0]
    found = []
    for line in section.splitlines():
        if not line.startswith("|") or line.startswith(("| id |", "|---")):
            continue
        name, cause, remedy = (cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1])
        id_, warning = re.fullmatch(r"`(\w+)`( \(warning\))?", name).groups()
        found.append(Row(id_, warning is not None, cause, remedy))
    return found
