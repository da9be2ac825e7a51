import logging

print(logging)
