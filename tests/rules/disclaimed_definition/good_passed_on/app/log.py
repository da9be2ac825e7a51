from app.mail import send


def log(a):
    return send(a)
