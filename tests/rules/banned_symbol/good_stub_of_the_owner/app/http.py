from requests import Session


class Client(Session):
    def fetch(self, url):
        return self.get(url, timeout=10).json()
