"""Step 4: train the acoustic model on the CPU.

First from a flat start, all paths through a transcript weighed by what the network believes so far (soft alignments,
made anew in every batch); then lattice-free MMI, which sets the transcript against all that the phones could say.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from training.alignment import forward_backward
from training.augmentation import Augmenter
from training.corpus import Corpus
from training.feed import Batch, Feed
from training.folders import Folders
from training.network import SUBSAMPLING, Network
from training.phones import PHONES, SILENCE


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast."""

    flat_epochs: float = 2.5
    """From the flat start, with cross-entropy."""

    mmi_epochs: float = 5
    frames_of_a_batch: int = 9000
    """Of 10 ms."""

    learning_rate: float = 1.5e-3
    warm_up_steps: int = 200
    report_steps: int = 50
    save_steps: int = 200
    threads: int = 2


@dataclass
class Score:
    """How a step went: three figures that are averaged for the report."""

    cross_entropy: float
    mmi: float
    agreement: float
    """Share of frames on which network and transcript name the same phone."""


class Trainer:
    """The network and all that changes from step to step."""

    def __init__(self, folders: Folders, schedule: Schedule) -> None:
        self.folders, self.schedule = folders, schedule
        torch.set_num_threads(schedule.threads)
        torch.manual_seed(1)
        corpus = Corpus(folders)
        self.feed = Feed(corpus, Augmenter(folders, 2), schedule.frames_of_a_batch)
        self.network = Network()
        self.log_prior = torch.full((len(PHONES),), -np.log(len(PHONES)))
        self.optimiser = torch.optim.AdamW(
            self.network.parameters(), lr=schedule.learning_rate, weight_decay=1e-3, betas=(0.9, 0.98)
        )
        self.denominator = corpus.phone_bigram()
        self.flat_steps = int(schedule.flat_epochs * self.feed.of_an_epoch)
        self.steps = int((schedule.flat_epochs + schedule.mmi_epochs) * self.feed.of_an_epoch)
        self.average = {name: value.detach().clone() for name, value in self.network.state_dict().items()}
        self.done = 0

    @property
    def in_mmi(self) -> bool:
        return self.done >= self.flat_steps

    def step(self) -> Score:
        """Learn from one batch."""
        batch = self.feed.next()
        self._set_learning_rate()
        self.network.train()
        logits = self.network(batch.features)
        log_probabilities = torch.log_softmax(logits, 2)
        with torch.no_grad():
            self._follow_prior(log_probabilities)
            emissions = _emissions(self._scores(logits, log_probabilities))
            target, likelihood = self._transcript(batch, emissions)
        cross_entropy = -(target * log_probabilities).sum(2).mean()
        loss, objective = cross_entropy, 0.0
        if self.in_mmi:
            loss, objective = self._mmi(logits, emissions, target, likelihood, cross_entropy)
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 3.0)
        self.optimiser.step()
        self.done += 1
        self._follow_weights()
        agreement = float((logits.argmax(2) == target.argmax(2)).float().mean())
        return Score(float(cross_entropy.detach()), objective, agreement)

    def _set_learning_rate(self) -> None:
        warm = min(1.0, (self.done + 1) / self.schedule.warm_up_steps)
        rate = self.schedule.learning_rate * warm * (1 - self.done / self.steps) ** 0.8 + 1e-5
        for group in self.optimiser.param_groups:
            group["lr"] = rate

    def _follow_prior(self, log_probabilities: Tensor) -> None:
        seen = log_probabilities.exp().mean((0, 1))
        self.log_prior = torch.log(0.98 * self.log_prior.exp() + 0.02 * seen)

    def _scores(self, logits: Tensor, log_probabilities: Tensor) -> Tensor:
        """What the network says of each frame; from the flat start it is trusted little by little."""
        if self.in_mmi:
            return logits.detach()
        trust = min(1.0, max(0.0, (self.done - 40) / 300))
        return (log_probabilities.detach() - 0.6 * self.log_prior) * trust

    def _transcript(self, batch: Batch, emissions: Tensor) -> tuple[Tensor, Tensor]:
        """Posteriors of the phones given the transcript, and its likelihood."""
        frames = emissions.shape[1]
        phone = batch.phone[:, None].expand(-1, frames, -1)
        states = torch.gather(emissions, 2, phone)
        at = torch.arange(frames)[None] * SUBSAMPLING
        first, end = torch.from_numpy(batch.spans[:, :1]), torch.from_numpy(batch.spans[:, 1:])
        outside = ((at < first + 2) | (at >= end - 2))[:, :, None]
        silent = (batch.phone == SILENCE)[:, None]
        states = torch.where(outside & ~silent, states * 1e-3, states)
        if self.done < 400:
            states = torch.where(~outside & silent, states * 0.05, states)
        posteriors, likelihood = forward_backward(batch.transitions, batch.initial, batch.final, states)
        target = torch.zeros(emissions.shape, dtype=torch.double).scatter_add_(2, phone, posteriors).float()
        return target, likelihood

    def _mmi(
        self, logits: Tensor, emissions: Tensor, target: Tensor, likelihood: Tensor, cross_entropy: Tensor
    ) -> tuple[Tensor, float]:
        """Lattice-free MMI, with a little cross-entropy and a penalty on large outputs."""
        size, phones = len(logits), len(PHONES)
        initial = torch.full((phones,), 0.2 / (phones - 1), dtype=torch.double)
        initial[SILENCE] = 0.8
        final = torch.ones(phones, dtype=torch.double)
        with torch.no_grad():
            rival, rival_likelihood = forward_backward(
                self.denominator, initial.expand(size, -1), final.expand(size, -1), emissions
            )
        gradient = rival.float() - target
        objective = float((likelihood - rival_likelihood).sum() / target.shape[0] / target.shape[1])
        return (gradient * logits).sum(2).mean() + 0.1 * cross_entropy + 2e-4 * logits.pow(2).mean(), objective

    def _follow_weights(self) -> None:
        """The running average of the weights, which is what is exported."""
        keep = min(0.998, self.done / (self.done + 20))
        with torch.no_grad():
            for name, value in self.network.state_dict().items():
                if value.is_floating_point():
                    self.average[name].mul_(keep).add_(value, alpha=1 - keep)

    def save(self) -> None:
        """Write the averaged weights, the prior and which phase they are of."""
        weights = {"net": self.average, "log_prior": self.log_prior, "mmi": self.done > self.flat_steps}
        torch.save(weights, self.folders.acoustic_model)


def _emissions(scores: Tensor) -> Tensor:
    """Likelihoods relative to the best phone of each frame, with a floor under them."""
    best = scores.max(2, keepdim=True).values
    return (scores - best).double().exp().clamp_min(1e-6)


@dataclass
class Report:
    """Tells on stderr how it goes."""

    began: float = field(default_factory=time.monotonic)
    scores: list[Score] = field(default_factory=list)

    def add(self, score: Score) -> None:
        self.scores.append(score)

    def tell(self, step: int, steps: int) -> None:
        entropy, mmi, agreement = np.mean([(s.cross_entropy, s.mmi, s.agreement) for s in self.scores], axis=0)
        seconds = time.monotonic() - self.began
        figures = f"cross-entropy {entropy:.3f}, mmi {mmi:.4f}, agreement {agreement:.3f}"
        sys.stderr.write(f"step {step}/{steps}: {figures}, {seconds:.0f} s\n")
        self.scores.clear()


def train(folders: Folders, schedule: Schedule | None = None) -> None:
    """Train from the flat start to the end, and write the weights."""
    schedule = schedule or Schedule()
    trainer, report = Trainer(folders, schedule), Report()
    while trainer.done < trainer.steps:
        report.add(trainer.step())
        if trainer.done % schedule.report_steps == 0:
            report.tell(trainer.done, trainer.steps)
        if trainer.done % schedule.save_steps == 0:
            trainer.save()
    trainer.save()
