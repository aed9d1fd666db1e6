"""The administration of reference data: a package of small files, all registered on import."""

from programme.admin import calendar, catalogues, countries, meanings, missions, paperwork, phases, rules

__all__ = ["calendar", "catalogues", "countries", "meanings", "missions", "paperwork", "phases", "rules"]
