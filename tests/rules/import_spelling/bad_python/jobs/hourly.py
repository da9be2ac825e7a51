import app.log
