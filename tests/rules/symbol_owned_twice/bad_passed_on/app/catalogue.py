from app.playcount import Track

TRACKS: list[Track] = []
