"""Step 5: the acoustic model and its settings in the files that Vosk reads."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch

from training.features import BINS, HIGH_HZ, LOW_HZ
from training.folders import Folders, write_lines
from training.kaldi_format import KaldiWriter
from training.layers import Layer, fold
from training.network import CONTEXT, DILATIONS, SUBSAMPLING, Network
from training.phones import KALDI_PHONES, KALDI_SILENCE, PHONES, POSITIONS, kaldi_phone, phone_of_kaldi
from training.voices import RATE_HZ

PRIOR_SCALE = 0.6
"""How strongly the prior counts, for weights from before the MMI phase."""

ACOUSTIC_SCALE = 0.6

DECODER = [
    "--min-active=200",
    "--max-active=3000",
    "--beam=12.0",
    "--lattice-beam=8.0",
    f"--acoustic-scale={ACOUSTIC_SCALE}",
    f"--frame-subsampling-factor={SUBSAMPLING}",
    "--frames-per-chunk=6",
    f"--endpoint.silence-phones={KALDI_SILENCE}",
    "--endpoint.rule2.min-trailing-silence=0.5",
    "--endpoint.rule3.min-trailing-silence=0.75",
    "--endpoint.rule4.min-trailing-silence=1.0",
]
"""model.conf. Vosk has no other way to set when an utterance ends, nor that sound is decoded in pieces of 0.06 s: in
those of 0.2 s, its default, a "stop" is heard a tenth of a second later.
"""

FEATURES = [
    f"--sample-frequency={RATE_HZ}",
    "--use-energy=false",
    f"--num-mel-bins={BINS}",
    f"--num-ceps={BINS}",
    "--cepstral-lifter=0",
    f"--low-freq={LOW_HZ}",
    f"--high-freq={HIGH_HZ}",
    "--dither=0",
    "--allow-downsample=true",
]
"""mfcc.conf."""


def export(folders: Folders) -> None:
    """Write am/, conf/ and graph/phones/ of the model."""
    weights = torch.load(folders.acoustic_model)
    network = Network()
    network.load_state_dict(weights["net"])
    network.eval()
    finished: bool = weights["mmi"]
    prior = np.zeros(0) if finished else torch.exp(weights["log_prior"] * PRIOR_SCALE).numpy()
    writer = KaldiWriter()
    _write_transitions(writer)
    _write_network(writer, fold(network), log_softmax=not finished)
    for side in ("<LeftContext>", "<RightContext>"):
        writer.token(side)
        writer.integer(CONTEXT)
    writer.token("<Priors>")
    writer.vector(prior)
    path = folders.model / "am" / "final.mdl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(writer.out.getvalue())
    write_lines(folders.model / "conf" / "model.conf", DECODER)
    write_lines(folders.model / "conf" / "mfcc.conf", FEATURES)
    ends = [f"{kaldi_phone(phone, place)} {place}" for phone in range(1, len(PHONES)) for place in POSITIONS]
    write_lines(folders.model / "graph" / "phones" / "word_boundary.int", [f"{KALDI_SILENCE} nonword", *ends])


def _write_transitions(writer: KaldiWriter) -> None:
    """One topology for all phones: one emitting state that stays or goes on, each with probability 0.5."""
    phones = range(1, KALDI_PHONES + 1)
    writer.token("<TransitionModel>")
    writer.token("<Topology>")
    writer.int_vector(phones)
    writer.int_vector([-1] + [0] * KALDI_PHONES)
    for value in (1, 2, 0, 2):  # one entry, two states; the first emits pdf-class 0 and has two ways out
        writer.integer(value)
    for target in (0, 1):
        writer.integer(target)
        writer.real(0.5)
    writer.integer(-1)  # the second state is the final one
    writer.integer(0)
    writer.token("</Topology>")
    writer.token("<Triples>")
    writer.integer(KALDI_PHONES)
    for phone in phones:
        for value in (phone, 0, phone_of_kaldi(phone)):
            writer.integer(value)
    writer.token("</Triples>")
    writer.token("<LogProbs>")
    writer.vector(np.concatenate([[0.0], np.full(2 * KALDI_PHONES, np.log(0.5))]))
    writer.token("</LogProbs>")
    writer.token("</TransitionModel>")


def _write_network(writer: KaldiWriter, layers: list[Layer], *, log_softmax: bool) -> None:
    config, components = _wire(layers)
    size = len(layers[-1].bias)
    last = "output.affine"
    if log_softmax:
        config.append(_node("output.log-softmax", last))
        components.append(("output.log-softmax", size))
        last = "output.log-softmax"
    config.append(f"output-node name=output input={last} objective=linear")
    writer.token("<Nnet3>")
    writer.raw("\n" + "\n".join(config) + "\n\n")
    writer.token("<NumComponents>")
    writer.integer(len(components))
    for name, content in components:
        writer.token("<ComponentName>")
        writer.token(name)
        if isinstance(content, Layer):
            _write_affine(writer, content)
        else:
            _write_plain(writer, name.rpartition(".")[2], content)
    writer.token("</Nnet3>")


def _wire(layers: list[Layer]) -> tuple[list[str], list[tuple[str, Layer | int]]]:
    """Kaldi's description of the network, and its components: a layer, or the size of one without weights."""
    config = [f"input-node name=input dim={BINS}"]
    components: list[tuple[str, Layer | int]] = []

    def add_relu(layer: Layer, source: str) -> None:
        affine, relu = f"{layer.name}.affine", f"{layer.name}.relu"
        config.extend([_node(affine, source), _node(relu, affine)])
        components.extend([(affine, layer), (relu, len(layer.bias))])

    first, second, *blocks, output = layers
    add_relu(first, _splice("input", range(-2, 3)))
    add_relu(second, _splice(f"{first.name}.relu", (-1, 0, 1)))
    node = f"{second.name}.relu"
    for layer, dilation in zip(blocks, DILATIONS, strict=True):
        hop = dilation * SUBSAMPLING
        add_relu(layer, _splice(node, (-hop, 0, hop)))
        config.append(_node(f"{layer.name}.sum", f"Sum({node}, {layer.name}.relu)"))
        components.append((f"{layer.name}.sum", len(layer.bias)))
        node = f"{layer.name}.sum"
    config.append(_node("output.affine", node))
    components.append(("output.affine", output))
    return config, components


def _node(name: str, source: str) -> str:
    return f"component-node name={name} component={name} input={source}"


def _splice(node: str, offsets: Iterable[int]) -> str:
    return "Append(" + ", ".join(f"Offset({node}, {offset})" if offset else node for offset in offsets) + ")"


def _write_affine(writer: KaldiWriter, layer: Layer) -> None:
    writer.token("<FixedAffineComponent>")
    writer.token("<LinearParams>")
    exact = layer.name in ("tdnn1", "output")
    (writer.matrix if exact else writer.compressed_matrix)(layer.matrix)
    writer.token("<BiasParams>")
    writer.vector(layer.bias)
    writer.token("</FixedAffineComponent>")


def _write_plain(writer: KaldiWriter, kind: str, size: int) -> None:
    """A component without weights: 'sum', 'relu' or 'log-softmax'."""
    name = {"sum": "NoOp", "relu": "RectifiedLinear", "log-softmax": "LogSoftmax"}[kind] + "Component"
    writer.token(f"<{name}>")
    writer.token("<Dim>")
    writer.integer(size)
    if kind == "sum":
        writer.token("<BackpropScale>")
        writer.real(1.0)
    else:
        for statistic in ("<ValueAvg>", "<DerivAvg>"):
            writer.token(statistic)
            writer.vector(np.zeros(0))
        writer.token("<Count>")
        writer.double(0.0)
    writer.token(f"</{name}>")
