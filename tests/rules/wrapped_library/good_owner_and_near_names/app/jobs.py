import urllib.parse
from typing import TYPE_CHECKING

from app.http import fetch
from app import requests_mock

from .requests import parse

if TYPE_CHECKING:
    import requests


def run(requests, url) -> "requests.Response":
    return requests.get(urllib.parse.quote(url)), fetch(url), requests_mock, parse
