from app.chained import setup
