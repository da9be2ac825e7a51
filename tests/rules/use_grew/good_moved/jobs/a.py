from app.log import setup
