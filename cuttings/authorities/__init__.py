"""Authorities: who an entity is elsewhere, as far as a file says; nothing is fetched, nothing is decided.

stream      a file, packed or not → its JSON values or rows, as they are read
records     a value or row → Record: an item of Wikidata
match       Survey × Records → suggestions, with lines to paste
command     prints them, or the table of entities
"""
