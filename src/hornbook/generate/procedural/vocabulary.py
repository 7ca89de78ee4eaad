"""Words to draw from: names of parameters, words for sample texts, settings for names."""

from __future__ import annotations

# What a parameter may be called, by what it holds. The pools are disjoint, so that names drawn
# from different pools never collide.
NAMES: dict[str, list[str]] = {
    "numbers": (
        "numbers nums values scores prices temperatures ages distances heights weights readings"
        " votes points marks amounts costs speeds levels sizes depths salaries sales durations"
        " grades ratings samples measurements payments deposits masses volumes pressures widths"
    ).split(),
    "number": "n number value num amount".split(),
    "words": (
        "words names titles labels tags terms tokens strings cities fruits animals colors"
        " players books songs countries products guests streets flowers"
    ).split(),
    "word": "word name token term tag".split(),
    "text": "text s string message line phrase sentence content txt".split(),
    "items": "items elements entries sequence things objects".split(),
    "limit": "limit threshold cutoff bound".split(),
    "count": "k size step width".split(),
    "counts": "counts stock inventory balances totals quantities".split(),
    "mapping": "mapping table lookup data record d".split(),
    "matrix": "matrix grid rows board cells".split(),
    "intervals": "intervals ranges spans bookings shifts".split(),
    "bits": "bits flags mask".split(),
    "pairs": "pairs couples edges links".split(),
}

TWINS = (
    ("first", "second"),
    ("left", "right"),
    ("a", "b"),
    ("one", "other"),
    ("before", "after"),
    ("mine", "yours"),
)

WORDS = (
    "apple river stone cloud garden music paper light window orange bridge candle forest pencil"
    " silver summer winter rabbit tiger kettle ocean planet basket button castle dragon engine"
    " feather hammer island jacket ladder marble needle pepper rocket saddle tunnel valley wagon"
    " yellow zebra level radar civic noon kayak refer book moon tree lamp fish bird rain snow"
    " wind fire gold salt milk bread cake plum pear fig ant owl bee cat dog sun sky sea map key"
    " queen eagle umbrella igloo echo area idea onion acorn quiz jazz buzz lynx"
).split()

# Places and trades that make otherwise equal names distinct: count_even_scores_for_library.
SETTINGS = (
    "library garden kitchen school harbor market museum theater stadium airport station hospital"
    " bakery farm factory office studio workshop warehouse bank hotel clinic forest village"
    " island bridge tower castle temple mine orchard vineyard stable aquarium planetarium zoo"
    " circus carnival festival parade league team club crew orchestra choir band gallery archive"
    " journal diary ledger invoice receipt ticket parcel cargo fleet depot dock ferry train tram"
    " rocket satellite telescope robot drone sensor camera printer router server cache queue"
    " buffer packet recipe menu pantry fridge oven stove laundry closet attic cellar garage"
    " driveway meadow river lake ocean desert canyon glacier volcano valley trail camp tent"
    " voyage quest puzzle riddle chess domino lottery auction bakery census election survey poll"
    " quiz exam lecture seminar course thesis laboratory experiment sample specimen crystal"
    " magnet battery circuit engine turbine windmill reservoir pipeline greenhouse apiary"
    " aviary kennel nursery tailor cobbler florist jeweler potter weaver painter sculptor poet"
    " pilot sailor baker miller smith mason carpenter plumber gardener farmer fisher hunter"
    " ranger scout knight wizard dragon pirate explorer astronaut chemist botanist geologist"
).split()
