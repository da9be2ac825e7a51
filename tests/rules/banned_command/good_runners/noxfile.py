import nox


@nox.session
def image(session):
    """Not by docker build."""
    session.run("scripts/deploy.sh", "docker", "build")
    session.log("docker", "build")


def other(thing):
    thing.run("docker", "build")
