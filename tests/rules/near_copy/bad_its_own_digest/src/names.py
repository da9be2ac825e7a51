import hashlib


def get_sha256_text(base):
    if isinstance(base, str):
        base = base.encode("utf-8")
    return hashlib.sha256(base).hexdigest()
