"""Where a seat stands for its government: "Moscow said", "between Moscow and Washington".

The mention is the place's, whatever is said of it; here its page, and its country's, learn that it
means the government too.  A place is believed to be a seat where its coordinates are known: then it
is the one that the list means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cuttings.lists import aliases, seats
from cuttings.model import Entity
from cuttings.pages.catalogue import Card, Catalogue

REACH = 60  # characters looked at before and after a mention

# Stems, so that "agrees", "agreed" and "agreeing" are one.
_REGULAR = """accept accus add announc approv argu back believ blam call claim complain condemn confirm consider criticis criticiz decid
demand denounc dislik doubt expect expel fear halt hail hop insist intend object offer oppos plan pledg prais present press promis
propos ratif react recall recognis recogniz refus regard reject repl respond resum sign stat stopp stress support suspect
suspend threaten urg view voic vow want warn welcom""".split()
_IRREGULAR = """agree agrees agreed agreeing broke breaks deny denies denied feels felt froze gave gives held holds insists knows knew
made makes plans replies replied says say said saying saw sees seeks sought sends sent stop stops tells told thinks thought
withdraws withdrew""".split()
_DO = rf"(?:(?:{'|'.join(_REGULAR)})(?:es|s|ed|ied|ies|ing|led|ned)|{'|'.join(_IRREGULAR)})\b"
_MAY_DO = rf"(?:{'|'.join(_REGULAR)})(?:e|y)?\b"  # "Moscow will offer", but not "the Moscow offer"
_HELP = (
    r"(?:ha[sd]|have|will|would|could|can|may|might|must|should|did|does|also|again|later|now|never|not?|longer|long|still|then|yet|\w+ly)"
)
_IS = (
    r"(?:is|was|remains|remained)(?: \w+)? (?:against|angry|concerned|keen|nervous|opposed|prepared|ready|reluctant|unhappy|unwilling|wary"
    r"|willing|worried|in (?:talks|negotiations))\b"
)
_ITS = (
    "agreement|ambassador|approval|concerns?|consent|decision|demands?|envoy|help|interests?|intentions?|objections?|offer|opposition|policy"
    "|position|proposals?|reaction|readiness|refusal|request|response|stance|support|views?|willingness|wish(?:es)?|worry|worries"
)
_ACTS = re.compile(rf"(?:,? which|,? for its part,?)?(?:(?: {_HELP})* {_DO}|(?: {_HELP})+ {_MAY_DO}| {_IS})|[’']s? (?:\w+ )?(?:{_ITS})\b")
# "talks in Moscow agreed" is of the talks.
_THERE = re.compile(r"\b(?:in|at|from|near|to|into|through|via|outside|around|of|for|visit|visiting|visited) (?:the )?$", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"\b(?:relations|ties|talks|dialogue|co-?operation|agreements?|treaty|pact|deal|disputes?|row|tensions?|contacts|negotiations|work(?:s|ed|ing)?"
    r"|consultations|friendship|alliance|partnership|links|differences|quarrel|negotiat\w+|discuss\w+|cooperat\w+|deal\w*) with (?:the )?$"
    rf"|\b(?:{_ITS}) of (?:the )?$"
    r"|\b(?:told|urged|asked|accused|warned|pressed|assured|reminded|persuaded|convinced|blamed|criticised|called on) (?:the )?$",
    re.IGNORECASE,
)
# "rejected by Moscow", but not "secured by Belgrade airport"
_BY = re.compile(r"\b\w+(?:ed|ld|id) by (?:the )?$", re.IGNORECASE)
_ENDS = re.compile(r"[.,;:!?)”\"’']|$| (?:and|but|to|in|on|for|that|as|over|after|before|at|when|who|which|last|this)\b")
_JOURNEY = re.compile(
    r"\b(?:trains?|fl(?:ights?|ies|ew|ying)|roads?|railway|routes?|line|distance|way|border|travel\w*|miles|km)\b", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?P<before>.*)\bbetween (?:(?:the )?(?P<name>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}) and )?(?:the )?$", re.DOTALL)
_AND = re.compile(r" and (?:the )?(?P<name>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3})")


@dataclass(frozen=True, slots=True)
class Stand:
    """A seat, and for whom it stands: `card` where that has an entity; `government` where it is a state's."""

    seat: Card
    name: str
    card: Card | None
    government: bool


def stands(catalogue: Catalogue) -> dict[str, Stand]:
    """The seats among the entities that have a page, by id."""
    powers = [entity for entity in catalogue.entities if entity.type in ("place", "organisation")]
    by_name = {entity.name: catalogue.cards[entity.id] for entity in reversed(powers)}
    return {entity.id: _stand(catalogue.cards[entity.id], by_name) for entity in catalogue.with_page if is_seat(entity)}


def is_seat(entity: Entity) -> bool:
    """Whether an entity is a place or a body that newspapers say for a government."""
    seat = seats().get(entity.name)
    known = entity.type == "organisation" or (entity.type == "place" and entity.coordinates is not None)
    return bool(seat and seat.stands_for and known)


def acts(text: str, start: int, end: int) -> bool:
    """Whether what is named at `text[start:end]` says, decides or is dealt with, as a government does.

    >>> [acts(text, text.index("Moscow"), text.index("Moscow") + 6) for text in ("Moscow has agreed.", "Talks in Moscow agreed.")]
    [True, False]
    """
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    acting = _ACTS.match(after) and not _THERE.search(before)
    return bool(acting or _ADDRESSED.search(before) or (_BY.search(before) and _ENDS.match(after)) or _between(before, after))


def _between(before: str, after: str) -> bool:
    """Whether it stands between itself and another that deals with states."""
    match = _BETWEEN.match(before)
    if not match or _JOURNEY.search(match["before"][-30:]):
        return False
    following = _AND.match(after)
    other = match["name"] or (following["name"] if following else "")
    return _is_power(other)


def _is_power(name: str) -> bool:
    """Whether a text begins with the name of a seat, a country or an organisation."""
    words = name.rstrip(".").split(" ")
    heads = {re.sub("[’']s?$", "", " ".join(words[:length])) for length in range(1, len(words) + 1)}
    return any(not heads.isdisjoint(known) for known in (seats(), aliases("countries"), aliases("organisations")))


def _stand(seat: Card, by_name: Mapping[str, Card]) -> Stand:
    whom = seats()[seat.name].stands_for
    card = by_name.get(whom)
    return Stand(seat, whom, card, whom in aliases("countries"))
