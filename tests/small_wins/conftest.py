from __future__ import annotations

import pytest

from small_wins.core import Core
from tests.small_wins.talk import Talk


@pytest.fixture
def talk(core: Core) -> Talk:
    return Talk(core)
