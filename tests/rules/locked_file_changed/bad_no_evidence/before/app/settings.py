settings = 1
