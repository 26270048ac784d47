"""What names a parent that a plan ends lives in it, however it names it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.adapters.formats.plan_children import Valued, with_parents
from paraph.adapters.formats.saved_plan import read_saved_plan
from paraph.adapters.formats.terraform_plan import read_terraform_plan
from paraph.core.guard.plan.judge import judge_plan
from paraph.core.guard.plan.model import Managed, PlannedChange
from plan_samples import change, plan, resource, saved_plan

CASES = [
    ("aws_vpc", {"id": "vpc-0a1"}, "aws_subnet", {"vpc_id": "vpc-0a1"}),
    ("aws_vpc", {"id": "vpc-0a1"}, "aws_lambda_function", {"vpc_config": [{"vpc_id": "vpc-0a1"}]}),
    ("aws_eks_cluster", {"id": "shop", "name": "shop"}, "aws_eks_node_group", {"cluster_name": "shop"}),
    ("aws_ecs_cluster", {"arn": "arn:aws:ecs:x:1:cluster/shop"}, "aws_ecs_service",
     {"cluster": "arn:aws:ecs:x:1:cluster/shop"}),
    ("azurerm_resource_group", {"id": "/s/1/rg/shop", "name": "shop"}, "azurerm_lb", {"resource_group_name": "shop"}),
    ("azurerm_kubernetes_cluster", {"id": "/s/1/aks"}, "azurerm_kubernetes_cluster_node_pool",
     {"kubernetes_cluster_id": "/s/1/aks"}),
    ("google_compute_network", {"self_link": "https://g/networks/shop"}, "google_compute_subnetwork",
     {"network": "https://g/networks/shop"}),
    ("google_container_cluster", {"name": "shop"}, "google_container_node_pool", {"cluster": "shop"}),
    ("kubernetes_namespace_v1", {"id": "shop", "metadata": [{"name": "shop"}]}, "kubernetes_deployment",
     {"metadata": [{"name": "till", "namespace": "shop"}]}),
]  # fmt: skip


def shown(address: str, values: Any, *needs: str) -> dict[str, Any]:
    return resource(address, *needs) | {"values": values}


@pytest.mark.parametrize(("parent", "identity", "child", "values"), CASES, ids=[f"{c[0]} {c[2]}" for c in CASES])
def test_a_child_that_names_its_parent_is_counted_and_named(
    parent: str, identity: dict[str, Any], child: str, values: dict[str, Any]
) -> None:
    prior = [shown(f"{parent}.main", identity), shown(f"module.m.{child}.a[0]", values), shown("aws_x.other", {"a": 1})]
    found = judge_plan(read_terraform_plan(plan([change(f"{parent}.main", "delete")], prior), "p"))
    (danger,) = [each for each in found if each.rule == "plan.destroy"]
    assert (danger.answer, f"a managed resource lives in it (module.m.{child}.a[0])" in danger.what) == ("deny", True)


def test_without_a_prior_state_the_changes_tell_it() -> None:
    entries = [
        change("aws_vpc.main", "delete", before={"id": "vpc-0a1"}),
        change("aws_subnet.a", "no-op", before={"vpc_id": "vpc-0a1"}, after={"vpc_id": "vpc-0a1"}),
    ]
    found = read_terraform_plan(plan(entries, prior_state=None), "p").managed
    assert [each.needs for each in found] == [(), ("aws_vpc.main",)]


def test_the_state_of_a_saved_plan_tells_it() -> None:
    held = [
        {"mode": "managed", "type": "aws_vpc", "name": "main", "instances": [{"attributes": {"id": "vpc-0a1"}}]},
        {"mode": "managed", "type": "aws_subnet", "name": "a", "instances": [
            {"index_key": key, "attributes": {"vpc_id": "vpc-0a1"}} for key in (0, 1)
        ]},
    ]  # fmt: skip
    state = json.dumps({"version": 4, "serial": 12, "lineage": "l", "resources": held}).encode()
    content = saved_plan([change("aws_vpc.main", "delete", before={"id": "vpc-0a1"})], parts={"tfstate": state})
    (danger,) = [each for each in judge_plan(read_saved_plan(content, "p")) if each.rule == "plan.destroy"]
    assert danger.what == "is destroyed; 2 managed resources live in it (aws_subnet.a[0], aws_subnet.a[1])"


def test_the_configuration_tells_it() -> None:
    inner = [{
        "address": "aws_subnet.a",
        "expressions": {"vpc_id": {"references": ["aws_vpc.main[0].id", "aws_vpc.main[0]", "var.zone"]}},
    }]  # fmt: skip
    calls = {"net": {"module": {"resources": inner}}}
    prior = [shown("module.net.aws_vpc.main[0]", {}), shown("module.net.aws_subnet.a", {})]
    entries = [change("module.net.aws_vpc.main[0]", "delete")]
    told = plan(entries, prior, configuration={"root_module": {"module_calls": calls}})
    assert [each.needs for each in read_terraform_plan(told, "p").managed] == [(), ("module.net.aws_vpc.main",)]


def test_the_same_word_elsewhere_names_no_parent() -> None:
    prior = [
        shown("aws_eks_cluster.a", {"id": "shop", "name": "shop"}),
        shown("aws_instance.b", {"tags": {"a": "shop"}}),
    ]
    entries = [change("aws_eks_cluster.a", "delete")]
    assert [each.needs for each in read_terraform_plan(plan(entries, prior), "p").managed] == [(), ()]


def test_a_parent_that_stays_is_not_looked_for() -> None:
    managed = (Managed("aws_vpc.a", "aws_vpc"), Managed("aws_subnet.b", "aws_subnet"))
    valued = (Valued("aws_vpc.a", {"id": "vpc-1"}), Valued("aws_subnet.b", {"vpc_id": "vpc-1"}))
    assert with_parents(managed, (PlannedChange("aws_vpc.a", "aws_vpc", "update"),), valued) == managed


ODD = st.recursive(
    st.none() | st.integers(0, 3) | st.sampled_from(["vpc-1", "aws_vpc.a", "references"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "vpc_id", "metadata", "root_module", "resources", "module_calls", "expressions",
                         "references", "address", "module"]), inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(ODD, ODD)
def test_odd_values_and_configurations_are_read(values: Any, configuration: Any) -> None:
    managed = (Managed("aws_vpc.a", "aws_vpc"), Managed("aws_subnet.b", "aws_subnet"))
    valued = (Valued("aws_vpc.a", values), Valued("aws_subnet.b", values))
    found = with_parents(managed, (PlannedChange("aws_vpc.a", "aws_vpc", "delete"),), valued, configuration)
    assert [each.address for each in found] == ["aws_vpc.a", "aws_subnet.b"]
    assert json.dumps([each.needs for each in found])
