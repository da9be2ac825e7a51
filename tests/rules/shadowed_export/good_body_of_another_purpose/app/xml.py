def fixxpath(xpath, namespace=None):
    if not namespace:
        return xpath
    return "/".join(["{{{}}}{}".format(namespace, e) for e in xpath.split("/")])
