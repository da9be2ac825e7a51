def say(x):
    print(x)
