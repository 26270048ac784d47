"""May this change go in, and what is still owed by whom?"""

from __future__ import annotations

from typing import Any

import click

from paraph.cli.gate_answer import gate
from paraph.cli.gate_question import question_options
from paraph.cli.option_words import GATE_FORMATS, HISTORY, WRITE_FACTS
from paraph.cli.options import Options, accepting, common


@click.command("gate")
@question_options
@accepting(HISTORY, WRITE_FACTS)
@common(*GATE_FORMATS)
def command(options: Options, **given: Any) -> int:
    """Decide: may this change go in, and what is still owed by whom?

    CHANGE is a range (main..HEAD), a commit or a branch; left out, the current branch against its target.
    Exit codes: 0 allow, 1 deny, 2 usage or policy error, 3 wait, 4 cannot tell.
    """
    return gate(options, given)
