"""What ends a job, in words for the person who started it."""


class JobError(Exception):
    """A job cannot begin or go on; the message says why and what to do."""


class CannotOpenError(JobError):
    """The reader cannot be made: a table without that name, too little memory, another version there."""


class CannotGoOnError(JobError):
    """No other document can be read any more either, as where an endpoint does not accept the key."""


class CannotWriteError(JobError):
    """A result cannot be written, as on a full disk, or where it would replace what is still wanted."""


class MadeOtherwiseError(JobError):
    """What was left of an interrupted job was made in another way and cannot be gone on with."""


class BusyError(MadeOtherwiseError):
    """Another job is writing the same files; it is not to be thrown away."""


class ClusterError(JobError):
    """The other machines cannot be reached, or were lost."""
