"""`/api/v1/catalog.jsonld` and `.rdf`: what catalogues of open data harvest."""

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, get
from litestar.types import ControllerRouterHandler

from gateway.entity_tags import tagged
from gateway.feeds.dcat import CATALOGUE, catalogue
from gateway.feeds.dcat_terms import Holding
from gateway.feeds.on_site import OnSiteItems
from gateway.feeds.rdf import JSON_LD, RDF_XML, Node, json_ld, rdf_xml
from gateway.feeds.rest import Feeds
from shared.contracts.city import City
from shared.contracts.licence import LicenceCode
from shared.contracts.search import COUNT, Facet, Find

CatalogueRequest = Request[Any, Any, Any]


def catalogue_handlers(
    feeds: Feeds, items: OnSiteItems, city: City
) -> Sequence[ControllerRouterHandler]:
    async def nodes() -> list[Node]:
        since = (await feeds.log.head()).began
        holding = Holding(
            since=since,
            modified=await items.changed() or since,
            licences=await _licences(feeds),
        )
        return catalogue(city, feeds.public_url, holding)

    @get(f"{CATALOGUE}.jsonld", include_in_schema=False)
    async def as_json_ld(request: CatalogueRequest) -> Response[str]:
        return tagged(request, json_ld(await nodes()), JSON_LD, {})

    @get(f"{CATALOGUE}.rdf", include_in_schema=False)
    async def as_rdf_xml(request: CatalogueRequest) -> Response[str]:
        return tagged(request, rdf_xml(await nodes()), RDF_XML, {})

    return [as_json_ld, as_rdf_xml]


async def _licences(feeds: Feeds) -> frozenset[LicenceCode]:
    """Those of all public items, as the search counts them."""
    counted = await feeds.services().call(COUNT, Find())
    return frozenset(
        LicenceCode(value.value)
        for facet in counted.facets
        if facet.facet is Facet.LICENCE
        for value in facet.values
    )
