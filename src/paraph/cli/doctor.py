"""Is everything in order that a decision rests on?"""

from __future__ import annotations

import time
from contextlib import closing

import click

from paraph.cli.options import Options, common
from paraph.cli.terminal_text import safe, width, wrap
from paraph.flows.diagnose import Diagnosis, diagnose

DOCTOR_SCHEMA = "paraph/doctor/v1"
_GLYPHS = {"good": "✓", "warn": "!", "bad": "✗"}
_LABEL = 14


@click.command("doctor")
@common("text", "json")
def command(options: Options) -> int:
    """Check git, clock, policy, directory and keys; each line ends with the fix.

    Exit codes: 0 all in order or only warnings, 2 something keeps Paraph from deciding.
    """
    lines = _diagnose(options.repository)
    is_sound = all(line.soundness != "bad" for line in lines)
    if options.format == "json":
        checks = [line._asdict() for line in lines]
        options.json({"schema": DOCTOR_SCHEMA, "is_sound": is_sound, "checks": checks})
    else:
        shown = [line for line in lines if not options.is_quiet or line.soundness != "good"]
        text = [part for line in shown for part in _lines(line, options)]
        if text:
            options.data("\n".join(text))
    return 0 if is_sound else 2


def _diagnose(folder: str) -> tuple[Diagnosis, ...]:
    from paraph import wiring
    from paraph.adapters.git.health import health_of
    from paraph.wiring.signing import signature_checker

    with closing(wiring.open_repository(folder)) as reader:
        documents = wiring.CachedDocuments(reader.private_area())
        checker = signature_checker()
        return diagnose(reader, documents, health_of(reader.location), int(time.time()), checker)


def _lines(line: Diagnosis, options: Options) -> list[str]:
    style = options.style
    paint = {"good": style.good, "warn": style.open, "bad": style.bad}[line.soundness]
    text = safe(line.found) + (f"; fix: {safe(line.fix)}" if line.fix else "")
    first, *rest = wrap(text, width(), " " * _LABEL)
    label = f"{_GLYPHS[line.soundness]} {line.subject}".ljust(_LABEL)
    return [paint(label) + first[_LABEL:], *rest]
