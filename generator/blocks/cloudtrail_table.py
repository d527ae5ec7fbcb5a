"""The table by which Athena reads the log files of a trail, its partitions worked out from their names: account, Region, day.

https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
"""

from collections.abc import Mapping
from typing import Any

from troposphere import Ref, glue

from generator.model import Resource

TABLE = "cloudtrail"
ISSUER = "type:string,principalid:string,arn:string,accountid:string,username:string"
SESSION = (
    "attributes:struct<mfaauthenticated:string,creationdate:string>,"
    f"sessionissuer:struct<{ISSUER}>,"
    "ec2roledelivery:string,"
    "webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>"
)
IDENTITY = (
    "type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string,"
    "onbehalfof:struct<userid:string,identitystorearn:string>,"
    f"sessioncontext:struct<{SESSION}>"
)
COLUMNS = {
    "eventversion": "string",
    "useridentity": f"struct<{IDENTITY}>",
    "eventtime": "string",
    "eventsource": "string",
    "eventname": "string",
    "awsregion": "string",
    "sourceipaddress": "string",
    "useragent": "string",
    "errorcode": "string",
    "errormessage": "string",
    "requestparameters": "string",
    "responseelements": "string",
    "additionaleventdata": "string",
    "requestid": "string",
    "eventid": "string",
    "readonly": "string",
    "resources": "array<struct<arn:string,accountid:string,type:string>>",
    "eventtype": "string",
    "apiversion": "string",
    "recipientaccountid": "string",
    "serviceeventdetails": "string",
    "sharedeventid": "string",
    "vpcendpointid": "string",
    "vpcendpointaccountid": "string",
    "eventcategory": "string",
    "addendum": "struct<reason:string,updatedfields:string,originalrequestid:string,originaleventid:string>",
    "sessioncredentialfromconsole": "string",
    "edgedevicedetails": "string",
    "tlsdetails": "struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>",
}
"""The fields of a CloudTrail record, as Athena's guide has them."""
PARTITIONS = {"account": "string", "region": "string", "day": "string"}


def projection(template: Any, values: Mapping[str, Any], since: Any) -> dict[str, Any]:
    """The table's properties: ``template`` has a place for each partition, ``values`` are the accounts and the Regions."""
    listed: dict[str, Any] = {}
    for name, value in values.items():
        listed |= {f"projection.{name}.type": "enum", f"projection.{name}.values": value}
    return {
        "projection.enabled": "true",
        **listed,
        "projection.day.type": "date",
        "projection.day.format": "yyyy/MM/dd",
        "projection.day.interval": "1",
        "projection.day.interval.unit": "DAYS",
        "projection.day.range": since,
        "storage.location.template": template,
    }


def cloudtrail_table(
    logical_id: str, *, condition: str, database: Any, location: Any, parameters: Mapping[str, Any]
) -> Resource:
    """The table over ``location``."""
    return glue.Table(
        logical_id,
        Condition=condition,
        CatalogId=Ref("AWS::AccountId"),
        DatabaseName=database,
        TableInput=glue.TableInput(
            Name=TABLE,
            Description="Log files of CloudTrail.",
            TableType="EXTERNAL_TABLE",
            Parameters=dict(parameters),
            PartitionKeys=_columns(PARTITIONS),
            StorageDescriptor=glue.StorageDescriptor(
                Columns=_columns(COLUMNS),
                Location=location,
                InputFormat="com.amazon.emr.cloudtrail.CloudTrailInputFormat",
                OutputFormat="org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                SerdeInfo=glue.SerdeInfo(SerializationLibrary="org.apache.hive.hcatalog.data.JsonSerDe"),
            ),
        ),
    )


def _columns(types: dict[str, str]) -> list[glue.Column]:
    return [glue.Column(Name=name, Type=kind) for name, kind in types.items()]
