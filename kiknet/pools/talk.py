"""Asking back about a request: whom one asks is the other side."""

from kiknet.conversations.things import Thing, register
from kiknet.organisations.acting import Acting
from kiknet.pools import policy, queries
from kiknet.pools.written import written_when
from kiknet.vocabulary.words import language_name


def _request(by: Acting, request_id: int) -> Thing:
    request = queries.request_by_id(by, request_id)
    title = f"{language_name(request.language)}: {written_when(request)}"
    url = f"/vermittlung/anfragen/{request.id}"
    return Thing("pool_requests", request.id, title, url, policy.other_side(by, request))


register("vermittlung", _request)
