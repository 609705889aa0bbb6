"""What tests of feeds need: a clock one can set."""

from collections.abc import Callable
from datetime import datetime

import pytest

from kiknet import clock


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`at(2027, 3, 1, 12)`: from now on it is this wall time."""

    def set_clock(*wall_time: int) -> None:
        moment = clock.from_local(datetime(*wall_time))  # type: ignore[arg-type]
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_clock(2027, 3, 1, 12)
    return set_clock
