from app.metrics import count
