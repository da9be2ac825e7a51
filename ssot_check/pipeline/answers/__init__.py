"""Answers to questions about owners: who owns this, why was that told, what could an owner be."""
