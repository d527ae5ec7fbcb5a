"""How each control is violated and how its state is read: one file per control with a runbook, named as the control's."""
