"""What an account already has, before a launch: found by read-only calls, written into parameter files or told in one line each."""
