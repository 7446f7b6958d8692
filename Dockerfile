# One image for all parts; which one a container is, says its command (see compose.yaml).
FROM python:3.12-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 VAR_DIR=/data LISTEN=0.0.0.0
RUN useradd --system --uid 10001 --home-dir /data tracker && install -d -o tracker /data
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
USER tracker
VOLUME /data
EXPOSE 8000
CMD ["python", "-m", "config.launch.parts", "web"]
