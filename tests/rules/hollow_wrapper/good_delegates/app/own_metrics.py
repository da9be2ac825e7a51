def count_early(name):
    return name
