# One image for web, worker and beat; the command tells them apart.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 desk

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /srv/desk
COPY requirements/base.txt requirements/base.txt
RUN pip install --require-hashes -r requirements/base.txt

COPY . .
# Static files and catalogues belong to the image; the values here are for building only, none is kept.
RUN for catalogue in locale/*/LC_MESSAGES/django.po; do \
        [ ! -f "$catalogue" ] || pybabel --quiet compile -i "$catalogue" -o "${catalogue%.po}.mo" || exit 1; \
    done \
    && SECRET_KEY=building python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf var && install -d -o desk -g desk -m 700 var var/media

USER desk
EXPOSE 8000
CMD ["gunicorn", "--config", "support_desk/gunicorn_conf.py", "--bind", "0.0.0.0:8000", "support_desk.wsgi"]
