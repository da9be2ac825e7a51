def fixxpath(root, xpath):
    """ElementTree wants namespaces in its xpaths, so here we add them."""
    namespace, root_tag = root.tag[1:].split("}", 1)
    fixed_xpath = "/".join(["{{{}}}{}".format(namespace, e) for e in xpath.split("/")])
    return fixed_xpath
