from app.views import Views
