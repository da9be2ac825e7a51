import os

os.environ["TZ"] = os.environ["ZONE"]
