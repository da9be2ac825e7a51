import os

from app.settings import get_setting


def start(run, extra):
    run(env=os.environ.copy())
    run(env={**os.environ, "A": "b"})
    run(env=dict(os.environ, A="b") if extra else os.environ)
    run(env=os.environ | extra)
    given = os.environ.copy()
    given["A"] = "b"
    given.pop("B", None)
    del given["C"]
    run(env=given)
    os.environ.pop("D")
    os.environ.setdefault("E", "f")


def read(environ, request):
    os.environ["TZ"] = "UTC"
    os.environ.update(LANG="C")
    del os.environ["TZ"]
    return environ["HTTP_HOST"], request.environ.get("PATH_INFO"), os.path.join("environ", "getenv"), get_setting("HOST")
