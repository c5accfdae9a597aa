"""Files made from a sealed version: PDF, DOCX and Akoma Ntoso, from one form for print."""
