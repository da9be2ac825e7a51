"""A command that only a domain's owner may run is run outside of it.

What it does
------------
Looks for the program and subcommand under `command` of each ban, word by word, in

* shell scripts, recipes of Makefiles (and `$(shell ...)`) and Justfiles, crontabs, `RUN` and the other commands of a Dockerfile
* steps of pipelines (GitHub, also with `shell: python`, GitLab, Azure, CircleCI, Travis, `sh` in a Jenkinsfile) and local hooks of
  pre-commit
* what the services of a compose file run, the scripts of a `package.json`, the tasks of a Taskfile and of `pyproject.toml` (poe, pdm,
  rye, pixi, hatch, taskipy), the commands of a `tox.ini`
* calls of `subprocess`, `os.system`, `os.exec*` and the like in Python, `session.run` in a noxfile, `child_process` and execa in
  TypeScript, `exec.Command` in Go

With `command: docker build` each of these is found:

    docker  buildx build .              sudo -E docker build .        command docker build .
    sh -c "cd app && docker build ."    TOOL=docker; $TOOL build .    find . -exec docker build {} +
    ssh host docker build .             trap 'docker build .' EXIT    retry() { "$@"; }; retry docker build .

So are commands in here-documents and texts that are piped into a shell, and variables that a pipeline, a Dockerfile or the script sets
to texts that can be seen, arrays included. The words in a comment, a message (`echo`) or an argument (`git commit -m`) are none. `in`
names the places where the ban holds: `shell`, `make`, `ci`, `hook`, `cron`, `dockerfile`, `compose`, `package_scripts`, `subprocess`.
The owner, its wrappers, its deprecated files and `allow_in` may run it; tests may, unless `in` lists `tests`.

Not read: Procfiles, Ansible tasks, and commands that Rust puts together.

Why it matters
--------------
The owner's script sets tags, arguments and checks. Whoever runs the bare command builds, deploys or deletes without them.

How to fix
----------
Run what the `help` line names. Where the command itself is right, add the file to `allow_in`.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.touch import TouchKind
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.bans import bypass_finding, bypasses

_WHY = "what the owner does around the command is left out here"


def check(project: Project) -> Iterator[Finding]:
    """One finding for each command."""
    for bypass in bypasses(project, lambda touch: touch.kind is TouchKind.COMMAND):
        touch = bypass.touch
        message = f"`{touch.name}` is run outside the owner of `{bypass.domain.name}`: `{touch.spelled}`"
        yield bypass_finding(RULE.code, bypass, message, _WHY, "only the owner may run it")


RULE = Rule(code="SSOT304", name="banned-command", severity=Severity.ERROR, explanation=__doc__, check=check)
