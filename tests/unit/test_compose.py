"""docker-compose.yml: valid by the Compose specification, and true to the code it starts."""

import importlib
import importlib.util
import json
import re
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import msgspec
import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema

from gateway.graphql.limits import GraphqlLimits
from infra.local.objects import IDENTITIES
from infra.local.parts import NATS_USERS, PROGRAMS
from infra.local.place import ROOT
from shared.contracts.kinds import KINDS
from shared.kit.blobs import BUCKETS
from shared.kit.run import Program

TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, Any] = COMPOSE["services"]
CADDYFILE = (ROOT / "infra/Caddyfile").read_text()
NATS_CONF = (ROOT / "infra/nats/hub.conf").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()


def image_settings(stage: str) -> set[str]:
    """The HUB_ variables that the Dockerfile sets in a stage."""
    stages = re.split(r"^FROM ", (ROOT / "infra/Dockerfile").read_text(), flags=re.MULTILINE)
    text = next(text for text in stages if text.splitlines()[:1] and f" AS {stage}" in text)
    return set(re.findall(r"(HUB_\w+)=", text))


def settings_of(name: str) -> type[msgspec.Struct]:
    module = SERVICES[name]["command"][2]
    program = importlib.import_module(f"{module}.app").app
    assert isinstance(program, Program)
    assert program.name == name
    return program.settings


def variables(struct: type[msgspec.Struct], *, required: bool) -> set[str]:
    fields = msgspec.structs.fields(struct)
    return {f"HUB_{f.name.upper()}" for f in fields if f.required or not required}


def test_it_is_valid_by_the_specification() -> None:
    schema = get_builtin_schema("vendor.compose-spec")
    errors = list(jsonschema.validators.validator_for(schema)(schema).iter_errors(COMPOSE))
    assert [error.message for error in errors] == []


def test_it_has_every_program_and_every_kind() -> None:
    ours = {name for name, entry in SERVICES.items() if entry.get("command", [""])[0] == "python"}
    assert ours == set(PROGRAMS)
    assert {kind.plural for kind in KINDS.values()} <= ours


@pytest.mark.parametrize("name", PROGRAMS)
def test_commands_exist(name: str) -> None:
    python, flag, module = SERVICES[name]["command"]
    assert (python, flag) == ("python", "-m")
    assert importlib.util.find_spec(f"{module}.__main__")


@pytest.mark.parametrize("name", PROGRAMS)
def test_settings_are_those_of_the_code(name: str) -> None:
    struct = settings_of(name)
    given = set(SERVICES[name]["environment"])
    assert given <= variables(struct, required=False)
    assert variables(struct, required=True) <= given | image_settings("programs")


def test_all_that_graphql_answers_can_be_set() -> None:
    limits = {name for name in variables(GraphqlLimits, required=False) if "_GRAPHQL_" in name}
    assert limits <= set(SERVICES["gateway"]["environment"])


@pytest.mark.parametrize("name", PROGRAMS)
def test_addresses_lead_to_services_that_listen_there(name: str) -> None:
    environment = SERVICES[name]["environment"]
    nats = urlsplit(re.sub(r"\$\{.*?\}", "x", environment["HUB_NATS_URL"]))
    assert (nats.username, nats.hostname) == (name, "nats")
    assert str(nats.port) in SERVICES["nats"]["command"]
    if "HUB_S3_URL" in environment:
        store = urlsplit(re.findall(r":-(.*)\}", environment["HUB_S3_URL"])[0])
        assert f"-s3.port={store.port}" in SERVICES[store.hostname]["command"]
        assert environment["HUB_S3_ACCESS_KEY"] == f"hub-{name}"
    if "HUB_MONGO_URL" in environment:
        documents = urlsplit(re.findall(r":-(.*)\}", environment["HUB_MONGO_URL"])[0])
        assert (documents.hostname, documents.port) == ("documents", 27017)
        assert "replicaSet=hub" in documents.query
        assert "hub" in SERVICES["documents"]["command"]


def test_the_edge_reaches_the_gateway_and_has_its_settings() -> None:
    environment = SERVICES["edge"]["environment"]
    port = SERVICES["gateway"]["environment"]["HUB_PORT"]
    assert environment["HUB_GATEWAY"] == f"gateway:{port}"
    assert SERVICES["gateway"]["expose"] == [port]
    used = dict(re.findall(r"\{\$(HUB_\w+)(:[^}]*)?\}", CADDYFILE))
    assert set(environment) <= set(used)
    without_default = {name for name, default in used.items() if not default}
    assert without_default <= set(environment) | image_settings("edge")


def test_the_edge_and_the_gateway_bound_bodies_alike() -> None:
    name = "HUB_GRAPHQL_BODY_BYTES"
    fields = {field.name: field for field in msgspec.structs.fields(GraphqlLimits)}
    default = fields["graphql_body_bytes"].default
    given = {SERVICES[each]["environment"][name] for each in ("edge", "gateway")}
    assert given == {f"${{{name}:-{default}}}"}
    assert f"{{${name}:{default}}}" in CADDYFILE


def test_the_bus_has_a_password_for_every_user() -> None:
    users = set(re.findall(r"user: (\w+)", NATS_CONF))
    assert users == set(NATS_USERS)
    passwords = {f"HUB_NATS_{user.upper()}_PASSWORD" for user in users}
    assert set(SERVICES["nats"]["environment"]) == passwords
    assert set(re.findall(r"\$(HUB_\w+)", NATS_CONF)) == passwords


def test_the_object_store_knows_the_same_rights_as_on_one_machine() -> None:
    told = json.loads(COMPOSE["configs"]["objects"]["content"])["identities"]
    rights = {identity["name"]: set(identity["actions"]) for identity in told}
    ours = {
        name: {f"{right}:{bucket}" for bucket, rights in may.items() for right in rights}
        for name, may in IDENTITIES.items()
    }
    assert rights == ours | {"anonymous": {"Read:media"}}
    assert f"-bucket={','.join(BUCKETS)}" in SERVICES["objects"]["command"]


def test_no_password_has_a_default_and_the_example_names_all() -> None:
    bare = set(re.findall(r"\$\{(HUB_\w+)\}", TEXT))
    demanded = set(re.findall(r"\$\{(HUB_\w+):\?", TEXT))
    assert bare <= demanded
    named = set(re.findall(r"^(HUB_\w+)=$", EXAMPLE, flags=re.MULTILINE))
    assert named == demanded
    assert not re.findall(r"\$\{HUB_\w*(?:PASSWORD|SECRET|KEY):?-", TEXT)
