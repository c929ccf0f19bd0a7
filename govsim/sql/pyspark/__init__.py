"""Reads PySpark code into the SQL that says the same: DataFrames, columns and writes."""

from govsim.sql.pyspark.cells import Called, Made, Read, Unread
from govsim.sql.pyspark.running import ColumnsOf, Notebook

__all__ = ["Called", "ColumnsOf", "Made", "Notebook", "Read", "Unread"]
