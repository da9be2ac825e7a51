from app import log
