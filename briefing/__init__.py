"""Documents: captions, manifests, compliance, slides, Word files and the PDF atlas."""
