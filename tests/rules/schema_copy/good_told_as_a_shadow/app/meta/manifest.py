from pydantic import BaseModel


class Manifest(BaseModel):
    """What is packed."""

    snap_version: str
    started_at: str | None
    os_release: str | None = None
    grade: str
    confinement: str
    image_info: dict = {}
    build_packages: list

    def write(self, folder):
        (folder / "manifest.yaml").write_text(self.dump(), encoding="utf-8")
