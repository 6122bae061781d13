"""What this project claims about speed and quality, as commands. README.md beside this file holds the figures."""
