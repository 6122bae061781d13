"""What is served: to readers, what was sent and the way out (``readers``); to the editor, the draft (``preview``)."""

from digest.web.preview import make_preview as make_preview
from digest.web.readers import Newsletter as Newsletter
from digest.web.readers import make_app as make_app
