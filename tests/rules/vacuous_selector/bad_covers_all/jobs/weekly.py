def third(number):
    return number / 3
