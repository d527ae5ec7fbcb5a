"""Frozen AWS facts as data: Config managed rules, Regions and partitions, resource types by Region, limits."""
