"""`python -m volmatch.cli` is the command `volmatch`."""

import sys

from volmatch.cli import main

sys.exit(main())
