"""Whose work it is where the other program knows tags only: one of them may name the client.

A tag is the client's by its name or handle; another may then name one of the client's several engagements. A map says
what `acme` means, or `acme + web` for the rows that have both; what is said of most tags counts. Tags that mean
different things are asked about, never chosen from, and no client is proposed, for most tags are none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.usecases.import_meaning import BOTH, Meaning, fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vabackoffice.usecases.import_names import Interpreter


class _Word(NamedTuple):
    """What in a tag may name a client, as written, and the tag if that says no more."""

    text: str
    tag: str


def read_tags(names: Interpreter, tags: Sequence[str]) -> Meaning:
    """Return what the tags of a row mean together."""
    words = _words(tags)
    found = [(1, meaning) for key in words if (meaning := _alone(names, key, words)) is not None]
    for key in names.keys:
        parts = key.split(BOTH)
        if key not in words and all(part in words for part in parts):
            found.append((len(parts), _together(names, key, [words[part] for part in parts])))
    most = max((number for number, _ in found), default=0)
    best = {meaning.target: meaning for number, meaning in found if number == most}
    if len(best) > 1:
        return _torn(best.values())
    return next(iter(best.values())) if best else _unknown(names, tags)


def _words(tags: Iterable[str]) -> dict[str, _Word]:
    """Return what may name a client by its key: of `client=acme` the whole, what is behind `=`, what is before."""
    words: dict[str, _Word] = {}
    for tag in tags:
        before, _, behind = tag.partition("=")
        for word in (_Word(tag, tag), _Word(behind, tag), _Word(before, "")):
            if word.text.strip():
                words.setdefault(fold_name(word.text), word)
    return words


def _alone(names: Interpreter, key: str, words: dict[str, _Word]) -> Meaning | None:
    """Return what a word means by itself, None when it is only a tag."""
    text, tag = words[key]
    if key in names.keys:
        return replace(names.said(key, text, text), tag=tag)
    clients = names.same(text)
    if not clients:
        return None
    others = [word.text for other, word in words.items() if other != key]
    project = names.engagement_of(clients[0], others) if len(clients) == 1 else ""
    return replace(names.named(text, project, f"{text}{BOTH}{project}" if project else text), tag=tag)


def _together(names: Interpreter, key: str, words: Sequence[_Word]) -> Meaning:
    """Return what was said of several words."""
    meaning = names.said(key, BOTH.join(word.text for word in words))
    return replace(meaning, tag=next((word.tag for word in words if names.same(word.text) == [meaning.client]), ""))


def _torn(meanings: Iterable[Meaning]) -> Meaning:
    meant = [(meaning.name, meaning.target) for meaning in meanings]
    name = BOTH.join(dict.fromkeys(part for name, _ in meant for part in name.split(BOTH)))
    said = ", ".join(f'"{name}" is {target}' for name, target in meant)
    return Meaning(name, refusal=f'{said}: map "{name}" to one of them.')


def _unknown(names: Interpreter, tags: Sequence[str]) -> Meaning:
    listed = " or ".join(f'"{tag}"' for tag in tags)
    refusal = f"There is no client: map {listed} to one, to 'internal:admin' or to 'skip'."
    question = next(filter(None, map(names.question, tags)), refusal)
    return Meaning(BOTH.join(tags), refusal=question, asked=tuple(tags))
