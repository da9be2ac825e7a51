from app.invoices import count


def checked(url):
    return url if count(url) else ""
