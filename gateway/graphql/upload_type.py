"""Where pictures are sent."""

from typing import Any

import strawberry

from gateway.graphql.payloads import payload_type
from gateway.graphql.resolved import example


@strawberry.type(description="Where a picture is sent: PUT the bytes to `url`.")
class ImageUploadAddress:
    key: str = strawberry.field(
        description="For the mutation that follows.", metadata=example("sources/images/0190a5c2")
    )
    url: str = strawberry.field(
        description="Good for 15 minutes.",
        metadata=example("https://hub.example/sources/…?X-Amz-Signature=…"),
    )


ImageUploadPayload: Any = payload_type("ImageUploadPayload", "upload", ImageUploadAddress)
