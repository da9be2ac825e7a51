settings = 2
