"""Telling people what concerns them: one inbox for each person, and mails at the pace they choose."""
