from shop.store.rows import _kept


def count(rows):
    return len(_kept(rows))
