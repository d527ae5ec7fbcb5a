"""The rehearsal account: templates deployed and runbooks run against a double of AWS on this machine."""
