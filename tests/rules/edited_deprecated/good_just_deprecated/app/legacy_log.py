def setup():
    return 2


from app.log import setup as better
last = better()
