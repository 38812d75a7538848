"""How one factor moves another: mechanisms with their literature, one TOML file each.

To add one, write `data/<name>.toml` and list it here.
"""

MECHANISMS = (
    "mobilisation",
    "bandwagon",
    "spread",
    "repression",
    "containment",
    "refusal",
    "stability",
    "fall",
    "intervention",
    "steadying",
    "elections",
    "welfare",
    "institutions",
    "radicalism",
    "migration",
    "protection",
    "insecurity",
    "conditionality",
    "dependence",
    "soft_power",
    "engagement",
    "competition",
)
"""Files in `data/`, in the order in which a model takes them up."""
