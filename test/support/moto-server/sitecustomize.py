# Python loads this before moto_server, which else writes a line for each request: a ninth of its time, and nobody reads it.
import logging

logging.getLogger("werkzeug").setLevel(logging.ERROR)
