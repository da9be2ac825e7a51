import subprocess as sp
from collections.abc import Callable
from typing import Tuple, Union

Started = Tuple[sp.Popen, int]
Either = Union[sp.Popen, sp.CompletedProcess]
ByName = dict[str, list[sp.Popen]]
Starter = Callable[[str], sp.Popen | None]
