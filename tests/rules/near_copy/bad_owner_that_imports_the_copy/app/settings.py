from app.early import init_logs

init_logs("settings")
LEVEL = "INFO"
