"""How French names its territories in a sentence, and their English names. The rest of the pack is data."""

# The article INSEE gives a name (typeLiaison): the definite form and the complement, before the bare name.
ARTICLES = {0: ("", "de "), 1: ("l\u2019", "d\u2019"), 2: ("le ", "du "), 3: ("la ", "de la "), 4: ("les ", "des "), 5: ("l\u2019", "de l\u2019")}

# Where usage departs from the article: feminine names that keep "dans la", elided names that take "en".
DANS_LA = {"23", "26", "42", "50", "51", "55", "58", "72", "80", "86"}
EN_WITHOUT_ARTICLE = {"07", "09", "38", "91", "28", "35", "37", "47", "49", "54", "71", "77", "82"}
ISLANDS_AND_CITIES = {"75", "974", "976"}
THE_OF_BARE_NAMES = {"49": "le ", "54": "la ", "71": "la ", "77": "la "}

REGIONS = {  # the, in, of, English
    "01": ("la Guadeloupe", "en Guadeloupe", "de Guadeloupe", "Guadeloupe"),
    "02": ("la Martinique", "en Martinique", "de Martinique", "Martinique"),
    "03": ("la Guyane", "en Guyane", "de Guyane", "French Guiana"),
    "04": ("La Réunion", "à La Réunion", "de La Réunion", "Réunion"),
    "06": ("Mayotte", "à Mayotte", "de Mayotte", "Mayotte"),
    "11": ("l\u2019Île-de-France", "en Île-de-France", "d\u2019Île-de-France", "Île-de-France"),
    "24": ("le Centre-Val de Loire", "en Centre-Val de Loire", "du Centre-Val de Loire", "Centre-Val de Loire"),
    "27": ("la Bourgogne-Franche-Comté", "en Bourgogne-Franche-Comté", "de Bourgogne-Franche-Comté", "Bourgogne-Franche-Comté"),
    "28": ("la Normandie", "en Normandie", "de Normandie", "Normandy"),
    "32": ("les Hauts-de-France", "dans les Hauts-de-France", "des Hauts-de-France", "Hauts-de-France"),
    "44": ("le Grand Est", "dans le Grand Est", "du Grand Est", "Grand Est"),
    "52": ("les Pays de la Loire", "dans les Pays de la Loire", "des Pays de la Loire", "Pays de la Loire"),
    "53": ("la Bretagne", "en Bretagne", "de Bretagne", "Brittany"),
    "75": ("la Nouvelle-Aquitaine", "en Nouvelle-Aquitaine", "de Nouvelle-Aquitaine", "Nouvelle-Aquitaine"),
    "76": ("l\u2019Occitanie", "en Occitanie", "d\u2019Occitanie", "Occitanie"),
    "84": ("l\u2019Auvergne-Rhône-Alpes", "en Auvergne-Rhône-Alpes", "d\u2019Auvergne-Rhône-Alpes", "Auvergne-Rhône-Alpes"),
    "93": ("la Provence-Alpes-Côte d\u2019Azur", "en Provence-Alpes-Côte d\u2019Azur", "de Provence-Alpes-Côte d\u2019Azur", "Provence-Alpes-Côte d\u2019Azur"),
    "94": ("la Corse", "en Corse", "de Corse", "Corsica"),
}

OVERSEAS = {"971": "01", "972": "02", "973": "03", "974": "04", "976": "06"}

TIME_ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "976": "Indian/Mayotte",
}
HOLIDAYS = {
    "57": "alsace-moselle",
    "67": "alsace-moselle",
    "68": "alsace-moselle",
    "971": "guadeloupe",
    "972": "martinique",
    "973": "guyane",
    "974": "reunion",
    "976": "mayotte",
}


def english(name):
    """The forms of a name in English, where nothing changes with the name."""
    return {"name": name, "the": name, "in": f"in {name}", "of": f"of {name}"}


def departement_forms(code, name, liaison):
    """The forms of a département in French and English: "le Gers", "dans le Gers", "du Gers"."""
    if code in OVERSEAS:
        the, where, of, _ = REGIONS[OVERSEAS[code]]
        return {"fr": {"name": name, "the": the, "in": where, "of": of}, "en": english(REGIONS[OVERSEAS[code]][3])}
    article, of = ARTICLES[liaison]
    article = THE_OF_BARE_NAMES.get(code, article)
    if code in ISLANDS_AND_CITIES:
        where = f"à {name}"
    elif code in EN_WITHOUT_ARTICLE or (liaison == 3 and code not in DANS_LA):
        where = f"en {name}"
    else:
        where = f"dans {article}{name}"
    forms = {"fr": {"name": name, "the": article + name, "in": where, "of": of + name}}
    forms["en"] = english(name)
    return forms


def region_forms(code, name):
    """The forms of a région in French and English."""
    the, where, of, other = REGIONS[code]
    return {"fr": {"name": name, "the": the, "in": where, "of": of}, "en": english(other)}


def nation_forms():
    """The forms of the country's name."""
    return {"fr": {"name": "France", "the": "la France", "in": "en France", "of": "de France"}, "en": english("France")}


# The forms of a commune's name by INSEE's article: a pattern with {name}, or with {rest} once the leading words are taken off.
FRENCH_FORMS = {
    "0": ("", "à {name}", "de {name}"),
    "1": ("", "à {name}", "d\u2019{name}"),
    "2": ("Le ", "au {rest}", "du {rest}"),
    "3": ("", "à {name}", "de {name}"),
    "4": ("Les ", "aux {rest}", "des {rest}"),
    "5": ("", "à {name}", "de {name}"),
    "6": ("Aux ", "aux {rest}", "des {rest}"),
    "8": ("", "à {name}", "de {name}"),
}
COMMUNE_FORMS = {
    key: {"without": without, "fr": {"in": where, "of": of}, "en": {"in": "in {name}", "of": "of {name}"}}
    for key, (without, where, of) in FRENCH_FORMS.items()
}
