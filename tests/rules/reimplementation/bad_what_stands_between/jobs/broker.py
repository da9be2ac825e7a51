import asyncio
import socket


class Broker:
    def __init__(self, address):
        self.address = address

    async def until_it_listens(self, tries=60):
        for _ in range(tries):
            probe = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            probe.settimeout(1)
            answer = probe.connect_ex(self.address)
            probe.close()
            if answer == 0:
                return
            await asyncio.sleep(1)
        raise TimeoutError(f"nobody answers at {self.address}")
