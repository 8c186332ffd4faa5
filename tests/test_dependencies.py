"""What is imported is declared, what is declared is used, and everything installed is pinned."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("corpus", "index", "assistant", "eval")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
DISTRIBUTIONS = packages_distributions()
# Used as programs, not imported.
PROGRAMS = {"import-linter", "ruff"}
# What only the baselines, the generator of publications, the training of the table lookup or the
# optional language model needs is an extra, which the tests use too.
EXTRAS = {
    "baselines": "eval/baselines",
    "generate": "eval/publications",
    "llm": "assistant/language_model",
    "train": "eval/im_tqa/training",
}


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements):
    return {canonical(re.match(r"[\w.-]+", line).group()) for line in requirements}


def imported(*folders, without=()):
    """The distributions that the modules in ``folders`` import, also inside functions."""
    names = set()
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if any(path.is_relative_to(ROOT / other) for other in without):
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    names.add(node.module)
    known = {*sys.stdlib_module_names, *PACKAGES}
    return {distribution_of(name) for name in names if name.split(".")[0] not in known}


def distribution_of(module):
    """The distribution that holds ``module``; of a shared namespace, the one named like it."""
    found = {canonical(name) for name in DISTRIBUTIONS.get(module.split(".")[0], ())}
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        for name in found:
            if name == "-".join(canonical(part) for part in parts[:length]):
                return name
    return next(iter(found)) if len(found) == 1 else parts[0]


def test_the_product_declares_what_it_imports_and_nothing_else():
    assert imported(*PACKAGES, without=EXTRAS.values()) == declared(PROJECT["dependencies"])


@pytest.mark.parametrize("extra", sorted(EXTRAS))
def test_an_extra_declares_what_its_part_uses_beyond_that(extra):
    needed = declared(PROJECT["optional-dependencies"][extra])
    assert imported(EXTRAS[extra]) - declared(PROJECT["dependencies"]) == needed


def test_the_tests_declare_what_they_use_beyond_that():
    extra = declared(PROJECT["optional-dependencies"]["test"]) - {PROJECT["name"]}
    assert imported("tests") - imported(*PACKAGES) == extra - PROGRAMS


def test_every_declared_package_is_pinned():
    constraints = (ROOT / "constraints.txt").read_text("utf-8")
    pinned = {canonical(name) for name in re.findall(r"^([\w.-]+)==\S+$", constraints, re.M)}
    extras = PROJECT["optional-dependencies"].values()
    everything = declared([*PROJECT["dependencies"], *(line for extra in extras for line in extra)])
    assert everything - {PROJECT["name"]} <= pinned
