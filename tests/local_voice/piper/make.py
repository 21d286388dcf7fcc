"""Makes humming.onnx: a Piper voice that hums, a pitch for each phoneme. It has the inputs, the output and the settings
of a real one (VITS), and is small. Run it in an environment with `onnx`: python tests/local_voice/piper/make.py
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

FOLDER = Path(__file__).parent
RATE = 16_000
"""As Piper's small voices have; the others have 22,050."""

FRAMES_A_PHONEME = 512.0
PITCH, STEP = 90.0, 3.0
PHONEMES = "_^$ !'(),-.:;?abcdefhijklmnopqrstuvwxyzæçðøħŋœɐɑɒɔɕɖəɚɛɜɡɪɫɬɯɲɹɾʃʊʌʍʎʒʔʰˈˌːˑθ\u0303\u0329"  # noqa: RUF001


def make() -> None:
    constants = {"hop": FRAMES_A_PHONEME, "pitch": PITCH, "step": STEP, "turn": 2 * numpy.pi / RATE, "zero": 0.0}
    values = [numpy_helper.from_array(numpy.float32(value), name) for name, value in constants.items()]
    values += [
        numpy_helper.from_array(numpy.array([1, 1, 1, -1], numpy.int64), "shape"),
        numpy_helper.from_array(numpy.int64(1), "one"),
        numpy_helper.from_array(numpy.float32(1.0), "one_frame"),
        numpy_helper.from_array(numpy.float32(0.5), "half"),
    ]
    node = helper.make_node
    nodes = [
        node("Gather", ["scales", "one"], ["length_scale"]),
        node("Mul", ["hop", "length_scale"], ["frames"]),
        node("Cast", ["input_lengths"], ["phonemes"], to=TensorProto.FLOAT),
        node("Squeeze", ["phonemes"], ["phonemes_0"]),
        node("Mul", ["phonemes_0", "frames"], ["length"]),
        node("Floor", ["length"], ["whole_length"]),
        node("Range", ["zero", "whole_length", "one_frame"], ["frame"]),
        node("Add", ["frame", "half"], ["middle"]),
        node("Div", ["middle", "frames"], ["place"]),
        node("Floor", ["place"], ["whole_place"]),
        node("Cast", ["whole_place"], ["index"], to=TensorProto.INT64),
        node("Squeeze", ["input"], ["ids"]),
        node("Gather", ["ids", "index"], ["id"]),
        node("Cast", ["id"], ["id_float"], to=TensorProto.FLOAT),
        node("Mul", ["id_float", "step"], ["above"]),
        node("Add", ["above", "pitch"], ["hertz"]),
        node("Mul", ["hertz", "turn"], ["speed"]),
        node("Mul", ["speed", "frame"], ["angle"]),
        node("Sin", ["angle"], ["tone"]),
        node("Reshape", ["tone", "shape"], ["output"]),
    ]
    graph = helper.make_graph(
        nodes,
        "humming",
        [
            helper.make_tensor_value_info("input", TensorProto.INT64, ["batch", "phonemes"]),
            helper.make_tensor_value_info("input_lengths", TensorProto.INT64, ["batch"]),
            helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
        ],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["batch", 1, 1, "time"])],
        values,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, FOLDER / "humming.onnx")
    settings = {
        "audio": {"sample_rate": RATE, "quality": "x_low"},
        "espeak": {"voice": "en-us"},
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "phoneme_map": {},
        "phoneme_id_map": {phoneme: [number] for number, phoneme in enumerate(PHONEMES)},
        "num_symbols": len(PHONEMES),
        "num_speakers": 1,
        "speaker_id_map": {},
    }
    (FOLDER / "humming.onnx.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    make()
