"""The wire stubs of Wechaty Puppet Service, as the other modules import them."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():  # a package below them is written for an older Python and warns when it is compiled
    warnings.simplefilter("ignore")
    from wechaty_grpc.wechaty import PuppetStub
    from wechaty_grpc.wechaty.puppet import EventResponse, EventType, MessagePayloadResponse, PayloadType

__all__ = ["EventResponse", "EventType", "MessagePayloadResponse", "PayloadType", "PuppetStub"]
