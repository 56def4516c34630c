"""Stands between a client and Redis, and loses answers."""
import select
import socket
import threading


class LosingProxy:
    """Of what a client sends in one piece and `loses` is true for, Redis gets all and the client no answer: its connection ends
    instead, `times` times in all; `lost` counts them."""

    def __init__(self, redis_port, loses, times):
        self.redis_port, self.loses, self.times = redis_port, loses, times
        self.lost = 0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def __enter__(self):
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return  # closed
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with client, socket.create_connection(("127.0.0.1", self.redis_port)) as redis:
            try:
                self.pass_on(client, redis)
            except OSError:
                pass  # one of both has gone

    def pass_on(self, client, redis):
        while True:
            ready, _, _ = select.select([client, redis], [], [])
            for source in ready:
                data = source.recv(1 << 20)
                if not data:
                    return
                if source is redis:
                    client.sendall(data)
                    continue
                loses = self.is_to_lose(data)
                if loses:
                    data += self.rest(client)
                redis.sendall(data)
                if loses:
                    redis.recv(1 << 20)  # it is done
                    with self.lock:
                        self.lost += 1
                    return

    @staticmethod
    def rest(client):
        """What belongs to the same commands and comes in further pieces."""
        data = b""
        while select.select([client], [], [], 0.2)[0]:
            piece = client.recv(1 << 20)
            if not piece:
                break
            data += piece
        return data

    def is_to_lose(self, data):
        with self.lock:
            if self.times == 0 or not self.loses(data):
                return False
            self.times -= 1
            return True
