"""What can be told before a solve: seats, people, hours, promises, certificates, rooms and limits that do not go together."""
