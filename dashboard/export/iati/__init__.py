"""A grant as IATI activity XML, version 2.03, and the checks that no file leaves without."""
