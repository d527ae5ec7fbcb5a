"""What IAM allows: API calls and their actions, policies and their evaluation, and a gate that holds each call to a role's policies."""
