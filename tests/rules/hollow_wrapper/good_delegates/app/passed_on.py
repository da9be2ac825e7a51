from app import count


def count_all(names):
    return [count(name) for name in names]
