"""The directory as a table: out as CSV and XLSX, and in again after a dry run."""
