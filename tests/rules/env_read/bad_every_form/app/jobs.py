import os
from os import environ as e, getenv

from dotenv import load_dotenv
from pydantic_settings import BaseSettings

HOST = "DB_HOST"


class Settings(BaseSettings):
    port: int = 5432


def read(name):
    load_dotenv()
    a = os.environ[HOST]
    b = os.environ.get("DB_PORT", "5432")
    c = e.setdefault("DB_NAME", "app")
    d = e.pop("DB_USER")
    f = "DB_PASSWORD" in os.environ
    g = getenv("DB_SSL")
    h = os.getenvb(b"DB_RAW"), os.environb[b"DB_RAW2"]
    i = getattr(os, "environ")["DB_HIDDEN"]
    env = os.environ
    j = env["DB_ALIAS"]
    k = dict(os.environ)
    return a, b, c, d, f, g, h, i, j, k, os.environ[name]


def start(run, near):
    run(env=near(os.environ))
    run(env={"A": os.environ["HANDED_ON"]})
    run(near=os.environ)


def hide(run):
    given = os.environ.copy()
    run(env=given)
    return given["HIDDEN"]


def keep(run):
    given = dict(os.environ)
    return given, os.environ.pop("KEPT")
