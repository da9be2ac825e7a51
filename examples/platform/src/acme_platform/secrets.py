"""Secrets: mounted files first, the vault second, never the repository."""

import json
import urllib.request
from pathlib import Path

SECRETS_FOLDER = Path("/run/secrets")


class SecretMissing(LookupError):
    """No source knows the secret."""


class VaultSession:
    """A read-only conversation with the vault."""

    def __init__(self, address, token):
        self.address = address.rstrip("/")
        self.token = token

    def read(self, name):
        request = urllib.request.Request(f"{self.address}/v1/kv/data/{name}", headers={"X-Vault-Token": self.token})
        with urllib.request.urlopen(request, timeout=3) as response:
            payload = json.load(response)
        return payload["data"]["data"]["value"]


def connect(address, token_file="/run/secrets/vault-token"):
    """Open a vault session with the token that the orchestrator mounted."""
    token = Path(token_file).read_text(encoding="utf-8").strip()
    if not token:
        raise SecretMissing(f"{token_file} is empty")
    return VaultSession(address, token)


def read_secret(name, folder=SECRETS_FOLDER, vault=None):
    """Value of one secret; trailing newlines of mounted files are dropped."""
    file = Path(folder) / name
    if file.is_file():
        return file.read_text(encoding="utf-8").rstrip("\n")
    if vault is not None:
        return vault.read(name)
    raise SecretMissing(f"secret {name!r} is neither mounted nor in the vault")
