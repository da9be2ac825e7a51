import os
from pathlib import Path


def read_dotenv(name):
    for row in Path(name).read_text().splitlines():
        if "=" in row and not row.lstrip().startswith("#"):
            variable, text = row.split("=", 1)
            os.environ[variable.strip()] = text.strip()
