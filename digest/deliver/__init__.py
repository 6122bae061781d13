"""Issue -> mailboxes."""

from digest.deliver.message import message as message
