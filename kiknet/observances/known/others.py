"""Days of Kurds and Persians, Yazidis, Jews, Hindus, Buddhists and Sikhs."""

from kiknet.i18n import _l
from kiknet.observances import reckoning
from kiknet.observances.observance import BY_PLACE, ONE_DAY, Group, Observance
from kiknet.observances.reckoning import FRIDAY, WEDNESDAY

GROUPS = (
    Group(
        "neujahr-im-fruehling",
        _l("Newroz and Nouruz"),
        (
            Observance(
                "newroz",
                _l("Newroz"),
                _l(
                    "Kurdish families celebrate the new year and freedom, with fires on the eve. Alevis "
                    "honour Ali on this day (Nevruz)."
                ),
                reckoning.on(3, 21),
                begins_on_the_eve=True,
            ),
            Observance(
                "nouruz",
                _l("Nouruz (Persian New Year)"),
                _l(
                    "With spring the new year begins in Iran, Afghanistan and Central Asia. Families visit "
                    "each other for two weeks."
                ),
                reckoning.named("IR", "Nowruz"),
                begins_on_the_eve=True,
            ),
        ),
    ),
    Group(
        "jesiden",
        _l("Yazidi days"),
        (
            Observance(
                "carsema-sor",
                _l("Çarşema Sor"),
                _l(
                    "The Yazidi New Year: eggs are coloured, doors decorated with flowers. On the eve lights "
                    "burn at the graves."
                ),
                reckoning.weekday_from(4, 14, WEDNESDAY),
                begins_on_the_eve=True,
            ),
            Observance(
                "voelkermord-jesiden",
                _l("Remembrance of the genocide of the Yazidis"),
                _l(
                    "On 3 August 2014 the terror group IS began to murder and abduct Yazidis in Sinjar. Many "
                    "families here have lost relatives and mourn."
                ),
                reckoning.on(8, 3),
            ),
            Observance(
                "cemaiya",
                _l("Cejna Cemaiya"),
                _l(
                    "Yazidis from everywhere meet in Lalish in Iraq, their holiest place. Who cannot travel "
                    "celebrates with the community here."
                ),
                reckoning.on(10, 6, days=8),
            ),
            Observance(
                "cejna-ezi",
                _l("Cejna Êzî"),
                _l(
                    "After three days of fasting Yazidis celebrate the light that comes back. Families visit "
                    "each other and everybody is welcome to eat."
                ),
                reckoning.weekday_from(12, 14, FRIDAY),
                doubt=BY_PLACE,
            ),
        ),
    ),
    Group(
        "judentum",
        _l("Jewish days"),
        (
            Observance(
                "purim",
                _l("Purim"),
                _l(
                    "Jews remember how Queen Esther saved her people. Children dress up, and people give each "
                    "other food."
                ),
                reckoning.named("IL", "Purim"),
                begins_on_the_eve=True,
            ),
            Observance(
                "pessach",
                _l("Pesach (Passover)"),
                _l(
                    "For eight days Jews remember the way out of slavery in Egypt. Families sit together on "
                    "the first evenings and eat bread without leaven."
                ),
                reckoning.named("IL", "Pesach", days=8),
                begins_on_the_eve=True,
            ),
            Observance(
                "schawuot",
                _l("Shavuot"),
                _l(
                    "Seven weeks after Pesach Jews celebrate that they were given the Torah. Some read and "
                    "talk all night."
                ),
                reckoning.named("IL", "Shavuot", days=2),
                begins_on_the_eve=True,
            ),
            Observance(
                "rosch-haschana",
                _l("Rosh Hashanah"),
                _l(
                    "The Jewish New Year: two days of prayer, and apples with honey for a sweet year. "
                    "Religious people do not work or travel."
                ),
                reckoning.named("IL", "Rosh Hashanah", days=2),
                begins_on_the_eve=True,
            ),
            Observance(
                "jom-kippur",
                _l("Yom Kippur"),
                _l("The highest Jewish day, spent fasting and praying. Events on this day shut Jewish people out."),
                reckoning.named("IL", "Yom Kippur"),
                begins_on_the_eve=True,
            ),
            Observance(
                "sukkot",
                _l("Sukkot"),
                _l(
                    "For a week families eat in a hut roofed with leaves and remember the way through the "
                    "desert. The first two days are holidays."
                ),
                reckoning.named("IL", "Sukkot", days=7),
                begins_on_the_eve=True,
            ),
            Observance(
                "simchat-tora",
                _l("Shemini Atzeret and Simchat Torah"),
                _l("The reading of the Torah ends and begins again. In the synagogue people dance with the scrolls."),
                reckoning.named("IL", "Simchat Torah / Shemini Atzeret", days=2),
                begins_on_the_eve=True,
            ),
            Observance(
                "chanukka",
                _l("Hanukkah"),
                _l(
                    "On eight evenings one more light is lit each time. Children get presents, and much is "
                    "fried in oil."
                ),
                reckoning.named("IL", "Hanukkah", days=8),
                begins_on_the_eve=True,
            ),
        ),
    ),
    Group(
        "asien",
        _l("Hindu, Buddhist and Sikh days"),
        (
            Observance(
                "pongal",
                _l("Thai Pongal"),
                _l(
                    "Tamil families thank the sun for the harvest. Rice is cooked until it boils over, which "
                    "brings luck."
                ),
                reckoning.on(1, 14, days=4),
                doubt=ONE_DAY,
            ),
            Observance(
                "mondneujahr",
                _l("Lunar New Year (Tết, Spring Festival)"),
                _l(
                    "The greatest feast in Vietnam and China. Families come together, and children get money "
                    "in red envelopes."
                ),
                reckoning.named("VN", "Lunar New Year", days=3),
                begins_on_the_eve=True,
            ),
            Observance(
                "holi",
                _l("Holi"),
                _l("Hindus greet spring and throw coloured powder at each other. Old quarrels are to be forgotten."),
                reckoning.named("IN", "Holi"),
                doubt=ONE_DAY,
            ),
            Observance(
                "songkran",
                _l("New Year in South and Southeast Asia"),
                _l(
                    "Thai, Lao, Khmer, Burmese, Sinhalese and Tamil people celebrate the new year (Songkran, "
                    "Puthandu). In many places they pour water over each other."
                ),
                reckoning.on(4, 13, days=3),
            ),
            Observance(
                "vaisakhi",
                _l("Vaisakhi"),
                _l(
                    "Sikhs remember the founding of their community in 1699. They walk in procession and cook "
                    "for everybody."
                ),
                reckoning.on(4, 14),
                doubt=ONE_DAY,
            ),
            Observance(
                "vesakh",
                _l("Vesak"),
                _l(
                    "Buddhists remember the birth, awakening and death of the Buddha. Depending on the "
                    "country it is on another full moon."
                ),
                reckoning.named("IN", "Buddha Purnima"),
                doubt=BY_PLACE,
            ),
            Observance(
                "diwali",
                _l("Diwali"),
                _l(
                    "The feast of lights of Hindus, Sikhs and Jains: small lamps burn at every door. It lasts "
                    "several days around this one."
                ),
                reckoning.named("IN", "Diwali"),
                doubt=ONE_DAY,
            ),
            Observance(
                "guru-nanak",
                _l("Birthday of Guru Nanak"),
                _l(
                    "Sikhs celebrate the founder of their religion. In the gurdwara there is singing and food "
                    "for everybody."
                ),
                reckoning.named("IN", "Guru Nanak's Birthday"),
                doubt=ONE_DAY,
            ),
        ),
    ),
)
