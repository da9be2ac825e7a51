import re


def f(text, moment):
    return re.split(r"\s+", text), moment.strftime("%Y-%m-%d"), "http://localhost:8080/health", "Hello {name}", moment.strftime("%Y-%m-%dT%H:%M:%SZ")
