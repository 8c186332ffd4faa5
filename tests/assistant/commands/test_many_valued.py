import click
import pytest
from click.testing import CliRunner

from assistant.commands.many_valued import ManyValued


@click.command(cls=ManyValued)
@click.argument("question")
@click.option("--history", multiple=True)
@click.option("--out")
@click.option("--json", "as_json", is_flag=True)
def echo(question, history, out, as_json):
    click.echo(f"{question}|{','.join(history)}|{out or ''}|{as_json}")


@pytest.mark.parametrize(
    ("arguments", "understood"),
    [
        (["Q"], "Q|||False"),
        (["Q", "--json"], "Q|||True"),
        (["Q", "--history", "a"], "Q|a||False"),
        (["Q", "--history", "a", "b", "c"], "Q|a,b,c||False"),
        (["Q", "--history", "a", "--history", "b"], "Q|a,b||False"),
        (["Q", "--history", "a", "b", "--json", "--out", "file"], "Q|a,b|file|True"),
        (["--history", "a", "Q"], "Q|a||False"),
        (["--history", "a", "b", "Q"], "Q|a,b||False"),
        (["--history", "a", "b", "--json", "Q"], "Q|a,b||True"),
        (["--out", "file", "--history", "a", "Q"], "Q|a|file|False"),
        (["--json", "--history=a", "Q"], "Q|a||True"),
    ],
)
def test_values_belong_to_the_option_before_them(arguments, understood):
    result = CliRunner().invoke(echo, arguments)
    assert result.output.strip() == understood


@pytest.mark.parametrize("arguments", [[], ["--history", "a"], ["--json"], ["Q", "more"]])
def test_a_missing_or_superfluous_argument_is_wrong_usage(arguments):
    assert CliRunner().invoke(echo, arguments).exit_code == 2
