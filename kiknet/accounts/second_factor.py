"""The second factor: set up, asked for at sign-in, renewed, switched off, and reset by the office when it is lost."""

from datetime import timedelta

from sqlalchemy import delete, or_, update

from kiknet import access, audit, clock
from kiknet.accounts import passwords, policy, queries, service, totp
from kiknet.accounts.models import RecoveryCode, User
from kiknet.db import transaction
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.web import throttle

MOST, WITHIN = 10, timedelta(minutes=15)


def switch_on(user: User, secret: str, code: str) -> list[str]:
    """From now on sign-in asks for a code. Returns the recovery codes, to be shown once."""
    step = totp.matching_step(secret, totp.bare(code), clock.now())
    if step is None:
        raise Rejected(
            _("This code does not fit. Please type the one your app shows now; is the clock of your phone right?"),
            field="code",
        )
    with transaction():
        user.totp_secret, user.totp_last_step = secret, step
        codes = _new_codes(user)
        audit.record("account.second_factor_on", user, user_id=user.id)
        service.tell(user, "second_factor_on")
    return codes


def passes(user: User, code: str) -> bool:
    """Whether `code` is good: the app's (never twice) or a recovery code (used up by this). Raises `TooOften`."""
    throttle.count("second step", str(user.id), MOST, WITHIN)
    typed = totp.bare(code)
    good = _use_app_code(user, typed) if typed.isdecimal() else _use_recovery_code(user, typed)
    if good:
        throttle.forgive("second step", str(user.id))
    return good


def _use_app_code(user: User, code: str) -> bool:
    """Writing the step takes it: of two who send the same code only one gets in."""
    step = totp.matching_step(user.totp_secret, code, clock.now()) if user.totp_secret else None
    if step is None:
        return False
    unused = or_(User.totp_last_step.is_(None), User.totp_last_step < step)
    with transaction() as session:
        taken = session.execute(
            update(User).where(User.id == user.id, unused).values(totp_last_step=step).returning(User.id)
        ).scalar_one_or_none()
    return taken is not None


def _use_recovery_code(user: User, code: str) -> bool:
    fitting = (
        RecoveryCode.user_id == user.id,
        RecoveryCode.code_hash == totp.recovery_hash(user.id, code),
        RecoveryCode.used_at.is_(None),
    )
    with transaction() as session:
        taken = session.execute(
            update(RecoveryCode).where(*fitting).values(used_at=clock.now()).returning(RecoveryCode.id)
        ).scalar_one_or_none()
        if taken is not None:
            service.tell(user, "recovery_code_used", left=queries.recovery_codes_left(user))
    return taken is not None


def renew_codes(user: User, proof: str) -> list[str]:
    """Ten new recovery codes; the old ones stop working. `proof` is the password or a code."""
    _prove(user, proof)
    with transaction():
        audit.record("account.recovery_codes_renewed", user, user_id=user.id)
        return _new_codes(user)


def switch_off(user: User, proof: str) -> None:
    """Sign-in asks for no code any more. `proof` is the password or a code."""
    _prove(user, proof)
    with transaction():
        _forget(user)
        audit.record("account.second_factor_off", user, user_id=user.id)
        service.tell(user, "second_factor_off")


def reset_second_factor(by: User, user: User) -> None:
    """The office helps somebody who lost phone and codes: logged, and both are told by mail."""
    access.require(policy.may_reset_second_factor(by, user))
    with transaction():
        reset(user, by)
        service.tell(by, "you_reset_second_factor", whom=user.display_name)


def reset(user: User, by: User | None = None) -> None:
    """The same from the command line, where nobody is signed in."""
    with transaction():
        _forget(user)
        service.end_sessions(user)
        audit.record("account.second_factor_reset", user, user_id=by.id if by else None)
        service.tell(user, "second_factor_reset")


def _prove(user: User, proof: str) -> None:
    if not (passes(user, proof) or (user.password_hash and passwords.matches(user.password_hash, proof))):
        raise Rejected(_("That is neither a valid code nor your password."), field="proof")


def _new_codes(user: User) -> list[str]:
    codes = totp.new_recovery_codes()
    with transaction() as session:
        session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
        session.add_all(RecoveryCode(user_id=user.id, code_hash=totp.recovery_hash(user.id, c)) for c in codes)
    return codes


def _forget(user: User) -> None:
    with transaction() as session:
        user.totp_secret = user.totp_last_step = None
        session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
