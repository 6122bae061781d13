"""Issue -> mailboxes."""

from digest.deliver.message import ListHeaders as ListHeaders
from digest.deliver.message import Mailing as Mailing
from digest.deliver.message import message as message
from digest.deliver.message import prepare as prepare
