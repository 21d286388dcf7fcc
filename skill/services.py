"""Alexa's own services (settings, reminders), as ask-sdk calls them: with time-outs, over TLS alone.

The SDK's own client waits for ever, and puts addresses and answers into the messages of its errors.
"""

from __future__ import annotations

import json
import logging
import ssl
from typing import Any

import requests
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services.api_client import ApiClient
from ask_sdk_model.services.api_client_request import ApiClientRequest
from ask_sdk_model.services.api_client_response import ApiClientResponse
from ask_sdk_model.services.api_configuration import ApiConfiguration
from requests.adapters import HTTPAdapter

from skill.limits import LIMITS, Limits

# At DEBUG it writes down addresses, and those hold a device's id or a reminder's token.
logging.getLogger("urllib3").setLevel(logging.INFO)


class InsecureEndpointError(Exception):
    """The endpoint is not https: the token is not sent there."""


class _Adapter(HTTPAdapter):
    """Trusts these roots besides certifi's."""

    def __init__(self, roots: bytes) -> None:
        self._context = ssl.create_default_context(cadata=roots.decode("ascii"))
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._context, **options)


class ServiceClient(ApiClient):
    """One service's HTTP. Safe to share between threads."""

    def __init__(self, timeout_seconds: float, trusted_roots: bytes | None = None, limits: Limits = LIMITS) -> None:
        self._timeouts = (limits.api_connect_seconds, timeout_seconds)
        self._session = requests.Session()
        if trusted_roots is not None:
            self._session.mount("https://", _Adapter(trusted_roots))

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """The response to one request. Raises requests.RequestException, InsecureEndpointError."""
        if not request.url.startswith("https://"):
            raise InsecureEndpointError
        response = self._session.request(
            request.method,
            request.url,
            headers=dict(request.headers),
            data=json.dumps(request.body) if request.body else None,
            timeout=self._timeouts,
            allow_redirects=False,
        )
        body = response.text if _is_json(response) else ("" if response.ok else "{}")
        return ApiClientResponse(headers=list(response.headers.items()), status_code=response.status_code, body=body)


def configuration(client: ServiceClient, system: Any) -> ApiConfiguration:
    """What a service of ask-sdk needs; `system` is the `System` of a request's context, with endpoint and token."""
    return ApiConfiguration(
        serializer=DefaultSerializer(),
        api_client=client,
        authorization_value=system.api_access_token or "",
        api_endpoint=system.api_endpoint or "",
    )


def _is_json(response: requests.Response) -> bool:
    # An error whose body can't be read would hide its status from us.
    try:
        response.json()
    except requests.JSONDecodeError:
        return False
    return True
