"""Network ACLs that let every address in to SSH or RDP are reported; entries are changed by hand, for their order decides.

https://docs.aws.amazon.com/config/latest/developerguide/nacl-no-unrestricted-ssh-rdp.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="NACL_NO_UNRESTRICTED_SSH_RDP",
    title=Text(
        "Network ACLs let not every address in to SSH and RDP",
        "ネットワーク ACL は SSH と RDP をすべてのアドレスに許可しない",
    ),
    why=Text(
        "One loose security group is enough where the network ACL lets everything in, as the default one does."
        " Deny 22 and 3389 before the entry that allows all.",
        "既定のようにすべてを許可する ACL では、緩いセキュリティグループ 1 つで侵入されます。"
        "全許可より前のエントリで 22 と 3389 を拒否してください。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(
        security_hub=("EC2.21",), cis={"1.4.0": ("5.1",), "3.0.0": ("5.1",), "5.0.0": ("5.2",)}, anti_patterns=(9,)
    ),
)
