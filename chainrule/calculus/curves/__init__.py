"""Derivatives along a curve: implicit, parametric, and related rates."""
