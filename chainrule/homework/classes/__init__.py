"""The answers of a class: tables, processes with limits, grades and reports."""
