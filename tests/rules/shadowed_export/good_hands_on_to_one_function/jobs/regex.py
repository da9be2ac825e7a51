def output(arguments):
    print(arguments)
