"""What leaves the dashboard as a file: the same questions and the same tables as on the screen."""
