"""Which bytes stand for a value, whoever writes them?"""

from __future__ import annotations

from json import JSONEncoder

from paraph.core.errors import InputError, Problem

_MOST = 2**53 - 1
_MOST_VALUES = 1_000_000
_ENCODER = JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> bytes:
    """The RFC 8785 form (JSON Canonicalization Scheme) of plain data, in UTF-8.

    Where all keys are ASCII and no number is a float, sorting by code points is sorting by UTF-16 units and the
    standard library writes the very same bytes, several times faster. Everything else goes through `rfc8785`.
    Raises InputError for what has no such form: integers beyond 2^53, NaN, lone surrogates, keys that are no text,
    other types, endless nesting.
    """
    try:
        return _ENCODER.encode(value).encode() if _is_simple(value) else _slowly(value)
    except UnicodeEncodeError:
        raise _refused("text that is not Unicode (a lone surrogate)") from None
    except RecursionError:
        raise _refused("data that is nested too deeply") from None


def _is_simple(value: object) -> bool:
    """Without recursion, which would cost more than the encoding; what holds itself ends at a bound."""
    waiting = [value]
    for each in waiting:
        kind = type(each)
        if kind is dict:
            if not _has_ascii_keys(each):  # type: ignore[arg-type]
                return False
            waiting += each.values()  # type: ignore[attr-defined]
        elif kind is list or kind is tuple:
            waiting += each  # type: ignore[arg-type]
        elif not (kind is str or each is None or kind is bool or (kind is int and -_MOST <= each <= _MOST)):  # type: ignore[operator]
            return False
        if len(waiting) > _MOST_VALUES:
            return False
    return True


def _has_ascii_keys(members: dict[str, object]) -> bool:
    try:
        return "".join(members).isascii()
    except TypeError:
        return False


def _slowly(value: object) -> bytes:
    import rfc8785  # costs more to import than most calls need

    try:
        return rfc8785.dumps(value)  # type: ignore[arg-type]
    except rfc8785.CanonicalizationError as error:
        raise _refused(str(error)) from None


def _refused(what: str) -> InputError:
    fix = "use whole numbers below 2^53, finite numbers and Unicode text"
    return InputError(Problem("P0710", f"no canonical JSON for {what[:200]}", fix))
