def fixxpath(root, xpath):
    """The path of an element below the root, without the root's own name."""
    steps = xpath.split("/")
    if steps[0] == root.tag:
        steps = steps[1:]
    return "/".join(steps)
