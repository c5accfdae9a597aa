"""Whether what the directory says is still true: confirmations, short absences, reminders."""
