"""Polars: the families' expressions one after the other over the column; no checksum.

Usage: polars_turns.py EXPRESSIONS CORPUS
"""

import sys

import polars

from turns import expressions

column = polars.col("text")
for family, expression in expressions(sys.argv[1]):
    # Rust's classes are Unicode's unless told otherwise, which costs it its fast paths.
    column = column.str.replace_all(f"(?-u:{expression})".replace(r"\b", r"(?-u:\b)"), f"<{family}>")
polars.scan_ndjson(sys.argv[2]).with_columns(column).sink_ndjson("/dev/null")
