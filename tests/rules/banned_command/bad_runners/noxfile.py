import nox

TOOL = "docker"


@nox.session
def image(session):
    session.run("docker", "build", ".", external=True)
    session.run_always(TOOL, "build", "-t", session.name)
