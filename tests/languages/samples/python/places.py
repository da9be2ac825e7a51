"""Columns count code points: é is one, 😀 is one."""


def grüße(名): return "😀😀" + 名; après = lambda ß: ß + "é"


class Größe:
	def tab(self):
		return "tab" \
			"joined"


x = "é😀"; naïve = lambda a: a
