from app.log import *  # noqa


def forward(schema):
    schema.rename(
        "a",
        "b",
    )
