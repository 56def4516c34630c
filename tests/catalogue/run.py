#!/usr/bin/env python3
"""Runs the example of each message, as catalogue_test.py says.

usage: run.py --program build/dev/bin/thethuc --repository . [--show ID…]

With --show it runs the examples of these ids only, and prints what the program says of them.
"""
import argparse
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "cli"))  # fixtures.py

import fixtures  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--repository", required=True, type=pathlib.Path)
    parser.add_argument("--show", nargs="+", metavar="ID")
    arguments = parser.parse_args()
    fixtures.PROGRAM = str(arguments.program.resolve())
    fixtures.REPOSITORY = arguments.repository.resolve()

    import catalogue_test
    if arguments.show:
        return catalogue_test.show(arguments.show)
    suite = unittest.TestLoader().loadTestsFromModule(catalogue_test)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(suite)
    for test, reason in result.skipped:
        print(f"skipped {test.id()}: {reason}")
    return 0 if result.wasSuccessful() and result.testsRun > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
