"""Who signed this statement, by the keys of the directory?"""

from __future__ import annotations

from binascii import a2b_base64
from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from paraph.core.attest.envelope import MOST_SIGNATURES, PAYLOAD_TYPE, Envelope, EnvelopeSignature, pae
from paraph.core.attest.namespaces import namespace
from paraph.core.attest.predicates import Statement
from paraph.core.attest.ssh_frame import SshFrame, ssh_frame
from paraph.core.attest.timestamps import day_of
from paraph.core.attest.validity import why_not
from paraph.core.model.person import Directory, Key, Person, Robot
from paraph.core.model.signoff import PROOF_ORDER, Proof

MOST_FLAWS = 20


class GoodSignature(Protocol):
    """What a checker says of a good signature (`ports.signing.Verified`)."""

    @property
    def proof(self) -> Proof:
        """How strong it is."""
        ...

    @property
    def is_ssh(self) -> bool:
        """Whether it is an SSH signature, and so was made for one namespace."""
        ...

    @property
    def fingerprint(self) -> str:
        """`SHA256:…` of the key."""
        ...


Check = Callable[[str, str, bytes, bytes], GoodSignature | None]
"""Takes a public key, a namespace, a message and a signature (`ports.signing.SignatureChecker.check`)."""


class SignedBy(NamedTuple):
    """A person or robot whose key made a good signature in its time: the strongest of theirs."""

    holder: str
    is_robot: bool
    fingerprint: str
    proof: Proof


class Signed(NamedTuple):
    """A statement and who signed it: nobody, unless the person it names did. `flaws` say in words what does not
    count, and why. `envelope` holds the signatures that count, one for each signer, and no others: what strangers
    add to a statement on its way need not be kept."""

    statement: Statement
    signers: tuple[SignedBy, ...] = ()
    flaws: tuple[str, ...] = ()
    envelope: Envelope | None = None


class _Held(NamedTuple):
    """A key and its holder."""

    holder: Person | Robot
    key: Key


class _Counted(NamedTuple):
    """A signature that counts."""

    by: SignedBy
    signature: EnvelopeSignature


def signed_by(
    statement: Statement, envelope: Envelope, directory: Directory, check: Check, day_now: str, *, lasts: bool = False
) -> Signed:
    """Check an envelope's signatures with the keys of the directory; `day_now` is the ISO 8601 day of the decision.

    The person whom the statement names must have signed; others count beside them only for an override, which takes
    a second person, and whoever signed evidence, which names nobody, counts as its producer. Robots count for
    evidence alone. One key counts once and one holder counts once, however many signatures there are (DSSE's t of
    n). The envelope's `keyid` is never looked at: an SSH signature carries the key that it was made with. There is
    no bound on the number of signatures: with one, strangers could bury a veto under bad signatures.

    A statement that `lasts` outlives its key: the last day of the key's time must not have passed on the day that the
    statement claims, and may have since. A no would otherwise be lifted by nobody, when its key is exchanged.
    """
    if (envelope.payload, envelope.payload_type) != (statement.payload, PAYLOAD_TYPE):
        return Signed(statement, (), ("the envelope is of another statement",))
    named = next((each for each in directory.people if each.id == statement.person), None)
    if named is None and statement.kind != "evidence":
        return Signed(statement, (), (f"`{statement.person}` is nobody in the directory",))
    asking = _Asking(statement, directory, named, check, day_now, lasts=lasts)
    for signature in envelope.signatures:
        asking.look_at(signature)
    return asking.answer()


class _Asking:
    """One statement under examination."""

    def __init__(
        self,
        statement: Statement,
        directory: Directory,
        named: Person | None,
        check: Check,
        day_now: str,
        *,
        lasts: bool,
    ) -> None:
        self.statement, self.directory, self.named, self.check = statement, directory, named, check
        self.message = pae(PAYLOAD_TYPE, statement.payload)
        self.namespace = namespace(statement.kind)
        # evidence need not say when it was made
        self.days = (day_now, day_of(statement.at)) if statement.at or statement.kind != "evidence" else (day_now,)
        self.lasts = lasts
        self.counted: dict[tuple[bool, str], _Counted] = {}
        self.holders: dict[bytes, tuple[bool, str]] = {}
        self.flaws: dict[str, None] = {}
        self.everybody: dict[bytes, _Held] | None = None

    def answer(self) -> Signed:
        """Who signed, the named person first; nobody unless they did."""
        if self.named is not None and (False, self.named.id) not in self.counted:
            missing = f"{self.named.id}, whom it names, did not sign it"
            return Signed(self.statement, (), (missing, *self.flaws))
        found = sorted(self.counted.values(), key=lambda each: each.by.holder != self.statement.person)
        kept = tuple(each.signature for each in found[:MOST_SIGNATURES])
        envelope = Envelope(self.statement.payload, PAYLOAD_TYPE, kept) if kept else None
        return Signed(self.statement, tuple(each.by for each in found), tuple(self.flaws), envelope)

    def look_at(self, signature: EnvelopeSignature) -> None:
        """Find whose key made a signature, and whether it counts."""
        frame = ssh_frame(signature.sig)
        if frame is not None and frame.namespace != self.namespace:
            self._flaw(f"a signature is for `{frame.namespace[:100]}`, not for `{self.namespace}`")
            return
        for held in self._candidates(frame):
            good = self.check(held.key.public, self.namespace, self.message, signature.sig)
            if good is not None:
                self._count(held, good, signature)
                return
        self._flaw(f"a signature is by no key of {self._asked()}")

    def _candidates(self, frame: SshFrame | None) -> Iterable[_Held]:
        """Who may have signed. An SSH signature is looked up by the key that it carries; others are tried with few
        keys, as they are a robot's if anybody's: a heap of bad ones costs little."""
        likely = (*((self.named,) if self.named else ()), *self.directory.robots)
        held = [_Held(holder, key) for holder in likely for key in holder.keys]
        if frame is None:
            return held
        theirs = [each for each in held if _wire(each.key.public) == frame.key]
        if theirs:
            return theirs
        if self.everybody is None:
            people = self.directory.people
            self.everybody = {_wire(key.public): _Held(holder, key) for holder in people for key in holder.keys}
        return (self.everybody[frame.key],) if frame.key in self.everybody else ()

    def _count(self, held: _Held, good: GoodSignature, signature: EnvelopeSignature) -> None:
        name, is_robot = held.holder.id, isinstance(held.holder, Robot)
        if (problem := why_not(held.key, self.days, lasts=self.lasts)) or (problem := self._not_theirs(held, good)):
            self._flaw(f"the key {good.fingerprint} of {name} {problem}")
        elif self.holders.setdefault(_wire(held.key.public), (is_robot, name)) == (is_robot, name):
            known = self.counted.get((is_robot, name))
            if known is None or PROOF_ORDER.index(good.proof) > PROOF_ORDER.index(known.by.proof):
                by = SignedBy(name, is_robot, good.fingerprint, good.proof)
                self.counted[is_robot, name] = _Counted(by, signature)

    def _not_theirs(self, held: _Held, good: GoodSignature) -> str:
        """Why a good signature in its time is none that this kind of statement takes; empty where it is one."""
        kind = self.statement.kind
        if isinstance(held.holder, Robot):
            return "" if kind == "evidence" else f"is a robot's, and robots never sign a {kind}"
        if not good.is_ssh:
            return "made no SSH signature, and persons sign with SSH"
        if kind not in ("override", "evidence") and held.holder is not self.named:
            return f"signed it too, and only {self._asked()} can"
        return ""

    def _asked(self) -> str:
        return self.named.id if self.named and self.statement.kind != "override" else "the directory"

    def _flaw(self, text: str) -> None:
        if len(self.flaws) < MOST_FLAWS:
            self.flaws[text] = None


def _wire(public: str) -> bytes:
    """The wire form in an OpenSSH public key; what is no such key stands for itself."""
    _, _, text = public.partition(" ")
    try:
        return a2b_base64(text.partition(" ")[0]) or public.encode()
    except ValueError:
        return public.encode()
