"""The process in which a document is parsed: `python -m cuttings.read docx < bytes`."""

from __future__ import annotations

import sys

from cuttings.read import docx, pdf
from cuttings.read.apart import answer

PARSERS = {"docx": docx.parse, "pdf": pdf.parse}

if __name__ == "__main__":
    sys.stdout.write(answer(PARSERS[sys.argv[1]]))
