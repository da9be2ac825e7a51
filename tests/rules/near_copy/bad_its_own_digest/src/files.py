import hashlib


def get_hash_text(base):
    if isinstance(base, str):
        base = base.encode("utf-8")
    return hashlib.md5(base, usedforsecurity=False).hexdigest()
