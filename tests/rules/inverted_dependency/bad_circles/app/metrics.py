from app.models import User


def count():
    return len(User.all())
