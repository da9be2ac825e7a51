import requests as r
import requests.adapters
import urllib.request
from requests import Request, Session


def run(url):
    from requests.exceptions import ConnectionError

    return r.get(url), Session(), Request(), urllib.request.urlopen(url), ConnectionError
