"""What does the shop's code look like on its first day? Several languages, with imports that really hold."""

from __future__ import annotations

from typing import NamedTuple

from examples.sample.dice import Dice
from examples.sample.stream import Entry, Tree

PRICING = ("discounts", "vouchers", "bundles", "surcharges", "loyalty", "tariffs", "clearance", "weights", "refunds")
CHECKOUT = ("address", "delivery", "basket", "gifts", "invoices", "reminders", "receipts", "returns", "pickup")
PROVIDERS = ("cards", "transfers", "wallets", "instalments", "cheques", "coupons")
STOCK = ("Shelf", "Pallet", "Transfer", "Reservation", "Supplier", "Delivery", "Recount")
COMPONENTS = ("Price", "Basket", "Stepper", "Banner", "Rating", "Gallery", "Search", "Badge", "Tabs")
PAGES = ("Home", "Product", "Cart", "Payment", "Orders", "Account", "Help")
GUIDES = ("deliveries", "holidays", "oncall", "onboarding", "stocktaking", "style", "translations")


class Shop(NamedTuple):
    """The tree of the first commit, and the paths that later changes pick from, by area."""

    tree: Tree
    areas: dict[str, list[str]]


def first_day(dice: Dice) -> Shop:
    """A shop whose modules and numbers depend on the dice; its shape does not."""
    texts: dict[str, str] = dict(_FIXED)
    texts |= (
        _libraries(dice)
        | _pricing(dice, dice.some(PRICING, dice.between(6, 8)))
        | _checkout(dice, dice.some(CHECKOUT, dice.between(6, 8)))
    )
    texts |= _payments(dice, dice.some(PROVIDERS, 4)) | _inventory(dice, dice.some(STOCK, 5))
    texts |= _web(dice, dice.some(COMPONENTS, dice.between(5, 8)), dice.some(PAGES, dice.between(4, 6)))
    texts |= {f"docs/{guide}.md": _guide(guide, dice) for guide in dice.some(GUIDES, dice.between(4, 6))}
    return Shop({path: Entry(text.encode()) for path, text in texts.items()}, _areas(sorted(texts)))


def _areas(paths: list[str]) -> dict[str, list[str]]:
    code: dict[str, tuple[str, str | tuple[str, ...]]] = {
        "pricing": ("services/pricing/pricing/", ".py"),
        "checkout": ("services/checkout/checkout/", ".py"),
        "payments": ("services/payments/", ".go"),
        "inventory": ("services/inventory/", ".java"),
        "web": ("web/src/", (".ts", ".tsx")),
        "libs": ("libs/shopkit/", ".py"),
        "infra": ("infra/", ".tf"),
        "rollout": ("rollout/", ".yaml"),
        "docs": ("docs/", ".md"),
    }
    found = {
        area: [path for path in paths if path.startswith(start) and path.endswith(ending)]
        for area, (start, ending) in code.items()
    }
    return {area: [path for path in some if not path.endswith("__init__.py")] for area, some in found.items()}


def _libraries(dice: Dice) -> dict[str, str]:
    money = f'''"""Amounts in cents, never in floats."""

from dataclasses import dataclass

LARGEST_CENTS = {dice.between(5, 9)}00_000_00


@dataclass(frozen=True)
class Money:
    cents: int

    def times(self, numerator: int, denominator: int) -> "Money":
        return Money(self.cents * numerator // denominator)
'''
    return {
        "libs/shopkit/__init__.py": "",
        "libs/shopkit/money.py": money,
        "libs/shopkit/identifiers.py": "def order_number(day: int, count: int) -> str:\n"
        f'    return f"S{{day:03d}}-{{count * {dice.between(3, 9)}:05d}}"\n',
        "libs/shopkit/retry.py": f"ATTEMPTS = {dice.between(2, 5)}\n\n\ndef pause_seconds(attempt: int) -> int:\n"
        "    return 2**attempt\n",
    }


def _python(doc: str, imports: list[str], name: str, dice: Dice) -> str:
    lines = "\n".join(imports)
    return (
        f'"""{doc}"""\n\n{lines}\n\nSHARE = {dice.between(2, 30)}\n\n\n'
        f"def {name}(amount: Money) -> Money:\n    return amount.times(100 - SHARE, 100)\n"
    )


def _pricing(dice: Dice, rules: list[str]) -> dict[str, str]:
    base = "services/pricing/pricing"
    money = "from shopkit.money import Money"
    texts = {f"{base}/__init__.py": "", f"{base}/catalogue.py": _python("List prices.", [money], "list_price", dice)}
    for rule in rules:
        imports = ["from pricing.catalogue import list_price", money]
        texts[f"{base}/{rule}.py"] = _python(f"How {rule} change a price.", imports, f"apply_{rule}", dice)
        texts[f"services/pricing/tests/test_{rule}.py"] = (
            f"from pricing.{rule} import apply_{rule}\nfrom shopkit.money import Money\n\n\n"
            f"def test_{rule}_never_raise_a_price() -> None:\n    assert apply_{rule}(Money(1000)).cents <= 1000\n"
        )
    imports = [f"from pricing.{rule} import apply_{rule}" for rule in sorted(rules)] + [money]
    texts[f"{base}/engine.py"] = _python("All rules, in order.", imports, "price", dice)
    texts[f"{base}/api.py"] = _python(
        "What others may ask.", ["from pricing.engine import price", money], "quote", dice
    )
    texts["services/pricing/requirements.txt"] = f"sample-web=={dice.between(1, 4)}.{dice.between(0, 9)}.0\n"
    return texts


def _checkout(dice: Dice, steps: list[str]) -> dict[str, str]:
    base = "services/checkout/checkout"
    money = "from shopkit.money import Money"
    texts = {
        f"{base}/__init__.py": "",
        f"{base}/totals.py": _python("What a basket costs.", ["from pricing.api import quote", money], "total", dice),
        f"{base}/orders.py": _python(
            "From basket to order.",
            ["from checkout.totals import total", "from shopkit.identifiers import order_number", money],
            "place",
            dice,
        ),
        "services/checkout/migrations/0001_orders.sql": "CREATE TABLE orders (\n  number text PRIMARY KEY,\n"
        "  cents bigint NOT NULL\n);\n",
        "services/checkout/openapi.yaml": "openapi: 3.1.0\ninfo: {title: checkout, version: 1.0.0}\n"
        "paths:\n  /orders: {get: {summary: List the orders of a customer}}\n",
    }
    for step in steps:
        imports = ["from checkout.orders import place", money]
        texts[f"{base}/{step}.py"] = _python(f"The step {step}.", imports, f"check_{step}", dice)
        texts[f"services/checkout/tests/test_{step}.py"] = (
            f"from checkout.{step} import check_{step}\nfrom shopkit.money import Money\n\n\n"
            f"def test_{step}() -> None:\n    assert check_{step}(Money(0)).cents == 0\n"
        )
    return texts


def _payments(dice: Dice, providers: list[str]) -> dict[str, str]:
    base, module = "services/payments", "shop.example.test/payments"
    ledger = f"package ledger\n\n// Limit is in cents.\nconst Limit = {dice.between(2, 9)}00000\n"
    texts = {f"{base}/go.mod": f"module {module}\n\ngo 1.23\n", f"{base}/ledger/ledger.go": ledger}
    texts[f"{base}/keys/README.md"] = "# Keys\n\nPublic halves only. Private ones are in the vault.\n"
    texts[f"{base}/keys/current.pub"] = f"sample-key-{dice.between(1000, 9999)}\n"
    for provider in providers:
        texts[f"{base}/{provider}/{provider}.go"] = (
            f'package {provider}\n\nimport "{module}/ledger"\n\n'
            f"// Fee is in cents.\nconst Fee = {dice.between(5, 90)}\n\n"
            "// Accepts says whether an amount may be charged.\n"
            "func Accepts(cents int64) bool {\n\treturn cents+Fee <= ledger.Limit\n}\n"
        )
    imports = "\n".join(f'\t"{module}/{provider}"' for provider in sorted(providers))
    calls = "\n".join(f"\t_ = {provider}.Accepts(100)" for provider in sorted(providers))
    texts[f"{base}/cmd/payments/main.go"] = f"package main\n\nimport (\n{imports}\n)\n\nfunc main() {{\n{calls}\n}}\n"
    return texts


def _inventory(dice: Dice, nouns: list[str]) -> dict[str, str]:
    base = "services/inventory/src/main/java/shop/inventory"
    stock = (
        f"package shop.inventory.stock;\n\npublic final class Stock {{\n"
        f"    public static final int LOW = {dice.between(3, 20)};\n}}\n"
    )
    texts = {f"{base}/stock/Stock.java": stock}
    for noun in nouns:
        texts[f"{base}/moves/{noun}.java"] = (
            f"package shop.inventory.moves;\n\nimport shop.inventory.stock.Stock;\n\n"
            f"public final class {noun} {{\n    static final int UNITS = {dice.between(2, 60)};\n\n"
            "    static boolean isLow(int units) {\n        return units < Stock.LOW;\n    }\n}\n"
        )
    return texts


def _web(dice: Dice, components: list[str], pages: list[str]) -> dict[str, str]:
    texts = {
        "web/package.json": f'{{"name": "shop-web", "version": "1.{dice.between(0, 9)}.0", "private": true}}\n',
        "web/tsconfig.json": '{"compilerOptions": {"strict": true, "baseUrl": ".", "paths": {"@/*": ["src/*"]}}}\n',
        "web/src/lib/format.ts": "export function euros(cents: number): string {\n"
        "  return (cents / 100).toFixed(2);\n}\n",
        "web/src/components/index.ts": "".join(f"export * from './{name}';\n" for name in sorted(components)),
    }
    for name in components:
        texts[f"web/src/components/{name}.tsx"] = (
            f"import {{ euros }} from '@/lib/format';\n\n"
            f"export const {name.upper()}_WIDTH = {dice.between(20, 400)};\n\n"
            f"export function {name}(cents: number): string {{\n  return euros(cents);\n}}\n"
        )
    for page in pages:
        used = dice.some(components, 2)
        lines = "".join(f"import {{ {name} }} from '../components';\n" for name in used)
        body = " + ".join(f"{name}(0)" for name in used)
        texts[f"web/src/pages/{page}.tsx"] = f"{lines}\nexport function {page}Page(): string {{\n  return {body};\n}}\n"
    return texts


def _guide(name: str, dice: Dice) -> str:
    return (
        f"# {name.title()}\n\nHow we handle {name} in the shop.\n\n"
        f"Ask again after {dice.between(2, 14)} days when nobody has recieved an answer.\n"
    )


_FIXED = {
    "README.md": "# The sample shop\n\nAn invented shop, made by a script. Nobody in it exists.\n",
    "infra/terraform/database.tf": 'resource "sample_database" "orders" {\n  name                = "orders"\n'
    "  deletion_protection = true\n}\n",
    "infra/terraform/network.tf": 'resource "sample_network" "shop" {\n  range = "10.0.0.0/16"\n}\n',
    "rollout/checkout.yaml": "service: checkout\nsteps: [1, 10, 50, 100]\n",
    "rollout/flags.yaml": "flags:\n  new-basket: {enabled: false, share: 0}\n",
    ".github/workflows/ci.yml": "name: ci\non: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n"
    "    steps: [{run: make test}]\n",
}
