from app.log import *
