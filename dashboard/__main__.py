"""`python -m dashboard` is the command line."""

import sys

from dashboard.cli import main

sys.exit(main())
