from app.tested import setup
