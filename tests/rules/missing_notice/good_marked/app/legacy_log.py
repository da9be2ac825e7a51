import warnings

warnings.warn("use app.log", DeprecationWarning)
