def speeding(items, limit):
    found = []
    for item in items:
        if item.speed > limit:
            found.append(item.plate)
    return sorted(found)
