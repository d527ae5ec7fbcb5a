"""What RDS offers with its engines in some Regions only.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.RDS_Fea_Regions_DB-eng.Feature.IamDatabaseAuthentication.html
"""

from typing import Final

MARIADB_WITHOUT_IAM: Final = frozenset(
    {"ap-south-2", "ap-southeast-4", "eu-central-2", "eu-south-2", "il-central-1", "me-central-1"}
)
"""Regions where MariaDB has no IAM database authentication; PostgreSQL and MySQL have it everywhere."""
