"""Documents that are asked for again and again, carried out by Python made from them."""
