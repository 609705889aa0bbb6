"""The demo's pools and what they were asked (`demo/pools.toml`), made through the services."""

from datetime import timedelta
from typing import Any

from kiknet import clock
from kiknet.organisations.acting import Acting
from kiknet.pools import service
from kiknet.pools.draft import PoolDraft, RequestDraft
from kiknet.pools.models import Pool
from kiknet.seeds import files

Cast = dict[str, Acting]


def write(cast: Cast) -> None:
    """Open the pools, and let them be asked, some of it weeks ago, and answer."""
    for row in files.script("pools")["pools"]:
        by = cast[row["by"]]
        draft = PoolDraft(row["kind"], tuple(row["languages"]), tuple(row["topics"]), row["about"])
        pool = service.open_pool(by, draft)
        for asked in row["asked"]:
            _ask(cast[asked["by"]], by, pool, asked)


def _ask(asker: Acting, coordinator: Acting, pool: Pool, row: dict[str, Any]) -> None:
    same = {name: row[name] for name in ("language", "topic", "where", "starts")}
    day = clock.today() + timedelta(days=row["days"])
    wish = RequestDraft(urgency=row.get("urgency", "normal"), day=day, minutes=60, **same)
    request = service.ask(asker, pool, wish)
    if "answer" in row:
        service.answer(coordinator, request, "" if row["answer"] == "yes" else row["answer"])
    request.created_at -= timedelta(days=row["ago"])
