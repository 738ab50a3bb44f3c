"""Fixtures that several test files share."""

import os
from pathlib import Path

import pytest

from index import settings
from index.encoder import WarmEncoder, open_encoder

# Before anything imports huggingface_hub: the tests run without a network.
os.environ["HF_HUB_OFFLINE"] = "1"


@pytest.fixture(scope="session")
def cache() -> Path:
    """Return the folder of converted models that the settings name, so that a second run finds them."""
    return settings.load().cache


@pytest.fixture(scope="session")
def encoder(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> WarmEncoder:
    """Open the bundled model, as users have it."""
    return open_encoder(settings.Settings(home=tmp_path_factory.mktemp("home"), cache=cache))
