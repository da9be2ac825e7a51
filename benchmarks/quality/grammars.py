"""What the edit engine knows of a language: one small table each, of node types of its tree-sitter grammar."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache
from typing import Final

import tree_sitter


@dataclass(frozen=True, slots=True)
class Grammar:
    """Node types by what the edits do with them, and templates of the language.

    `holders` are the parents below which a statement stands alone, `bodies` the blocks of a function, `bindings` pairs of a node type
    and the field in which it binds names (only identifiers that begin in lower case are taken for those of the function), `shorthands`
    the identifiers that stand for a key as well. `wrap` is what a method stands in, `wrapper` and `stub` are bodies, `imported` the
    line that a wrapper in another file needs ("" when it stands in the same package), `test_name` a file that holds test code, `parameter`
    one more parameter ("" where a function sees the variables of others), `reckonings` are the parents below which a word is a variable.
    """

    language: str
    module: str
    suffixes: tuple[str, ...]
    functions: frozenset[str]
    statements: frozenset[str]
    holders: frozenset[str]
    bodies: frozenset[str]
    identifiers: frozenset[str]
    bindings: tuple[tuple[str, str], ...]
    texts: frozenset[str]
    numbers: frozenset[str]
    words: frozenset[str]
    loader: str = "language"
    comment: str = "//"
    noop: str = ""
    camel: bool = False
    ends: str = ""
    shorthands: frozenset[str] = frozenset()
    fragile: frozenset[str] = frozenset()
    wrap: str = ""
    wrapper: tuple[str, ...] = ()
    stub: tuple[str, ...] = ()
    imported: str = ""
    test_name: str = ""
    imports: frozenset[str] = frozenset()
    parameter: str = ""
    reckonings: frozenset[str] = frozenset()


def _types(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHELL: Final = Grammar(
    "shell",
    "tree_sitter_bash",
    (".sh",),
    functions=_types("function_definition"),
    statements=_types(
        "command variable_assignment variable_assignments declaration_command if_statement for_statement c_style_for_statement "
        "while_statement case_statement pipeline list redirected_statement test_command unset_command negated_command"
    ),
    holders=_types("compound_statement do_group if_statement elif_clause else_clause case_item program"),
    bodies=_types("compound_statement"),
    identifiers=_types("variable_name"),
    bindings=(("variable_assignment", "name"), ("for_statement", "variable")),
    texts=_types("string_content raw_string"),
    numbers=_types("number"),
    words=_types("word variable_name string_content raw_string number"),
    comment="#",
    noop=":",
    fragile=_types("heredoc_redirect heredoc_body herestring_redirect"),
    wrapper=('echo "asked for $1" >&2', '{name} "$@"'),
    stub=('echo "not supported here" >&2', "return 1"),
    imported="source {path}",
    test_name="tests/test_{stem}_{name}.sh",
    reckonings=_types("c_style_for_statement compound_statement arithmetic_expansion subscript"),
)

TYPESCRIPT: Final = Grammar(
    "typescript",
    "tree_sitter_typescript",
    (".ts", ".js", ".mjs", ".cjs"),
    functions=_types("function_declaration method_definition"),
    statements=_types(
        "expression_statement lexical_declaration variable_declaration return_statement if_statement for_statement for_in_statement "
        "while_statement do_statement try_statement throw_statement switch_statement break_statement continue_statement"
    ),
    holders=_types("statement_block switch_case switch_default program"),
    bodies=_types("statement_block"),
    identifiers=_types("identifier shorthand_property_identifier shorthand_property_identifier_pattern"),
    bindings=(
        ("variable_declarator", "name"),
        ("required_parameter", "pattern"),
        ("optional_parameter", "pattern"),
        ("for_in_statement", "left"),
        ("catch_clause", "parameter"),
        ("arrow_function", "parameter"),
    ),
    texts=_types("string_fragment"),
    numbers=_types("number"),
    words=_types(
        "identifier property_identifier private_property_identifier shorthand_property_identifier type_identifier "
        "shorthand_property_identifier_pattern string_fragment number"
    ),
    loader="language_typescript",
    camel=True,
    shorthands=_types("shorthand_property_identifier shorthand_property_identifier_pattern"),
    wrap="class {scope} {{\n{text}\n}}\n",
    wrapper=('console.debug("asked for it");', "return {name}({parameters});"),
    stub=('throw new Error("not supported here");',),
    imported='import {{ {name} }} from "//{module}";',
    test_name="tests/{stem}.{name}.test.ts",
    parameter="{name}",
    imports=_types("import_statement lexical_declaration variable_declaration"),
)

GO: Final = Grammar(
    "go",
    "tree_sitter_go",
    (".go",),
    functions=_types("function_declaration method_declaration"),
    statements=_types(
        "expression_statement short_var_declaration assignment_statement var_declaration return_statement if_statement for_statement "
        "expression_switch_statement type_switch_statement select_statement go_statement defer_statement inc_statement dec_statement "
        "send_statement break_statement continue_statement const_declaration"
    ),
    holders=_types("statement_list block expression_case default_case communication_case type_case"),
    bodies=_types("block"),
    identifiers=_types("identifier"),
    bindings=(
        ("short_var_declaration", "left"),
        ("range_clause", "left"),
        ("parameter_declaration", "name"),
        ("var_spec", "name"),
    ),
    texts=_types("interpreted_string_literal_content raw_string_literal_content"),
    numbers=_types("int_literal float_literal"),
    words=_types(
        "identifier field_identifier type_identifier package_identifier interpreted_string_literal_content "
        "raw_string_literal_content int_literal float_literal"
    ),
    camel=True,
    wrapper=('log.Printf("asked for it")', "return {name}({parameters})"),
    stub=('panic("not supported here")',),
    test_name="{folder}{stem}_{name}_test.go",
    parameter="{name} any",
    imports=_types("import_declaration"),
)

RUST: Final = Grammar(
    "rust",
    "tree_sitter_rust",
    (".rs",),
    functions=_types("function_item"),
    statements=_types("expression_statement let_declaration"),
    holders=_types("block"),
    bodies=_types("block"),
    identifiers=_types("identifier"),
    bindings=(("let_declaration", "pattern"), ("parameter", "pattern"), ("for_expression", "pattern")),
    texts=_types("string_content"),
    numbers=_types("integer_literal float_literal"),
    words=_types("identifier field_identifier shorthand_field_identifier type_identifier string_content integer_literal float_literal"),
    ends=";",
    shorthands=_types("shorthand_field_initializer"),
    wrap="impl {scope} {{\n{text}\n}}\n",
    wrapper=('log::debug!("asked for it");', "{name}({parameters})"),
    stub=('unimplemented!("not supported here")',),
    imported="use crate::{module}::{name};",
    test_name="tests/{stem}_{name}.rs",
    parameter="{name}: State",
    imports=_types("use_declaration"),
)

GRAMMARS: Final = {grammar.language: grammar for grammar in (SHELL, TYPESCRIPT, GO, RUST)}


@cache
def parser(grammar: Grammar) -> tree_sitter.Parser:
    """The parser of a language."""
    module = importlib.import_module(grammar.module)
    return tree_sitter.Parser(tree_sitter.Language(getattr(module, grammar.loader)()))
