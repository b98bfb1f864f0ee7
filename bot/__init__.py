"""How Stagepost is put together and run: settings, app, transports, command line, sandbox."""
