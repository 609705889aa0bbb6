"""Pools of interpreters and volunteers: one asks the pool's coordinator, never a person, and tells no story."""
