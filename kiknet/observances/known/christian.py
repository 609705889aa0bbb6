"""Christian days by the western and the eastern calendar."""

from dateutil.easter import EASTER_ORTHODOX

from kiknet.i18n import _l
from kiknet.observances import reckoning
from kiknet.observances.observance import Group, Observance
from kiknet.observances.reckoning import SUNDAY

GROUPS = (
    Group(
        "christentum",
        _l("Christian days"),
        (
            Observance(
                "aschermittwoch",
                _l("Ash Wednesday"),
                _l(
                    "Carnival is over, and for many Christians the forty days of Lent begin. Some do without "
                    "meat, sweets or alcohol until Easter."
                ),
                reckoning.from_easter(-46),
            ),
            Observance(
                "ostern",
                _l("Easter Sunday"),
                _l(
                    "The most important Christian feast: Jesus rose from the dead. Families meet, and "
                    "children look for eggs."
                ),
                reckoning.from_easter(0),
            ),
            Observance(
                "pfingsten",
                _l("Pentecost"),
                _l("Fifty days after Easter Christians celebrate the beginning of the church. It is a long weekend."),
                reckoning.from_easter(49),
            ),
            Observance(
                "martinstag",
                _l("Saint Martin's Day"),
                _l(
                    "Children walk through the dark with lanterns and sing of the man who shared his coat. "
                    "Nursery schools often do so in the evenings around this day."
                ),
                reckoning.on(11, 11),
            ),
            Observance(
                "erster-advent",
                _l("First Sunday of Advent"),
                _l(
                    "Four weeks before Christmas the first candle is lit. From now on there are Christmas "
                    "markets and many parties."
                ),
                reckoning.weekday_from(11, 27, SUNDAY),
            ),
            Observance(
                "nikolaus",
                _l("Saint Nicholas' Day"),
                _l(
                    "Saint Nicholas brings nuts and sweets to the children. In the Allgäu wild figures, the "
                    "Klausen, run through the streets on the evenings around it."
                ),
                reckoning.on(12, 6),
            ),
            Observance(
                "heiligabend",
                _l("Christmas Eve"),
                _l("The evening on which German families give presents. Shops close at noon."),
                reckoning.on(12, 24),
            ),
        ),
    ),
    Group(
        "orthodox",
        _l("Orthodox days"),
        (
            Observance(
                "orthodoxe-weihnacht",
                _l("Orthodox Christmas"),
                _l(
                    "Serbian, Russian, Georgian, Ethiopian and Eritrean Christians celebrate the birth of "
                    "Jesus by the old calendar. Romanian, Greek and most Ukrainian parishes do so in "
                    "December."
                ),
                reckoning.on(1, 7),
                begins_on_the_eve=True,
            ),
            Observance(
                "timkat",
                _l("Timkat and Theophany"),
                _l(
                    "Orthodox Christians remember the baptism of Jesus and bless the water. For people from "
                    "Ethiopia and Eritrea it is one of the greatest feasts, celebrated in white."
                ),
                reckoning.named("ET", "Epiphany"),
                begins_on_the_eve=True,
            ),
            Observance(
                "orthodoxer-karfreitag",
                _l("Orthodox Good Friday"),
                _l("The strictest day of the long fast before Easter. Many people are in church until late."),
                reckoning.from_easter(-2, EASTER_ORTHODOX),
            ),
            Observance(
                "orthodoxe-ostern",
                _l("Orthodox Easter"),
                _l(
                    "The greatest feast of the orthodox year, often on another Sunday than in the west. It "
                    "begins with a service at midnight, and then the fast is over."
                ),
                reckoning.from_easter(0, EASTER_ORTHODOX),
                begins_on_the_eve=True,
            ),
            Observance(
                "orthodoxe-pfingsten",
                _l("Orthodox Pentecost"),
                _l("Fifty days after orthodox Easter. Churches and homes are decorated with green branches."),
                reckoning.from_easter(49, EASTER_ORTHODOX),
            ),
            Observance(
                "enkutatash",
                _l("Ethiopian and Eritrean New Year"),
                _l(
                    "The rainy season ends and the new year begins (Enkutatash, Geez New Year). Children "
                    "bring flowers and sing."
                ),
                reckoning.named("ET", "Ethiopian New Year"),
            ),
            Observance(
                "meskel",
                _l("Meskel"),
                _l(
                    "Christians from Ethiopia and Eritrea celebrate the finding of the cross. A large fire is "
                    "lit on the eve."
                ),
                reckoning.named("ET", "Finding of True Cross"),
                begins_on_the_eve=True,
            ),
        ),
    ),
)
