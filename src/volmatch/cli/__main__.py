"""`python -m volmatch.cli` is the command `volmatch`."""

import sys

from volmatch.cli.entry import main

sys.exit(main())
