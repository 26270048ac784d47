"""Are the types that a Java file uses found where they are declared?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.tier.import_worlds import Edges, imports, names_and_edges, surprises
from paraph.core.tier.imports.java import read


def test_names() -> None:
    text = """/* import no.A; */ package a.b; // import no.B;
    import c.D; import static e.F.g; import h.*; import static i . J . *;
    @Foo("import no.C;") class X { String s = \"\"\"
      import no.D; No \"\"\"; a.b.Full f; char c = '"'; Used u; }
    """
    assert set(read(text.encode())) == {
        "package a.b", "import c.D", "import e.F.g", "import h.*", "import i.J.*", "Foo", "X", "String",
        "a.b.Full", "Used",
    }  # fmt: skip


TREE = {
    "pay/src/main/java/shop/pay/Card.java": "package shop.pay; public class Card {}",
    "pay/src/main/java/shop/pay/Bank.java": "package shop.pay; public class Bank {}",
    "pay/src/main/java/shop/cart/Cart.java": "package shop.cart; public class Cart { static class Line {} }",
    "pay/src/main/java/shop/other/Card.java": "package shop.other; public class Card {}",
}
CARD, BANK, CART, OTHER = TREE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("package shop.pay; class X { Card c; }", {CARD}),
        ("package shop.pay; class X { }", set()),
        ('package shop.pay; class X { String s = "Card"; // Bank\n }', set()),
        ("package shop.pay; import shop.other.Card; class X { Card c; }", {OTHER}),
        ("package a; import shop.pay.Card; class X {}", {CARD}),
        ("package a; import shop.pay.*; class X { Bank b; }", {BANK}),
        ("package a; import shop.pay.*; class X { }", set()),
        ("package a; import static shop.cart.Cart.total; class X {}", {CART}),
        ("package a; import static shop.cart.Cart.*; class X {}", {CART}),
        ("package a; import shop.cart.Cart.Line; class X {}", {CART}),
        ("package a; class X { shop.cart.Cart c; }", {CART}),
        ("package a; import java.util.List; class X { List l; Card c; }", set()),
    ],
)
def test_resolution(text: str, expected: set[str]) -> None:
    assert imports({**TREE, "x/X.java": text}, "x/X.java") == expected


def write(names: list[str], edges: Edges) -> tuple[dict[str, str], list[str]]:
    """Types in two packages; those of one's own package are used without an import."""
    types = [name.capitalize() for name in names]
    paths = [f"java/p{at % 2}/{name}.java" for at, name in enumerate(types)]
    files = {}
    for at, path in enumerate(paths):
        used = sorted(target for source, target in edges if source == at)
        head = [f"package p{at % 2};"]
        head += [f"import p{target % 2}.{types[target]};" for target in used if target % 2 != at % 2]
        fields = [f"  {types[target]} f{target}; // {types[0]}" for target in used if target % 2 == at % 2]
        files[path] = "\n".join([*head, f"class {types[at]} {{", *fields, "}"])
    return files, paths


@settings(max_examples=60)
@given(names_and_edges)
def test_dependents_are_exact(world: tuple[list[str], Edges]) -> None:
    assert surprises(write, *world) == []


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    assert all(isinstance(name, str) and name for name in read(data))


@pytest.mark.parametrize("piece", ["import ", '"', "/*", "a.", "import a.", "import a ", '"""', "import a" + " " * 50])
def test_hostile_text_is_read_in_bounded_time(piece: str) -> None:
    assert len(read((piece * 60_000).encode())) <= 2
