"""The open data: a Frictionless data package of protected tables, see `dashboard.data.open_data`.

fields    what a column holds, with its limits
tables    the tables, with their columns, keys and rows
package   the files of the package: one CSV a table, and `datapackage.json`
kept      the package as it is now, made once a data version
routes    `/open-data/…`
"""
