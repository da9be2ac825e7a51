from app.text import join

NAMES = join(["a", "b"])
