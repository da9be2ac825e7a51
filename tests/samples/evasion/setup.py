from setuptools import setup

setup(name="logging:basicConfig", entry_points={"console_scripts": ["go = logging:basicConfig", "a=app.log:setup_logging"]})  # 1
