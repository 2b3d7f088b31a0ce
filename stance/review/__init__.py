"""The annotation desk: passages in the order of their use, decided by people. Needs stance[serve].

Agreement of two annotators and the exchange with Label Studio need the core install alone.
"""
