"""What people are told of cooperations."""

from kiknet.i18n import _l
from kiknet.notifications.topics import Topic, register

GROUP = _l("Cooperations")
register(
    Topic(
        "cooperation_partners", GROUP, _l("Invitations, and who joins or leaves"),
        (
            "cooperation_invited", "cooperation_invitation_answered", "cooperation_interest_answered",
            "cooperation_partner_gone", "cooperation_lead",
        ),
    ),
    Topic(
        "cooperation_interest", GROUP, _l("Who would join our ideas"),
        ("cooperation_interest", "cooperation_interest_back"),
    ),
    Topic("idea_lifetime", GROUP, _l("Ideas of ours nobody has touched for long"), ("idea_rests", "idea_archived")),
    Topic("cooperation_moves", GROUP, _l("How a cooperation of ours goes on"), ("cooperation_moved",)),
    Topic("cooperation_outcomes", GROUP, _l("What has come of a cooperation we lead"), ("outcome_asked",)),
    Topic("cooperation_office", GROUP, _l("The office hides something in a cooperation"), ("cooperation_moderated",)),
)  # fmt: skip
