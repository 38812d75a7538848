"""A map of 30 nodes in other tools, as their documentation has it run."""

import importlib

import numpy as np

_DENSITY = 0.2


def _weights(nodes: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    rng = np.random.default_rng(0)
    return np.asarray(rng.uniform(-1, 1, (nodes, nodes)) * rng.binomial(1, _DENSITY, (nodes, nodes)))


def fcmpy_map(nodes: int, steps: int) -> None:
    """Run FCMpy's simulator once."""
    fcmpy = importlib.import_module("fcmpy")
    pandas = importlib.import_module("pandas")
    names = [f"c{number}" for number in range(nodes)]
    fcmpy.FcmSimulator().simulate(
        initial_state=dict.fromkeys(names, 0.5),
        weight_matrix=pandas.DataFrame(_weights(nodes), index=names, columns=names),
        transfer="sigmoid",
        inference="mKosko",
        thresh=0.0,
        iterations=steps,
        l=1,
    )


def py_fcm_map(nodes: int, steps: int) -> None:
    """Run py-fcm's inference once, with no early stop."""
    py_fcm = importlib.import_module("py_fcm")
    fcm = py_fcm.FuzzyCognitiveMap(max_it=steps, extra_steps=steps, stability_diff=0.0)
    for number in range(nodes):
        fcm.add_concept(f"c{number}")
        fcm.init_concept(f"c{number}", 0.5)
    for (source, target), weight in np.ndenumerate(_weights(nodes)):
        if weight:
            fcm.add_relation(f"c{source}", f"c{target}", float(weight))
    fcm.run_inference()
