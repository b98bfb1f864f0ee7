"""What Alembic runs: on the connection and in the transaction that store.schema opened."""

from alembic import context

from store.models import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
