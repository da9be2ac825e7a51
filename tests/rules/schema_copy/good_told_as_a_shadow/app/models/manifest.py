class Manifest(BaseMetadata):
    """What is packed."""

    snap_version: str
    started_at: str
    os_release: str
    grade: str
    confinement: str
    image_info: dict
    build_packages: list
