from app.notify import send_mail
