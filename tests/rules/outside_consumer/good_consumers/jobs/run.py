from app.settings import token

print(token(), "app.vault")
