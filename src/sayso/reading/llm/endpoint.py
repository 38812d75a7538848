"""Where the model is: an address, a model's name, and how long and how much to ask."""

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec

KEY_VARIABLE = "SAYSO_API_KEY"
"""The environment variable that holds the endpoint's key, the only place from which one is taken."""

_PATH = "/chat/completions"
# narrower than a URL may be, so that no two programs can read it in two ways
_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:/[!$%&'()*+,./0-9:;=A-Z_a-z~-]*)?",
    re.IGNORECASE | re.ASCII,
)
_LONGEST_NAME = 200
_SHORTEST_WINDOW = 400


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """A model behind an address, and the bounds within which it is asked.

    >>> Endpoint(url="http://localhost:11434/v1/", model="some-model").address
    'http://localhost:11434/v1/chat/completions'
    """

    url: str
    """Base of the API, as `https://example.org/v1`; the path `/chat/completions` may be there or not."""
    model: str
    """The model's name, as the endpoint knows it."""
    timeout_s: float = 300.0
    """Seconds that one call may take, from the request to the last byte of the answer."""
    tries: int = 4
    """How often one question is put while the endpoint is busy, failing or out of reach."""
    window_characters: int = 8000
    """Characters of text in one question, about."""
    temperature: float | None = 0.0
    """Sent as it is; None sends none, for models that refuse one."""
    max_tokens: int | None = None
    """Most tokens of an answer; None leaves it to the endpoint."""
    json_mode: bool = False
    """Whether to ask for `response_format` `json_object`; some endpoints refuse it."""

    def __post_init__(self) -> None:
        """Refuse what cannot be asked.

        Raises:
            ValueError: if the address is none or holds a user, a query or a fragment, or a bound is not
                above 0.
        """
        if _ADDRESS.fullmatch(self.url) is None:
            # the address itself is not repeated: it may hold a password
            raise ValueError(
                "the endpoint is no address that can be asked; want http:// or https://, a host in ASCII and"
                " a path, without user, password, query or fragment"
            )
        parts = urlsplit(self.url)
        if not parts.hostname or parts.port == 0:
            raise ValueError(f"the endpoint {self.url} has no host or no port; want http://host:port/path")
        if not (self.model.strip() and self.model.isprintable() and len(self.model) <= _LONGEST_NAME):
            raise ValueError(f"{self.model!r} is no model's name; want 1 to {_LONGEST_NAME} characters")
        if not self.timeout_s > 0 or self.tries < 1 or (self.max_tokens is not None and self.max_tokens < 1):
            raise ValueError("timeout_s, tries and max_tokens must be above 0")
        if self.window_characters < _SHORTEST_WINDOW:
            raise ValueError(
                f"a window of {self.window_characters} characters is too short to be read;"
                f" want at least {_SHORTEST_WINDOW}"
            )

    @property
    def address(self) -> str:
        """The address that questions are sent to."""
        base = self.url.rstrip("/")
        return base if base.endswith(_PATH) else base + _PATH

    @property
    def reader(self) -> str:
        """The reader's name on statements: `llm:` and the model's name."""
        return f"llm:{self.model}"

    @property
    def secure(self) -> bool:
        """Whether nobody on the way can read along: https, or this machine itself."""
        parts = urlsplit(self.url)
        return parts.scheme.lower() == "https" or self.loopback

    @property
    def loopback(self) -> bool:
        """Whether the address is this machine's own, as `localhost`, 127.0.0.1 or [::1]."""
        host = urlsplit(self.url).hostname or ""
        if host == "localhost":
            return True
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return False


def api_key(environment: Mapping[str, str]) -> str | None:
    """Return the key that the environment holds, or None.

    Raises:
        ValueError: if it could not stand in a request's header; the message does not repeat it.

    >>> api_key({"SAYSO_API_KEY": " k-1 "}), api_key({})
    ('k-1', None)
    """
    key = environment.get(KEY_VARIABLE, "").strip()
    if not key:
        return None
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise ValueError(f"{KEY_VARIABLE} holds characters that no key has; want printable ASCII, no spaces")
    return key
