TARGET = "staging"
