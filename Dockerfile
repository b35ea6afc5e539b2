# The bot in a container: docs/container.md says how it is run, docs/decisions/0039 why it is built so.
# What comes into it is named twice: .dockerignore lets it through, COPY takes it. tests/container holds the two together.

# The exact version; another registry's copy, or one by its digest: --build-arg PYTHON_IMAGE=…
ARG PYTHON_IMAGE=docker.io/library/python:3.13.14-slim-trixie


FROM ${PYTHON_IMAGE} AS build

# Wheels alone, each by its hash: no package's own program runs here, and there is no compiler.
RUN python -m venv --without-pip /venv
COPY requirements.txt /tmp/
RUN python -m pip --python /venv/bin/python --disable-pip-version-check --no-input --no-cache-dir \
    install --no-deps --only-binary :all: --require-hashes --no-compile --requirement /tmp/requirements.txt

WORKDIR /app
COPY *.py ./
COPY assembly/ assembly/
COPY bot/ bot/
COPY directory/ directory/
COPY policy/ policy/
COPY services/ services/
COPY simulation/ simulation/
COPY storage/ storage/
COPY telemetry/ telemetry/

# Bytecode that is never held up against its source, since neither changes any more, whatever becomes of files' times.
RUN python -m compileall -q -j 0 --invalidation-mode unchecked-hash /venv/lib /app


FROM ${PYTHON_IMAGE}

ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Växelvis" \
      org.opencontainers.image.description="A Swedish municipality's phone policy, carried in Microsoft Teams" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

# The base has the standard library without bytecode, which every start would make anew. It also has pip, which nothing
# needs any more. /data is the one folder of the bot's own.
RUN python -m compileall -q -j 0 --invalidation-mode unchecked-hash -x "/(ensurepip|idlelib|site-packages|turtledemo)/" \
        "$(python -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')" \
    && python -m pip uninstall --yes --root-user-action ignore pip \
    && install --directory --owner 10001 --group 10001 --mode 0700 /data

COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app

# Where things lie in here. All else is set by whoever runs it, and no setting has a secret here.
ENV PATH=/venv/bin:${PATH} \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STORAGE=sqlite:/data/vaxelvis.db \
    DIRECTORY=file:/config/municipality.yaml

USER 10001:10001
EXPOSE 3978

# The bot ends its turns, then what it has begun to send: give it 30 seconds.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-S", "check_health.py"]
ENTRYPOINT ["python", "app.py"]
