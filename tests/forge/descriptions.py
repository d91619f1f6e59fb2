"""GitHub's own descriptions of itself, as it publishes them on npm. What the forge says is held against them."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from graphql import GraphQLSchema, build_schema
from jsonschema.protocols import Validator
from openapi_schema_validator import OAS30Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

OCTOKIT = Path(__file__).parent.parent / "npm/node_modules/@octokit"


@cache
def graphql_schema() -> GraphQLSchema:
    """Everything that can be asked in GraphQL."""
    return build_schema((OCTOKIT / "graphql-schema/schema.graphql").read_text("utf-8"), assume_valid=True)


@cache
def openapi() -> dict[str, Any]:
    """Everything that can be asked in REST."""
    described: dict[str, Any] = json.loads((OCTOKIT / "openapi/generated/api.github.com.json").read_text("utf-8"))
    return described


def example(name: str) -> Any:
    """What GitHub shows of an answer in REST; yours to change."""
    return copy.deepcopy(openapi()["components"]["examples"][name]["value"])


@cache
def _events() -> dict[str, list[dict[str, Any]]]:
    listed = json.loads((OCTOKIT / "webhooks-examples/api.github.com/index.json").read_text("utf-8"))
    return {event["name"]: event["examples"] for event in listed}


def example_event(name: str, **wanted: Any) -> dict[str, Any]:
    """An event that GitHub shows, such as a `pull_request` with the action `opened`; yours to change."""
    return copy.deepcopy(next(one for one in _events()[name] if wanted.items() <= one.items()))


def check_event(name: str, event: dict[str, Any]) -> None:
    """Hold an event against its description."""
    schema = f"webhook-{name}-{event['action']}" if "action" in event else f"webhook-{name}"
    _validator(f"#/components/schemas/{schema.replace('_', '-')}").validate(event)


def operation(method: str, path: str) -> str:
    """The path as GitHub describes it that a real one fits, such as `/users/{username}`."""
    fitting = [known for known, pattern in _paths().items() if pattern.fullmatch(path) and method in openapi()["paths"][known]]
    assert fitting, f"GitHub describes no {method} {path}"
    return min(fitting, key=lambda known: known.count("{"))


def check_answer(method: str, path: str, status: int, answer: Any) -> None:
    """Hold an answer against what GitHub says of that path and status."""
    known = operation(method, path)
    responses = openapi()["paths"][known][method]["responses"]
    assert str(status) in responses or status in (401, 403, 404), f"GitHub describes no status {status} of {known}"
    place = f"#/paths/{known.replace('~', '~0').replace('/', '~1')}/{method}/responses/{status}"
    described = responses.get(str(status), {})
    if "$ref" in described:
        place = described["$ref"]
        described = openapi()["components"]["responses"][place.rpartition("/")[2]]
    if "content" in described:
        _validator(f"{place}/content/application~1json/schema").validate(answer)


def check_parameters(method: str, path: str, parameters: dict[str, str]) -> None:
    """Hold what is asked for against what can be asked for."""
    described = openapi()["paths"][operation(method, path)][method].get("parameters", [])
    names = {_resolved(one)["name"] for one in described if _resolved(one)["in"] == "query"}
    assert set(parameters) <= names, f"{path} knows no parameters {set(parameters) - names}"


def _resolved(one: dict[str, Any]) -> dict[str, Any]:
    return openapi()["components"]["parameters"][one["$ref"].rpartition("/")[2]] if "$ref" in one else one


@cache
def _paths() -> dict[str, re.Pattern[str]]:
    return {path: re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))) for path in openapi()["paths"]}


@cache
def _validator(place: str) -> Validator:
    registry = Registry().with_resource("urn:github", DRAFT4.create_resource(openapi()))
    return OAS30Validator({"$ref": f"urn:github{place}"}, registry=registry)
