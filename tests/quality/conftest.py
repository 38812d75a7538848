"""What the tests of quality share: generated texts about states that do not exist."""

import numpy as np
import pytest

from tests.quality.generator.collection import Collection, collection


@pytest.fixture(scope="session")
def plain() -> Collection:
    """Documents with the catalogue's nouns, on the templates for testing."""
    return collection(np.random.default_rng(7), 60)


@pytest.fixture(scope="session")
def invented() -> Collection:
    """Documents with nouns and verbs that are no words."""
    return collection(np.random.default_rng(8), 60, nouns="invented")
