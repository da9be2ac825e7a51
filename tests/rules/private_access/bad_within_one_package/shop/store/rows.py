def _kept(rows):
    return [row for row in rows if row.kept]
