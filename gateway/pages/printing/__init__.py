"""An experiment or a guide as an accessible PDF (PDF/UA-1), set in a process of its own."""
