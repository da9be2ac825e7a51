from app import Views


class OrderList(Views.Primary):
    def render(self, request, limit=50):
        rows = self.queryset.order_by(self.ordering)
        if request.query.get("archived") != "yes":
            rows = rows.exclude(archived=True)
        if request.query.get("open") == "yes":
            rows = rows.exclude(shipped=True)
        page = self.paginator.page(rows, limit, request.query.get("page", "1"))
        self.metrics.count("list_rendered", model=self.model_name)
        return self.template.fill(page=page, columns=self.columns, title=self.model_name)
