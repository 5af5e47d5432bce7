"""Write docs/templates.md: what each template is, and what it receives, as its own head says.

python scripts/templates.py
"""

from __future__ import annotations

import re
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
PAGE = HOME / "docs" / "templates.md"
HEAD = re.compile(r"\{#(.*?)#\}", re.DOTALL)
INTRODUCTION = """# Templates

A file in `content/templates/` stands in place of the template of the same name; all others stay as they are.
Copy the one that you want to change from `templates/`, and change the copy: the rest of the site follows it.
A file whose name begins with `_` may be a piece of your own, for `{% include %}` or `{% from … import … %}`.

The templates are [Jinja](https://jinja.palletsprojects.com/).
Everything that is put into a page is escaped.
A name that the template does not receive is an error, and the build tells the file and the line.
Every page must keep the `Content-Security-Policy` of `base.html`.
It lets in styles and scripts only as files of the site: a `<style>`, a `style="…"` or a `<script>` of your own has no effect.
Links go through `page.root`, which leads up to the site's root, and `routes`, which knows where everything stands.
A template of your own does not change when the program does: after an update, compare it with the new one.

What follows is what each says of itself.
"""


def text() -> str:
    """The page, as the templates are now."""
    parts = [INTRODUCTION]
    for template in sorted((HOME / "templates").iterdir()):
        if template.suffix in (".html", ".xml") and (head := HEAD.match(template.read_text("utf-8"))):
            lines = "\n".join(f"    {line.strip()}".rstrip() for line in head[1].strip().splitlines())
            parts.append(f"## {template.name}\n\n{lines}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(text(), "utf-8")
