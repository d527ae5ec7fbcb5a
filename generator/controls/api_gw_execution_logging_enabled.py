"""API Gateway stages log executions; the account's CloudWatch role and the level are set by hand.

https://docs.aws.amazon.com/config/latest/developerguide/api-gw-execution-logging-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="API_GW_EXECUTION_LOGGING_ENABLED",
    title=Text("API Gateway stages have logging enabled", "API Gateway のステージはログを記録する"),
    why=Text(
        (
            "Failed and forged requests leave no trace. Give API Gateway a CloudWatch role in the account settings, then set "
            "the log level of the stage to ERROR, or INFO where the data may be logged."
        ),
        (
            "失敗したリクエストや偽装されたリクエストの痕跡が残りません。アカウント設定で API Gateway に CloudWatch ロールを"
            "与え、ステージのログレベルを ERROR に、データを記録してよい場合は INFO にしてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("APIGateway.1",), anti_patterns=(18,)),
)
