"""Where pictures are sent."""

from typing import Any

import strawberry

from gateway.graphql.payloads import payload_type


@strawberry.type(description="Where a picture is sent: PUT the bytes to `url`.")
class ImageUploadAddress:
    key: str = strawberry.field(description="For the mutation that follows.")
    url: str = strawberry.field(description="Good for 15 minutes.")


ImageUploadPayload: Any = payload_type("ImageUploadPayload", "upload", ImageUploadAddress)
