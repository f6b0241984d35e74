"""What an answer says: its statements, its form, the question that it answers."""
