"""A comparison as files to work on: DOCX with tracked changes, PDF. Pure."""
