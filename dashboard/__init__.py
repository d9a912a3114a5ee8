"""Uyum Panosu: the monitoring dashboard for migration and social-cohesion programmes."""
