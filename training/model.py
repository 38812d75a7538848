"""The network: a small pretrained transformer with one head per task.

The transformer is all-MiniLM-L6-v2 (6 layers, 384 wide, 22.7 million parameters; Wang et al. 2020, MiniLM),
read from its weights file. Its vocabulary knows no capitals, so the shape of each piece is added at the
input. The upper layers stand twice: one branch learns structure (trees, names, spans), the other meaning
(statements, factors, events, causes). Heads look at the first piece of a word; arcs and relations are
biaffine (Dozat and Manning 2017).
"""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

VOCABULARY = 30522
LONGEST = 512
"""Word pieces for which the transformer has a place."""
LAYERS = 6
ATTENTION = 12
"""Attention heads of a layer."""
WIDTH = 384
SHAPES = 8
ARC = 256
RELATION = 128
SHARED = 4
"""Layers that structure and meaning have in common."""
POINT = 64


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        """Make the layer with untrained weights."""
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm_2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the layer's output, `(batch, pieces, 384)`."""
        batch, pieces, _ = x.shape
        q, k, v = self.qkv(x).view(batch, pieces, 3, ATTENTION, WIDTH // ATTENTION).permute(2, 0, 3, 1, 4)
        scores = torch.matmul(q * (WIDTH // ATTENTION) ** -0.5, k.transpose(-1, -2)) + mask
        mixed = torch.matmul(torch.softmax(scores, dim=-1), v)
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, pieces, WIDTH))
        x = self.norm_1(x + mixed)
        inner = self.down(functional.gelu(self.up(x)))
        return self.norm_2(x + inner)


class Biaffine(nn.Module):
    """Scores of pairs of vectors."""

    def __init__(self, width: int, outputs: int) -> None:
        """Make the scorer; zero at the start."""
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, width + 1, width + 1))

    def pairs(self, left: Tensor, right: Tensor) -> Tensor:
        """Return `(batch, left, right)` scores of one output."""
        left = torch.cat([left, torch.ones_like(left[..., :1])], -1)
        right = torch.cat([right, torch.ones_like(right[..., :1])], -1)
        return torch.matmul(torch.matmul(left, self.weight[0]), right.transpose(-1, -2))

    def chosen(self, left: Tensor, right: Tensor) -> Tensor:
        """Return `(n, outputs)` scores of vectors side by side."""
        left = torch.cat([left, torch.ones_like(left[..., :1])], -1)
        right = torch.cat([right, torch.ones_like(right[..., :1])], -1)
        return torch.einsum("ni,oij,nj->no", left, self.weight, right)


def _mlp(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(WIDTH, width), nn.GELU())


class Encoder(nn.Module):
    """The transformer and all heads."""

    def __init__(
        self, taggers: dict[str, int], *, relations: int, factors: int, kinds: int, pointers: int, plover: int
    ) -> None:
        """Make the network for so many labels per head."""
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(LONGEST, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.meaning = nn.ModuleList(Layer() for _ in range(LAYERS - SHARED))
        nn.init.zeros_(self.shapes.weight)
        self.words.weight.requires_grad = False
        self.taggers = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in taggers.items()})
        self.arc_word, self.arc_head = _mlp(ARC), _mlp(ARC)
        self.arcs = Biaffine(ARC, 1)
        self.relation_word, self.relation_head = _mlp(RELATION), _mlp(RELATION)
        self.relations = Biaffine(RELATION, relations)
        self.pooled = nn.ModuleDict({"causal": nn.Linear(WIDTH, 2), "plover": nn.Linear(WIDTH, plover + 1)})
        self.claim = _mlp(WIDTH)
        self.kinds = nn.Linear(WIDTH, kinds)
        self.factors = nn.Linear(WIDTH, 3 * factors)
        self.point_from, self.point_to = (
            nn.Linear(WIDTH, pointers * POINT),
            nn.Linear(WIDTH, pointers * POINT),
        )
        self.topic = nn.Linear(WIDTH, factors)
        nn.init.constant_(self.kinds.bias, -3.0)

    def load_pretrained(self, path: Path) -> None:
        """Take the transformer's weights from a `model.safetensors` of all-MiniLM-L6-v2."""
        have = load_file(path)
        state = self.state_dict()

        def put(name: str, *sources: str) -> None:
            state[name] = torch.cat([have[source] for source in sources])

        put("words.weight", "embeddings.word_embeddings.weight")
        put("positions.weight", "embeddings.position_embeddings.weight")
        state["segment"] = have["embeddings.token_type_embeddings.weight"][0]
        put("norm.weight", "embeddings.LayerNorm.weight")
        put("norm.bias", "embeddings.LayerNorm.bias")
        for at in range(LAYERS):
            theirs, ours = f"encoder.layer.{at}", f"layers.{at}"
            for part in ("weight", "bias"):
                put(
                    f"{ours}.qkv.{part}",
                    *(f"{theirs}.attention.self.{name}.{part}" for name in ("query", "key", "value")),
                )
                put(f"{ours}.out.{part}", f"{theirs}.attention.output.dense.{part}")
                put(f"{ours}.norm_1.{part}", f"{theirs}.attention.output.LayerNorm.{part}")
                put(f"{ours}.up.{part}", f"{theirs}.intermediate.dense.{part}")
                put(f"{ours}.down.{part}", f"{theirs}.output.dense.{part}")
                put(f"{ours}.norm_2.{part}", f"{theirs}.output.LayerNorm.{part}")
        for at in range(SHARED, LAYERS):
            ours = f"layers.{at}."
            for name in [one for one in state if one.startswith(ours)]:
                state[name.replace(ours, f"meaning.{at - SHARED}.")] = state[name].clone()
        self.load_state_dict(state)

    def encode(
        self, pieces: Tensor, shapes: Tensor, first: Tensor, *, dropout: float = 0.0
    ) -> tuple[Tensor, Tensor]:
        """Return two vectors a word, for structure and for meaning, `(batch, 1 + words, 384)`; 0 is the root.

        Args:
            pieces: word pieces `(batch, pieces)`, 0 where there is none.
            shapes: shape of each piece.
            first: place of each word's first piece `(batch, words)`, 0 where there is none.
            dropout: share of values dropped in training.
        """
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.positions(places) + self.segment + self.shapes(shapes)
        x = functional.dropout(self.norm(x), dropout)
        mask = ((pieces == 0).to(x.dtype) * -10000.0)[:, None, None, :]
        for layer in self.layers[:SHARED]:
            x = layer(x, mask)
        m = x
        for layer in self.layers[SHARED:]:
            x = layer(x, mask)
        for layer in self.meaning:
            m = layer(m, mask)
        at = functional.pad(first, (1, 0))[:, :, None].expand(-1, -1, WIDTH)
        return torch.gather(x, 1, at), torch.gather(m, 1, at)

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor) -> dict[str, Tensor]:
        """Return what every head says."""
        return self.heads(*self.encode(pieces, shapes, first))

    def heads(self, x: Tensor, m: Tensor) -> dict[str, Tensor]:
        """Return what every head says of the word vectors, `x` for structure and `m` for meaning."""
        inner = x[:, 1:]
        said = {name: head(inner) for name, head in self.taggers.items()}
        said |= {name: head(m[:, 1:]) for name, head in self.pooled.items()}
        said["arcs"] = self.arcs.pairs(self.arc_word(inner), self.arc_head(x))
        said["relation_word"], said["relation_head"] = self.relation_word(inner), self.relation_head(x)
        claim = self.claim(m[:, 1:])
        said["topic"] = self.topic(m[:, 1:])
        said["kinds"], said["factors"] = self.kinds(claim), self.factors(claim)
        said["point_from"], said["point_to"] = self.point_from(claim), self.point_to(m)
        return said
