"""DuckDB: the families' expressions as nested regexp_replace over the column; no checksum.

Usage: duckdb_turns.py EXPRESSIONS CORPUS
"""

import sys

import duckdb

from turns import expressions

column = "text"
for family, expression in expressions(sys.argv[1]):
    column = f"regexp_replace({column}, '{expression}', '<{family}>', 'g')"
duckdb.sql(
    f"COPY (SELECT * REPLACE ({column} AS text) FROM read_json('{sys.argv[2]}', "
    "format = 'newline_delimited')) TO '/dev/null' (FORMAT json)"
)
