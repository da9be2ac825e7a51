def _kept(rows):
    return [row for row in rows if row.kept]


def first_row(rows):
    return _kept(rows)[0]
