from app.fixtures.users import user
from app.test import BaseTestCase
