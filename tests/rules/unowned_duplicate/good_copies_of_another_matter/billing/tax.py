def overdue(items, limit):
    found = []
    for item in items:
        if item.age > limit:
            found.append(item.invoice)
    return sorted(found)
