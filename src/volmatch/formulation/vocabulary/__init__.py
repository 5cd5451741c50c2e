"""The words in which rules speak columns: functions over the encoder, one file a word."""
