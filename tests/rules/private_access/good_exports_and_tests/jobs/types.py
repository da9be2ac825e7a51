from app.log.core import _make_handler


def start(make: _make_handler) -> None:
    make.start()
