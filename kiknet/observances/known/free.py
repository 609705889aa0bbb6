"""The days on which Bavaria is free."""

from kiknet.i18n import _l
from kiknet.observances import bavaria, reckoning
from kiknet.observances.observance import Group, Observance
from kiknet.observances.reckoning import WEDNESDAY

GROUPS = (
    Group(
        "bavaria",
        _l("Public holidays in Bavaria"),
        (
            Observance(
                "neujahr",
                _l("New Year's Day"),
                _l("The year begins. Many people were up all night, so little happens before the afternoon."),
                bavaria.holiday("New Year's Day"),
            ),
            Observance(
                "dreikoenig",
                _l("Epiphany"),
                _l(
                    "Children dressed as the three kings go from house to house and collect for children "
                    "elsewhere. In most other parts of Germany it is a working day."
                ),
                bavaria.holiday("Epiphany"),
            ),
            Observance(
                "karfreitag",
                _l("Good Friday"),
                _l("Christians remember the death of Jesus. It is a silent day by law: no dancing, no loud parties."),
                bavaria.holiday("Good Friday"),
            ),
            Observance(
                "ostermontag",
                _l("Easter Monday"),
                _l("The second day of Easter. Families visit each other or go for a walk."),
                bavaria.holiday("Easter Monday"),
            ),
            Observance(
                "tag-der-arbeit",
                _l("Labour Day"),
                _l("Trade unions invite to rallies, villages put up a maypole. Shops and offices are closed."),
                bavaria.holiday("Labor Day"),
            ),
            Observance(
                "christi-himmelfahrt",
                _l("Ascension Day"),
                _l("Forty days after Easter, always a Thursday. Many take the Friday off and go away."),
                bavaria.holiday("Ascension Day"),
            ),
            Observance(
                "pfingstmontag",
                _l("Whit Monday"),
                _l("The second day of Pentecost. The Whitsun holidays begin the day after."),
                bavaria.holiday("Pentecost Monday"),
            ),
            Observance(
                "fronleichnam",
                _l("Corpus Christi"),
                _l(
                    "Catholic parishes walk through the streets in procession. Roads in the centre may be "
                    "closed in the morning."
                ),
                bavaria.holiday("Corpus Christi"),
            ),
            Observance(
                "mariae-himmelfahrt",
                _l("Assumption Day"),
                _l(
                    "Catholics bless herbs in church. It is a public holiday only where most people are "
                    "Catholic, and Kempten is such a place."
                ),
                bavaria.holiday("Assumption Day"),
            ),
            Observance(
                "tag-der-deutschen-einheit",
                _l("German Unity Day"),
                _l(
                    "Since 1990 East and West Germany are one country. On the same day many mosques open "
                    "their doors to everybody."
                ),
                bavaria.holiday("German Unity Day"),
            ),
            Observance(
                "allerheiligen",
                _l("All Saints' Day"),
                _l("Catholic families visit the graves of their dead. It is a silent day by law."),
                bavaria.holiday("All Saints' Day"),
            ),
            Observance(
                "weihnachten",
                _l("Christmas Day"),
                _l("Christians celebrate the birth of Jesus. Nearly everything is closed, and families are together."),
                bavaria.holiday("Christmas Day"),
            ),
            Observance(
                "zweiter-weihnachtstag",
                _l("Second day of Christmas"),
                _l("The second day of Christmas, a day for visits. Nearly everything is closed."),
                bavaria.holiday("Second Day of Christmas"),
            ),
        ),
    ),
    Group(
        "schule",
        _l("School holidays in Bavaria"),
        (
            Observance(
                "herbstferien",
                _l("Autumn holidays"),
                _l("A week around All Saints' Day. Families with school children are often away."),
                bavaria.school_break(10, 11),
            ),
            Observance(
                "buss-und-bettag",
                _l("Day of Repentance and Prayer"),
                _l("A Protestant day of reflection. Schools in Bavaria are closed, most people work."),
                reckoning.weekday_from(11, 16, WEDNESDAY),
            ),
            Observance(
                "weihnachtsferien",
                _l("Christmas holidays"),
                _l("About two weeks around Christmas and New Year. Courses and groups usually pause."),
                bavaria.school_break(12),
            ),
            Observance(
                "fruehjahrsferien",
                _l("Spring holidays"),
                _l("The week of carnival. Families with school children are often away."),
                bavaria.school_break(2, 3, is_before_easter=True),
            ),
            Observance(
                "osterferien",
                _l("Easter holidays"),
                _l("Two weeks with Easter in the middle. Courses and groups usually pause."),
                bavaria.school_break(3, 4),
            ),
            Observance(
                "pfingstferien",
                _l("Whitsun holidays"),
                _l("About two weeks after Pentecost. Families with school children are often away."),
                bavaria.school_break(5, 6),
            ),
            Observance(
                "sommerferien",
                _l("Summer holidays"),
                _l(
                    "Six weeks in which many families travel, often to relatives abroad. Things for children "
                    "who stay are all the more welcome."
                ),
                bavaria.school_break(7, 8),
            ),
        ),
    ),
)
