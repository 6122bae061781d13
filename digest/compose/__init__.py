"""Articles and summaries -> the sections of an issue, and what is left out and why."""

from digest.compose.assembling import assemble as assemble
from digest.compose.choosing import choose as choose
from digest.compose.choosing import in_form as in_form
from digest.compose.duplicates import Group as Group
from digest.compose.duplicates import group_duplicates as group_duplicates
from digest.compose.followups import addition as addition
from digest.compose.followups import follow as follow
from digest.compose.memory import Told as Told
from digest.compose.memory import pack as pack
from digest.compose.memory import unpack as unpack
from digest.compose.mentions import mentions as mentions
from digest.compose.mentions import with_section as with_section
from digest.compose.ranking import Composed as Composed
from digest.compose.ranking import Room as Room
from digest.compose.ranking import Taste as Taste
from digest.compose.ranking import compose as compose
from digest.compose.shared import own_words as own_words
from digest.compose.stories import events_of as events_of
from digest.compose.stories import group_stories as group_stories
from digest.compose.stories import link_stories as link_stories
from digest.compose.weekly import Lead as Lead
from digest.compose.weekly import leads_of as leads_of
from digest.compose.weekly import of_the_week as of_the_week
