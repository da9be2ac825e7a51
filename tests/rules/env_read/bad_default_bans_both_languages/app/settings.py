import os

ZONE = os.environ["ZONE"]
