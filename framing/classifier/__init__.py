"""Labelled sentences to a model and its card; a model to probabilities with reasons."""

from framing.classifier.card import ModelCard
from framing.classifier.model import Model, load
from framing.classifier.scoring import evaluate
from framing.classifier.training import train

__all__ = ["Model", "ModelCard", "evaluate", "load", "train"]
