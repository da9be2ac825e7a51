"""A pair as it stood in a repository that nobody tuned on."""

from __future__ import annotations

import pytest

from ssot_check.languages import go
from ssot_check.matching import anew
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.matching.haystack import Haystack, owned_units
from ssot_check.matching.weights import weigh
from ssot_check.model.match import Tier
from ssot_check.model.source import SourceFile
from tests.builders import a_domain, a_registry


def tiers(owner: tuple[str, str], copy: tuple[str, str]) -> list[Tier]:
    """The tiers of what in the second file is like something of the first. A test file is one by its name here."""
    files = {}
    for path, text in (owner, copy):
        source = SourceFile(path, "go", text, "0", test="_test." in path)
        files[path] = go.LANGUAGE.parse(source, fingerprint)
    hay = Haystack(a_registry(a_domain("shared", owner[0])), files, {owner[0]: ("shared",)}, {})
    units = [unit for file in files.values() for unit in file.units]
    return [match.tier for match in anew.searched(hay, weigh(hay, units), owned_units(hay)).matches]


CONTEXT = """package session

func newMemberContext(user *model.User, org *model.Org) (*gin.Context, *httptest.ResponseRecorder) {
	gin.SetMode(gin.TestMode)
	rec := httptest.NewRecorder()
	c, _ := gin.CreateTestContext(rec)
	c.Request = httptest.NewRequest(http.MethodGet, "/", nil)
	if user != nil {
		c.Set("user", user)
	}
	if org != nil {
		c.Set("org", org)
	}
	return c, rec
}
"""
EDITED_CONTEXT = CONTEXT.replace("newMemberContext", "newOrgContext").replace('"/", nil)', '"/orgs", nil)').replace("rec, ", "rec2, ")
EDITED_CONTEXT = EDITED_CONTEXT.replace("\tgin.SetMode(gin.TestMode)\n", "").replace(
    "\treturn c, rec\n", "\tc.Params = nil\n\treturn c, rec\n"
)


@pytest.mark.parametrize(
    ("owner", "copy", "text", "expected"),
    [
        ("session/user_test.go", "api/org_test.go", EDITED_CONTEXT, Tier.HINT),
        ("session/user_test.go", "session/org_test.go", EDITED_CONTEXT, Tier.GATE),
        ("session/helpers.go", "api/org.go", EDITED_CONTEXT, Tier.GATE),
        ("session/user_test.go", "api/org_test.go", CONTEXT, Tier.GATE),
    ],
    ids=["test file of another package", "the same package", "no test file", "pasted whole"],
)
def test_nobody_can_import_a_test_file_of_another_go_package(owner: str, copy: str, text: str, expected: Tier) -> None:
    assert tiers((owner, CONTEXT), (copy, text)) == [expected]
