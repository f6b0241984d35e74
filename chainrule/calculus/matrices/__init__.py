"""Derivatives by vectors and matrices that stay whole."""
