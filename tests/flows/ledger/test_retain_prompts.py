from __future__ import annotations

import base64
import json

from flows.ledger_samples import memory_ledger
from paraph.adapters.signers.sealed import seal, unseal
from paraph.core.detect.lines.conversation import Conversation
from paraph.core.ledger.entry import entry, read_entry
from paraph.flows.ledger import retain_prompts as flow
from paraph.flows.ledger.expunge import Whose, expunge, personal_of
from paraph.flows.ledger.keep_facts import personal
from paraph.flows.ledger.retain_prompts import Means, about, retain_prompts, retained_prompts
from paraph.testing.memory_ledger import MemoryLedger

KEY = bytes(range(32))
SAID = Conversation("p", "t", "i", "Ada <Ada@example.test>", '["use ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]')
OTHER = Conversation("q", "t", "i", "", '["hello"]')


def means(ledger: MemoryLedger) -> Means:
    salts = iter(bytes([number]) * 32 for number in range(256))
    return Means(ledger, lambda content, place: seal(KEY, content, place), lambda _: next(salts), 5)


def test_what_was_said_is_redacted_encrypted_and_committed_to() -> None:
    ledger = memory_ledger()
    done = retain_prompts(means(ledger), "c" * 40, [SAID, OTHER])
    assert done == (2, 0, 1)
    found = read_entry(ledger.bodies[-1])
    assert (found["kind"], found["commit"], len(found["kept"])) == ("prompts", "c" * 40, 2)
    blob = ledger.blob(found["kept"][0])
    assert blob is not None
    assert b"hello" not in b"".join(each.content for each in ledger.blobs.values())
    sealed = base64.b64decode(json.loads(blob.content)["values"]["prompts"])
    assert unseal(KEY, sealed, about("c" * 40, "p")) == b'["use [redacted: token]"]'


def test_it_is_read_again_until_it_is_erased() -> None:
    ledger = memory_ledger()
    retain_prompts(means(ledger), "c" * 40, [SAID, OTHER])
    found = list(retained_prompts(ledger, "c" * 40, lambda sealed, place: unseal(KEY, sealed, place)))
    assert [(each.entry, each.key, each.holder) for each in found] == [(0, "p", "email:ada@example.test"), (0, "q", "")]
    assert found[1].text == '["hello"]'
    assert list(retained_prompts(ledger, "d" * 40, lambda sealed, _: sealed)) == []


def test_it_is_found_by_who_prompted_and_erased() -> None:
    ledger = memory_ledger()
    retain_prompts(means(ledger), "c" * 40, [SAID, OTHER])
    (hers,) = personal_of(ledger, Whose(accounts=("email:ada@example.test",)))
    all_ = personal_of(ledger, Whose(entries=(0,)))
    assert len(all_) == 2
    expunge(ledger, [hers], personal(b"operator", bytes(32)), "request of 21 November", 6)
    assert ledger.blob(hers.digest) is None
    assert len(personal_of(ledger, Whose(entries=(0,)))) == 1


def test_nothing_is_written_of_nothing_or_of_too_much() -> None:
    ledger = memory_ledger()
    large = OTHER._replace(text="x" * (flow.MOST_CHARACTERS + 1))
    assert retain_prompts(means(ledger), "c" * 40, [large]) == (0, 1, 0)
    assert ledger.bodies == []
    assert entry("prompts", 1, commit="c", kept=[])
