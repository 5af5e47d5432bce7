#!/usr/bin/env python3
"""Build the archive: content/ → site/.  The stages in order; the rest of the command is cuttings/cli.py.

python build.py [--content DIR] [--output DIR] …      python build.py --help
"""

from __future__ import annotations

import sys

from cuttings import cli

if __name__ == "__main__":
    sys.exit(cli.main(sys.argv[1:]))
