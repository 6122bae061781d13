"""Articles + Summaries -> the sections of an issue, and why the rest was left out."""

from digest.compose.duplicates import Group, group_duplicates
from digest.compose.ranking import Limits, compose

__all__ = ["Group", "Limits", "compose", "group_duplicates"]
