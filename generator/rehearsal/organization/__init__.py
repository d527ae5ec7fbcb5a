"""The rehearsed Organization: accounts in nested OUs, and StackSets over them, answered on this machine."""
