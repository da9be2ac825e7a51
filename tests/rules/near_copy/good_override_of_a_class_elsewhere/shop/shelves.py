from app.views import *


class ShelfTree(Tree):
    def descend(self, node, visitor):
        visitor.enter(node, depth=self.depth(node))
        for child in sorted(node.children, key=self.weight):
            if child.hidden and not self.show_hidden:
                continue
            visitor.shelf(node, child, label=self.label(child))
            visitor.branch(node, child, label=self.label(child))
            self.descend(child, visitor)
        visitor.leave(node, depth=self.depth(node))
