from shop.store.rows import _kept


print(len(_kept([])))
