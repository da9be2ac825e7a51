class Settings:
    level = 1


def load_settings():
    return Settings()
