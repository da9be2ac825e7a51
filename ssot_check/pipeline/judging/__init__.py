"""From a project to a report: which rules are asked, what may stand, what is told, and whether the gate holds."""
