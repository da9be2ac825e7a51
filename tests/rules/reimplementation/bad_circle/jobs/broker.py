import socket
from time import sleep


class Broker:
    def __init__(self, address):
        self.address = address

    def until_it_listens(self, tries=60):
        for _ in range(tries):
            probe = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            probe.settimeout(1)
            answer = probe.connect_ex(self.address)
            probe.close()
            if answer == 0:
                return
            sleep(1)
        raise TimeoutError(f"nobody answers at {self.address}")

    def is_reachable(self):
        found = []
        for number in range(3):
            found.append(socket.gethostbyname(self.address[0]) if number else None)
        return any(found)
