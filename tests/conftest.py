"""What all tests share: how many examples are tried of what must always hold, and that Ctrl-C is heard."""

import signal

from hypothesis import settings

# the same examples on every run, so that a failure has a cause in the change at hand
settings.register_profile("same", derandomize=True)
# other examples each time, and many: `pytest --hypothesis-profile=search`, for hours rather than minutes
settings.register_profile("search", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile("same")

# a runner in the background may have it ignored, and programs that are started to be interrupted inherit that
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
