"""A command whose repeatable options also take several values after one another."""

from __future__ import annotations

import click


class ManyValued(click.Command):
    """``--history Q1 Q2`` means ``--history Q1 --history Q2``.

    Where no value is left for the command's argument, it is the last value:
    ``ask --history Q1 QUESTION``.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat the option before each of its values, then parse as usual."""
        options = [option for option in self.params if isinstance(option, click.Option)]
        many = {name for option in options if option.multiple for name in option.opts}
        valued = {name for option in options if not option.is_flag for name in option.opts} - many
        repeated: list[str] = []
        option, values, arguments, tokens = None, 0, 0, iter(args)
        for token in tokens:
            if token in many:
                option, values = token, 0
            elif token.startswith("-"):
                option = None
                repeated.append(token)
                if token in valued:
                    repeated += [value for value in (next(tokens, None),) if value is not None]
            elif option:
                repeated += [option, token]
                values += 1
                last = len(repeated) - 2
            else:
                repeated.append(token)
                arguments += 1
        if not arguments and values > 1:
            del repeated[last]
        return super().parse_args(ctx, repeated)
