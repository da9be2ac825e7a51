"""Names that say the opposite: whatever the texts share, they are two jobs."""

from __future__ import annotations

import pytest

from ssot_check.languages import shell, yaml
from ssot_check.matching.callings import are_contrary, convert_back, says_another_verb
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.match import Tier
from ssot_check.model.plugins import Language
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_unit
from tests.matching.haystacks import a_haystack, searched

ADD = """\
portable_add_user_to_group() {
  local groupname="${1}" username="${2}"
  get_group "${groupname}" > /dev/null 2>&1 || return 1
  user_is_in_group "${username}" "${groupname}" && return 0
  if command -v usermod > /dev/null 2>&1; then
    run usermod -a -G "${groupname}" "${username}" && return 0
  fi
  if command -v pw > /dev/null 2>&1; then
    run pw groupmod "${groupname}" -m "${username}" && return 0
  fi
  warning "cannot change the group ${groupname} for user ${username}"
  return 1
}
"""
DELETE = (
    ADD.replace("add_user_to", "del_user_from")
    .replace("usermod -a", "usermod -r")
    .replace(" -m ", " -d ")
    .replace(" && return 0\n  if", " || return 0\n  if")
)
OPEN = """\
- name: Open the ports of the firewall
  block:
    - name: Allow the service
      firewall: {port: "{{ item.port }}", service: "{{ item.service }}", permanent: true, immediate: true, state: enabled}
      loop: "{{ firewall_ports }}"
      notify: reload the firewall
"""
CLOSE = OPEN.replace("Open the ports", "Close the ports").replace("state: enabled", "state: disabled")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("portable_add_user_to_group", "portable_del_user_from_group", True),
        ("enable_swap", "disable_swap", True),
        ("Ensure the agent is enabled", "Ensure the agent is disabled", True),
        ("installing_hooks", "uninstall_hooks", True),
        ("pull_images", "push_images", True),
        ("lock_state", "unlock_state", True),
        ("start_server", "start_proxy", False),
        ("start_and_stop", "stop_and_start", False),
        ("backup_database", "dump_database", False),
        ("install_hooks", "install_hooks_again", False),
    ],
)
def test_names_are_contrary_by_the_words_that_only_one_has(one: str, other: str, expected: bool) -> None:
    pair = a_unit(one, "return 1"), a_unit(other, "return 1")
    assert are_contrary(*pair) is are_contrary(*reversed(pair)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (a_unit("str_to_bytes", "return 1"), a_unit("bytes_to_str", "return 1"), True),
        (
            a_unit("narrow", "return 1", calls=("api.WideCharToMultiByte",)),
            a_unit("widen", "return 1", calls=("api.MultiByteToWideChar",)),
            True,
        ),
        (a_unit("row2dict", "return 1"), a_unit("dict2row", "return 1"), True),
        (a_unit("narrow", "return 1", calls=("a_to_b", "b_to_a")), a_unit("widen", "return 1", calls=("a_to_b", "b_to_a")), False),
        (a_unit("str_to_bytes", "return 1"), a_unit("str_to_text", "return 1"), False),
        (a_unit("to_bytes", "return 1"), a_unit("bytes_to", "return 1"), False),
    ],
    ids=["names", "calls", "digits", "both call both", "another way", "half"],
)
def test_the_way_back_is_another_job(one: Unit, other: Unit, expected: bool) -> None:
    assert convert_back(one, other) is convert_back(other, one) is expected


def test_a_script_block_has_no_name_of_its_own() -> None:
    assert not are_contrary(
        a_unit("docker push", "return 1", kind=UnitKind.SCRIPT), a_unit("docker pull", "return 1", kind=UnitKind.SCRIPT)
    )


@pytest.mark.parametrize(
    ("language", "owner", "copy"), [(shell.LANGUAGE, ADD, DELETE), (yaml.LANGUAGE, OPEN, CLOSE)], ids=["shell", "ansible"]
)
def test_the_opposite_of_an_owner_is_no_copy_of_it(language: Language, owner: str, copy: str) -> None:
    ending = language.suffixes[0]
    paths = f"roles/a/tasks/own{ending}", f"roles/b/tasks/other{ending}"
    read = [
        next(iter(language.parse(SourceFile(path, language.name, text, "0"), fingerprint).units))
        for path, text in zip(paths, (owner, copy), strict=True)
    ]
    hay = a_haystack(
        *read, owners={paths[0]: ("logging",)}, files={path: {"kind": "ansible"} for path in paths} if ending == ".yaml" else {}
    )
    assert [match.tier for match in searched(hay)] == [Tier.HINT]


def test_a_function_of_the_opposite_name_may_hold_the_owner_among_much_else() -> None:
    around = "\n".join(
        f'  systemctl {verb} "backup-{verb}.timer"\n  logger --tag "{verb}" "timer is {verb}ed"'
        for verb in ("mask", "reload", "reset", "show")
    )
    body = ADD.partition("{\n")[2].rpartition("}")[0]
    copy = f"remove_old_backups() {{\n{around}\n{body}{around.replace('backup-', 'sync-')}\n}}\n"
    read = [
        next(iter(shell.LANGUAGE.parse(SourceFile(path, "shell", text, "0"), fingerprint).units))
        for path, text in (("app/log.py", ADD), ("jobs/a.sh", copy))
    ]
    assert [match.tier for match in searched(a_haystack(*read))] == [Tier.GATE]


@pytest.mark.parametrize(
    ("owner", "copy", "expected"),
    [
        ("DeleteStorageClass", "RequireStorageClass", True),
        ("DeleteStorageClass", "RemoveStorageClass", False),
        ("StorageName", "NameOf", False),
    ],
)
def test_what_a_name_begins_with_is_what_is_done(owner: str, copy: str, expected: bool) -> None:
    assert says_another_verb(a_unit(owner, "return $a"), a_unit(copy, "return $a")) is expected
