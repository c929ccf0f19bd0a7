"""Reads PySpark code into the SQL that says the same: DataFrames, columns and writes."""

from govsim.sql.pyspark.running import Made, Notebook, Read, Unread

__all__ = ["Made", "Notebook", "Read", "Unread"]
