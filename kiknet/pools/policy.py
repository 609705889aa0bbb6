"""Who may do what with pools and requests: plain yes or no."""

from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.pools.models import Pool, PoolRequest


def may_run(by: Acting) -> bool:
    """An organisation's admins open its pools and describe them."""
    return by.is_admin and by.may_write


def may_change(by: Acting, pool: Pool) -> bool:
    return may_run(by) and by.acts_for(pool.organisation_id)


def may_ask(by: Acting, pool: Pool) -> bool:
    """Whoever writes for an organisation, the pool's own included."""
    return by.may_write and pool.is_open and pool.organisation.is_active


def may_see(by: Acting, request: PoolRequest) -> bool:
    """Those who asked, and those who were asked; nobody else, not even the office."""
    return by.organisation_id is not None and by.organisation_id in {
        request.organisation_id,
        request.pool.organisation_id,
    }


def may_answer(by: Acting, request: PoolRequest) -> bool:
    """The coordinators: who writes for the pool's organisation."""
    return by.may_write and by.acts_for(request.pool.organisation_id) and request.is_waiting


def may_withdraw(by: Acting, request: PoolRequest) -> bool:
    """Who asked, until its day is over: also after a yes, for plans change."""
    is_alive = request.state in {"open", "yes"} and not request.is_past
    return by.may_write and by.acts_for(request.organisation_id) and is_alive


def may_write_about(by: Acting, request: PoolRequest) -> bool:
    """Either side may ask the other back."""
    other = other_side(by, request)
    return by.may_write and may_see(by, request) and not by.acts_for(other.id) and other.is_active


def other_side(by: Acting, request: PoolRequest) -> Organisation:
    """Whom `by` has to do with: who asks, or whose pool it is."""
    return request.organisation if by.acts_for(request.pool.organisation_id) else request.pool.organisation
