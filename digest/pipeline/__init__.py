"""The flow of an issue: gather, build, approve, send; ``tick`` tells its order."""
