"""How was a server told to guard its repository?"""

from __future__ import annotations

from paraph.core.model.noun import noun


@noun
class ServerSettings:
    """What `paraph hook install --server` wrote down.

    `protected` are patterns of full refs. `ledger` is a database URL, `second_store` a file outside the repository.
    `policy`, `organisation` and `directory` are absolute paths of the operator's own files: the first and the last
    judge while the policy ref has none of its own. `principal` names the environment variable in which whoever serves
    git says who pushes. `genesis` is the one commit with which an empty repository may begin. `written` are the
    settings of git that were added, as name and value. Where the repository has joined a server, `home` is the folder
    of its data, where the key of the one log lies, and `scope` the repository's key there (`git:NAME`).
    """

    name: str
    protected: tuple[str, ...]
    policy_ref: str
    ledger: str
    second_store: str
    policy: str = ""
    organisation: str = ""
    directory: str = ""
    principal: str = ""
    genesis: str = ""
    written: tuple[tuple[str, str], ...] = ()
    home: str = ""
    scope: str = ""
