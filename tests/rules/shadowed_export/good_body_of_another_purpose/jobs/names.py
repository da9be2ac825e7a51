def dotted(name, parts):
    return ".".join(["{}-{}".format(name, part) for part in parts.split(",")])


def slashed(parts):
    return "/".join(parts.split("."))
