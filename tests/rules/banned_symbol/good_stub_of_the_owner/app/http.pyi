from typing import Any

from requests import Session


class Client(Session):
    def fetch(self, url: str) -> Any: ...
