#!/usr/bin/env python3
"""Runs the tests of the HTTP service: real requests to the real program.

usage: run.py --program build/dev/bin/thethuc --repository . [--sanitized] [-k NAME…]
"""
import argparse
import pathlib
import sys
import unittest

import serving
from service import CONTRACT


def untried():
    """How many answers the OpenAPI document declares that no test has seen."""
    missing = sorted(CONTRACT.declared() - CONTRACT.seen)
    for method, path, status in missing:
        print(f"never seen: {method} {path} {status}")
    return len(missing)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--repository", required=True, type=pathlib.Path)
    parser.add_argument("--sanitized", action="store_true", help="the program is built with sanitizers")
    parser.add_argument("-k", dest="names", action="append", help="only tests whose name holds NAME")
    arguments = parser.parse_args()
    serving.PROGRAM = str(arguments.program.resolve())
    serving.REPOSITORY = arguments.repository.resolve()
    serving.SANITIZED = arguments.sanitized
    loader = unittest.TestLoader()
    if arguments.names:
        loader.testNamePatterns = [f"*{name}*" for name in arguments.names]
    suite = loader.discover(str(pathlib.Path(__file__).parent), pattern="*_test.py")
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(suite)
    failed = len(result.failures) + len(result.errors)
    if not arguments.names and not result.skipped:
        failed += untried()
    print(f"http: {result.testsRun} tests, {failed} failed, {len(result.skipped)} skipped")
    return 0 if failed == 0 and result.testsRun > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
