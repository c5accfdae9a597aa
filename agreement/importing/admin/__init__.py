"""The coordination's pages for an import: upload, preview that can be corrected, taking over."""
