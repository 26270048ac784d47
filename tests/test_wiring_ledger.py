from __future__ import annotations

from pathlib import Path

from log_samples import KEY, exported, memory_ledger
from paraph.flows.verify_log import verify_log
from paraph.wiring_ledger import export_folder, ledger_source, trust


def test_a_log_is_verified_in_a_folder_and_in_its_ledger(tmp_path: Path) -> None:
    ledger = memory_ledger(3)
    exported(tmp_path, ledger)
    for source in (export_folder(str(tmp_path)), ledger_source(ledger)):
        found = verify_log(source, trust((KEY,)), None, lambda *_: None)
        assert (found.problems, found.checkpoint and found.checkpoint.size) == ((), 3)
