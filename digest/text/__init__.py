"""What every stage may ask of plain text: its words, its sentences, and what in it is not news."""
