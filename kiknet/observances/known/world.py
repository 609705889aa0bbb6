"""Days the United Nations, Germany or many countries keep."""

from kiknet.i18n import _l
from kiknet.observances import reckoning
from kiknet.observances.observance import Group, Observance

GROUPS = (
    Group(
        "welt",
        _l("Days that people share"),
        (
            Observance(
                "holocaust-gedenktag",
                _l("Holocaust Remembrance Day"),
                _l(
                    "On 27 January 1945 the camp of Auschwitz was freed. Germany remembers all who were "
                    "persecuted and murdered."
                ),
                reckoning.on(1, 27),
            ),
            Observance(
                "muttersprache",
                _l("International Mother Language Day"),
                _l(
                    "All languages that people grow up with are worth keeping. A good day for reading aloud "
                    "in many languages."
                ),
                reckoning.on(2, 21),
            ),
            Observance(
                "frauentag",
                _l("International Women's Day"),
                _l("A day for equal rights, celebrated all over the world. In many countries women are given flowers."),
                reckoning.on(3, 8),
            ),
            Observance(
                "gegen-rassismus",
                _l("Day against Racism"),
                _l(
                    "The United Nations recall the people shot in Sharpeville in 1960. Around this day the "
                    "Weeks against Racism take place in Germany."
                ),
                reckoning.on(3, 21),
            ),
            Observance(
                "roma-tag",
                _l("International Roma Day"),
                _l(
                    "Roma and Sinti show their culture and demand respect. The day recalls their first world "
                    "congress in 1971."
                ),
                reckoning.on(4, 8),
            ),
            Observance(
                "kindertag-juni",
                _l("Children's Day (1 June)"),
                _l(
                    "In many countries of Eastern Europe this is the children's feast. In Germany a second "
                    "one follows in September."
                ),
                reckoning.on(6, 1),
            ),
            Observance(
                "fluechtlingstag",
                _l("World Refugee Day"),
                _l(
                    "The United Nations draw attention to everyone who has had to flee. Many initiatives "
                    "invite people to meet."
                ),
                reckoning.on(6, 20),
            ),
            Observance(
                "srebrenica",
                _l("Remembrance of Srebrenica"),
                _l(
                    "In July 1995 more than 8,000 Bosniaks were murdered in Srebrenica. Families from Bosnia "
                    "mourn on this day."
                ),
                reckoning.on(7, 11),
            ),
            Observance(
                "weltkindertag",
                _l("World Children's Day"),
                _l(
                    "In Germany children's rights are in the foreground on 20 September. Many towns celebrate "
                    "with a feast for families."
                ),
                reckoning.on(9, 20),
            ),
            Observance(
                "aeltere-menschen",
                _l("Day of Older Persons"),
                _l("The United Nations honour what older people do for all. A good day to bring generations together."),
                reckoning.on(10, 1),
            ),
            Observance(
                "novemberpogrome",
                _l("Remembrance of the November pogroms"),
                _l(
                    "In the night of 9 November 1938 synagogues burned and Jews were hunted all over Germany. "
                    "Towns remember in silence."
                ),
                reckoning.on(11, 9),
            ),
            Observance(
                "gegen-gewalt-an-frauen",
                _l("Day against Violence against Women"),
                _l(
                    "Buildings glow orange, and counselling services tell where there is help. Many put up "
                    "flags and hold vigils."
                ),
                reckoning.on(11, 25),
            ),
            Observance(
                "menschen-mit-behinderung",
                _l("Day of Persons with Disabilities"),
                _l("A day for taking part without barriers. It reminds us to ask who cannot get in."),
                reckoning.on(12, 3),
            ),
            Observance(
                "ehrenamt",
                _l("International Volunteer Day"),
                _l(
                    "Thanks to all who help without being paid. Many associations invite their volunteers in "
                    "these days."
                ),
                reckoning.on(12, 5),
            ),
            Observance(
                "menschenrechte",
                _l("Human Rights Day"),
                _l(
                    "In 1948 the United Nations wrote down what every human being is entitled to. The day "
                    "reminds us of it."
                ),
                reckoning.on(12, 10),
            ),
            Observance(
                "migrantentag",
                _l("International Migrants Day"),
                _l(
                    "The United Nations recall the rights of people who live elsewhere than where they were "
                    "born. A good day to tell their stories."
                ),
                reckoning.on(12, 18),
            ),
            Observance(
                "silvester",
                _l("New Year's Eve"),
                _l(
                    "People celebrate until after midnight. For many families from Eastern Europe and Turkey "
                    "it is the evening of presents."
                ),
                reckoning.on(12, 31),
            ),
        ),
    ),
)
