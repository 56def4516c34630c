#!/usr/bin/env python3
"""Stands for thethuc-service in `bulk --broker`: the run meets a Redis of its own, and a worker that takes all records and is not
heard of again before another comes, who gives them up.

usage: dying_worker.py bulk … --broker redis://127.0.0.1:1/thu …    ($THETHUC_REAL_SERVICE: the program it stands for)
"""
import os
import subprocess
import sys
import time

from redis_server import RedisServer


def main():
    service, words = os.environ["THETHUC_REAL_SERVICE"], sys.argv[1:]
    folder = words[words.index("-o") + 1]
    server = RedisServer()
    worker = None
    try:
        words[words.index("--broker") + 1] = server.url()
        run = subprocess.Popen([service, *words])
        while run.poll() is None and not (server.ask("EXISTS", "thu") and server.ask("XLEN", "thu")):
            time.sleep(0.02)
        if run.poll() is None:
            server.ask("XREADGROUP", "GROUP", "thethuc", "may-2", "STREAMS", "thu", ">")
            worker = subprocess.Popen([service, "worker", "--broker", server.url(), "-o", folder, "--tries", "1", "--idle", "0.5"])
        return run.wait()
    finally:
        if worker:
            worker.kill()
            worker.wait()
        server.close()


if __name__ == "__main__":
    sys.exit(main())
