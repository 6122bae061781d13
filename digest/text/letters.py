"""Capitals and small letters of the scripts that have both, to be put into a character class: Python has no \\p{Lu}."""

_LETTERS = [chr(code) for code in range(ord("A"), 0x530) if chr(code).isalpha()]
UPPER = "".join(letter for letter in _LETTERS if letter.isupper())
LOWER = "".join(letter for letter in _LETTERS if letter.islower() and letter not in "ªµº")
