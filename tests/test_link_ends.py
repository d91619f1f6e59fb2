"""A web address of our own site leads back to the file from which its page was made."""

from __future__ import annotations

import pytest

from library_kit import HOME
from peerlore import pipeline
from peerlore.checking.collection import Collection
from peerlore.checking.rules.link_ends import file_at
from peerlore.outside.files import read_sources
from peerlore.staging.addresses import address, staged_file
from story import BASE


@pytest.fixture(scope="module", params=[HOME, BASE], ids=["the sample library", "the library of the stories"])
def collection(request: pytest.FixtureRequest) -> Collection:
    return pipeline.check(read_sources(request.param)).collection


def test_every_page_is_found_by_its_address(collection: Collection) -> None:
    pages = [file for file, page in collection.documents.items() if page.kind not in ("library", "skills")]
    assert pages
    for file in pages:
        assert file_at(f"/{address(staged_file(file) or '')}", collection) == file
        assert file_at(f"/{address(staged_file(file) or '')}index.html", collection) == file


def test_every_picture_is_found_by_its_address(collection: Collection) -> None:
    assert collection.assets
    for file in collection.assets:
        assert file_at(f"/{staged_file(file)}", collection) == file


@pytest.mark.parametrize("path", ["/", "/modules/", "/modules/circles/", "/skills/asking/", "/help/findings/", "/people/", "/nobody/"])
def test_pages_that_are_made_of_many_files_lead_to_none(path: str, collection: Collection) -> None:
    assert file_at(path, collection) == ""
