"""Identity providers of an account: OpenID Connect and SAML 2.0.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-oidcprovider.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-samlprovider.html
"""

from generator.rehearsal.resource_types.resource_type import (
    AlreadyThere,
    NotModelled,
    Resource,
    ResourceType,
    by_id,
)


def _create_oidc(resource: Resource) -> str:
    given = resource.pick("ThumbprintList", "Tags", ClientIDList="ClientIdList")
    answer = resource.call(
        "iam", "create_open_id_connect_provider", Url=resource.properties["Url"], **{"ThumbprintList": [], **given}
    )
    return str(answer["OpenIDConnectProviderArn"])


def _update_oidc(resource: Resource) -> None:
    if resource.properties.get("ClientIdList") != resource.old_properties.get("ClientIdList"):
        raise NotModelled("a change of ClientIdList")
    resource.call(
        "iam",
        "update_open_id_connect_provider_thumbprint",
        OpenIDConnectProviderArn=resource.physical_id,
        ThumbprintList=resource.properties.get("ThumbprintList", []),
    )


def _create_saml(resource: Resource) -> str:
    """The double would take the name of a provider that is there, and overwrite it."""
    for key in resource.properties.keys() - {"Name", "SamlMetadataDocument", "Tags"}:
        raise NotModelled(key)
    name = resource.name("Name", 128)
    for provider in resource.call("iam", "list_saml_providers")["SAMLProviderList"]:
        if provider["Arn"].rpartition("/")[2] == name:
            raise AlreadyThere(f"SAML provider {name} already exists")
    document = resource.properties["SamlMetadataDocument"]
    return str(
        resource.call("iam", "create_saml_provider", Name=name, SAMLMetadataDocument=document)["SAMLProviderArn"]
    )


def _update_saml(resource: Resource) -> None:
    document = resource.properties["SamlMetadataDocument"]
    resource.call("iam", "update_saml_provider", SAMLProviderArn=resource.physical_id, SAMLMetadataDocument=document)


ROWS = (
    ResourceType(
        "AWS::IAM::OIDCProvider",
        lateness=2,
        create=_create_oidc,
        update=_update_oidc,
        delete=by_id("iam", "delete_open_id_connect_provider", "OpenIDConnectProviderArn"),
        attributes=lambda resource: {"Arn": resource.physical_id},
    ),
    ResourceType(
        "AWS::IAM::SAMLProvider",
        lateness=2,
        create=_create_saml,
        update=_update_saml,
        delete=by_id("iam", "delete_saml_provider", "SAMLProviderArn"),
        attributes=lambda resource: {"Arn": resource.physical_id},
        name_property="Name",
    ),
)
