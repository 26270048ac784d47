"""Which kind of plan is this file, and what does it say?"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from paraph.adapters.formats import plan_refusals as refuse
from paraph.adapters.formats.strict_json import read_json
from paraph.adapters.formats.terraform_plan import MAX_BYTES, plan_of
from paraph.core.guard.plan.model import Plan, PlanForm
from paraph.core.guard.sql.dangerous_statements import MAX_TEXT, judged_sql
from paraph.core.model.noun import changed

_ZIP = b"PK\x03\x04"


def read_plan(content: bytes, file: str, form: PlanForm | None = None) -> Plan:
    """The plan in a file, of the kind that it looks like, or of `form`. Manifests are read by `read_manifest_plan`.

    Raises InputError for what is no whole plan.
    """
    try:
        return _read(content, file, form)
    except RecursionError:  # two values that are nested just within what the reader takes are compared
        refuse.broken(file, "nested too deeply")


def _read(content: bytes, file: str, form: PlanForm | None) -> Plan:
    if content.startswith(_ZIP) and form in {None, "terraform"}:
        from paraph.adapters.formats.saved_plan import read_saved_plan

        return read_saved_plan(content, file)
    found = form or sniffed(content, file)
    if found == "sql":
        return sql_plan(content, file)
    digest = sha256(content).hexdigest()
    if _is_stream(content):
        return _of_run(content, digest, file)
    data = read_json(content, file, max_bytes=MAX_BYTES)
    if form is None and isinstance(data, dict):
        found = _form_of(data, file)
    if found == "terraform":
        return plan_of(data, digest, file)
    if not isinstance(data, dict):
        refuse.no_plan(file, "no JSON object")
    from paraph.adapters.formats.stack_previews import change_set_plan, pulumi_plan

    return pulumi_plan(data, digest, file) if found == "pulumi" else change_set_plan(data, digest, file)


def _of_run(content: bytes, digest: str, file: str) -> Plan:
    """The plan in the events of a run, where these tell it. Raises InputError where they do not."""
    from paraph.adapters.formats.pulumi_events import is_events, preview_of
    from paraph.adapters.formats.stack_previews import pulumi_plan

    if not is_events(content):
        refuse.log_of_a_run(file)
    if len(content) > MAX_BYTES:
        refuse.too_large(file, f"{MAX_BYTES:,} bytes")
    return pulumi_plan(preview_of(content, file), digest, file)


def sniffed(content: bytes, name: str) -> PlanForm:
    """Which form a file has, judged by its first bytes and its name. Raises InputError where it tells neither."""
    lower = name.lower()
    if content.startswith(_ZIP):
        return "terraform"
    if lower.endswith((".yaml", ".yml")):
        return "kubernetes"
    if lower.endswith(".sql"):
        return "sql"
    start = content[:64].lstrip()
    if start.startswith((b"{", b"[")):
        head = content[:4096]
        return "kubernetes" if b'"apiVersion"' in head and b'"kind"' in head else "terraform"
    if start.startswith((b"apiVersion:", b"---", b"kind:")):
        return "kubernetes"
    what = "cannot tell what this is" if content.strip() else "the file is empty"
    return refuse.no_plan(name, what)


def sql_plan(content: bytes, file: str) -> Plan:
    """A migration as a plan: what it destroys is told by its statements."""
    if len(content) > MAX_TEXT:
        refuse.too_large(file, f"{MAX_TEXT:,} bytes of SQL")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        refuse.no_plan(file, "not UTF-8", "save it as UTF-8")
    if text.lstrip()[:1] in ("{", "["):
        refuse.no_plan(file, "JSON, and no SQL", "leave --as out, or name what it is")
    dangers = tuple(changed(found.danger, what=f"line {found.line}: {found.danger.what}") for found in judged_sql(text))
    return Plan("sql", sha256(content).hexdigest(), dangers=dangers)


def _form_of(data: Mapping[str, Any], file: str) -> PlanForm:
    marks = [name for name in ("format_version", "changeSummary", "Changes") if name in data]
    if len(marks) > 1:
        refuse.no_plan(file, f"cannot tell what this is: it has both `{marks[0]}` and `{marks[1]}`")
    if isinstance(data.get("steps"), list) and marks in ([], ["changeSummary"]):
        return "pulumi"
    if "Changes" in data and ("ChangeSetName" in data or "StackId" in data):
        return "cloudformation"
    if not {"format_version", "lineage", "encrypted_data", "@level"} & data.keys():
        refuse.no_plan(file, "cannot tell what this JSON is")
    return "terraform"


def _is_stream(content: bytes) -> bool:
    """Whether it is one JSON object a line, as the runs of these tools print them with -json."""
    lines = content.lstrip()[:65536].split(b"\n", 2)
    return len(lines) > 1 and all(line.strip()[:1] == b"{" and line.strip()[-1:] == b"}" for line in lines[:2])
