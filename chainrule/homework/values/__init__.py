"""Whether two expressions have the same values, by sampling and by proof, and to which precision."""
