"""One function of Rust cannot be two that are equal to the reader where types differ: a warning, with the place that both can use."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from tests.repositories import write

BODY = """\
    pub async fn add_session(&self, session: &NewSession) -> Result<(), StoreError> {
        let token: &str = &session.token;
        query("insert into sessions (user_id, token) values ($1, $2)").bind(session.user_id).bind(token).execute(&self.pool).await?;
        query("update users set seen = now() where id = $1").bind(session.user_id).execute(&self.pool).await?;
        Ok(())
    }
"""
NEEDS = "[dependencies]\nshop-data = { path = '../data' }\nshop-base = { path = '../base' }\n"
CRATES = {
    "base/Cargo.toml": "[package]\nname = 'shop-base'\n",
    "data/Cargo.toml": "[package]\nname = 'shop-data'\n[dependencies]\nshop-base = { path = '../base' }\n",
    "lite/Cargo.toml": f"[package]\nname = 'shop-lite'\n{NEEDS}",
    "post/Cargo.toml": f"[package]\nname = 'shop-post'\n{NEEDS}",
}


def store(name: str, pool: str, body: str = BODY) -> str:
    return f"pub struct {name} {{\n    /// All of it, and more.\n    name: String,\n    pool: {pool},\n}}\n\nimpl {name} {{\n{body}}}\n"


def told(root: Path, files: Mapping[str, str]) -> Finding:
    registry = "schema_version: 2\ndomains:\n  stores:\n    paths: [post/src/lib.rs]\n"
    _, report = checked(Config(root=write(root, {"SSOT_LOCK.yml": registry, **CRATES, **files}), select=("SSOT2",)))
    (finding,) = report.findings
    return finding


def test_a_method_that_reaches_through_a_field_of_another_type_is_another_one(tmp_path: Path) -> None:
    files = {"post/src/lib.rs": store("Post", "sqlx::Pool<Postgres>"), "lite/src/lib.rs": store("Lite", "sqlx::Pool<sqlx::Sqlite>")}
    finding = told(tmp_path, files)
    assert finding.severity is Severity.WARNING
    assert finding.help == (
        "where that is worth it, write this `add_session` and `Post.add_session` of post/src/lib.rs once in a file of `shop-data`, "
        "on which both depend, as a function that is generic over the type, and call it in both; "
        "else let this one stand with an allow that says why (`self.pool` is `Pool<Sqlite>` here and `Pool<Postgres>` there)"
    )
    assert "one function cannot be both as they are: `self.pool` is `Pool<Sqlite>` here and `Pool<Postgres>` there" in finding.notes


@pytest.mark.parametrize("pool", ["sqlx::Pool<Postgres>", "Pool<sqlx::Postgres>", "Arc<Pool<Postgres>>", "&'static Pool<Postgres>"])
def test_a_field_that_is_only_written_or_held_otherwise_is_the_same(pool: str, tmp_path: Path) -> None:
    finding = told(tmp_path, {"post/src/lib.rs": store("Post", "sqlx::Pool<Postgres>"), "lite/src/lib.rs": store("Lite", pool)})
    assert finding.severity is Severity.ERROR
    assert (
        finding.help == "let both types take `add_session` from one place, a function of `shop-data`, on which both depend, that both call"
    )


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("u32", "u64"),
        ("Vec<u8>", "Vec<String>"),
        ("bool", "&'static str"),
    ],
)
def test_a_field_of_another_primitive_type_is_no_reason(ours: str, theirs: str, tmp_path: Path) -> None:
    finding = told(tmp_path, {"post/src/lib.rs": store("Post", ours), "lite/src/lib.rs": store("Lite", theirs)})
    assert finding.severity is Severity.ERROR
    assert not any("cannot be both" in note for note in finding.notes)


@pytest.mark.parametrize(
    ("above", "pool", "severity"),
    [
        ("pub type Db = Arc<sqlx::PgPool>;\n", "Db", Severity.ERROR),
        ("use sqlx::{PgPool as Db, Row};\n", "Db", Severity.ERROR),
        ("type Db = Inner;\ntype Inner = sqlx::PgPool;\n", "Db", Severity.ERROR),
        ("type PgPool = sqlx::PgPool;\n", "PgPool", Severity.ERROR),
        ("type Db<T> = sqlx::Pool<T>;\n", "Db<Postgres>", Severity.ERROR),
        ("mod db {\n    pub type Db = sqlx::PgPool;\n}\n", "db::Db", Severity.ERROR),
        ("type Db = A;\n#[cfg(test)]\ntype Db = B;\n", "Db", Severity.ERROR),
        ("type Db = sqlx::SqlitePool;\n", "Db", Severity.WARNING),
        ("// type Db = sqlx::PgPool;\n", "Db", Severity.WARNING),
        ("impl Kept for Other {\n    type Db = sqlx::PgPool;\n}\n", "Db", Severity.WARNING),
    ],
    ids=["held", "imported", "twice", "itself", "generic", "of a module", "two", "another", "in a comment", "of a trait"],
)
def test_a_type_under_another_name_is_looked_up(above: str, pool: str, severity: Severity, tmp_path: Path) -> None:
    finding = told(tmp_path, {"post/src/lib.rs": store("Post", "sqlx::PgPool"), "lite/src/lib.rs": above + store("Lite", pool)})
    assert finding.severity is severity


FAKE = "struct Lite {\n    pool: Fake,\n}\n"


@pytest.mark.parametrize(
    ("above", "pool", "severity"),
    [
        (f"mod old {{\n{FAKE}}}\n", "Pool", Severity.ERROR),
        (f"mod old {{\n{FAKE}}}\n", "Other", Severity.ERROR),
        (f"/* /* as it was */ {FAKE} */\n", "Pool", Severity.ERROR),
        (f'const OLD: &str = r#"a "{FAKE}"#;\n', "Pool", Severity.ERROR),
        (f"const A: [char; 3] = ['\"', '\\'', '\\u{{22}}'];\n// {FAKE.splitlines()[0]}\n", "Other", Severity.WARNING),
    ],
    ids=["another module", "two", "in a comment", "in a text", "characters are no texts"],
)
def test_only_the_struct_of_the_method_tells_its_types(above: str, pool: str, severity: Severity, tmp_path: Path) -> None:
    finding = told(tmp_path, {"post/src/lib.rs": store("Post", "Pool"), "lite/src/lib.rs": above + store("Lite", pool)})
    assert finding.severity is severity


def test_a_struct_of_another_module_is_not_the_one_of_the_method(tmp_path: Path) -> None:
    lite = store("Lite", "Other").replace("pub struct", "mod old {\npub struct", 1).replace("}\n\nimpl", "}\n}\n\nimpl", 1)
    finding = told(tmp_path, {"post/src/lib.rs": store("Post", "Pool"), "lite/src/lib.rs": lite})
    assert finding.severity is Severity.ERROR


ROW = """\
impl<'a> ::sqlx::FromRow<'a, {row}> for Session {{
    fn from_row(row: &'a {row}) -> ::sqlx::Result<Self> {{
        let seen: i64 = row.try_get("seen_at")?;
        let token: String = row.try_get("session_token")?;
        let device = Device {{ name: row.try_get("device_name")?, kind: row.try_get("device_kind")? }};
        Ok(Self {{ user: row.try_get("user_id")?, seen: seen as u64, token, device }})
    }}
}}
"""


def test_a_trait_for_another_type_is_another_one(tmp_path: Path) -> None:
    files = {"post/src/lib.rs": ROW.format(row="PgRow"), "lite/src/lib.rs": ROW.format(row="SqliteRow")}
    finding = told(tmp_path, files)
    assert finding.severity is Severity.WARNING
    assert "(the trait is `FromRow<SqliteRow>` here and `FromRow<PgRow>` there)" in finding.help


def test_a_trait_for_a_type_under_another_name_is_the_same(tmp_path: Path) -> None:
    files = {"post/src/lib.rs": ROW.format(row="PgRow"), "lite/src/lib.rs": f"use sqlx::PgRow as Row;\n{ROW.format(row='Row')}"}
    assert not any("the trait is" in note for note in told(tmp_path, files).notes)


DIGEST = """\
pub fn digest_of(source: &mut impl Read) -> Result<String, StoreError> {
    let mut hasher = Sha256::new();
    let mut buffer = [0; 8192];
    loop {
        let count = source.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        hasher.update(&buffer[..count]);
    }
    Ok(hex::encode(hasher.finalize()))
}
"""


def test_what_waits_is_not_what_awaits(tmp_path: Path) -> None:
    copy = DIGEST.replace("pub fn digest_of", "pub async fn file_digest_of").replace(".read(&mut buffer)", ".read(&mut buffer).await")
    finding = told(tmp_path, {"post/src/lib.rs": DIGEST, "lite/src/lib.rs": copy})
    assert finding.severity is Severity.WARNING
    assert finding.help == (
        "make one function of what neither awaits in `file_digest_of` and `digest_of` of post/src/lib.rs, or let this one stand with an "
        "allow that says why: only this one is `async`"
    )


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("", Severity.ERROR),
        ("    // told.await\n", Severity.ERROR),
        ("    tokio::select! { _ = told => {} }\n", Severity.WARNING),
        ("    told.await;\n", Severity.WARNING),
    ],
    ids=["nothing", "in a comment", "by a macro", "awaited"],
)
def test_what_is_async_and_awaits_nothing_is_a_copy(line: str, severity: Severity, tmp_path: Path) -> None:
    copy = DIGEST.replace("pub fn", "pub async fn").replace("    Ok(hex", f"{line}    Ok(hex")
    finding = told(tmp_path, {"post/src/lib.rs": DIGEST, "lite/src/lib.rs": copy})
    assert finding.severity is severity


CLIENT = """\
package internal

import (
	"net/http"
	"net/url"
	"time"
)

const defaultBaseURL = "https://api.HOST.example/v2"

// Client talks to HOST.
type Client struct {
	token string

	BaseURL    *url.URL
	HTTPClient *http.Client
}

// NewClient makes one.
func NewClient(token string) *Client {
	baseURL, _ := url.Parse(defaultBaseURL)

	return &Client{
		token:      token,
		BaseURL:    baseURL.JoinPath("zones", "records"),
		HTTPClient: &http.Client{Timeout: SECONDS * time.Second},
	}
}
"""
METHOD = """
func (c *Client) NAME() *url.URL {
	return c.BaseURL.JoinPath("NAME", c.token)
}
"""


@pytest.mark.parametrize(
    ("own", "tested", "severity"),
    [("Zones", "Other", Severity.WARNING), ("Records", "Other", Severity.ERROR)],
    ids=["another type", "copied as a whole"],
)
def test_a_constructor_of_go_answers_the_type_of_its_package(own: str, tested: str, severity: Severity, tmp_path: Path) -> None:
    def client(host: str, seconds: int, method: str) -> str:
        return CLIENT.replace("HOST", host).replace("SECONDS", str(seconds)) + METHOD.replace("NAME", method)

    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  clients:\n    paths: [dns/mine/internal/client.go]\n    exports: [NewClient]\n",
        "go.mod": "module shop\n",
        "dns/mine/internal/client.go": client("mine", 5, "Records"),
        "dns/yours/internal/client.go": client("yours", 10, own),
        "dns/yours/internal/client_test.go": f"package internal\n{METHOD.replace('NAME', tested)}",
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT202",)))
    (finding,) = (item for item in report.findings if item.scope == "NewClient")
    assert finding.severity is severity
    why = "what it answers is `Client` of dns/yours/internal here and of dns/mine/internal there"
    assert (f"one function cannot be both as they are: {why}" in finding.notes) is (severity is Severity.WARNING)
    assert finding.help.endswith(f"let this one stand with an allow that says why ({why})") is (severity is Severity.WARNING)


OPTIONS = """\
package {package}

type Describer struct {{
    verbose   bool
    transport http.RoundTripper
}}

type Option func(*Describer)

func NewDescriber(verbose bool, options ...Option) *Describer {{
    made := &Describer{{verbose: verbose, transport: http.DefaultTransport}}
    for _, option := range options {{
        option(made)
    }}
    return made
}}

func (d *Describer) Describe(name string) (string, error) {{
    answer, err := d.transport.RoundTrip({asked}(name))
    if err != nil {{
        return "", err
    }}
    return answer.Status, nil
}}
"""


@pytest.mark.parametrize(("asked", "typed"), [("revision", True), ("service", False)])
def test_a_type_with_other_methods_is_another_type(asked: str, typed: bool, tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  describers:\n    paths: [pkg/plain/describer.go]\n    exports: [NewDescriber]\n",
        "go.mod": "module shop\n",
        "pkg/plain/describer.go": OPTIONS.format(package="plain", asked="service"),
        "pkg/scaled/describer.go": OPTIONS.format(package="scaled", asked=asked),
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT201",)))
    (finding,) = (item for item in report.findings if item.scope == "NewDescriber")
    assert (finding.severity is Severity.WARNING) is typed
    assert finding.fix is None  # the type that it answers stays in this package


ANSWERS = """\
package {package}

type Key struct{{ name string }}

type {kind} struct {{ {field} }}

func FromContext(ctx context.Context) *{kind} {{
    if held, ok := ctx.Value(contextKey).(*{kind}); ok {{
        return held
    }}
    return {last}
}}
"""


@pytest.mark.parametrize(
    ("kind", "field", "severity"),
    [
        ("Backend", "repos []string", Severity.WARNING),
        ("Backend", "hosts map[string]string", Severity.ERROR),  # the type is a copy as well
        ("Config", "hosts map[string]string", Severity.ERROR),
    ],
)
def test_what_answers_another_type_is_another_function(kind: str, field: str, severity: Severity, tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  configuration:\n    paths: [pkg/config/context.go]\n    exports: [FromContext]\n",
        "go.mod": "module shop\n",
        "pkg/config/context.go": ANSWERS.format(package="config", kind="Config", field="hosts map[string]string", last="nil"),
        "pkg/other/context.go": ANSWERS.format(package="other", kind=kind, field=field, last="nil"),
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT2",)))
    severities = {item.severity for item in report.findings if "`FromContext`" in item.message}
    assert severities == {severity}
    assert any("with a type parameter for what it answers" in item.help for item in report.findings) is (severity is Severity.WARNING)


def test_a_type_by_another_name_is_the_same(tmp_path: Path) -> None:
    other = ANSWERS.format(package="other", kind="Backend", field="", last="nil").replace(
        "type Backend struct {  }", "type Backend = config.Config"
    )
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  configuration:\n    paths: [pkg/config/context.go]\n    exports: [FromContext]\n",
        "go.mod": "module shop\n",
        "pkg/config/context.go": ANSWERS.format(package="config", kind="Config", field="hosts map[string]string", last="nil"),
        "pkg/other/context.go": other,
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT2",)))
    assert "= config.Config" in other
    assert {item.severity for item in report.findings if "`FromContext`" in item.message} == {Severity.ERROR}
