from app.store import Store


class Signed(Store):
    def write_manifest(self, entries, target):
        rows = []
        for entry in sorted(entries, key=lambda item: item.path):
            checksum = self.checksum(entry.path)
            rows.append(f"{checksum}  {entry.path}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(rows), encoding="utf-8")
        self.sign(target)
        return len(rows)
