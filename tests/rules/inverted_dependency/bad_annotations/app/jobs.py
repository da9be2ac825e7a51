from app.errors import explain
from app.log import note


class Job:
    name = reason = ""

    def fail(self):
        print(note(self), explain(self))
