"""Help and version: quick, complete, with examples."""

import pytest

COMMANDS = ["predict", "train", "evaluate", "check", "review", "agreement", "quantise", "bench"]


def test_help_names_every_command(stance) -> None:
    out = stance("--help").out
    assert all(command in out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_examples(stance, command: str) -> None:
    done = stance(command, "--help")
    assert done.code == 0
    assert f"stance {command}" in done.out
    assert "Example" in done.out


def test_version_names_package_and_model(stance) -> None:
    words = stance("--version").out.split()
    assert words[0] == "stance"
    assert words[2:4] == ["model", "default"]


def test_help_loads_nothing_heavy() -> None:
    import subprocess
    import sys

    code = (
        "import sys\nfrom stance.cli.app import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'torch', 'transformers', 'numpy', 'onnxruntime', 'datasets', 'sklearn'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_a_wrong_option_exits_with_two(stance) -> None:
    assert stance("predict", "a.txt", "--colour").code == 2
