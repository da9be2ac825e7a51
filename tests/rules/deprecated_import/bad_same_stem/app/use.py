from app.old import *
from .old import x
