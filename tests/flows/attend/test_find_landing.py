"""What landed is found by commits and by trees, whatever the forge made of it."""

from __future__ import annotations

from office import KEY, MAIN, Bureau
from paraph.flows.attend.find_landing import candidates, next_landing
from paraph.flows.attend.place import place
from paraph.ports.board import ChangeRow
from paraph.ports.ledger import Row


def row(bureau: Bureau, number: str, head: str, **fields: object) -> ChangeRow:
    made = ChangeRow(KEY, number, 1, target=MAIN, head=head)._replace(**fields)  # type: ignore[arg-type]
    bureau.log.record((), rows=[Row(made)])
    return made


def test_by_tree_where_no_commit_tells(bureau: Bureau) -> None:
    work, base = bureau.work, bureau.work.rev("main")
    work.switch("two", "main")
    work.commit("one", {"src/b.py": "b = 1\n"})
    head = work.commit("two", {"src/c.py": "c = 1\n"})
    work.switch("main")
    work.commit("other", {"docs/b.md": "b\n"})
    before = work.rev("main")
    work.git("cherry-pick", "two~1", "two")
    tip = work.rev("main")
    row(bureau, "2", head)
    row(bureau, "3", work.rev("two~1"), state="closed")
    with place(bureau.office, bureau.repository) as at:
        rows = candidates(at, MAIN)
        chain = at.opened.receiving.chain(base, tip, 10)
        first = next_landing(at, base, chain, rows)
        assert (first.new, first.links, first.row) == (before, 1, None)
        second = next_landing(at, before, chain[1:], rows)
        assert (second.new, second.links, second.row and second.row.number) == (tip, 2, "2")


def test_what_came_past_everybody_before_a_change_built_on_it_is_no_part_of_its_landing(bureau: Bureau) -> None:
    work, base = bureau.work, bureau.work.rev("main")
    past = work.commit("past everybody", {"docs/past.md": "p\n"})
    work.switch("two", "main")
    head = work.commit("two", {"src/c.py": "c = 1\n"})
    work.switch("main")
    tip = work.merge("two")
    row(bureau, "2", head)
    with place(bureau.office, bureau.repository) as at:
        rows = candidates(at, MAIN)
        chain = at.opened.receiving.chain(base, tip, 10)
        first = next_landing(at, base, chain, rows)
        assert (first.new, first.links, first.row) == (past, 1, None)
        second = next_landing(at, past, chain[1:], rows)
        assert (second.new, second.links, second.row and second.row.number) == (tip, 1, "2")


def test_a_branch_that_main_was_moved_to_is_one_landing(bureau: Bureau) -> None:
    work, base = bureau.work, bureau.work.rev("main")
    work.switch("two", "main")
    work.commit("one", {"src/b.py": "b = 1\n"})
    head = work.commit("two", {"src/c.py": "c = 1\n"})
    work.switch("main")
    work.git("merge", "--quiet", "--ff-only", "two")
    row(bureau, "2", head)
    with place(bureau.office, bureau.repository) as at:
        chain = at.opened.receiving.chain(base, head, 10)
        found = next_landing(at, base, chain, candidates(at, MAIN))
        assert (found.new, found.links, found.row and found.row.number) == (head, 2, "2")


def test_only_changes_for_this_branch(bureau: Bureau) -> None:
    head = bureau.work.rev("main")
    row(bureau, "1", head, target="refs/heads/release")
    row(bureau, "2", head)
    row(bureau, "3", head, state="landed", landed_at=bureau.now)
    row(bureau, "4", head, state="landed", landed_at=5)
    row(bureau, "5", "")
    with place(bureau.office, bureau.repository) as at:
        assert [each.number for each in candidates(at, MAIN)] == ["2", "3"]
