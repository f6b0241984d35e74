"""The proof of a derivation: an independent route confirms every result before it is shown."""

from __future__ import annotations

from chainrule.proof.verification import check_result, verify

__all__ = ["check_result", "verify"]
