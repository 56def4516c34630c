#!/usr/bin/env python3
"""Runs the tests of bulk over Redis.

usage: run.py --program build/dev/bin/thethuc --repository . [-k NAME…]

Each test has a redis-server of its own on a free port of this machine, and a folder of its own.
"""
import argparse
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "cli"))  # fixtures.py, bulk_test.py

import fixtures  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--repository", required=True, type=pathlib.Path)
    parser.add_argument("-k", dest="names", action="append", help="only tests whose name holds NAME")
    arguments = parser.parse_args()
    fixtures.PROGRAM = str(arguments.program.resolve())
    fixtures.REPOSITORY = arguments.repository.resolve()

    loader = unittest.TestLoader()
    if arguments.names:
        loader.testNamePatterns = [f"*{name}*" for name in arguments.names]
    suite = loader.discover(str(HERE), pattern="*_test.py")
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(suite)
    for test, reason in result.skipped:
        print(f"skipped {test.id()}: {reason}")
    return 0 if result.wasSuccessful() and result.testsRun > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
