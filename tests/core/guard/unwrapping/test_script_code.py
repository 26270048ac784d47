"""Is what a piece of code starts or deletes found, and what it only says left alone?"""

from __future__ import annotations

import pytest

from core.guard.commands import rules
from paraph.core.model.guard import EnvironmentGuard, GuardSettings

IN_ONE = GuardSettings(environments=(EnvironmentGuard("all", ("*",), "deny"),))


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("python -c \"import os; os.system('terraform destroy')\"", ["terraform.destroy"]),
        ("python -c \"import subprocess as s; s.run(['terraform','destroy'])\"", ["terraform.destroy"]),
        ("python -c \"import os; os.system('terra' + 'form destroy')\"", ["terraform.destroy"]),
        ("python -c \"print('terraform destroy')\"", []),
        ("python -c \"import shutil; shutil.rmtree('/')\"", ["files.root"]),
        ("python -c \"import shutil; shutil.rmtree('build')\"", []),
        ('python -c "import shutil; shutil.rmtree(x)"', ["files.unknown"]),
        ("python -c \"import os; os.remove('x.tfstate')\"", ["files.state"]),
        ("python -c \"c.execute('drop table x')\"", ["sql.drop-table"]),
        ("python -c \"boto3.client('s3').delete_bucket(Bucket='x')\"", ["aws.delete"]),
        ("python -c \"exec(base64.b64decode('x'))\"", ["run.decoded"]),
        ("node -e \"require('child_process').execSync('terraform destroy')\"", ["terraform.destroy"]),
        ('ruby -e \'system("terraform", "destroy")\'', ["terraform.destroy"]),
        ("perl -e 'qx(terraform destroy)'", ["terraform.destroy"]),
        ("awk 'BEGIN{system(\"terraform destroy\")}'", ["terraform.destroy"]),
    ],
)
def test_the_rows_that_speak(command: str, found: list[str]) -> None:
    assert rules(command) == found


def test_code_with_too_many_texts_is_said() -> None:
    command = "python - <<'X'\nimport os\nos.system(x)\n" + "'a';" * 500 + "\nX"

    assert "run.unknown" in rules(command, IN_ONE)
