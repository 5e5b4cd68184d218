"""Layout systems on a page: families and what the plans say of them."""
