import builtins


def run(path, log=print):
    builtins.print(path)
    with open(path) as file:
        exec(file.read())
    return map(print, [])


def own(print):
    print("mine")
