"""Layered networks as problems: from sizes, activations and a loss to named definitions."""

from chainrule.networks.build import layer_sizes, network
from chainrule.networks.layers import Layer, Network
from chainrule.networks.losses import LOSSES
from chainrule.networks.names import NAMINGS, Naming

__all__ = ["LOSSES", "NAMINGS", "Layer", "Naming", "Network", "layer_sizes", "network"]
