"""write-flows.py EXCHANGES BODY FILE: made-up exchanges as a flow file of mitmproxy, like those of test/helpers/long-trace.ts."""
import sys

from mitmproxy.io import FlowWriter
from mitmproxy.test import tflow

exchanges, size, file = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
line = b'name "cirros", status active, as many services say in plain text\n'
body = (line * (size // len(line) + 1))[:size]
with open(file, "wb") as out:
    writer = FlowWriter(out)
    for number in range(exchanges):
        flow = tflow.tflow(resp=True)
        flow.request.path = f"/v2/images/{number % 100}?page={number}"
        flow.response.content = body
        writer.add(flow)
