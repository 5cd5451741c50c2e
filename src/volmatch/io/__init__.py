"""Problems and schedules as JSON files and texts, read strictly and written in one stroke."""

from volmatch.io.anonymous import anonymous
from volmatch.io.formats import MOST_BYTES, check_belongs, dumps, fingerprint, loads, read, write

__all__ = ["MOST_BYTES", "anonymous", "check_belongs", "dumps", "fingerprint", "loads", "read", "write"]
