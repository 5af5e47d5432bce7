"""What a link to a page says of it where it is shared."""

from __future__ import annotations

from cuttings.model import Settings


def shared_as(kind: str, title: str, description: str, address: str, settings: Settings) -> tuple[tuple[str, str], ...]:
    """What a link to a page says of it where it is shared: Open Graph's properties that there are."""
    said = (
        ("og:type", kind),
        ("og:title", title),
        ("og:description", description),
        ("og:url", address),
        ("og:site_name", settings.title),
        ("og:locale", settings.language.replace("-", "_")),
    )
    return tuple((name, value) for name, value in said if value)
