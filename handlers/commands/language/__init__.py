"""How committee members say what they want: text in, Parsed out. No storage, no chat, no clock."""
