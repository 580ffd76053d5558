"""Sending pictures, before they are set in an item."""

from typing import Annotated, Any

import strawberry

from gateway.graphql.context import Info
from gateway.graphql.payloads import Outcome, outcome, payload_type
from gateway.graphql.resolved import argument, example, resolved
from gateway.graphql.upload_type import ImageUploadPayload
from shared.contracts.calls import BeginImage, FinishImage, ImageUpload
from shared.contracts.content import Image
from shared.contracts.kinds import EXPERIMENTS
from shared.kit.validation import checked

_PICTURE = f"images/{'0a' * 32}.jpg"
PictureType = Annotated[
    str, argument("`image/jpeg`, `image/png`, `image/webp` or `image/svg+xml`.", "image/jpeg")
]
PictureBytes = Annotated[int, argument("How large it is.", 204_800)]
SentKey = Annotated[str, argument("As `beginImage` gave it.", "sources/images/0190a5c2")]
Alt = Annotated[
    str, argument("What it shows, for who cannot see it.", "Ein Feinstaubsensor am Fenster")
]
Credit = Annotated[str, argument("Who made it.", "Foto: Stadt Iserlohn")]


@strawberry.type(description="A checked picture, to be set as a cover or in a step by its key.")
class KeptImage:
    key: str = strawberry.field(
        description="Set it in `ImageInput.key`.", metadata=example(_PICTURE)
    )
    alt: str = strawberry.field(
        description="What it shows.", metadata=example("Ein Feinstaubsensor am Fenster")
    )
    credit: str = strawberry.field(
        description="Who made it.", metadata=example("Foto: Stadt Iserlohn")
    )


KeptImagePayload: Any = payload_type("KeptImagePayload", "image", KeptImage)


class ImageMutations:
    @staticmethod
    @resolved("Asks where to send a picture.", ImageUploadPayload)
    async def begin_image(info: Info, mime_type: PictureType, bytes: PictureBytes) -> Outcome:
        async def work() -> ImageUpload:
            request = checked(BeginImage(mime_type=mime_type, bytes=bytes))
            return await info.context.services.call(EXPERIMENTS.calls.begin_image, request)

        return await outcome(work())

    @staticmethod
    @resolved("Checks the picture that was sent and keeps it.", KeptImagePayload)
    async def finish_image(info: Info, key: SentKey, alt: Alt, credit: Credit = "") -> Outcome:
        async def work() -> Image:
            request = checked(FinishImage(key=key, alt=alt, credit=credit))
            return await info.context.services.call(EXPERIMENTS.calls.finish_image, request)

        return await outcome(work())
