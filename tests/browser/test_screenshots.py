"""The script that takes screenshots, run as a person runs it."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

from archives import HOME, Place
from PIL import Image


def test_a_kind_of_page_is_shown_at_three_widths_light_and_dark(sample: Place, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, str(HOME / "scripts" / "screenshots.py"), str(sample.site), str(tmp_path / "shots"), "about", "place"], check=True
    )
    shots = {file.name: Image.open(io.BytesIO(file.read_bytes())) for file in (tmp_path / "shots").iterdir()}

    assert sorted(shots) == sorted(
        f"{kind}-{width}-{scheme}.png" for kind in ("about", "place") for width in (390, 820, 1440) for scheme in ("light", "dark")
    )
    assert {shot.width for name, shot in shots.items() if "-820-" in name} == {820}
    assert shots["about-390-light.png"].getpixel((0, 0)) == (255, 253, 248)
    assert shots["about-390-dark.png"].getpixel((0, 0)) == (22, 22, 20)
    assert shots["place-390-light.png"].height > shots["about-390-light.png"].height
