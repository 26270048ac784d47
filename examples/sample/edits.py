"""How does a file of the shop change from one day to the next? One small edit in each language."""

from __future__ import annotations

import re

from examples.sample.dice import Dice
from examples.sample.stream import Entry, Tree

VERBS = ("round", "split", "limit", "shift", "merge", "order", "check", "price", "reserve", "cap")
NOUNS = ("total", "share", "bonus", "batch", "margin", "window", "reserve", "offset", "amount", "slot")
_NUMBER = re.compile(r"(?<=[=:] )\d+|(?<=after )\d+")


def edit(tree: Tree, path: str, dice: Dice) -> None:
    """Change one file in place: add a small function in its language, or change a number in it."""
    text = tree[path].data.decode()
    may_grow = path.endswith((".py", ".go", ".java", ".ts", ".tsx", ".md", ".tf"))
    changed = text if may_grow and dice.chance(0.6) else _other_number(text, dice)
    tree[path] = Entry((grow(path, text, dice) if changed == text else changed).encode(), tree[path].mode)


def grow(path: str, text: str, dice: Dice) -> str:
    """The text with one more function, setting or line, of the kind that such a file holds."""
    verb, noun, n, d = dice.pick(VERBS), dice.pick(NOUNS), dice.between(2, 90), dice.between(91, 999)
    mark = text.count("\n")
    camel = f"{verb}{noun.title()}{mark}"
    match path.rpartition(".")[2]:
        case "py":
            return f"{text}\n\ndef {verb}_{noun}_{mark}(cents: int) -> int:\n    return cents * {n} // {d}\n"
        case "go":
            return f"{text}\nfunc {camel}(cents int64) int64 {{\n\treturn cents * {n} / {d}\n}}\n"
        case "java":
            method = f"\n    static int {camel}(int units) {{\n        return units * {n} / {d};\n    }}\n}}\n"
            return text.rstrip().removesuffix("}") + method
        case "ts" | "tsx":
            return f"{text}\nexport function {camel}(cents: number): number {{\n  return (cents * {n}) / {d};\n}}\n"
        case "tf":
            return f'{text}\nresource "sample_queue" "{verb}_{noun}_{mark}" {{\n  seconds = {n}\n}}\n'
        case "md":
            return f"{text}\nWe {verb} the {noun} within {n} minutes.\n"
        case _:
            return f"{text}# {verb} {noun}: {n}\n"


def _other_number(text: str, dice: Dice) -> str:
    places = list(_NUMBER.finditer(text))
    if not places:
        return text
    place = dice.pick(places)
    return text[: place.start()] + str(int(place.group()) + dice.between(1, 3)) + text[place.end() :]
