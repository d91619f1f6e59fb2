"""Lists of words by language. Only what a rule asks for, and only for languages in which somebody could judge the list."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON: dict[str, frozenset[str]] = {
    "en": _words("""
        the of and to in is that it for was on are as with his they at be this have from or had by but not what were we when your can
        said there use an each which she do how their if will up other about out many then them these so some her would him into has
        more two like than been who its now did get may only our where after most also very through us just because does
    """),
    "fr": _words("""
        le la les un une des de du et est que qui dans pour pas au aux ce cette ces sur plus par avec ne se il elle ils nous vous leur
        leurs son sa ses sont ou où mais donc comme être été fait faire si tout tous peut sans même aussi entre après avant quand dont
        votre notre cela ont avait était très chaque deux en à
    """),
    "de": _words("""
        der die das und ist in den von zu mit sich auf für nicht ein eine einen einem einer des dem im als auch es an werden aus er
        hat dass sie nach wird bei noch wie um am sind so zum haben nur über war oder aber vor bis mehr durch man sein wurde wenn
        können kann ihre ihr ihren wir diese dieser unter zur vom was wo
    """),
    "es": _words("""
        el la los las un una unos de del y que en es no se por para con su sus al lo como más pero le ya o este esta estos sí porque
        cuando muy sin sobre también me hasta hay donde quien desde todo nos durante uno ni contra otros ese eso ante ellos e esto
        entre ser son está tiene puede cada fue han
    """),
    "it": _words("""
        il lo la i gli le un uno una di del della dei delle degli e è che non per con su da dal dalla nel nella in si come più ma sono
        o se anche al alla ai alle ha questo questa questi cui ci loro tutti essere fatto dove quando molto può ogni suo sua tra dopo
        senza ancora così
    """),
    "pt": _words("""
        o a os as um uma uns de do da dos das e que é em no na nos nas para com não se por mais como mas ao aos ou seu sua seus suas
        quando muito já também só pelo pela até isso ela ele entre depois sem mesmo ter são está foi ser tem cada pode você este esta
        esse essa
    """),
    "nl": _words("""
        de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij nog uit door over ze zich hij wordt worden
        kan naar of was heeft hebben deze dit die we je u uw wat meer geen moet waar tot kunnen hun wel daar zo elke na
    """),
}
"""The words that every text of a language is full of. About a third of a text is in its own list and less than a tenth in another's."""

MAY_BE_TWICE: dict[str, frozenset[str]] = {
    "en": _words("""
        that had very so no really much many more far long again bye blah her you it is are was in on up one over there well now do
        can who what ever knock hear ha
    """),
    "fr": _words("""
        nous vous très plus peu si non bien en y que est la faire petit petite tout toute qui ça oui tant encore presque toc son
    """),
}
"""Words that good sentences say twice in a row: "had had", "nous nous"."""

NEVER_TWICE: dict[str, frozenset[str]] = {
    "en": _words("""
        the a an and of to for with from by as at or be will this our your their its we they also if than then
    """),
    "fr": _words("""
        le les un une des de du et au aux à pour par avec dans sur sans ou ce cette ces sa ses leur votre notre il elle ils elles
    """),
}
"""Words that no sentence says twice in a row."""

EVERYDAY: frozenset[str] = _words("""
    about also always and any are because before been being both but can could does done each even ever every find for from get give
    good great had has have help here his how into its just keep know last let like long look made make many may more most much must
    need new next not now off often only other our out over own page part people read same say see she should show some still such
    take team tell than that the their them then there these they think this time try use used very want was way well were what when
    where which while who why will with word work would year you your
""")
"""English words so common that a short word which nearly is one of them is a slip for it."""
