"""Pure functions that know nothing of Django, models or news."""
