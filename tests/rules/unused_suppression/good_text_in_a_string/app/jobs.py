"""How to allow a copy.

# ssot: allow[SSOT201] -- only an example
"""

HINT = "# ssot: allow[SSOT201] -- only an example"
