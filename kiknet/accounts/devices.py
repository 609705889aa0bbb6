"""A browser in plain words, from its User-Agent: "Firefox auf Android". Nothing more of it is kept.

Kept is what it is, put into words is it for whoever reads: people change their language.
"""

from kiknet.i18n import _

BROWSERS = (
    ("SamsungBrowser", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


APART = "|"


def recognised(user_agent: str) -> str:
    """Browser and system, as far as they are known: "Firefox|Android", "|iPhone", "|"."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return f"{browser}{APART}{system}"


def device_name(kept: str) -> str:
    """What `recognised` has kept, in words of the language of the moment; older sessions keep the words themselves."""
    browser, _apart, system = kept.partition(APART)
    if browser and system:
        return _("%(browser)s on %(system)s", browser=browser, system=system)
    return browser or system or _("Unknown device")
