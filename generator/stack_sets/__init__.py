"""Plans, deploys, watches and removes articles as service-managed stack sets of an organization.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/what-is-cfnstacksets.html
"""
