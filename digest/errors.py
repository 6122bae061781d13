"""Every error a person can meet, each with the exit code the command line ends with.

    DigestError               1   something the user can read and mend
    ├── AlreadyRunning        0   another run is at work: this one does nothing
    ├── InputError           65   a file, feed or page cannot be used as it is
    ├── TemporaryError       75   disk, database, network or relay: try again later
    └── ConfigError          78   digest.toml, a template or the database needs a change

The message is one line: what happened, where, and how to mend it.
"""


class DigestError(Exception):
    """Base of all errors meant for people. Anything else is a bug."""

    exit_code = 1


class AlreadyRunning(DigestError):
    exit_code = 0


class InputError(DigestError):
    exit_code = 65


class TemporaryError(DigestError):
    exit_code = 75


class ConfigError(DigestError):
    exit_code = 78
