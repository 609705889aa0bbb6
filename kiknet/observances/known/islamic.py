"""Islamic and Alevi days. Months begin when the moon is seen, so each may fall a day earlier or later."""

from kiknet.i18n import _l
from kiknet.observances import reckoning
from kiknet.observances.observance import BY_PLACE, ONE_DAY, Group, Observance
from kiknet.observances.reckoning import TUESDAY

GROUPS = (
    Group(
        "islam",
        _l("Islamic days"),
        (
            Observance(
                "islamisches-neujahr",
                _l("Islamic New Year"),
                _l(
                    "The first day of the month of Muharram, with which the Islamic year begins. It is a "
                    "quiet day, not a party."
                ),
                reckoning.hijri(1, 1),
                doubt=ONE_DAY,
                begins_on_the_eve=True,
            ),
            Observance(
                "aschura",
                _l("Ashura"),
                _l(
                    "Shiites mourn Husayn, the Prophet's grandson, who was killed at Karbala. Sunnis may fast "
                    "on this day."
                ),
                reckoning.hijri(1, 10),
                doubt=ONE_DAY,
                begins_on_the_eve=True,
            ),
            Observance(
                "mevlid",
                _l("Birthday of the Prophet"),
                _l(
                    "Many Muslims remember the birth of Muhammad (Mevlid) with prayers, songs and sweets. "
                    "Shiites do so five days later."
                ),
                reckoning.hijri(3, 12),
                doubt=ONE_DAY,
                begins_on_the_eve=True,
            ),
            Observance(
                "ramadan",
                _l("Ramadan"),
                _l(
                    "For a month adult Muslims neither eat nor drink from dawn to sunset; in the evening they "
                    "break the fast together. Events with food in the daytime miss them, an invitation to an "
                    "evening meal is a present."
                ),
                reckoning.hijri_month(9),
                doubt=ONE_DAY,
                begins_on_the_eve=True,
            ),
            Observance(
                "nacht-der-bestimmung",
                _l("Night of Power"),
                _l(
                    "In this night the first words of the Koran were revealed (Laylat al-Qadr, Kadir Gecesi). "
                    "Many spend the night before this day in the mosque."
                ),
                reckoning.hijri(9, 27),
                doubt=ONE_DAY,
                begins_on_the_eve=True,
            ),
            Observance(
                "fastenbrechen",
                _l("Eid al-Fitr (Ramazan Bayramı)"),
                _l(
                    "Three days of joy after Ramadan: prayer in the morning, new clothes, visits, sweets for "
                    "the children. Muslim pupils may stay away from school for it."
                ),
                reckoning.hijri(10, 1, days=3),
                doubt=ONE_DAY,
                begins_on_the_eve=True,
            ),
            Observance(
                "opferfest",
                _l("Eid al-Adha (Kurban Bayramı)"),
                _l(
                    "The highest Islamic feast, at the time of the pilgrimage to Mecca. For four days "
                    "families visit each other and share with those who have little."
                ),
                reckoning.hijri(12, 10, days=4),
                doubt=ONE_DAY,
                begins_on_the_eve=True,
            ),
        ),
    ),
    Group(
        "aleviten",
        _l("Alevi days"),
        (
            Observance(
                "hizir-fasten",
                _l("Hızır fast"),
                _l(
                    "Alevis fast for three days in honour of Hızır, who helps those in need. In some regions "
                    "of origin it is celebrated some weeks earlier."
                ),
                reckoning.weekday_from(2, 8, TUESDAY, days=3),
                doubt=BY_PLACE,
            ),
            Observance(
                "hidirellez",
                _l("Hıdırellez"),
                _l(
                    "Hızır and İlyas meet on earth, and spring is here. Alevis, Roma and many others from "
                    "Turkey and the Balkans celebrate outdoors."
                ),
                reckoning.on(5, 6),
                begins_on_the_eve=True,
            ),
            Observance(
                "muharrem-fasten",
                _l("Muharrem fast"),
                _l(
                    "For twelve days Alevis mourn Husayn and the twelve imams. They do not celebrate in this "
                    "time: no weddings, no music for pleasure."
                ),
                reckoning.hijri(1, 1, days=12),
                doubt=ONE_DAY,
                begins_on_the_eve=True,
            ),
            Observance(
                "asure",
                _l("Aşure Day"),
                _l(
                    "After the Muharrem fast Alevis cook aşure, a sweet dish with twelve ingredients. They "
                    "share it with neighbours and friends."
                ),
                reckoning.hijri(1, 13),
                doubt=ONE_DAY,
            ),
        ),
    ),
)
