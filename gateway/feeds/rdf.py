"""A graph of a few nodes, as JSON-LD 1.1 and as RDF/XML.

A node is in JSON-LD's form: `@type` with one name, perhaps `@id`, and lists of values: nodes,
references and literals, each made by the functions here.
"""

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

import msgspec

from gateway.pages.metadata import xml_text

Node = dict[str, Any]
JSON_LD, RDF_XML = "application/ld+json", "application/rdf+xml"
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_RDF = f"{{{PREFIXES['rdf']}}}"
for _prefix, _namespace in PREFIXES.items():
    register_namespace(_prefix, _namespace)


def reference(address: str) -> Node:
    return {"@id": address}


def german(text: str) -> Node:
    return {"@value": xml_text(text), "@language": "de"}


def literal(text: str, datatype: str) -> Node:
    """`datatype` with its prefix, for instance `xsd:date`."""
    return {"@value": text, "@type": datatype}


def json_ld(nodes: Iterable[Node]) -> str:
    return msgspec.json.encode({"@context": PREFIXES, "@graph": [*nodes]}).decode()


def rdf_xml(nodes: Iterable[Node]) -> str:
    root = Element(f"{_RDF}RDF")
    for node in nodes:
        _add_node(root, node)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)).decode()


def _add_node(parent: Element, node: Node) -> None:
    about = {f"{_RDF}about": node["@id"]} if "@id" in node else {}
    element = SubElement(parent, _named(node["@type"]), about)
    for name, values in node.items():
        for value in () if name.startswith("@") else values:
            _add_value(element, name, value)


def _add_value(parent: Element, name: str, value: Node) -> None:
    element = SubElement(parent, _named(name))
    if "@value" in value:
        element.text = value["@value"]
        if "@language" in value:
            element.set(_XML_LANG, value["@language"])
        else:
            element.set(f"{_RDF}datatype", _whole(value["@type"]))
    elif "@type" in value:
        _add_node(element, value)
    else:
        element.set(f"{_RDF}resource", value["@id"])


def _named(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{PREFIXES[prefix]}}}{local}"


def _whole(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
