"""What is promised to whoever embeds volmatch, each measured in a part of its own; see `benchmarks.promises`."""
