"""What time does: reminders, deliveries, upkeep."""
