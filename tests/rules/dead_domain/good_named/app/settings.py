MIDDLEWARE = ["app.middleware.Trace"]
