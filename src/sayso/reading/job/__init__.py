"""Reading many documents: several processes or machines, results in order, nothing lost."""

from sayso.reading.job.errors import JobError
from sayso.reading.job.inputs import list_inputs
from sayso.reading.job.journal import Outputs
from sayso.reading.job.means import Means
from sayso.reading.job.messages import Result
from sayso.reading.job.recipe import HowToRead, Opened, Recipe, how_to_read, sayso_recipe
from sayso.reading.job.run import Finished, read_folder, read_listing, write_results

__all__ = [
    "Finished",
    "HowToRead",
    "JobError",
    "Means",
    "Opened",
    "Outputs",
    "Recipe",
    "Result",
    "how_to_read",
    "list_inputs",
    "read_folder",
    "read_listing",
    "sayso_recipe",
    "write_results",
]
