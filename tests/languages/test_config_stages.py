"""What help says of a stage that another Dockerfile repeats."""

from __future__ import annotations

import pytest

from ssot_check.model.plugins import Use
from tests.languages.config_reading import language, read

STAGE = """\
FROM node:22 AS runtime
RUN apt-get update && apt-get install --yes tini
ENV MODE=plain
RUN useradd --system runner
USER runner
COPY dist ./
ENTRYPOINT ["tini", "--"]
"""
OTHER = STAGE.replace("USER runner\nCOPY dist", "ENV MODE=fast\nCOPY build")
APART = 'build both with `docker buildx bake`, where `contexts = {app-runtime-base = "target:app-runtime-base"}` of a target hands it over'


def spelled(mine: str, theirs: str, into: str = "worker/Dockerfile", *, number: int = -1) -> str:
    """What replaces a stage of `theirs` in the file `into`, which repeats that of app/Dockerfile."""
    owner, copy = read("app/Dockerfile", mine), read(into, theirs)
    spell_use = language("app/Dockerfile").spell_use
    assert spell_use is not None
    return spell_use(
        Use(owner.units[number], into, frozenset(("app/Dockerfile", into)), text=theirs, owner_text=mine, copy=copy.units[number])
    )


def test_what_is_equal_from_the_head_on_moves_up_to_the_last_command() -> None:
    assert spelled(STAGE, OTHER) == (
        "write in place of lines 1 to 4: FROM app-runtime-base AS runtime (move lines 1 to 4 of app/Dockerfile to "
        f"app/app-runtime-base.Dockerfile, and let `runtime` begin FROM it too; {APART})"
    )


def test_files_of_one_folder_become_one() -> None:
    assert spelled(STAGE, OTHER, "app/slim.Dockerfile") == (
        "write in place of lines 1 to 4: FROM app-runtime-base AS runtime (move lines 1 to 4 of app/Dockerfile to a stage "
        "`app-runtime-base` at its head, and let `runtime` begin FROM it; as no file takes a stage of another, this file's stages move "
        "there too, under names of their own and above the last one, and what builds "
        "app/slim.Dockerfile builds app/Dockerfile with `--target`)"
    )


def test_an_equal_stage_moves_with_the_files_that_it_copies() -> None:
    said = spelled(STAGE, STAGE)
    assert said.startswith("write in place of lines 1 to 7: FROM app-runtime-base AS runtime (")
    assert said.endswith("; it copies files, so this holds where both images are built of one folder)")


def test_a_setting_between_two_commands_that_differs_ends_what_can_move() -> None:
    other = OTHER.replace("plain", "fast")
    assert spelled(STAGE, other).startswith("write in place of lines 1 to 2: FROM app-runtime-base AS runtime (move lines 1 to 2 of")


@pytest.mark.parametrize("above", ["COPY package.json ./\n", "RUN --mount=type=bind,target=. make configure\n", "RUN make here\n"])
def test_commands_below_lines_of_its_own_cannot_move(above: str) -> None:
    head = "FROM node:22 AS runtime\n"
    mine, theirs = (text.replace(head, head + line) for text, line in ((STAGE, above), (OTHER, above.replace("make here", "make there"))))
    assert spelled(mine, theirs) == (
        "write in place of the commands that are equal (lines 3 and 5): COPY and RUN one script, as app/Dockerfile does then too (no stage "
        "that both begin FROM can hold them: above them stand lines that differ or copy files); or let the copy stand below the line "
        "# ssot: allow[SSOT210] -- REASON"
    )


def test_images_that_begin_from_others_share_a_script() -> None:
    said = spelled(STAGE, OTHER.replace("node:22", "debian:12"))
    assert "the commands that are equal (lines 2 and 4): COPY and RUN one script" in said
    assert "the stages begin FROM `node:22` there and `debian:12` here" in said


def test_another_version_of_the_image_is_told() -> None:
    assert spelled(STAGE, OTHER.replace("node:22", "node:20")).endswith("; begin FROM one of `node:22` there and `node:20` here)")


def test_stages_without_an_equal_command_become_one_with_arguments() -> None:
    mine, theirs = (f"FROM alpine\nCOPY a b\nRUN apk add {tool} && adduser app\nCMD a\n" for tool in ("curl", "git"))
    assert spelled(mine, theirs).startswith(
        "write in place of both stages one, in a Dockerfile that builds either image, with what differs as"
    )


ALPINE = "FROM node:22 AS alpine\nRUN apk upgrade\n\n"


def test_a_stage_that_the_image_begins_from_moves_along() -> None:
    mine, theirs = (ALPINE + text.replace("node:22 AS runtime", "alpine AS runtime") for text in (STAGE, OTHER))
    assert spelled(mine, theirs).endswith("; `alpine` is a stage too, lines 1 to 2 there: it moves along)")


def test_other_stages_of_one_name_are_other_images() -> None:
    mine, theirs = (ALPINE + text.replace("node:22 AS runtime", "alpine AS runtime") for text in (STAGE, OTHER))
    assert "the stages begin FROM `alpine`" in spelled(mine, theirs.replace("apk upgrade", "apk update"))


def test_what_copies_from_a_stage_of_its_file_does_not_move() -> None:
    text = STAGE.replace("COPY dist ./", "COPY --from=build /dist ./")
    assert spelled(text, text).startswith("write in place of lines 1 to 4: ")


def test_arguments_that_are_read_below_are_repeated() -> None:
    mine, theirs = (
        f"ARG BASE=22\nFROM node:$BASE AS runtime\nARG MODE\nARG USED\nRUN make -s install docs MODE=$MODE all\nCMD run {name} $USED\n"
        for name in ("a", "b")
    )
    assert spelled(mine, theirs).endswith(f"{APART}; repeat `ARG USED` below FROM, an image hands on none; `ARG BASE` stands above FROM)")


def test_equal_copies_move_within_a_folder() -> None:
    mine, theirs = (f"FROM gcc AS build\nCOPY src src\nRUN make -C src all install PREFIX=/opt\nRUN strip {name}\n" for name in ("a", "b"))
    said = spelled(mine, theirs, "app/slim.Dockerfile")
    assert said.startswith("write in place of lines 1 to 3: FROM app-build-base AS build (move lines 1 to 3 of app/Dockerfile")
    assert said.endswith("; it copies files, so this holds where both images are built of one folder)")
    assert "the commands that are equal (line 3)" in spelled(mine, theirs)


def test_a_stage_without_a_name_is_called_by_its_line() -> None:
    head = "ARG BASE=node\n"
    mine, theirs = (head + text.replace("node:22 AS runtime", "$BASE") for text in (STAGE, OTHER))
    assert "and let line 2 there begin FROM it too" in spelled(mine, theirs)
