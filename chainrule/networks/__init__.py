"""The structure of layered networks: layers, activations, losses, and what their names are."""

from chainrule.networks.layers import Layer, Network
from chainrule.networks.losses import LOSSES
from chainrule.networks.names import NAMINGS, Naming

__all__ = ["LOSSES", "NAMINGS", "Layer", "Naming", "Network"]
