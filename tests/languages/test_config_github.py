"""What help says of jobs and steps that stand in two workflows of GitHub."""

from __future__ import annotations

import pytest

from ssot_check.model.plugins import Use
from tests.languages.config_reading import language, read, unit

OWNER, COPY = ".github/workflows/ci.yml", ".github/workflows/nightly.yml"
LOGIN = """\
on: {push: {}}
jobs:
  test:
    runs-on: ubuntu
    steps:
      - uses: actions/checkout@v6
      - name: Log in
        if: inputs.login != ''
        run: docker login --username ci --password ${{ secrets.CI_TOKEN }} registry
      - name: Say it
        id: said
        shell: bash
        run: echo said=all >> $GITHUB_OUTPUT; echo ready; echo done; date
      - run: make all
"""
BARE = LOGIN.replace("      - uses: actions/checkout@v6\n", "")
READ = LOGIN.replace("make all", "make ${{ steps.said.outputs.said }}")
SET_UP = """\
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: ${{ inputs.node }}
      - run: npm install --no-audit
"""
JOB = f"on: {{workflow_call: {{}}}}\njobs:\n  test:\n    runs-on: ubuntu\n    steps:\n{SET_UP}      - run: make unit coverage\n"
SCAN = JOB.replace("make unit coverage", "git ls-files | xargs scan --baseline .secrets").replace("  test:", "  scan:")
EDITED = JOB.replace("make unit coverage", "make unit coverage report")
REUSABLE = """\
on:
  workflow_call:
    inputs:
      file:
        required: true
        type: string
      label:
        type: string
jobs:
  tags:
    runs-on: ubuntu
    steps:
      - run: echo ref=${GITHUB_REF,,} >> $GITHUB_OUTPUT; echo ready; echo done; date
  image:
    needs: tags
    runs-on: ubuntu
    steps:
      - run: docker build --file ${{ inputs.file }} --tag ${{ needs.tags.outputs.ref }} .
        env: {TOKEN: "${{ secrets.TOKEN }}"}
  required:
    runs-on: ubuntu
    steps: [{run: "true"}]
"""
WHOLE = REUSABLE.replace("${{ inputs.file }}", "Dockerfile")
ONE = REUSABLE[: REUSABLE.index("  image:")]


def spelled(mine: str, name: str, theirs: str, other: str = "") -> str:
    spell_use = language(OWNER).spell_use
    assert spell_use is not None
    owner, copy = unit(read(OWNER, mine), name), unit(read(COPY, theirs), other or name)
    return spell_use(Use(owner, COPY, frozenset((OWNER, COPY)), text=theirs, owner_text=mine, copy=copy))


@pytest.mark.parametrize(
    ("step", "theirs", "said", "unsaid"),
    [
        ("Log in", LOGIN, 'with: {ci-token: "${{ secrets.CI_TOKEN }}"}', "actions/checkout"),
        ("Log in", LOGIN, "`run` needs a `shell:` there; its `if:` stays here", "login:"),
        ("Log in", BARE, "actions/checkout has to come before it", "`outputs`"),
        ("Say it", LOGIN, "use it too)", "shell"),
        ("Say it", READ, "declare there as `outputs` what other steps read of `said`", "with:"),
    ],
    ids=["a secret", "no shell", "no checkout", "nothing", "a result"],
)
def test_a_composite_action_is_given_what_it_cannot_read(step: str, theirs: str, said: str, unsaid: str) -> None:
    help_text = spelled(LOGIN, f"test.{step}", theirs)
    assert said in help_text
    assert unsaid not in help_text


def test_jobs_that_do_other_things_besides_share_their_equal_steps() -> None:
    said = spelled(JOB, "test", SCAN, "scan")
    assert said.startswith("write in place of lines 7 to 10: uses: ./.github/actions/test-steps, with: {node: ")
    assert "(move these steps, lines 7 to 10 of .github/workflows/ci.yml, to .github/actions/test-steps/action.yml" in said
    assert "what differs" not in said


@pytest.mark.parametrize("theirs", [EDITED, JOB.replace("      - run: make unit coverage\n", "")], ids=["edited", "shorter"])
def test_a_job_with_the_same_steps_is_called(theirs: str) -> None:
    assert spelled(JOB, "test", theirs).startswith("uses: ./.github/workflows/ci.yml; what differs")


def test_a_called_workflow_runs_all_of_its_jobs_with_what_it_requires() -> None:
    said = spelled(REUSABLE, "image", WHOLE)
    assert said.startswith("write in place of the jobs that are like `tags`, `image`, `required` one job: uses: ./.github/workflows/ci.yml")
    assert "with its required input `file` and `secrets: inherit` (a called workflow runs all of its jobs" in said
    assert said.endswith("; what these do otherwise (line 18) becomes an input of it, or a job beside it")


@pytest.mark.parametrize(
    ("above", "said"),
    [
        ("on: {workflow_call: {}}", "; a workflow that other repositories call has to name it OWNER/REPOSITORY/.github/actions/log-in@REF"),
        ("on: {push: {}}\ndefaults:\n  run:\n    working-directory: web", "; `run` needs its `working-directory:` there, for `defaults`"),
        ("on: {push: {}}", ""),
    ],
    ids=["called", "with defaults", "neither"],
)
def test_a_composite_action_follows_neither_defaults_nor_a_call_from_elsewhere(above: str, said: str) -> None:
    login = LOGIN.replace("on: {push: {}}", above)
    told = spelled(login, "test.Log in", login)
    assert said in told
    assert ("REPOSITORY" in told, "working-directory" in told) == ("workflow_call" in above, "defaults" in above)


def test_what_an_action_has_no_key_for_stays_beside_it() -> None:
    limited = LOGIN.replace("        if: inputs.login != ''\n", "        timeout-minutes: 5\n")
    assert "; its `timeout-minutes:` stays here, beside `uses:`" in spelled(limited, "test.Log in", limited)


def test_a_job_that_leaves_its_workflow_is_given_what_it_read_there() -> None:
    job = REUSABLE.replace("  image:\n", "  image:\n    permissions: {packages: write}\n").replace("docker build", "docker build -t $NAME")
    said = spelled(f"env:\n  NAME: a\n  OTHER: b\n{job}", "image", SCAN.replace("  scan:", "  image:"))
    assert "and `secrets: inherit` (move `image` there" in said
    assert "; there declare as inputs what it reads of `file`, `ref`, `NAME`, and hand it over)" in said
    assert "; keep `permissions` beside `uses:`" in said


def test_one_job_of_a_workflow_with_many_is_moved() -> None:
    assert spelled(REUSABLE, "tags", ONE).startswith("uses: ./.github/workflows/tags.yml (move `tags` there")


@pytest.mark.parametrize(
    ("other", "said"),
    [("DISTRO: arch", "`DISTRO`, and hand over those of here)"), ("DISTRO: ubuntu", "")],
    ids=["set otherwise", "set alike"],
)
def test_a_called_job_keeps_the_variables_of_its_own_workflow(other: str, said: str) -> None:
    mine = "env:\n  DISTRO: ubuntu\n  NAME: a\n" + JOB.replace("workflow_call", "push").replace("make unit", "make $DISTRO")
    told = spelled(mine, "test", mine.replace("DISTRO: ubuntu", other))
    assert "the trigger `workflow_call` under `on:`; there make inputs of `node`" in told
    assert said in told
    assert ("DISTRO" in told) is bool(said)


@pytest.mark.parametrize(("asks", "is_told"), [("needs.*.result", True), ("needs.build.result", True), ("needs.build.outputs.tag", False)])
def test_what_asks_how_other_jobs_ended_does_not_leave_them(asks: str, is_told: bool) -> None:
    gate = JOB.replace("workflow_call", "push").replace("make unit", f"test success = ${{{{ {asks} }}}}")
    assert (f"; `{asks}` is empty in a called workflow: ask here" in spelled(gate, "test", gate)) is is_told


def test_what_other_jobs_read_of_a_called_one_is_declared() -> None:
    lone = ONE.replace("workflow_call:", "push:")
    assert "what other jobs here read of `tags`" in spelled(lone, "tags", REUSABLE)
    assert "other jobs here" not in spelled(lone, "tags", lone)


GATED = """\
on: push
jobs:
  again:
    needs: [a, b]
    if: failure() && needs.a.result == 'success'
    strategy: {matrix: {target: [x]}}
    runs-on: ubuntu
    env: {TOKEN: "${{ github.token }}", REF: "${{ github.head_ref }}"}
    steps:
      - run: gh workflow run rerun.yml --field run=${{ github.run_id }} --field target=${{ matrix.target }} --ref $REF
  other: {runs-on: ubuntu, steps: [{run: make}]}
"""


def test_what_stands_beside_a_call_stays_with_the_job() -> None:
    said = spelled(GATED, "again", GATED.replace("[a, b]", "c").replace("needs.a.result == 'success'", "github.run_attempt < 3"))
    assert said.endswith("let .github/workflows/ci.yml call it too); keep its `if`, `needs` beside `uses:`")


def test_values_of_another_matrix_become_inputs() -> None:
    said = spelled(GATED, "again", GATED.replace("[x]", "[y, z]"))
    assert "; there declare as inputs what it reads of `target`, and hand it over); keep its `if`, `needs`, `strategy` beside" in said


def test_a_question_how_another_step_ended_stays_with_the_workflow() -> None:
    asks = LOGIN.replace("inputs.login != ''", "always() && steps.first.outcome == 'success'")
    assert "; its `if:` stays here, beside `uses:`" in spelled(asks, "test.Log in", asks)
    own = LOGIN.replace("inputs.login != ''", "always()")
    assert "beside `uses:`" not in spelled(own, "test.Log in", own)
