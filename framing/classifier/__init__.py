"""Labelled sentences to a model and its card; a model to probabilities with reasons."""

from framing.classifier.card import ModelCard
from framing.classifier.model import Model
from framing.classifier.naming import about_bias
from framing.classifier.scoring import evaluate
from framing.classifier.storage import load
from framing.classifier.training import train

__all__ = ["Model", "ModelCard", "about_bias", "evaluate", "load", "train"]
