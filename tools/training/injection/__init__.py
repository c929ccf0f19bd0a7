"""Trains the injection and jailbreak models."""
