"""The roof: environment, settings, addresses and servers of the support desk."""

from support_desk.celery import app as celery_app

__all__ = ["celery_app"]
