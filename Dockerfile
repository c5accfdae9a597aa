FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production

WORKDIR /app

COPY requirements.lock ./
RUN pip install --require-hashes --requirement requirements.lock

COPY . ./

# Production settings refuse to start without their variables. What is given here serves this
# one command: none of it is in the image, and the key is thrown away.
RUN pybabel compile --directory portal/locale --domain django \
    && SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
       DATABASE_URL=sqlite:///:memory: \
       ALLOWED_HOSTS=localhost \
       BASE_URL=https://localhost \
       EMAIL_URL=smtp://localhost \
       DEFAULT_FROM_EMAIL=portal@example.org \
       python manage.py collectstatic --noinput

# Uploaded files and the key of the ledger are all that the portal writes; the folders are
# volumes of this user's.
RUN useradd --system --uid 10001 portal \
    && mkdir -p var/media var/keys \
    && chown portal var/media var/keys \
    && chmod 700 var/keys
USER portal
VOLUME /app/var/media /app/var/keys

EXPOSE 8000
CMD ["gunicorn", "portal.wsgi:application", "--config", "python:portal.gunicorn_settings", \
     "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", \
     "--keep-alive", "75", "--graceful-timeout", "30", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
