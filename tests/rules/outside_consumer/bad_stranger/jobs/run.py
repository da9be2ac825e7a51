from app import vault
from app.vault import read_secret

print(vault, read_secret)
