"""What the network is taught: one loss per task, each 0 where a batch does not mark the task."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from training.batches import Batch
from training.examples import NONE, Window
from training.labels import KINDS, POINTERS
from training.model import POINT, Encoder


def losses(model: Encoder, x: Tensor, m: Tensor, batch: Batch, *, weights: dict[str, float]) -> Tensor:
    """Return the weighted sum of the losses of all tasks marked in `batch`.

    `x` and `m` are the word vectors for structure and for meaning.
    """
    inner = x[:, 1:]
    total = x.new_zeros((), dtype=torch.float32)
    for name, head in model.taggers.items():
        target = batch.tags[name]
        marked = target != NONE
        if marked.any():
            scores = head(inner[marked]).float()
            total = total + weights.get(name, 1.0) * functional.cross_entropy(scores, target[marked])
    total = total + _tree_loss(model, x, batch)
    for name, target in batch.labels.items():
        if (target != NONE).any():
            total = total + weights.get(name, 1.0) * _pooled_loss(model, m, batch, name)
    if any(window.claims is not None for window in batch.windows):
        total = total + weights.get("claims", 1.0) * _claim_loss(model, m, batch)
    return total


def _tree_loss(model: Encoder, x: Tensor, batch: Batch) -> Tensor:
    marked = batch.arcs != NONE
    if not marked.any():
        return x.new_zeros((), dtype=torch.float32)
    rows = marked.any(dim=1)
    inner, whole = x[rows][:, 1:], x[rows]
    marked, arcs, same = marked[rows], batch.arcs[rows], batch.same_sentence[rows]
    scores = model.arcs.pairs(model.arc_word(inner), model.arc_head(whole)).float()
    scores = scores.masked_fill(~functional.pad(same, (1, 0), value=True), -1e4)
    loss = functional.cross_entropy(scores[marked], arcs[marked])
    relation = batch.tags["relation"][rows]
    named = marked & (relation != NONE)
    heads = model.relation_head(whole)
    chosen = torch.gather(heads, 1, arcs.clamp(min=0)[:, :, None].expand(-1, -1, heads.shape[-1]))
    said = model.relations.chosen(model.relation_word(inner)[named], chosen[named]).float()
    return loss + functional.cross_entropy(said, relation[named])


def pool(scores: Tensor, present: Tensor) -> Tensor:
    """Return the mean of the words' scores, weighted by the softmax of the last column; `(batch, labels)`."""
    share = torch.softmax(scores[..., -1].masked_fill(~present, -1e4), dim=-1)
    return (scores[..., :-1] * share[..., None]).sum(dim=1)


def _pooled_loss(model: Encoder, m: Tensor, batch: Batch, name: str) -> Tensor:
    target = batch.labels[name]
    rows = target != NONE
    present = batch.first[rows] > 0
    if name == "topic":
        share = present.to(m.dtype) / present.sum(-1, keepdim=True)
        mean = torch.einsum("nw,nwd->nd", share, m[rows][:, 1:])
        return functional.cross_entropy(model.topic(mean).float(), target[rows])
    said = pool(model.pooled[name](m[rows][:, 1:]).float(), present)
    if name == "causal":
        return functional.binary_cross_entropy_with_logits(said[:, 0], target[rows].float())
    return functional.cross_entropy(said, target[rows])


def _claim_loss(model: Encoder, m: Tensor, batch: Batch) -> Tensor:
    rows = torch.tensor([window.claims is not None for window in batch.windows])
    windows = [window for window in batch.windows if window.claims is not None]
    whole = m[rows]
    claim = model.claim(whole[:, 1:])
    present = batch.first[rows] > 0
    kinds = model.kinds(claim).float()
    factors = model.factors(claim).float().unflatten(-1, (3, -1))
    want_kinds, want_factors, want_causes = (
        torch.zeros_like(one) for one in (kinds, factors[:, :, 0], factors[:, :, 2])
    )
    signs: list[tuple[int, int, int, int]] = []
    points: list[tuple[int, int, int, int]] = []
    for row, window in enumerate(windows):
        for one in window.claims or ():
            want_kinds[row, one.head, one.kind] = 1
            want_factors[row, one.head, one.factor] = 1
            signs.append((row, one.head, one.factor, one.sign))
            if one.cause_factor is not None:
                want_causes[row, one.head, one.cause_factor] = 1
            ends = (one.start, one.end, one.from_word, one.to_word, one.cause_word)
            points += [(row, one.head, which, -1 if at is None else at) for which, at in enumerate(ends)]
    loss = _sum_bce(kinds, want_kinds, present)
    if not signs:
        return loss
    row, head, factor, sign = torch.tensor(signs).unbind(1)
    loss = loss + 2 * _about_loss(model, whole, windows, factors[:, :, 0], want_factors)
    loss = loss + functional.binary_cross_entropy_with_logits(
        factors[row, head, 1, factor], (sign > 0).float()
    )
    causal = want_kinds[..., KINDS.index("influence")] + want_kinds[..., KINDS.index("conditional")] > 0
    if causal.any():
        none = (want_causes[causal].sum(-1, keepdim=True) == 0).float()
        said = functional.pad(factors[:, :, 2][causal], (0, 1))
        loss = loss + _choice(said, torch.cat([want_causes[causal], none], dim=-1))
    return loss + _point_loss(model, whole, claim, torch.tensor(points), present)


def _about_loss(
    model: Encoder, whole: Tensor, windows: Sequence[Window], factors: Tensor, want: Tensor
) -> Tensor:
    """Return the loss of naming the factor: what the head says, and the mean of what the words say."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for number, window in enumerate(windows):
        for one in window.claims or ():
            spans.setdefault((number, one.head), (one.start, one.end))
    row, head = torch.tensor(list(spans)).unbind(1)
    first, last = torch.tensor(list(spans.values())).unbind(1)
    at = torch.arange(whole.shape[1] - 1)
    inside = ((at >= first[:, None]) & (at <= last[:, None])).to(whole.dtype)
    inside = inside / inside.sum(-1, keepdim=True)
    mean = torch.einsum("nw,nwd->nd", inside, whole[:, 1:][row])
    return _choice(factors[row, head] + model.topic(mean).float(), want[row, head])


def _choice(scores: Tensor, want: Tensor) -> Tensor:
    """Return the loss of choosing among the last axis, where `want` marks one or more as right."""
    marked = want.sum(-1) > 0
    shares = want[marked] / want[marked].sum(-1, keepdim=True)
    return functional.cross_entropy(scores[marked], shares)


def _sum_bce(scores: Tensor, want: Tensor, present: Tensor) -> Tensor:
    """Return the loss summed over labels, divided by a mixture of the words and of those that are heads."""
    each = functional.binary_cross_entropy_with_logits(scores, want, reduction="none").sum(-1)
    heads = want.sum()
    return each[present].sum() / (heads + 0.05 * present.sum())


def _point_loss(model: Encoder, whole: Tensor, claim: Tensor, points: Tensor, present: Tensor) -> Tensor:
    row, head, which, at = points.unbind(1)
    start = model.point_from(claim).unflatten(-1, (len(POINTERS), POINT))[row, head, which]
    goal = model.point_to(whole).unflatten(-1, (len(POINTERS), POINT))[row, :, which]
    scores = torch.einsum("nd,nwd->nw", start, goal).float() * POINT**-0.5
    seen = functional.pad(present, (1, 0), value=True)[row]
    return functional.cross_entropy(scores.masked_fill(~seen, -1e4), at + 1)
