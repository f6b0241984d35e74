"""The judges of one answer: by formula, at a point, along a curve, in pieces, over samples, by components, by matrices."""
