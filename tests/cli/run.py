#!/usr/bin/env python3
"""Runs the tests of the command line.

usage: run.py --program build/dev/bin/thethuc --repository . [--sanitized] [-k NAME…]

Each test works in a folder of its own below a temporary one, with a template library of its own (see fixtures.py). A test
that the machine does not allow is skipped, and the summary says why.
"""
import argparse
import pathlib
import sys
import unittest

import fixtures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--repository", required=True, type=pathlib.Path)
    parser.add_argument("--sanitized", action="store_true", help="the program is built with sanitizers")
    parser.add_argument("-k", dest="names", action="append", help="only tests whose name holds NAME")
    arguments = parser.parse_args()
    fixtures.PROGRAM = str(arguments.program.resolve())
    fixtures.SANITIZED = arguments.sanitized
    fixtures.REPOSITORY = arguments.repository.resolve()

    loader = unittest.TestLoader()
    if arguments.names:
        loader.testNamePatterns = [f"*{name}*" for name in arguments.names]
    suite = loader.discover(str(pathlib.Path(__file__).parent), pattern="*_test.py")
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(suite)
    for test, reason in result.skipped:
        print(f"skipped {test.id()}: {reason}")
    failed = len(result.failures) + len(result.errors)
    print(f"command line: {result.testsRun} tests, {failed} failed, {len(result.skipped)} skipped")
    return 0 if result.wasSuccessful() and result.testsRun > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
