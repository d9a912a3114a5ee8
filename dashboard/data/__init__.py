"""Questions to the shared database: what they mean, how they are asked, and how the data got there."""
