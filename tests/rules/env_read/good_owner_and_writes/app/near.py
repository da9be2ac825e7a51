import os

from app.settings import get_setting


def read(environ, request):
    os.environ["TZ"] = "UTC"
    os.environ.update(LANG="C")
    del os.environ["TZ"]
    return environ["HTTP_HOST"], request.environ.get("PATH_INFO"), os.path.join("environ", "getenv"), get_setting("HOST")
