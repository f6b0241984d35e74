"""The slips that a step can be spoilt by: wrong rules, wrong products, wrong constants."""
