with open("x") as file:
    file.read()
