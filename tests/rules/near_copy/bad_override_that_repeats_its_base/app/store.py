class Store:
    def __init__(self, root):
        self.root = root

    def write_manifest(self, entries, target):
        rows = []
        for entry in sorted(entries, key=lambda item: item.path):
            checksum = self.checksum(entry.path)
            rows.append(f"{checksum}  {entry.path}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(rows), encoding="utf-8")
        return len(rows)

    def load(self, target):
        text = target.read_text(encoding="utf-8")
        found = {}
        for row in text.splitlines():
            checksum, _, path = row.partition("  ")
            found[path] = checksum
        return found
