class Views:
    class List:
        def render(self, request, limit=50):
            rows = self.queryset.order_by(self.ordering)
            if request.query.get("archived") != "yes":
                rows = rows.exclude(archived=True)
            page = self.paginator.page(rows, limit, request.query.get("page", "1"))
            self.metrics.count("list_rendered", model=self.model_name)
            return self.template.fill(page=page, columns=self.columns, title=self.model_name)

    class Primary(List):
        columns = ("name", "status")


class Tree:
    def descend(self, node, visitor):
        visitor.enter(node, depth=self.depth(node))
        for child in sorted(node.children, key=self.weight):
            if child.hidden and not self.show_hidden:
                continue
            visitor.branch(node, child, label=self.label(child))
            self.descend(child, visitor)
        visitor.leave(node, depth=self.depth(node))
