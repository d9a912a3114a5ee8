"""The table of single cases."""
