"""Does whoever stole a session lose it when its owner logs out, whatever is still under way?"""

from __future__ import annotations

import pytest

from paraph.core.errors import InputError
from paraph.web.here import Here, Viewer
from paraph.web.pages.answer import keep_pending
from paraph.web.sessions import end_session, session_of, start_session
from web.app import Stand


def test_what_is_prepared_while_somebody_logs_out_brings_no_session_back() -> None:
    stand = Stand()
    secret = start_session(stand.office, "ada", "github:ada")
    session = session_of(stand.office, secret)
    assert session is not None
    here = Here(stand.app.state.site, Viewer("ada", session=session))
    keep_pending(here, session, {"what": "sign"})
    end_session(stand.office, session)
    with pytest.raises(InputError, match="answered already"):
        keep_pending(here, session, {"what": "sign"})
    assert session_of(stand.office, secret) is None
