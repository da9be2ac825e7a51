"""Small functions of one form, each about what its own name says."""

from __future__ import annotations

import pytest

from ssot_check.languages import python, typescript
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.matching.subjects import are_about_two_things, are_twins, has_own_subject
from ssot_check.model.match import Tier
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import FUNCTIONS, Unit, UnitKind
from tests.matching.haystacks import a_haystack, searched

HASH = (
    'def {name}(text):\n    if isinstance(text, str):\n        text = text.encode("utf-8")\n    return hashlib.{digest}(text).hexdigest()\n'
)
SAVE = """export function save{name}(value) {{
  try {{
    localStorage.setItem(KEYS.{key}, JSON.stringify(value));
  }} catch (error) {{
    console.error(error);
  }}
}}
"""
TABLE = """class {name} {{
  static async remove(id, user) {{
    const row = await R.findOne("{table}", " id = ? AND user = ? ", [id, user]);
    if (!row) {{
      throw new Error("{table} not found");
    }}
    await R.trash(row);
  }}
}}
"""


def unit(path: str, text: str) -> Unit:
    language = python.LANGUAGE if path.endswith(".py") else typescript.LANGUAGE
    units = language.parse(SourceFile(path, language.name, text, "0"), fingerprint).units
    return next(unit for unit in units if unit.kind in FUNCTIONS)


def saved(name: str, key: str) -> Unit:
    return unit("a.ts", SAVE.format(name=name, key=key))


def test_each_saves_under_the_key_of_its_name() -> None:
    assert are_about_two_things(saved("UserName", "STORED_USER"), saved("DebugState", "STORED_DEBUG"))


def test_a_method_is_about_what_its_class_is_called() -> None:
    proxy, docker = (
        unit("a.ts", TABLE.format(name=name, table=table)) for name, table in (("Proxy", "proxy"), ("DockerHost", "docker_host"))
    )
    assert are_about_two_things(proxy, docker)


@pytest.mark.parametrize(
    ("name", "key"),
    [("DebugState", "STORED_USER"), ("DebugState", "STORED_OTHER"), ("UserName", "STORED_DEBUG")],
    ids=["one key under another name", "a key that no name says", "one name with another key"],
)
def test_a_copy_that_was_renamed_alone_stays_one(name: str, key: str) -> None:
    assert not are_about_two_things(saved("UserName", "STORED_USER"), saved(name, key))


def test_one_that_names_its_own_digest_is_told_for_a_look_only() -> None:
    owner, other, same = (
        unit("a.py", HASH.format(name=name, digest=digest))
        for name, digest in (("get_hash", "md5"), ("get_sha256", "sha256"), ("get_digest", "md5"))
    )
    assert has_own_subject(owner, other)
    assert not are_about_two_things(owner, other)
    assert not has_own_subject(owner, same)


PARSE = """def parse_{name}_uri(uri):
    parsed = urllib.parse.urlparse(uri)
    if parsed.scheme != "{name}":
        raise ValueError("not a {name} URI")
    path = parsed.path
    if path.startswith("/"):
        path = path[1:]
    return parsed.netloc, path
"""


def test_many_short_statements_are_worth_one_helper() -> None:
    owner, copy = (unit("a.py", PARSE.format(name=name)) for name in ("s3", "gcs"))
    assert not are_about_two_things(owner, copy)


def test_of_longer_ones_the_form_itself_is_worth_having_once() -> None:
    more = "  const more = [1, 2, 3].map((item) => item + 1).filter((item) => item > 2).reduce((sum, item) => sum + item, 0);\n"
    owner, copy = (
        unit("a.ts", SAVE.format(name=name, key=key).replace("  try", more + "  try"))
        for name, key in (("UserName", "STORED_USER"), ("DebugState", "STORED_DEBUG"))
    )
    assert not are_about_two_things(owner, copy)
    assert not has_own_subject(owner, copy)


@pytest.mark.parametrize(("key", "tier"), [("STORED_DEBUG", Tier.HINT), ("STORED_OTHER", Tier.GATE)])
def test_what_is_about_another_thing_is_a_hint(key: str, tier: Tier) -> None:
    owner = unit("app/log.ts", SAVE.format(name="UserName", key="STORED_USER"))
    copy = unit("jobs/a.ts", SAVE.format(name="DebugState", key=key))
    (found,) = searched(a_haystack(owner, copy, owners={"app/log.ts": ("logging",)}))
    assert found.tier is tier


REMOVE = """
def {name}(client, name):
    found = client.{things}.get(name)
    found.finalizers.clear()
    client.{things}.delete(name, grace_period=0)
    while client.{things}.exists(name):
        time.sleep(0.5)
    log.info("{said} is gone")
    return found
"""


def removed(name: str, things: str, said: str = "it") -> Unit:
    return unit("a.py", REMOVE.format(name=name, things=things, said=said))


@pytest.mark.parametrize(
    ("copy", "twins"),
    [
        (removed("remove_pod", "pods"), True),
        (removed("remove_pod", "volumes", "pod"), False),
        (removed("destroy_pod", "pods"), False),
        (removed("remove_volume_now", "pods"), False),
        (removed("remove_voluminous", "voluminous"), False),
    ],
    ids=["another thing", "says so, and removes the same", "nothing in common", "the same thing", "a form of its name"],
)
def test_long_ones_are_twins_where_what_the_names_do_not_share_is_in_the_code(copy: Unit, twins: bool) -> None:
    owner = removed("remove_volume", "volumes", "volume")
    assert are_twins(owner, copy) is are_twins(copy, owner) is twins


SETTINGS = """export default register('{name}', () => {{
  const found = schema.parse(process.env.{name});
  if (found.error) {{
    return stop(explained(found.error));
  }}
  return found.data;
}});
"""


@pytest.mark.parametrize(
    ("path", "twins"),
    [("src/mail.config.ts", True), ("lib/database.config.ts", False), ("src/database.config.old.ts", False), ("src/mail.ts", False)],
)
def test_what_is_exported_without_a_name_is_about_what_its_file_is_called(path: str, twins: bool) -> None:
    assert are_twins(unit("src/database.config.ts", SETTINGS.format(name="DB")), unit(path, SETTINGS.format(name="OTHER"))) is twins


ROLE = """class {name}Role({base}):
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    {field} = models.ForeignKey({kind}, related_query_name="role", on_delete=models.CASCADE)
    admin = models.BooleanField(default=False)
    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "{field}"], name="one_role")]
"""


@pytest.mark.parametrize(
    ("other", "two"),
    [
        (ROLE.format(name="Shop", base="Role", field="shop", kind="Shop"), True),
        (ROLE.format(name="Shop", base="Grant", field="shop", kind="Shop"), False),
        (ROLE.format(name="Old", base="Role", field="till", kind="Till"), False),
    ],
)
def test_models_of_one_base_that_hold_what_their_names_say_are_two(other: str, two: bool) -> None:
    texts = ROLE.format(name="Till", base="Role", field="till", kind="Till"), other
    read = (python.LANGUAGE.parse(SourceFile("a.py", "python", text, "0"), fingerprint) for text in texts)
    mine, its = (next(item for item in file.units if item.name.endswith("Role")) for file in read)
    assert are_about_two_things(mine, its) == are_about_two_things(its, mine) == two


VALUE = """class {name}({base}):
    VALIDATORS = {name}Validators
    fields = ("{one}", "{two}", "{three}")

    def __init__(self, data):
        super().__init__(self.read(data))

    @property
    def {one}(self):
        return self["{one}"]

    @property
    def {two}(self):
        return self["{two}"]

    @property
    def {three}(self):
        return self["{three}"]

    def text(self):
        return f"{{self.{one}}} {{self.{two}}} {{self.{three}}}"
"""
SRV = {"name": "SrvValue", "base": "Value", "one": "priority", "two": "weight", "three": "port"}


@pytest.mark.parametrize(
    ("other", "twins"),
    [
        ({"name": "TlsaValue", "one": "usage", "two": "selector", "three": "digest"}, True),
        ({"name": "TlsaValue", "base": "Row", "one": "usage", "two": "selector", "three": "digest"}, False),
        ({"name": "TlsaRecord", "one": "usage", "two": "selector", "three": "digest"}, False),
        ({"name": "TlsaValue", "one": "usage"}, False),
    ],
    ids=["of one family", "of another base", "of another kind", "a copy"],
)
def test_classes_of_one_base_with_names_of_their_own_throughout_are_twins(other: dict[str, str], twins: bool) -> None:
    texts = VALUE.format(**SRV), VALUE.format(**(SRV | other))
    read = (python.LANGUAGE.parse(SourceFile("a.py", "python", text, "0"), fingerprint) for text in texts)
    mine, its = (next(item for item in file.units if item.kind is UnitKind.CLASS) for file in read)
    assert are_twins(mine, its) is are_twins(its, mine) is twins
