"""What the library holds is read once, and again as soon as it holds something else."""

import random

import pytest

from assistant.finding.catalogue import Catalogue, Catalogues
from index.library import Library
from index.settings import Settings


@pytest.fixture
def growing(tmp_path):
    """A library and ``write(name)``, which adds a publication of that body."""
    with Library(Settings(tmp_path / "home", embedding_model="none")) as library:

        def write(body, amount="1.20"):
            path = tmp_path / f"{body}2026年部门预算.md"
            table = f"| 项目 | 金额 |\n| --- | --- |\n| 培训费 | {amount} |\n"
            path.write_text(f"# {path.stem}\n\n## 支出预算表\n\n单位：万元\n\n{table}", "utf-8")
            assert library.add(path).status in ("added", "replaced")
            return path.name

        yield library, write


def held(catalogues):
    return [scope.organisation for scope in catalogues.now().scopes]


def test_it_follows_every_change(growing):
    library, write = growing
    catalogues = Catalogues(library)
    assert held(catalogues) == []
    name = write("柳河县档案局")
    assert held(catalogues) == ["柳河县档案局"]
    write("柳河县气象局")
    assert held(catalogues) == ["柳河县档案局", "柳河县气象局"]
    library.correct_profile(name, organisation="柳河县史志局")
    assert held(catalogues) == ["柳河县史志局", "柳河县气象局"]
    before = catalogues.now().documents
    write("柳河县气象局", amount="9.90")
    assert catalogues.now().documents != before
    library.remove(name)
    assert held(catalogues) == ["柳河县气象局"]


def test_another_connection_changes_it_too(growing):
    library, write = growing
    write("柳河县档案局")
    with Library(library.settings) as other:
        catalogues = Catalogues(other)
        assert held(catalogues) == ["柳河县档案局"]
        write("柳河县气象局")
        assert held(catalogues) == ["柳河县档案局", "柳河县气象局"]


def test_it_is_not_read_twice(growing):
    library, write = growing
    write("柳河县档案局")
    catalogues = Catalogues(library)
    assert catalogues.now() is catalogues.now()


def test_a_view_keeps_seeing_what_it_saw(growing):
    library, write = growing
    write("柳河县档案局")
    catalogues = Catalogues(library)
    with Library(library.settings) as other, other.view():
        of_the_view = Catalogues(other)
        assert held(of_the_view) == ["柳河县档案局"]
        write("柳河县气象局")
        assert held(catalogues) == ["柳河县档案局", "柳河县气象局"]
        assert held(of_the_view) == ["柳河县档案局"]


def test_its_scopes_are_those_of_its_documents(library):
    documents = library.documents()
    catalogue = Catalogue.of(documents)
    assert sorted(d.name for s in catalogue.scopes for d in s.documents) == [
        d.name for d in documents
    ]


def test_the_scopes_of_some_organisations(library):
    catalogue = Catalogue.of(library.documents())
    wanted = ("云泽市文化和数字事务局", "中卫市科技局", "没有这样的单位")
    assert list(catalogue.scopes_of(wanted)) == [
        scope for scope in catalogue.scopes if scope.organisation in wanted
    ]
    assert catalogue.scopes_of([]) == ()


def test_following_changes_gives_what_reading_all_gives(library):
    documents = library.documents()
    chosen = random.Random(3)
    followed, held = Catalogue(), []
    for _ in range(30):
        away = [d for d in documents if d not in held]
        come = chosen.sample(away, min(len(away), chosen.randint(0, 4)))
        gone = chosen.sample(held, min(len(held), chosen.randint(0, 2)))
        followed = followed.changed(come, gone)
        held = sorted([d for d in held if d not in gone] + come, key=lambda d: d.name)
        made = Catalogue.of(held)
        assert followed == made
        assert (followed.scopes, followed.documents) == (made.scopes, tuple(held))
        assert followed.directory.places == made.directory.places


def test_only_what_changed_is_read(growing):
    library, write = growing
    write("柳河县档案局")
    known = {d.id for d in library.documents()}
    assert library.changes(known) == ([], set())
    write("柳河县气象局")
    come, gone = library.changes(known)
    assert [d.organisation for d in come] == ["柳河县气象局"]
    assert gone == set()
    write("柳河县档案局", amount="3.40")
    come, gone = library.changes(known)
    assert {d.organisation for d in come} == {"柳河县气象局", "柳河县档案局"}
    assert gone == known
    # What is known of a later state is gone in an earlier one.
    assert library.changes({*(d.id for d in library.documents()), 99})[1] == {99}
