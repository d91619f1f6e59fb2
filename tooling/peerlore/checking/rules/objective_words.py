"""How objectives should not begin, in English and French. Knows words alone; a word that is not here is never a fault."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Beginnings:
    """What a language has of beginnings that no colleague can observe, each a pattern for the start of an objective.

    `preamble` may be left out: the page says it for all objectives. Behind a `topic_of` that one drops, the verb
    follows at once; `examples` are verbs that one can see.
    """

    preamble: re.Pattern[str]
    unseen: re.Pattern[str]
    drop: re.Pattern[str]
    thing: re.Pattern[str]
    question: re.Pattern[str]
    examples: str


def _starts(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})", re.IGNORECASE)


_ENGLISH = Beginnings(
    preamble=_starts(
        r"(?:(?:you|i|we|(?:the )?(?:readers?|learners?|participants?|colleagues?)) (?:will be able to|are able to|am able to|can|will) )?"
        r"be able to |(?:you|i|we|(?:the )?(?:readers?|learners?|participants?|colleagues?)) (?:will be able to|are able to|am able to|can|will) |to "
    ),
    unseen=_starts(
        r"(?:(?:fully|really|better|deeply) )?(?:understand|comprehend|know|learn|appreciate|grasp(?= the | how | why | what ))\b"
        r"|(?:be|become|get|stay) (?:more )?(?:aware|familiar|conscious|informed|convinced|comfortable|confident|acquainted)\b"
        r"|familiari[sz]e (?:yourself|oneself|themselves)\b|get to know\b"
        r"|(?:have|gain|get|develop|acquire|build) (?:an? |some |the )?(?:\w+ )?(?:understanding|knowledge|awareness|insights?|overview|appreciation)\b"
    ),
    drop=_starts(r"(?:understand|know|learn) (?:how )?to (?=\w)|how to (?=\w)"),
    thing=_starts(
        r"(?:the|an?) (?=\w)|(?:better |basic |good )?(?:understanding|knowledge|awareness|familiarity|overview|introduction|basics|ability|capacity|insights?)\b"
    ),
    question=_starts(r"(?:how|why|what|which|who|whether)\b"),
    examples="'choose', 'explain' or 'measure'",
)

_FRENCH = Beginnings(
    preamble=_starts(
        r"(?:(?:vous (?:serez|êtes)|je suis|être) (?:capables? (?:de |d['’])|en mesure (?:de |d['’])|à même (?:de |d['’])))"
        r"|(?:vous (?:pouvez|pourrez|saurez)|je (?:peux|sais)|pouvoir) |(?:de |d['’])(?=\w+(?:er|ir|re)\b)"
    ),
    unseen=_starts(
        r"(?:(?:bien|mieux) )?(?:comprendre|conna[iî]tre|apprendre(?! à (?:une?|des|[lmts]es|[lmts]a|[lmts]on|le|leurs?|[nv]os|[nv]otre|quelqu['’]un|d['’]autres|l['’])\b))(?= |$)"
        r"|savoir(?! (?:(?:bien|mieux|se|le|la|les|lui|leur|en|y|ne|pas|toujours) |[sl]['’]){0,3}\w*(?:er|ir|re)\b)(?= |$)"
        r"|(?:être|devenir) (?:\w+ )?(?:conscient\w*|sensibilis\w+|famili\w+|informé\w*|convaincu\w*|au courant|à l['’]aise)"
        r"|prendre conscience\b|avoir (?:conscience|connaissance|une (?:idée|vue|vision|bonne (?:connaissance|compréhension)))\b|se (?:familiariser|sensibiliser)\b"
        r"|acquérir (?:une? |des |les |de )?(?:\w+ )?(?:connaissances?|compréhension|notions?)\b"
    ),
    drop=_starts(r"apprendre (?:à |comment )(?=\w+(?:er|ir|re)\b)|comment (?=\w+(?:er|ir|re)\b)"),
    thing=_starts(
        r"(?:les? |la |l['’]|une? |des |du )(?=\w)"
        r"|(?:(?:bonne|meilleure) )?(?:compréhension|connaissances?|ma[iî]trise|capacité|aptitude|sensibilisation|introduction|découverte|notions|bases)\b"
    ),
    question=_starts(r"(?:comment|pourquoi|quels?|quelles?|qui|ce qu[ei'’])(?=\W|$)"),
    examples="'choisir', 'expliquer' or 'mesurer'",
)

BEGINNINGS = {"en": _ENGLISH, "fr": _FRENCH}

_GERUND = re.compile(r"([a-z]{2,}ing)\b", re.IGNORECASE)
_NO_GERUND = re.compile("according|bring|cling|ding|during|fling|king|ping|ring|sing|sling|spring|sting|string|swing|thing|wing|wring|zing")
_VERBS = (
    "adapt adjust agree analyse analyze answer apply argue arrange ask assess assign attach avoid balance break build calculate "
    "calibrate call carry check choose clean close collect combine compare complete compute configure connect convert count create "
    "cut debug decide define deliver demonstrate deploy describe design detect diagnose discuss distinguish divide document draft "
    "draw drive edit end estimate evaluate examine explain facilitate fill find fit fix follow form formulate give group guide handle "
    "hold identify implement improve install interpret invite judge keep label lead list listen locate maintain make manage map match "
    "measure mend mix monitor move name negotiate observe open operate order organise organize outline pass perform pick place plan "
    "practise predict prepare present prevent prioritise prioritize produce prove provide publish put read rebuild recall recognise "
    "recognize record reduce remove repair replace report reproduce resolve respond restore review revise rewrite run schedule select "
    "send separate set share show simplify sketch solve sort split start state stop structure summarise summarize support switch take "
    "teach tell test track train translate troubleshoot turn update use validate verify walk warn weigh work write"
)
_DOUBLED = re.compile("cut|fit|get|map|plan|put|run|set|split|stop")


def base_of(word: str) -> str | None:
    """The base form of a gerund: empty where it is a gerund of a verb that is not known, None where it is none.

    >>> base_of("Choosing"), base_of("setting"), base_of("bring"), base_of("torquing")
    ('choose', 'set', None, '')
    """
    word = word.casefold()
    if not _GERUND.fullmatch(word) or _NO_GERUND.fullmatch(word):
        return None
    return _BASES.get(word, "")


def _gerund(verb: str) -> str:
    if _DOUBLED.fullmatch(verb):
        return f"{verb}{verb[-1]}ing"
    return f"{verb[:-1] if verb.endswith('e') and not verb.endswith('ee') else verb}ing"


_BASES = {_gerund(verb): verb for verb in _VERBS.split()}
