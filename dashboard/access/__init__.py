"""Accounts, sign-in, sessions, rights, the guard over every route, throttle and audit."""
