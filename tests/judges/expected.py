"""What the judges share that hold a sample against lines kept in the repository."""
import argparse
import difflib


def arguments_of(description):
    """PROGRAM, FOLDER, TEMPLATE, SAMPLE and EXPECTED.txt, as a judge is called with."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--thethuc", required=True)
    parser.add_argument("--repository", required=True)
    parser.add_argument("template")
    parser.add_argument("sample")
    parser.add_argument("expected")
    parser.add_argument("--update", action="store_true")
    return parser.parse_args()


def judge(arguments, found, called, summary):
    """Prints how the lines `found`, which are `called` so, differ, or the summary; gives the exit status. With --update it
    writes them instead."""
    if arguments.update:
        with open(arguments.expected, "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in found)
        return 0
    with open(arguments.expected, encoding="utf-8") as file:
        expected = file.read().splitlines()
    difference = list(difflib.unified_diff(expected, found, arguments.expected, called, lineterm="", n=1))
    print("\n".join(difference) if difference else summary)
    return 1 if difference else 0
