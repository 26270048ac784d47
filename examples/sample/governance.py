"""Under which rules does the sample shop work? The files that Paraph reads, as they stand on `main`."""

from __future__ import annotations

from examples.sample.people import directory
from examples.sample.stream import Entry, Tree

POLICY = """\
# Who has to answer for a change of the shop, and for what?
version: 1
identity: e7c2a9f04b6d4d518a3f9be06c5d7a12   # random; a signature that is given here counts nowhere else
mode: enforce
levels: [junior, mid, senior, staff, principal]
approved_tools: [claude-code, github-copilot, devin]

tiers:                                     # the highest that matches; what nothing matches is medium
  critical:
    - paths: ["services/payments/**"]
    - kinds: [auth, secrets]
  high:
    - paths: ["services/checkout/**"]
    - kinds: [infrastructure, rollout, migration, pipeline, public-api]
    - dependents: ">= 25"
  low:
    - only_kinds: [docs, tests]

rules:
  - name: say who wrote it
    description: Every change states its AI assistance; "none" is a good answer.
    require:
      - declaration: true

  - name: peer review
    when: {tier: [medium, high, critical]}
    require:
      - signoff: {count: 1, level: ">= mid", proof: review}

  - name: a senior answers for AI code of juniors
    when: {assistance: ai, author: {level: "< senior"}, tier: [medium, high, critical]}
    require:
      - signoff: {level: ">= senior", binding: tree, proof: review}

  - name: owners answer for what can stop the shop
    when: {tier: [high, critical], assistance: ai-or-unknown}
    require:
      - signoff: {owners: touched, binding: owned, proof: signed}

  - name: payments
    when: {tier: critical, paths: ["services/payments/**"]}
    require:
      - order:
          - signoff: {team: payments, level: ">= senior", proof: signed}
          - signoff: {team: leads, proof: present}

  - name: databases
    when: {kinds: migration}
    require:
      - signoff: {domain: databases, proof: signed}
      - rollback_plan: written

  - name: no autonomous infrastructure
    when: {assistance: autonomous, kinds: [infrastructure, rollout, migration, pipeline]}
    deny: An agent may draft infrastructure in a proposal, but a person has to author the change.

  - name: keys are rotated, not committed
    when: {paths: ["services/payments/keys/**"]}
    deny: Payment keys come from the vault; nobody changes them in the repository.

  - name: what the eye cannot see
    when: {marks: [bidi, invisible, symlink]}
    deny: A reader of the difference would not see what this does.

  - name: the rules themselves
    when: {kinds: governance}
    require:
      - signoff: {count: 2, team: leads, proof: present}
"""

SERVICES = """\
services:
  - name: checkout
    criticality: high
    team: checkout
    paths: ["services/checkout/**"]
    invariants:
      - id: checkout-total
        text: The total that is charged is the total that was shown.
        paths: ["services/checkout/checkout/totals.py"]
  - {name: payments, criticality: critical, team: payments, paths: ["services/payments/**"]}
  - {name: pricing, criticality: medium, team: pricing, paths: ["services/pricing/**"]}
  - {name: inventory, criticality: medium, team: inventory, paths: ["services/inventory/**"]}
  - {name: web, criticality: medium, team: web, paths: ["web/**"]}
  - {name: till, criticality: high, repository: shop/till}
contracts:
  - name: quotes
    provider: pricing
    paths: ["services/pricing/pricing/api.py"]
    consumers: [checkout, till]
  - name: orders
    provider: checkout
    paths: ["services/checkout/openapi.yaml"]
    consumers: [web]
"""

ABSENCE = """\
kim:
  - {from: 2026-07-06, to: 2026-07-24}
"""

CODEOWNERS = """\
# Who owns what. The last line that matches wins.
*                         @shop/leads
/libs/                    @shop/platform
/services/pricing/        @shop/pricing
/services/checkout/       @shop/checkout
/services/payments/       @shop/payments
/services/inventory/      @shop/inventory
/web/                     @shop/web
/infra/                   @shop/platform
/rollout/                 @shop/platform
**/migrations/            @shop/data
/docs/                    @shop/leads
"""


def governed_files() -> Tree:
    """Everything that Paraph reads from the base of a change."""
    texts = {
        ".paraph/policy.yaml": POLICY,
        ".paraph/people.yaml": directory(),
        ".paraph/absence.yaml": ABSENCE,
        ".paraph/services.yaml": SERVICES,
        ".github/CODEOWNERS": CODEOWNERS,
    }
    return {path: Entry(text.encode()) for path, text in texts.items()}
