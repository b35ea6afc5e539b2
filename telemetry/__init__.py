"""What a running process tells of itself beside its log: the pulse, and traces and metrics by OpenTelemetry.

Nobody in here knows what the product does; `assembly` hands each part what it watches. Nothing that is told has a
person in it: no name, number, id, text, reason or note, only words of our own and numbers.
"""
