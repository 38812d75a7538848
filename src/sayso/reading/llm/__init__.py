"""A language model as reader, if the user has one: any endpoint that speaks OpenAI's chat completions.

httpx and pydantic come with the extra `llm`; what is imported here needs neither until a reader is opened.
"""

from sayso.reading.llm.endpoint import Endpoint
from sayso.reading.llm.merge import merge
from sayso.reading.llm.model_reading import ModelReading, summary
from sayso.reading.llm.read import MissingExtraError, open_reader, read_with_model
from sayso.reading.llm.recipe import HowToAsk, asking_recipe

__all__ = [
    "Endpoint",
    "HowToAsk",
    "MissingExtraError",
    "ModelReading",
    "asking_recipe",
    "merge",
    "open_reader",
    "read_with_model",
    "summary",
]
