"""A redis-server of a test's own, and a client that knows no more than to ask."""
import shutil
import socket
import subprocess
import tempfile
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class RedisServer:
    """On a free port of this machine, with a folder of its own; nothing of it is left after close()."""

    def __init__(self, *options):
        self.port = free_port()
        self.options = options
        self.folder = tempfile.mkdtemp(prefix="thethuc-redis-")
        self.process = None
        self.password = options[options.index("--requirepass") + 1] if "--requirepass" in options else None
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", self.folder, "--save", "",
             *self.options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 20
        while True:
            try:
                if self.ask("PING") == "PONG":
                    return
            except (OSError, RuntimeError):  # RuntimeError: it is loading its data
                if time.monotonic() > end:
                    raise
            time.sleep(0.02)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def close(self):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, stream="thu", user="", query=""):
        return f"redis://{user}127.0.0.1:{self.port}/{stream}{query}"

    def ask(self, *words, database=0):
        """One command's answer; RuntimeError with what Redis says when it refuses."""
        commands = [["AUTH", self.password]] if self.password else []
        commands += [["SELECT", str(database)], [str(word) for word in words]]
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection, connection.makefile("rwb") as stream:
            for command in commands:
                stream.write(b"*%d\r\n" % len(command))
                for word in command:
                    encoded = word.encode("utf-8")
                    stream.write(b"$%d\r\n%s\r\n" % (len(encoded), encoded))
            stream.flush()
            return [read_reply(stream) for _ in commands][-1]


def read_reply(stream):
    line = stream.readline()
    kind, rest = line[:1], line[1:-2]
    if kind == b"-":
        raise RuntimeError(rest.decode())
    if kind == b":":
        return int(rest)
    if kind == b"+":
        return rest.decode()
    if kind == b"$":
        return None if rest == b"-1" else stream.read(int(rest) + 2)[:-2].decode("utf-8", "replace")
    if kind == b"*":
        return None if rest == b"-1" else [read_reply(stream) for _ in range(int(rest))]
    raise OSError("the connection ended")
