"""The typesetter, behind one door: what goes wrong in it comes out as one kind of error.

Run as a program it reads one job as JSON from its input and writes the PDF to its output.

Text with marks in places where no language has them can make the typesetter stop in its tracks
(tried: with joiners after letters of another script). It then unwinds as a `PanicException`, which
is no `Exception` and would take the whole process along. And it remembers what it has set: a
process that makes many long files grows by a hundred megabytes with each (tried: to 1.5 GB). So
whole files are set in a process of their own.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal

import typst

Standard = Literal["a-3a", "a-3u", "ua-1"]
MOST_SECONDS = 120
"""How long one file may take; one of a hundred pages takes two seconds."""


class NotTypeset(Exception):
    """The typesetter did not make a file; the message is its own."""


def typeset(
    template: str, inputs: Mapping[str, str], standards: Sequence[Standard], moment: datetime
) -> bytes:
    """Return a template set with these texts, with the fonts that come with the typesetter.

    `moment` is the time of creation that the file names. Raises NotTypeset.
    """
    try:
        return typst.compile(
            template.encode(),
            sys_inputs=dict(inputs),
            ignore_system_fonts=True,
            pdf_standards=[*standards],
            timestamp=moment,
        )
    except typst.TypstError as error:
        raise NotTypeset(error.message) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise NotTypeset(str(error)) from error
        raise


def typeset_apart(
    template: str, inputs: Mapping[str, str], standards: Sequence[Standard], moment: datetime
) -> bytes:
    """Do the same in a process of its own, which knows nothing of this one's environment."""
    job = [template, dict(inputs), list(standards), moment.timestamp()]
    command = [sys.executable, "-I", __file__]
    try:
        done = subprocess.run(  # noqa: S603  # this very file
            command,
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=MOST_SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotTypeset(f"not done after {MOST_SECONDS} seconds") from error
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise NotTypeset(said[-1] if said else f"ended with {done.returncode}")
    return done.stdout


def main() -> None:
    """Do the job on the input."""
    template, inputs, standards, moment = json.load(sys.stdin.buffer)
    made = typeset(template, inputs, standards, datetime.fromtimestamp(moment, UTC))
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
